"""Reading Parquet files into a grid. DuckDB is loaded only here: a workbook never needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from junheng.census.containers.access import opening
from junheng.census.containers.limits import ROWS, check_rows
from junheng.census.grids import Cell, Grid
from junheng.errors import InputError

_PATTERN_SIGNS = re.compile(r"[\[*?]")


_PIECE = 20_000


def grid(name: str, parts: Sequence[Path]) -> Grid:
    """The rows of all ``parts`` in order, column names first. Raises ``InputError``."""
    rows: list[Sequence[Cell]] = []
    for piece in pieces(name, parts, most=ROWS):
        rows.extend(piece.rows)
    return Grid(file=name, sheet="", rows=rows)


def pieces(name: str, parts: Sequence[Path], *, most: int | None = None) -> Iterator[Grid]:
    """The same, some thousand rows at a time, so that the whole need not fit into memory.

    Raises ``InputError``, also if there are more than ``most`` rows.
    """
    import duckdb  # noqa: PLC0415 - slow, and only for Parquet

    for part in parts:
        with opening(part), part.open("rb"):
            pass  # the library's own words for a file that it may not read are not for clerks
    files = [_PATTERN_SIGNS.sub(r"[\g<0>]", str(part)) for part in parts]
    try:
        with duckdb.connect() as database:
            if most is not None:
                counting = "SELECT count(*) FROM read_parquet($files)"
                (rows,) = database.execute(counting, {"files": files}).fetchall()[0]
                check_rows(name, rows, most)
            reading = "SELECT * FROM read_parquet($files, union_by_name => true)"
            result = database.execute(reading, {"files": files})
            piece: Sequence[Sequence[Cell]] = [[column[0] for column in result.description or ()]]
            first = 1
            while piece:
                yield Grid(file=name, sheet="", rows=piece, first_row=first)
                first += len(piece)
                piece = result.fetchmany(_PIECE)
    except duckdb.Error as problem:
        raise InputError(
            f"{name} 不是完好的 Parquet 文件（{str(problem).splitlines()[0]}）", remedy="重新导出"
        ) from problem
