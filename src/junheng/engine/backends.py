"""The port to the machines that compute: DuckDB in this process, or Spark.

Everything above it knows :class:`Connection` only. Raises :class:`EngineMissing` where a part is not
installed, and says how to install it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from warnings import catch_warnings, filterwarnings

from junheng.engine.duckdb_failures import told
from junheng.errors import UserError
from junheng.files import replacing

DUCKDB = "duckdb"
SPARK = "spark"


class EngineMissing(UserError):
    """What computes many counties is not installed, or is not known."""


@dataclass(slots=True, kw_only=True)
class Connection:
    """One engine at work. ``name`` is as the user gave it; ``ibis`` is the backend of the library;
    ``folder`` is a place for passing files, gone when the work is done.
    """

    name: str
    ibis: Any
    folder: Path
    _kept: list[Any] = field(default_factory=list, repr=False)
    _frames: list[Any] = field(default_factory=list)

    @property
    def is_spark(self) -> bool:
        """Whether the work is spread by Spark."""
        return self.name != DUCKDB

    @property
    def dialect(self) -> str:
        """The language of its statements."""
        return SPARK if self.is_spark else DUCKDB

    def view(self, name: str, query: str) -> None:
        """Give a query a name, for statements to refer to."""
        if self.is_spark:
            self.ibis.session.sql(query).createOrReplaceTempView(name)
        else:
            self.ibis.raw_sql(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {query}')

    def make(self, name: str, query: str) -> None:
        """Compute a table once and hold it under a name."""
        if self.is_spark:
            frame = self.ibis.session.sql(query).persist()
            frame.createOrReplaceTempView(name)
            self._frames.append(frame)
        else:
            self.ibis.raw_sql(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {query}')

    def keep(self, expression: Any) -> Any:
        """The table computed once and held, so that what follows does not compute it again."""
        kept = expression.cache()
        self._kept.append(kept)
        return kept

    def arrow(self, expression: Any) -> Any:
        """A small result as a ``pyarrow.Table``."""
        return self.ibis.to_pyarrow(expression)

    def write(self, expression: Any, path: Path) -> None:
        """A result of any size as Parquet: one file, or with Spark a folder of parts.

        Raises :class:`UserError` where it cannot be written.
        """
        if self.is_spark:
            from junheng.engine.spark import write_parts  # noqa: PLC0415 - only with Spark

            write_parts(self.ibis, expression, path)
            return
        with replacing(path) as unfinished:
            self.ibis.to_parquet(expression, str(unfinished))

    def release(self) -> None:
        """Let go of everything kept."""
        for kept in self._kept:
            kept.release()
        self._kept.clear()
        for frame in self._frames:
            frame.unpersist()
        self._frames.clear()


def require() -> None:
    """Raise :class:`EngineMissing` unless what every engine needs is installed."""
    absent = [name for name in ("ibis", "pyarrow", "numpy") if find_spec(name) is None]
    if absent:
        raise EngineMissing(
            f"成批判定所用的程序库没有安装：{'、'.join(absent)}",
            remedy='运行 pip install ".[engine]"',
        )


@contextmanager
def connect(
    engine: str = DUCKDB, *, memory: str | None = None, threads: int | None = None
) -> Iterator[Connection]:
    """The engine of that name: ``duckdb``, ``spark`` (this machine) or ``spark://host:port``.

    ``memory`` (``"1GB"``) and ``threads`` limit what it takes of this machine. Raises
    :class:`EngineMissing`.
    """
    if engine not in (DUCKDB, SPARK) and not engine.startswith("spark://"):
        raise EngineMissing(
            f"没有名为“{engine}”的计算引擎",
            remedy="可用：duckdb（默认），spark（本机），spark://主机:端口（集群）",
        )
    require()
    with TemporaryDirectory(prefix="junheng-") as folder:
        start = _duckdb if engine == DUCKDB else _spark
        backend, stop = start(engine, Path(folder), memory, threads)
        connection = Connection(name=engine, ibis=backend, folder=Path(folder))
        with catch_warnings():
            filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)  # Ibis 12, DuckDB 2
            try:
                with nullcontext() if connection.is_spark else told():
                    yield connection
            finally:
                connection.release()
                stop()


def _duckdb(
    _engine: str, folder: Path, memory: str | None, threads: int | None
) -> tuple[Any, Callable[[], None]]:
    import ibis  # noqa: PLC0415 - optional

    settings: dict[str, Any] = {"temp_directory": str(folder / "spill")}
    if memory is not None:
        settings["memory_limit"] = memory
    if threads is not None:
        settings["threads"] = threads
    backend = ibis.duckdb.connect(**settings)
    # DuckDB 2.0 lets the reader of CSV files do the casts, where TRY_CAST fails instead of giving null.
    backend.raw_sql("SET disabled_optimizers = 'type_pushdown'")
    return backend, backend.disconnect


def _spark(
    engine: str, _folder: Path, memory: str | None, threads: int | None
) -> tuple[Any, Callable[[], None]]:
    from junheng.engine.spark import start  # noqa: PLC0415 - only with Spark

    return start(engine, memory=memory, threads=threads)
