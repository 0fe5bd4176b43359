"""What every planner returns: key figures, tables, reasons and notes, for screen, workbook and site.

The planner decides what there is to tell; reports, command line and site only lay it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from junheng import __version__

Value = str | int | float | Fraction | bool | None
"""What a cell holds; ``None`` is unknown or does not apply, never 0."""


class Ending(StrEnum):
    """How the search for a plan ended."""

    PROVEN = "proven"
    WITHIN_GAP = "within_gap"
    STOPPED = "stopped"
    COMPUTED = "computed"
    IMPOSSIBLE = "impossible"

    @property
    def zh(self) -> str:
        """The words shown to users."""
        return {
            Ending.PROVEN: "已证明是最好的方案",
            Ending.WITHIN_GAP: "与最好的方案相差不超过所列的差距（已证明）",
            Ending.STOPPED: "中途停止或到了时限：目前找到的最好方案",
            Ending.COMPUTED: "按公式算出",
            Ending.IMPOSSIBLE: "做不到，原因见下",
        }[self]


class Shape(StrEnum):
    """How a value is shown."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"  # two decimals
    FINE = "fine"  # four decimals
    YUAN = "yuan"  # whole yuan
    SHARE = "share"  # per cent, of a fraction
    FLAG = "flag"  # 是 / 否


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its English name, its header, how its values are shown."""

    name: str
    header: str
    shape: Shape = Shape.TEXT
    unit: str = ""


SCHOOL = (Column("school_code", "学校标识码"), Column("name", "学校"))
"""The columns that say which school a row is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the plan: a sheet of the workbook, a section of the report. Rows follow columns."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    note: str = ""

    def records(self) -> Iterator[dict[str, Any]]:
        """The rows by column name, ready for JSON."""
        names = [column.name for column in self.columns]
        for row in self.rows:
            yield {name: plain(value) for name, value in zip(names, row, strict=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One key figure. ``note`` says what it rests on."""

    name: str
    title: str
    value: Value
    shape: Shape = Shape.NUMBER
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a demand cannot be met, or a rule that the plan breaks: where, what, by how much."""

    where: str
    what: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A plan, or why there is none. ``kind`` is the planner's name on the command line.

    ``basis`` are the rules, options and prices the plan rests on, as plain data.
    """

    kind: str
    title: str
    ending: Ending
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
    basis: Mapping[str, Any] = field(default_factory=dict)

    def figure(self, name: str) -> Value:
        """The value of a key figure. Raises ``KeyError``."""
        for each in self.figures:
            if each.name == name:
                return each.value
        raise KeyError(name)

    def table(self, name: str) -> Table:
        """The table of that name. Raises ``KeyError``."""
        for each in self.tables:
            if each.name == name:
                return each
        raise KeyError(name)


def document(outcome: Outcome) -> dict[str, Any]:
    """The plan as plain data for JSON: numbers unrounded, ``null`` where unknown."""
    return {
        "junheng": __version__,
        "plan": outcome.kind,
        "title": outcome.title,
        "ending": outcome.ending.value,
        "basis": dict(outcome.basis),
        "figures": {each.name: plain(each.value) for each in outcome.figures},
        "reasons": [
            {"where": each.where, "what": each.what, "remedy": each.remedy}
            for each in outcome.reasons
        ],
        "notes": list(outcome.notes),
        "tables": {each.name: list(each.records()) for each in outcome.tables},
    }


def plain(value: Value) -> Any:
    """A value as JSON has it: an exact fraction as a number."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    return value


def packed(outcome: Outcome) -> dict[str, Any]:
    """The whole outcome as plain data, to be kept and shown again by :func:`unpacked`."""
    return {
        "kind": outcome.kind,
        "title": outcome.title,
        "ending": outcome.ending.value,
        "figures": [
            [each.name, each.title, plain(each.value), each.shape.value, each.unit, each.note]
            for each in outcome.figures
        ],
        "tables": [
            {
                "name": each.name,
                "title": each.title,
                "note": each.note,
                "columns": [[c.name, c.header, c.shape.value, c.unit] for c in each.columns],
                "rows": [[plain(value) for value in row] for row in each.rows],
            }
            for each in outcome.tables
        ],
        "reasons": [[each.where, each.what, each.remedy] for each in outcome.reasons],
        "notes": list(outcome.notes),
        "basis": dict(outcome.basis),
    }


def unpacked(data: Mapping[str, Any]) -> Outcome:
    """The outcome that :func:`packed` made plain. Exact fractions come back as numbers."""
    return Outcome(
        kind=data["kind"],
        title=data["title"],
        ending=Ending(data["ending"]),
        figures=tuple(
            Figure(name=name, title=title, value=value, shape=Shape(shape), unit=unit, note=note)
            for name, title, value, shape, unit, note in data["figures"]
        ),
        tables=tuple(
            Table(
                name=each["name"],
                title=each["title"],
                note=each["note"],
                columns=tuple(Column(c[0], c[1], Shape(c[2]), c[3]) for c in each["columns"]),
                rows=tuple(tuple(row) for row in each["rows"]),
            )
            for each in data["tables"]
        ),
        reasons=tuple(
            Reason(where=where, what=what, remedy=remedy) for where, what, remedy in data["reasons"]
        ),
        notes=tuple(data["notes"]),
        basis=data["basis"],
    )
