"""Reading Parquet files into a grid. DuckDB is loaded only here: a workbook never needs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from junheng.census.containers.limits import check_rows
from junheng.census.grids import Grid
from junheng.errors import InputError

_PATTERN_SIGNS = re.compile(r"[\[*?]")


def grid(name: str, parts: Sequence[Path]) -> Grid:
    """The rows of all ``parts`` in order, column names first. Raises ``InputError``."""
    import duckdb  # noqa: PLC0415 - slow, and only for Parquet

    files = [_PATTERN_SIGNS.sub(r"[\g<0>]", str(part)) for part in parts]
    try:
        with duckdb.connect() as database:
            (rows,) = database.execute(
                "SELECT count(*) FROM read_parquet($files)", {"files": files}
            ).fetchall()[0]
            check_rows(name, rows)
            relation = database.sql(
                "SELECT * FROM read_parquet($files, union_by_name => true)",
                params={"files": files},
            )
            return Grid(file=name, sheet="", rows=[relation.columns, *relation.fetchall()])
    except duckdb.Error as problem:
        raise InputError(
            f"{name} 不是完好的 Parquet 文件（{str(problem).splitlines()[0]}）", remedy="重新导出"
        ) from problem
