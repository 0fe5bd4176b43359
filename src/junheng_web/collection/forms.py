"""The form of a return: its tables laid out as sheets, each cell with all that is said about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from junheng.census.differences import Key
from junheng.census.facts import BY_KEY
from junheng.census.tables import BY_NAME, Column, Kind
from junheng_web.collection.actions.entry import Clash
from junheng_web.collection.checking import Finding
from junheng_web.collection.clauses import attested
from junheng_web.collection.columns import conclusions, words_of
from junheng_web.collection.documents import FIXED, GROWING, Document, keys_of
from junheng_web.collection.models import Remark, Return
from junheng_web.lib.clauses import clause_name

SPARE = {"stages": 0, "rooms": 1, "classes": 3}
"""Blank rows below each growing table, for those who fill in without JavaScript."""
_UPRIGHT = ("schools", "stages")
"""Tables of few rows and many columns: laid out with a line for each column."""
_NUMBERS = (Kind.COUNT, Kind.AMOUNT, Kind.DEGREES, Kind.YEAR)
_LONG = ("note", "file")


@dataclass(slots=True, kw_only=True)
class Box:
    """One cell: its name in the form, what it holds and what is said about it."""

    name: str
    table: str
    column: str
    label: str
    key: str = ""
    text: str = ""
    last: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    given: bool = False
    numeric: bool = False
    long: bool = False
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    clash: Clash | None = None

    @property
    def wrong(self) -> bool:
        """Whether a defect here refuses the data."""
        return self.clash is not None or any(each.is_error for each in self.findings)

    @property
    def shown(self) -> str:
        """What it holds, in words."""
        return _word(self.choices, self.text)

    @property
    def odd(self) -> bool:
        """Whether it holds a text that is none of its choices: it is offered too, to be mended."""
        return bool(self.text) and self.text not in dict(self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a column or a line is called. ``last``: it is the column of last year's values."""

    label: str
    unit: str = ""
    note: str = ""
    required: bool = False
    last: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a sheet. ``place`` is the row it can be removed by, "" for none."""

    head: Head
    boxes: tuple[Box, ...]
    place: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table as the form shows it. ``keys`` are the hidden names of its rows."""

    table: str
    title: str
    note: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    keys: tuple[tuple[str, str], ...]
    last: bool
    grows: bool
    more: tuple[tuple[str, str], ...] = ()

    @property
    def boxes(self) -> Iterator[Box]:
        """Every cell of it."""
        for line in self.lines:
            yield from line.boxes


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """All that is said about the cells of a return."""

    last_year: Document | None = None
    findings: Sequence[Finding] = ()
    remarks: Sequence[Remark] = ()
    clashes: Sequence[Clash] = ()


def sheets_of(of: Return, document: Document, about: About, *, spare: bool) -> tuple[Sheet, ...]:
    """The sheets of a return; ``spare`` adds blank rows to those that grow."""
    build = _Building(of, document, about, spare=spare)
    return tuple(build.sheet(table) for table in document)


def key_text(key: Iterable[str]) -> str:
    """A key as the form carries it."""
    return json.dumps(list(key), ensure_ascii=False, separators=(",", ":"))


