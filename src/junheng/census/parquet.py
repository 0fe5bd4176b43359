"""Reading Parquet files into a grid. DuckDB is loaded only here: a workbook never needs it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from junheng.census.grids import Grid
from junheng.errors import InputError

# A file must never make DuckDB fetch anything: Parquet is built in.
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def grid(name: str, parts: Sequence[Path]) -> Grid:
    """The rows of all ``parts`` in order, column names first. Raises ``InputError``."""
    import duckdb  # noqa: PLC0415 - slow, and only for Parquet

    files = [str(part) for part in parts]
    try:
        with duckdb.connect(config=_OFFLINE) as database:
            relation = database.sql(
                "SELECT * FROM read_parquet($files, union_by_name => true)",
                params={"files": files},
            )
            names = relation.columns
            rows = relation.fetchall()
    except duckdb.Error as problem:
        raise InputError(
            f"{name} 不是完好的 Parquet 文件（{str(problem).splitlines()[0]}）", remedy="重新导出"
        ) from problem
    return Grid(file=name, sheet="", rows=[names, *rows])
