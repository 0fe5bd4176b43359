"""From a grid and its heading to typed rows: every cell read, every defect named, nothing dropped."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from junheng.census.codes import clause, code
from junheng.census.defects import Defect
from junheng.census.extra_columns import ExtraColumns
from junheng.census.figures import FigureReader
from junheng.census.grids import Cell, Grid
from junheng.census.headers import Found, Heading
from junheng.census.lines import Lines, sorted_lines
from junheng.census.places import Place
from junheng.census.records import Attestation, ClassRow, CountyFact, Room, School, StageRow
from junheng.census.tables import Kind
from junheng.census.values import Reader, Unreadable, choice, reader, shown
from junheng.census.words import CHOICE_WORDS, normal
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage

Row = dict[str, Any]
"""The values of one line by column name; ``row`` is its 1-based line number."""

_CODES = {"school_code", "parent_code", "county_code", "class_no"}


@dataclass(slots=True, kw_only=True)
class Assembled:
    """One table as read. ``raw`` are all lines of data, ``records`` those that could be typed: also
    lines with an unreadable cell that is not required. ``unreadable`` counts cells by column;
    ``implied`` are the values of required columns left blank.
    """

    place: Place
    heading: Heading
    lines: Lines
    implied: Mapping[str, str] = field(default_factory=dict)
    records: list[Any] = field(default_factory=list)
    raw: list[Row] = field(default_factory=list)
    unreadable: dict[str, int] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether every required column is there: without one no row can be typed."""
        return not any(
            column.required and column.name not in self.implied for column in self.heading.missing
        )


def assemble(
    grid: Grid, heading: Heading, place: Place, *, implied: Mapping[str, str] | None = None
) -> Assembled:
    """Read every line under the heading. ``implied`` are values of required columns left blank."""
    result = Assembled(
        place=place, heading=heading, lines=sorted_lines(grid, heading), implied=implied or {}
    )
    plan = [(name, found.index, _reader(found)) for name, found in heading.columns.items()]
    absent: Row = {column.name: None for column in heading.missing} | dict(result.implied)
    required = [name for name, found in heading.columns.items() if found.column.required]
    figures = FigureReader(place, heading) if heading.table.name == "county" else None
    extras = ExtraColumns(grid, heading, place) if heading.checked else None
    build = _BUILDERS[heading.table.name]
    whole = result.whole
    for number, cells in result.lines.data:
        row: Row = {"row": number, **absent}
        bad: set[str] = set()
        for name, index, read in plan:
            try:
                row[name] = read(cells[index])
            except Unreadable as problem:
                row[name] = None
                bad.add(name)
                _note_unreadable(result, problem, number, name, cells[index])
        sound = _complete(result, row, required, bad)
        if figures is not None:
            result.defects.extend(figures.read(row, cells))
        if extras is not None:
            result.defects.extend(extras.read(row, cells))
        result.raw.append(row)
        if sound and whole:
            result.records.append(build(row))
    return result


def _complete(result: Assembled, row: Row, required: Sequence[str], bad: Collection[str]) -> bool:
    """Whether every required cell was read; blank ones are named, or given what is implied."""
    sound = True
    for name in required:
        if name in bad:
            sound = False
        elif row[name] is None:
            row[name] = result.implied.get(name)
            if row[name] is None:
                sound = False
                result.defects.append(
                    result.place.defect(
                        "cell.required",
                        "必填的单元格是空的",
                        row=row["row"],
                        column=name,
                        remedy="填写这一格",
                    )
                )
    return sound


def _note_unreadable(
    result: Assembled, problem: Unreadable, row: int, name: str, cell: Cell
) -> None:
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


def _reader(found: Found) -> Reader:
    column = found.column
    if column.name in _CODES:
        return code
    if column.name == "clause":
        return clause
    if column.kind is Kind.FIGURE:
        return lambda _cell: None  # read together with its key, by FigureReader
    if column.kind is Kind.CHOICE:
        words = {normal(word): value for word, value in column.choices.items()}
        words |= {normal(w): v for w, v in CHOICE_WORDS.get(column.name, {}).items()}
        if column.name == "operator":
            words |= {f"{each.value}{each.zh}": str(each.value) for each in OperatorCode}
            words |= {f"0{each.value}": str(each.value) for each in OperatorCode if each < 10}
        return choice(column, words)
    return reader(column, written_unit=found.unit, scale=found.scale)


def _school(row: Row) -> School:
    return School(
        **{
            **row,
            "type": SchoolType(row["type"]),
            "operator": OperatorCode(int(row["operator"])),
            "area_class": AreaClass(row["area_class"]),
        }
    )


def _attestation(row: Row) -> Attestation:
    return Attestation(**{**row, "note": row["note"] or "", "file": row["file"] or ""})


_BUILDERS: dict[str, Callable[[Row], Any]] = {
    "schools": _school,
    "stages": lambda row: StageRow(**{**row, "stage": Stage(row["stage"])}),
    "rooms": lambda row: Room(**row),
    "classes": lambda row: ClassRow(**{**row, "stage": Stage(row["stage"])}),
    "county": lambda row: CountyFact(**row),
    "attestations": _attestation,
}
