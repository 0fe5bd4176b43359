"""From a grid and its heading to typed rows: every cell read, every defect named, nothing dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from junheng.census.codes import clause, code
from junheng.census.columns import ColumnReader, codes, read_at_once, texts, whole_numbers, words
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
from junheng.census.words import CHOICE_WORDS, folded
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage
from junheng.model.identifiers import masked
from junheng.model.text import invisible

Row = dict[str, Any]
"""The values of one line by column name; ``row`` is its 1-based line number."""

_CODES = {"class_no", "person_id"}


@dataclass(slots=True, kw_only=True)
class Assembled:
    """One table as read. ``raw`` are all lines of data, ``records`` those that could be typed: also
    lines with an unreadable cell that is not required. ``unreadable`` are the lines
    by column;
    ``implied`` are the values of required columns left blank.
    """

    place: Place
    heading: Heading
    lines: Lines
    implied: Mapping[str, str] = field(default_factory=dict)
    records: list[Any] = field(default_factory=list)
    raw: list[Row] = field(default_factory=list)
    unreadable: dict[str, set[int]] = field(default_factory=dict)
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
    rows = _rows(result)
    required = [name for name, found in heading.columns.items() if found.column.required]
    figures = FigureReader(place, heading) if heading.table.name == "county" else None
    extras = ExtraColumns(grid, heading, place) if heading.checked else None
    build = _BUILDERS.get(heading.table.name, dict)
    whole = result.whole
    for row, (_, cells) in zip(rows, result.lines.data, strict=True):
        sound = _complete(result, row, required)
        if figures is not None:
            result.defects.extend(figures.read(row, cells))
        if extras is not None:
            result.defects.extend(extras.read(row, cells))
        if sound and whole:
            result.records.append(build(row))
    result.raw = rows
    return result


def _rows(result: Assembled) -> list[Row]:
    """Every line as a row of values; a cell that cannot be read is ``None`` and noted."""
    numbers = [number for number, _ in result.lines.data]
    values: dict[str, Sequence[Any]] = {"row": numbers}
    for column in result.heading.missing:
        values[column.name] = [result.implied.get(column.name)] * len(numbers)
    for name, found in result.heading.columns.items():
        cells = [line[found.index] for _, line in result.lines.data]
        at_once = _column_reader(found)
        whole = read_at_once(at_once, cells) if at_once and cells else None
        values[name] = whole if whole is not None else _one_by_one(result, found, cells)
        if found.column.kind is Kind.TEXT:
            _note_invisible(result, name, values[name])
    return [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]


def _one_by_one(result: Assembled, found: Found, cells: Sequence[Cell]) -> list[Any]:
    read = cell_reader(found)
    name = found.column.name
    values: list[Any] = []
    for (number, _), cell in zip(result.lines.data, cells, strict=True):
        try:
            values.append(read(cell))
        except Unreadable as problem:
            values.append(None)
            result.unreadable.setdefault(name, set()).add(number)
            result.defects.append(refusal(result.place, name, cell, problem, row=number))
    return values


def refusal(
    place: Place, column: str, cell: Cell, problem: Unreadable, *, row: int | None = None
) -> Defect:
    """The defect of a cell that cannot be read, because of ``problem``."""
    return place.defect(
        problem.check,
        problem.message,
        row=row,
        column=column,
        found=masked(shown(cell)) if column in PRIVATE else shown(cell),
        expected=problem.expected,
        remedy=problem.remedy,
    )


def _note_invisible(result: Assembled, name: str, values: Sequence[Any]) -> None:
    """Note every text with a character that nobody sees; it is read as it stands."""
    if not invisible("".join(value for value in values if value)):
        return
    for (number, _), value in zip(result.lines.data, values, strict=True):
        if value and (defect := doubt(result.place, name, value, row=number)):
            result.defects.append(defect)


def doubt(place: Place, column: str, value: str, *, row: int | None = None) -> Defect | None:
    """The defect of a text that holds what nobody sees; ``None`` for any other."""
    found = invisible(value)
    if not found:
        return None
    return place.defect(
        "cell.text_invisible",
        f"有看不见的控制字符（{found}）",
        row=row,
        column=column,
        found=shown(value),
        remedy="清除这一格，重新键入，不要粘贴",
    )


def _complete(result: Assembled, row: Row, required: Sequence[str]) -> bool:
    """Whether every required cell was read; blank ones are named, or given what is implied."""
    sound = True
    for name in required:
        if row[name] is not None:
            continue
        if row["row"] in result.unreadable.get(name, ()):
            sound = False
            continue
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


def is_code(name: str) -> bool:
    """Whether a column of that name holds codes: text, though a workbook may keep it as a number."""
    return name in _CODES or name.endswith("_code")


def _column_reader(found: Found) -> ColumnReader | None:
    """How the column is read at once, if it can be."""
    column = found.column
    if is_code(column.name):
        return codes
    match column.kind:
        case Kind.COUNT | Kind.AMOUNT if found.scale == 1:
            return whole_numbers
        case Kind.CHOICE:
            return words(column.choices)
        case Kind.FLAG:
            return words({"是": True, "否": False})
        case Kind.TEXT if column.name != "clause":
            return texts
    return None


def cell_reader(found: Found) -> Reader:
    """The reader of one cell of that column."""
    column = found.column
    if is_code(column.name):
        return code
    if column.name == "clause":
        return clause
    if column.kind is Kind.FIGURE:
        return lambda _cell: None  # read together with its key, by FigureReader
    if column.kind is Kind.CHOICE:
        meanings = {folded(word): value for word, value in column.choices.items()}
        meanings |= {folded(w): v for w, v in CHOICE_WORDS.get(column.name, {}).items()}
        if column.name == "operator":
            meanings |= {f"{each.value}{each.zh}": str(each.value) for each in OperatorCode}
            meanings |= {f"0{each.value}": str(each.value) for each in OperatorCode if each < 10}
        return choice(column, meanings)
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
PRIVATE = {"person_id"}
"""What these columns hold is never shown whole: it may be an identity number."""
