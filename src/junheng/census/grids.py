"""What every reader hands on: one grid of raw cells per sheet or file, with where each cell stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

Cell = str | float | int | bool | date | datetime | time | timedelta | Decimal | Fraction | None
"""A cell as a reader gives it. Blank is ``""`` or ``None``; a workbook's numbers are floats."""

Span = tuple[tuple[int, int], tuple[int, int]]
"""A merged range: its first and last cell, each (row, column), 0-based in the sheet."""


class Oddities(NamedTuple):
    """What a workbook holds beyond its values; rows are 1-based, columns 0-based.

    Hidden rows and columns are read like the others; a clerk who looks at the sheet cannot see them.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


class Grid(NamedTuple):
    """The cells of one sheet or file.

    ``rows[0]`` is line ``first_row`` (1-based) and its first cell is column ``first_column``
    (0-based). ``sheet`` is empty for a file that has none. Rows may be of unequal length.
    ``lettered``: the columns of a sheet have letters; those of a form have not.
    """

    file: str
    sheet: str
    rows: Sequence[Sequence[Cell]]
    first_row: int = 1
    first_column: int = 0
    merged: tuple[Span, ...] = ()
    hidden: bool = False
    oddities: Oddities = Oddities()
    lettered: bool = True

    @property
    def source(self) -> str:
        """The name a clerk knows it by: the sheet, or the file."""
        return self.sheet or self.file

    def letter(self, index: int) -> str:
        """The letter of the ``index``-th cell of a row; ``""`` where columns have no letters."""
        return letter(self.first_column + index) if self.sheet and self.lettered else ""


def letter(column: int) -> str:
    """The letter a spreadsheet gives to the 0-based ``column``: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_blank(cell: Cell) -> bool:
    """Nothing was filled in: blank, or white space only. 0 and ``False`` are not blank."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
