"""From a grid and its heading to typed rows: every cell read, every defect named, nothing dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from junheng.census.codes import clause, code
from junheng.census.defects import Defect
from junheng.census.figures import FigureReader
from junheng.census.grids import Cell, Grid, is_blank
from junheng.census.headers import Found, Heading, vocabulary
from junheng.census.places import Place
from junheng.census.records import (
    Attestation,
    ClassRow,
    CountyFact,
    Room,
    School,
    StageRow,
)
from junheng.census.tables import Kind
from junheng.census.totals import ColumnTotal, TableTotals
from junheng.census.values import Reader, Unreadable, choice, reader, shown
from junheng.census.words import CHOICE_WORDS, NOTE_STARTS, SUBTOTAL, normal
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage

Row = dict[str, Any]
"""The values of one line by column name; ``row`` is its 1-based line number."""

_CODES = {"school_code", "parent_code", "county_code", "class_no"}


@dataclass(slots=True, kw_only=True)
class Assembled:
    """One table as read. ``records`` also holds rows that have errors, as far as they can be typed.

    ``refused`` are the lines with an error. ``raw`` are all lines of data, typed or not.
    """

    place: Place
    heading: Heading
    records: list[Any] = field(default_factory=list)
    raw: list[Row] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    unreadable: dict[str, int] = field(default_factory=dict)
    blank: int = 0
    remarks: int = 0
    subtotals: list[tuple[int, Row]] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)

    def totals(self) -> TableTotals:
        """Rows in and taken, and the exact sum of every numeric column."""
        sums = []
        for found in self.heading.columns.values():
            column = found.column
            if column.kind not in (Kind.COUNT, Kind.AMOUNT):
                continue
            values = [value for row in self.raw if (value := row[column.name]) is not None]
            unreadable = self.unreadable.get(column.name, 0)
            sums.append(
                ColumnTotal(
                    name=column.name,
                    header=column.header,
                    unit=column.unit,
                    filled=len(values),
                    blank=len(self.raw) - len(values) - unreadable,
                    unreadable=unreadable,
                    total=sum(values),
                )
            )
        return TableTotals(
            table=self.place.table.name,
            source=self.place.sheet or self.place.file,
            rows_in=len(self.raw),
            accepted=len(self.raw) - len(self.refused),
            refused=len(self.refused),
            blank=self.blank,
            subtotals=len(self.subtotals),
            remarks=self.remarks,
            columns=tuple(sums),
        )


def assemble(grid: Grid, heading: Heading, place: Place) -> Assembled:
    """Read every line under the heading."""
    result = Assembled(place=place, heading=heading)
    table = heading.table
    plan = [
        (found.column.name, found.index, _reader(found), found.column.required)
        for found in heading.columns.values()
    ]
    absent = dict.fromkeys(
        [column.name for column in table.columns if column.name not in heading.columns]
    )
    lines = _Lines(grid, heading)
    figures = FigureReader(place, heading) if table.name == "county" else None
    build = _BUILDERS[table.name]
    for number, cells in lines.data(result):
        row: Row = {"row": number, **absent}
        sound = True
        for name, index, read, required in plan:
            try:
                value = read(cells[index])
            except Unreadable as problem:
                value = None
                sound = sound and not required
                _refuse(result, problem, number, name, cells[index])
            else:
                if value is None and required:
                    sound = False
                    result.refused.add(number)
                    result.defects.append(_required(place, number, name))
            row[name] = value
        if figures is not None:
            for defect in figures.read(row, cells):
                result.defects.append(defect)
                result.refused.add(number)
        result.raw.append(row)
        if sound and not (absent and any(column.required for column in heading.missing)):
            result.records.append(build(row))
        else:
            result.refused.add(number)
    return result


def _refuse(result: Assembled, problem: Unreadable, row: int, name: str, cell: Cell) -> None:
    result.refused.add(row)
    result.unreadable[name] = result.unreadable.get(name, 0) + 1
    result.defects.append(
        result.place.defect(
            problem.check,
            problem.message,
            row=row,
            column=name,
            found=shown(cell),
            expected=problem.expected,
            remedy=problem.remedy,
        )
    )


def _required(place: Place, row: int, name: str) -> Defect:
    return place.defect(
        "cell.required", "必填的单元格是空的", row=row, column=name, remedy="填写这一格"
    )


def _reader(found: Found) -> Reader:
    column = found.column
    if column.name in _CODES:
        return code
    if column.name == "clause":
        return clause
    if column.kind is Kind.FIGURE:
        return lambda _cell: None  # read with its key, by FigureReader
    if column.kind is Kind.CHOICE:
        words = {normal(word): value for word, value in column.choices.items()}
        words |= {normal(w): v for w, v in CHOICE_WORDS.get(column.name, {}).items()}
        if column.name == "operator":
            words |= {f"{each.value}{each.zh}": str(each.value) for each in OperatorCode}
            words |= {f"0{each.value}": str(each.value) for each in OperatorCode if each < 10}
        return choice(column, words)
    return reader(column, written_unit=found.unit, scale=found.scale)


class _Lines:
    """The lines under a heading, sorted into data and what is none."""

    def __init__(self, grid: Grid, heading: Heading) -> None:
        self._grid = grid
        self._first = heading.first_data
        self._width = 1 + max(
            [
                *(found.index for found in heading.columns.values()),
                *(index for index, _ in heading.checked.values()),
                heading.unit_column or 0,
            ]
        )
        first = next(
            (heading.columns[column.name] for column in heading.table.columns
             if column.name in heading.columns and column.required
             and column.name != "county_code"),
            next(iter(heading.columns.values())),
        )  # fmt: skip
        self._key = first.index
        name = heading.columns.get("name")
        self._name = name.index if name and heading.table.name == "schools" else self._key
        self._words = vocabulary(heading.table)
        self._columns = heading.columns

    def data(self, result: Assembled) -> Sequence[tuple[int, Sequence[Cell]]]:
        """(line number, cells) of each line of data; the others are counted in ``result``."""
        lines = []
        base = self._grid.first_row
        key, width = self._key, self._width
        for index in range(self._first, len(self._grid.rows)):
            cells = self._grid.rows[index]
            if len(cells) < width:
                cells = [*cells, *[""] * (width - len(cells))]
            cell = cells[key]
            plain = type(cell) is str and cell.isalnum() and cell.isascii()
            if not plain or _may_be_subtotal(cells[self._name]):
                if all(is_blank(each) for each in cells):
                    result.blank += 1
                    continue
                kind = self._kind(cells)
                if kind == "remark":
                    result.remarks += 1
                    continue
                if kind == "subtotal":
                    self._note_subtotal(result, base + index, cells)
                    continue
            lines.append((base + index, cells))
        return lines

    def _kind(self, cells: Sequence[Cell]) -> str:
        texts = [normal(each) for each in cells if isinstance(each, str) and each.strip()]
        first = next(each for each in cells if not is_blank(each))
        if not isinstance(first, str):
            texts = texts[:3]
        elif texts[0].startswith(NOTE_STARTS):
            return "remark"
        elif texts[0] in self._words and len([w for w in texts if w in self._words]) >= 2:
            return "remark"  # the header, printed again
        if any(SUBTOTAL.fullmatch(each) for each in texts[:4]):
            return "subtotal"
        return "data"

    def _note_subtotal(self, result: Assembled, number: int, cells: Sequence[Cell]) -> None:
        row: Row = {}
        for found in self._columns.values():
            if found.column.kind in (Kind.COUNT, Kind.AMOUNT):
                try:
                    row[found.column.name] = reader(
                        found.column, written_unit=found.unit, scale=found.scale
                    )(cells[found.index])
                except Unreadable:
                    continue
        result.subtotals.append((number, row))


def _may_be_subtotal(cell: Cell) -> bool:
    return type(cell) is str and cell.rstrip(" :：　").endswith(("计", "和"))


def _school(row: Row) -> School:
    return School(
        **{
            **row,
            "type": SchoolType(row["type"]),
            "operator": OperatorCode(int(row["operator"])),
            "area_class": AreaClass(row["area_class"]),
        }
    )


def _stage(row: Row) -> StageRow:
    return StageRow(**{**row, "stage": Stage(row["stage"])})


def _class(row: Row) -> ClassRow:
    return ClassRow(**{**row, "stage": Stage(row["stage"])})


def _attestation(row: Row) -> Attestation:
    return Attestation(**{**row, "note": row["note"] or "", "file": row["file"] or ""})


_BUILDERS: dict[str, Callable[[Row], Any]] = {
    "schools": _school,
    "stages": _stage,
    "rooms": lambda row: Room(**row),
    "classes": _class,
    "county": lambda row: CountyFact(**row),
    "attestations": _attestation,
}
