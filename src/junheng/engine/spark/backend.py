"""Ibis's Spark backend, with results and small tables passed as Arrow.

Ibis 12 passes both through pandas, where a missing number and "not a number" are one and the same.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from traceback import clear_frames
from typing import Any

import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.pyspark import Backend
from ibis.backends.pyspark.datatypes import PySparkSchema
from ibis.formats.pyarrow import PyArrowData
from ibis.util import gen_name
from pyspark.sql import SparkSession

from junheng.engine.spark.failures import told

_CSV = {
    "header": True,
    "inferSchema": False,
    "encoding": "UTF-8",
    "multiLine": True,  # a cell may hold a line break
    "quote": '"',
    "escape": '"',  # a quotation mark in a cell is written twice
    "nullValue": "",
    "enforceSchema": False,  # parts whose headers differ are refused, not read by position
    "mode": "FAILFAST",  # a line with too few or too many cells is refused, not filled up
}


class SparkBackend(Backend):  # type: ignore[misc]
    """Ibis's backend where lists of files can be read, and nothing goes through pandas.

    Failures that a user can mend are raised as :class:`junheng.errors.UserError`.
    """

    @property
    def session(self) -> SparkSession:
        """Spark's own session."""
        return self._session  # type: ignore[no-any-return]

    @cached_property
    def unfinished(self) -> set[Path]:
        """Folders that workers were asked to write and that are no results: to be removed once none
        of them can write any more.
        """
        return set()

    def read_parquet(
        self, path: str | Path | Sequence[str | Path], /, *, table_name: str | None = None
    ) -> ir.Table:
        """The Parquet file, folder of parts, pattern of names, or list of these, as a table."""
        with told():
            frame = self.session.read.parquet(*_paths(path))
            name = table_name or gen_name("read_parquet")
            frame.createOrReplaceTempView(name)
            return self.table(name)

    def read_csv(
        self,
        paths: str | Path | Sequence[str | Path],
        /,
        *,
        table_name: str | None = None,
        **options: Any,
    ) -> ir.Table:
        """The CSV files as one table, every cell as text; an empty cell is null."""
        with told():
            frame = self.session.read.csv(_paths(paths), **{**_CSV, **options})
            name = table_name or gen_name("read_csv")
            frame.createOrReplaceTempView(name)
            return self.table(name)

    def to_pyarrow(self, expr: ir.Expr, /, **options: Any) -> Any:
        """The result as Ibis gives it: a table, an array or a scalar of Arrow."""
        self._run_pre_execute_hooks(expr)
        table = expr.as_table()
        with told(), _without_sockets_left_open():
            found = self._session.sql(self.compile(table, **options)).toArrow()
        return expr.__pyarrow_result__(PyArrowData.convert_table(found, table.schema()))

    def execute(self, expr: ir.Expr, /, **options: Any) -> Any:
        """The result as pandas, or a single value, made from Arrow."""
        found = self.to_pyarrow(expr, **options)
        return found.as_py() if isinstance(found, pa.Scalar) else found.to_pandas()

    def let_go(self) -> None:
        """Let go of every table kept, so that none is looked for when the session is gone."""
        for name in list(self._cache_name_to_entry):
            with suppress(Exception):  # the session may have broken down
                self._finalize_cached_table(name)

    def _create_cached_table(self, name: str, expr: ir.Table) -> ir.Table:
        self._run_pre_execute_hooks(expr)  # Ibis forgets the small tables in a table to be kept
        with told():
            return super()._create_cached_table(name, expr)

    def _register_in_memory_table(self, op: ops.InMemoryTable) -> None:
        content: pa.Table = op.data.to_pyarrow(op.schema)
        frame = self._session.createDataFrame(content, schema=PySparkSchema.from_ibis(op.schema))
        frame.createOrReplaceTempView(op.name)


def _paths(given: str | Path | Sequence[str | Path]) -> list[str]:
    return [str(given)] if isinstance(given, str | Path) else [str(each) for each in given]


@contextmanager
def _without_sockets_left_open() -> Iterator[None]:
    """PySpark drops the socket it has read a result from instead of closing it, and on failure
    leaves it to the frames of the traceback.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            yield
        except Exception as problem:
            found: BaseException | None = problem
            while found is not None:
                clear_frames(found.__traceback__)
                found = found.__context__
            raise
