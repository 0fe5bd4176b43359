"""One return as a reviewer reads it: every value beside last year's, with what is wrong and what was

said about it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from junheng.census.facts import BY_KEY as FACTS
from junheng.census.tables import BY_NAME, TABLES, Column
from junheng.model import Stage
from junheng_web.collection.checking import Check, Finding, check_return
from junheng_web.collection.clauses import attested
from junheng_web.collection.documents import FIXED, Document, document_of, keys_of
from junheng_web.collection.models import Remark, Return
from junheng_web.collection.queries.changes import Cells, Change, cells, changes, number
from junheng_web.collection.queries.last_year import document_before
from junheng_web.lib.clauses import clause_name

_BY_LINE = ("schools", "stages")
"""The tables whose rows have many values: each row is a section. The others are one section."""
Place = tuple[str, tuple[str, ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One value."""

    place: Place
    label: str
    unit: str
    value: str
    last: str
    change: Change | None = None
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def anchor(self) -> str:
        """What the address of the page names it by."""
        table, key, column = self.place
        return "-".join((table, *key, column)).replace(" ", "")

    @property
    def key(self) -> str:
        """The key of its row, as a form sends it."""
        return json.dumps(self.place[1], ensure_ascii=False)

    @property
    def percent(self) -> Decimal | None:
        """The change in percent, to one decimal."""
        if self.change is None or self.change.share is None:
            return None
        return round(Decimal(str(self.change.share)) * 100, 1)

    @property
    def doubtful(self) -> bool:
        """Whether the reviewer should look at it first."""
        return bool(self.findings or self.remarks or (self.change and self.change.far))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines that belong together."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The whole return. ``findings`` and ``remarks`` are those on no single cell."""

    sections: tuple[Section, ...]
    check: Check
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Remark, ...] = ()
    compared: bool = False

    @property
    def doubtful(self) -> list[Line]:
        """What to look at first."""
        return [line for section in self.sections for line in section.lines if line.doubtful]


@dataclass(slots=True)
class _Known:
    """What is known about the cells."""

    document: Document
    now: Cells
    last: Cells
    changes: Mapping[Place, Change]
    clauses: Mapping[str, str]
    findings: dict[Place, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    remarks: dict[Place, list[Remark]] = field(default_factory=lambda: defaultdict(list))


def sheet_of(of: Return) -> Sheet:
    """The return, checked afresh. Takes a constant number of queries."""
    document, before = document_of(of), document_before(of)
    check = check_return(of, document=document, last_year=before)
    now, last = cells(document), cells(before or {})
    known = _Known(
        document=document,
        now=now,
        last=last,
        changes=changes(now, last),
        clauses=dict(attested(of.round.campaign)) if "attestations" in document else {},
    )
    loose: list[Finding] = []
    for each in check.findings:
        place = (each.table, each.key, each.column)
        (known.findings[place] if place in now else loose).append(each)
    said: list[Remark] = []
    for remark in of.remarks.select_related("by", "resolved_by"):
        place = (remark.table, tuple(remark.key), remark.column)
        (known.remarks[place] if place in now else said).append(remark)
    return Sheet(
        sections=tuple(_sections(known)),
        check=check,
        findings=tuple(loose),
        remarks=tuple(said),
        compared=before is not None,
    )


def line_of(of: Return, place: Place) -> Line | None:
    """One line of the sheet."""
    lines = (line for section in sheet_of(of).sections for line in section.lines)
    return next((line for line in lines if line.place == place), None)


def _sections(known: _Known) -> Iterable[Section]:
    for table in TABLES:
        rows = known.document.get(table.name, [])
        keys = keys_of(table.name, rows)
        together: list[Line] = []
        for key, row in zip(keys, rows, strict=True):
            columns = [each for each in table.columns if each.name not in _hidden(table.name)]
            lines = [_line(known, (table.name, key, each.name), each, row) for each in columns]
            if table.name in _BY_LINE:
                yield Section(title=_title(table.name, row), lines=tuple(lines))
            else:
                together += lines
        if together:
            yield Section(title=table.sheet, lines=tuple(together))


def _hidden(table: str) -> tuple[str, ...]:
    """What tells rows apart stands in titles and labels, not in lines of its own."""
    if table == "schools":
        return ()
    own = ("kind",) if table == "rooms" else BY_NAME[table].key
    return (*own, *FIXED[table])


def _title(table: str, row: Mapping[str, str]) -> str:
    sheet = BY_NAME[table].sheet
    if table == "stages" and row.get("stage") in set(Stage):
        return f"{sheet}：{Stage(row['stage']).zh}"
    return sheet


def _line(known: _Known, place: Place, column: Column, row: Mapping[str, str]) -> Line:
    label, unit = _label(known, place, column, row)
    return Line(
        place=place,
        label=label,
        unit=unit,
        value=_shown(column, place, known.now.get(place, "")),
        last=_shown(column, place, known.last.get(place, "")),
        change=known.changes.get(place),
        findings=tuple(known.findings.get(place, ())),
        remarks=tuple(known.remarks.get(place, ())),
    )


def _label(known: _Known, place: Place, column: Column, row: Mapping[str, str]) -> tuple[str, str]:
    table, key, _ = place
    if table == "county":
        fact = FACTS.get(row.get("key", ""))
        return (fact.label, fact.unit) if fact else (row.get("key", ""), "")
    if table == "attestations":
        clause = row.get("clause", "")
        return f"{clause_name(clause)} {known.clauses.get(clause, '')} {column.header}", ""
    if table == "rooms":
        return (
            f"{_word(BY_NAME['rooms'].column('kind'), row.get('kind', ''))}教室 {key[-1]}",
            column.unit,
        )
    if table == "classes":
        stage = _word(BY_NAME["classes"].column("stage"), row.get("stage", ""))
        return f"{stage} {row.get('grade', '')} {row.get('class_no', '')}", column.unit
    return column.header, column.unit


def _shown(column: Column, place: Place, text: str) -> str:
    """A number with its thousands apart, nothing rounded; a choice by its word."""
    found = number(*place, text)
    if found is None or "%" in text or "％" in text:
        return _word(column, text)
    return f"{found:,}"


def _word(column: Column, text: str) -> str:
    """A choice by the Chinese word of the form; everything else as it was entered."""
    for word, stored in column.choices.items():
        if stored == text and not word.isascii():
            return word
    return text