class _Building:
    def __init__(self, of: Return, document: Document, about: About, *, spare: bool) -> None:
        self._of, self._document, self._spare = of, document, spare
        self._last = _by_cell(about.last_year or {})
        self._has_last = about.last_year is not None
        self._findings = _grouped(about.findings, lambda each: (each.table, each.key, each.column))
        self._remarks = _grouped(
            about.remarks, lambda each: (each.table, tuple(each.key), each.column)
        )
        self._clashes = {(each.table, each.key, each.column): each for each in about.clashes}
        self._titles = dict(attested(of.round.campaign)) if "attestations" in document else {}

    def sheet(self, name: str) -> Sheet:
        """One table."""
        table = BY_NAME[name]
        rows = self._document[name]
        keys = keys_of(name, rows)
        boxes = [
            self._row(name, str(place), key, row)
            for place, (key, row) in enumerate(zip(keys, rows, strict=True))
        ]
        if self._spare:
            boxes += [self._row(name, f"new{n}", None, {}) for n in range(SPARE.get(name, 0))]
        heads, lines = self._laid_out(name, boxes)
        return Sheet(
            table=name,
            title=_(table.sheet),
            note=_said(table.note),
            heads=heads,
            lines=lines,
            keys=tuple((f"{name}-{n}-key", key_text(key)) for n, key in enumerate(keys)),
            last=self._has_last,
            grows=name in GROWING,
            more=_more_stages(rows) if name == "stages" else (),
        )

    def _laid_out(
        self, name: str, rows: list[dict[str, Box]]
    ) -> tuple[tuple[Head, ...], tuple[Line, ...]]:
        columns = BY_NAME[name].columns
        if name in _UPRIGHT:
            return self._upright(name, columns, rows)
        if name == "county":
            return (Head(label=_("项目")), Head(label=_("数值"))), tuple(map(self._fact, rows))
        shown = [_head(each) for each in columns if each.name not in FIXED[name]]
        if name == "attestations":
            return (Head(label=_("条款")), *shown), tuple(map(self._clause, rows))
        typed = [each.name for each in columns if each.name not in FIXED[name]]
        lines = tuple(
            Line(
                head=Head(label=str(number)),
                boxes=tuple(row[each] for each in typed),
                place=_place(row),
            )
            for number, row in enumerate(rows, 1)
        )
        return (Head(label=_("序号")), *shown), lines

    def _upright(
        self, name: str, columns: Sequence[Column], rows: list[dict[str, Box]]
    ) -> tuple[tuple[Head, ...], tuple[Line, ...]]:
        heads = [Head(label=_("项目"))]
        for row in rows:
            label = row["stage"].shown if name == "stages" else _("今年")
            heads.append(Head(label=label, mark=_place(row) if name == "stages" else ""))
        lines = tuple(
            Line(head=_head(column), boxes=tuple(row[column.name] for row in rows))
            for column in columns
            if not (name == "stages" and column.name in ("school_code", "stage"))
        )
        return tuple(heads), lines

    def _fact(self, row: dict[str, Box]) -> Line:
        fact = BY_KEY[row["key"].text]
        head = Head(
            label=_(fact.label),
            unit=_said(fact.unit),
            note=_("用于第 %(clause)s 条") % {"clause": clause_name(fact.clause)}
            if fact.clause
            else "",
        )
        return Line(head=head, boxes=(row["value"],))

    def _clause(self, row: dict[str, Box]) -> Line:
        clause = row["clause"].text
        head = Head(label=f"{clause_name(clause)} {self._titles.get(clause, '')}")
        return Line(
            head=head,
            boxes=(row["conclusion"], row["note"], row["file"]),
            clause=clause,
        )

    def _row(
        self, table: str, place: str, key: Key | None, row: Mapping[str, str]
    ) -> dict[str, Box]:
        return {
            column.name: self._box(table, place, key, row, column)
            for column in BY_NAME[table].columns
        }

    def _box(
        self, table: str, place: str, key: Key | None, row: Mapping[str, str], column: Column
    ) -> Box:
        at = (table, key or (), column.name)
        box = Box(
            name=f"{table}-{place}-{column.name}",
            table=table,
            column=column.name,
            label=_label(table, place, row, column),
            key=key_text(key) if key is not None else "",
            text=row.get(column.name, ""),
            choices=_choices(table, column, row),
            given=column.name in FIXED[table] or (table == "stages" and column.name == "stage"),
            numeric=column.kind in _NUMBERS or column.kind is Kind.FIGURE,
            long=column.name in _LONG,
        )
        if key is not None:
            last = self._last.get(at, "")
            box.last = _word(box.choices, last)
            box.findings = self._findings.get(at, [])
            box.remarks = self._remarks.get(at, [])
            box.clash = self._clashes.get(at)
        return box


def _place(row: dict[str, Box]) -> str:
    first = next(iter(row.values()))
    place = first.name.split("-")[1]
    return "" if place.startswith("new") else place


def _choices(table: str, column: Column, row: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    if table == "attestations" and column.name == "conclusion":
        return conclusions(row.get("clause", ""))
    return words_of(table, column.name)


def _head(column: Column) -> Head:
    return Head(
        label=_(column.header),
        unit=_said(column.unit),
        note=_said(column.note),
        required=column.required,
    )


def _label(table: str, place: str, row: Mapping[str, str], column: Column) -> str:
    """What a screen reader calls the cell."""
    name = _(column.header)
    if column.unit:
        name = f"{name}（{_(column.unit)}）"
    match table:
        case "schools":
            return name
        case "stages":
            return f"{dict(words_of('stages', 'stage')).get(row.get('stage', ''), '')} {name}"
        case "county":
            fact = BY_KEY.get(row.get("key", ""))
            return _(fact.label) if fact else name
        case "attestations":
            return f"{clause_name(row.get('clause', ''))} {name}"
    number = place.removeprefix("new")
    line = int(number) + 1
    if place.startswith("new"):
        return _("%(table)s 新增第 %(line)s 行 %(name)s") % {
            "table": _(BY_NAME[table].sheet),
            "line": line,
            "name": name,
        }
    return _("%(table)s 第 %(line)s 行 %(name)s") % {
        "table": _(BY_NAME[table].sheet),
        "line": line,
        "name": name,
    }


def _more_stages(rows: Iterable[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    there = {row.get("stage") for row in rows}
    return tuple(each for each in words_of("stages", "stage") if each[0] not in there)


def _said(text: str) -> str:
    """A text of the official form in the language of the page; "" is no text."""
    return _(text) if text else ""


def _word(choices: tuple[tuple[str, str], ...], text: str) -> str:
    """The word of a choice; any other text as it was typed."""
    word = dict(choices).get(text)
    return _(word) if word else text


def _by_cell(document: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[Any, str]:
    return {
        (table, key, column): text
        for table, rows in document.items()
        for key, row in zip(keys_of(table, rows), rows, strict=True)
        for column, text in row.items()
    }


def _grouped(found: Iterable[Any], place: Any) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = {}
    for each in found:
        groups.setdefault(place(each), []).append(each)
    return groups
