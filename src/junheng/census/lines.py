"""The lines under a heading, sorted into data, blank lines, remarks and totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from junheng.census.grids import Cell, Grid, is_blank
from junheng.census.headers import Heading, vocabulary
from junheng.census.tables import Kind
from junheng.census.values import Unreadable, reader
from junheng.census.words import NOTE_STARTS, SUBTOTAL, normal

_WHOLE = ("合计", "总计", "共计", "总和", "全县", "全区", "全市", "total", "grandtotal")
_REMARK = "remark"


class Subtotal(NamedTuple):
    """A line of totals: its row, its ``word`` (合计), and its figures by column name."""

    row: int
    word: str
    values: Mapping[str, Any]

    @property
    def whole(self) -> bool:
        """Whether it claims to add up everything, and not only a group (小计)."""
        return self.word.startswith(_WHOLE)


@dataclass(slots=True, kw_only=True)
class Lines:
    """The lines of one table. ``data`` are (row number, cells), cells at least as many as needed."""

    data: list[tuple[int, Sequence[Cell]]] = field(default_factory=list)
    subtotals: list[Subtotal] = field(default_factory=list)
    blank: int = 0
    remarks: int = 0


def sorted_lines(grid: Grid, heading: Heading) -> Lines:
    """Every line of ``grid`` under ``heading``, each in exactly one place."""
    lines = Lines()
    if not heading.columns:
        return lines
    key, name, width = _telling(heading)
    for index in range(heading.first_data, len(grid.rows)):
        cells = grid.rows[index]
        if len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        cell = cells[key]
        plain = type(cell) is str and cell.isascii() and cell.isalnum() and not cell.isalpha()
        if not plain or _may_be_subtotal(cells[name]):
            if cells.count("") == len(cells) or all(is_blank(each) for each in cells):
                lines.blank += 1
                continue
            word = _kind(cells, heading)
            if word == _REMARK:
                lines.remarks += 1
                continue
            if word:
                row = grid.first_row + index
                lines.subtotals.append(_subtotal(heading, word, row, cells))
                continue
        lines.data.append((grid.first_row + index, cells))
    return lines


def _telling(heading: Heading) -> tuple[int, int, int]:
    """The cells that tell data from the rest at a glance, and how many cells a line needs."""
    columns = heading.columns
    key = next(
        (
            columns[column.name].index
            for column in heading.table.columns
            if column.required and column.name in columns and column.name != "county_code"
        ),
        next(iter(columns.values())).index,
    )
    name = columns["name"].index if "name" in columns else key
    last = max(
        *(found.index for found in columns.values()),
        *(index for index, _ in heading.checked.values()),
        heading.unit_column or 0,
        0,
    )
    return key, name, last + 1


def _may_be_subtotal(cell: Cell) -> bool:
    return type(cell) is str and cell.rstrip(" :：　").endswith(("计", "和"))


def _kind(cells: Sequence[Cell], heading: Heading) -> str:
    """``remark``, the word of a subtotal, or ``""`` for a line of data."""
    texts = [normal(each) for each in cells if isinstance(each, str) and each.strip()]
    first = next(each for each in cells if not is_blank(each))
    if isinstance(first, str):
        if texts[0].startswith(NOTE_STARTS):
            return _REMARK
        words = vocabulary(heading.table)
        if texts[0] in words and sum(each in words for each in texts) * 2 > len(texts) > 1:
            return _REMARK  # the header, printed again
    return next((each for each in texts[:4] if SUBTOTAL.fullmatch(each)), "")


def _subtotal(heading: Heading, word: str, row: int, cells: Sequence[Cell]) -> Subtotal:
    values = {}
    for found in heading.columns.values():
        if found.column.kind in (Kind.COUNT, Kind.AMOUNT):
            read = reader(found.column, written_unit=found.unit, scale=found.scale)
            try:
                values[found.column.name] = read(cells[found.index])
            except Unreadable:
                continue  # a total that cannot be read is not compared, and counts for nothing
    return Subtotal(row=row, word=word, values=values)
