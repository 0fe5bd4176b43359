"""What went in and what was taken, so that a clerk can compare it with the workbook."""

from __future__ import annotations

from typing import NamedTuple

from junheng.census.records import Exact


class ColumnTotal(NamedTuple):
    """The exact sum of one column over all rows of data, refused ones included, in ``unit``.

    ``filled`` and ``blank`` count cells; ``unreadable`` cells are in no sum.
    """

    name: str
    header: str
    unit: str
    filled: int
    blank: int
    unreadable: int
    total: Exact


class TableTotals(NamedTuple):
    """The rows of one table: ``rows_in`` = ``accepted`` + ``refused``.

    Blank rows, subtotal rows and rows of remarks are no data and are counted apart.
    """

    table: str
    source: str
    rows_in: int
    accepted: int
    refused: int
    blank: int = 0
    subtotals: int = 0
    remarks: int = 0
    columns: tuple[ColumnTotal, ...] = ()
