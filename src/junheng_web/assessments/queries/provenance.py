"""Who entered a cell, and when: from the cell's place in the joined data back to the return's revisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from junheng.census.records import Census
from junheng.census.tables import BY_NAME, TABLES
from junheng_web.assessments.models import Assessment
from junheng_web.collection.models import Return, Revision, Source

_CELL = re.compile(r"^(?P<sheet>[^ ]+) 第(?P<row>\d+)行“(?P<header>.+)”$")
_BY_SHEET = {table.sheet: table for table in TABLES}
_OF_COUNTY = ("county", "attestations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of the joined data: table, row from 1, column by its English name."""

    table: str
    row: int
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Whose return a cell came from; who wrote it last, when and how, where the revisions tell."""

    subject: str
    version: int
    by: str = ""
    at: datetime | None = None
    source: str = ""


def cell_of(words: str) -> Cell | None:
    """The cell that the library names by these words; ``None`` where they name none."""
    found = _CELL.match(words)
    table = _BY_SHEET.get(found["sheet"]) if found else None
    if found is None or table is None:
        return None
    for column in table.columns:
        if column.header == found["header"]:
            return Cell(table=table.name, row=int(found["row"]), column=column.name)
    return None


def provenances(
    assessment: Assessment, census: Census, cells: Iterable[Cell]
) -> dict[Cell, Provenance]:
    """Where each of these cells of the assessment's input came from; two queries at most."""
    wanted = {cell: number for cell in set(cells) if (number := _return_of(assessment, cell))}
    if not wanted:
        return {}
    numbers = set(wanted.values())
    returns = {
        each.pk: each
        for each in Return.everything.filter(pk__in=numbers)
        .select_related("school", "department", "round__campaign")
        .defer("document")
    }
    written = _written(assessment, numbers)
    found = {}
    for cell, number in wanted.items():
        if number not in returns:
            continue
        known = assessment.versions[str(number)]["version"]
        key = (number, cell.table, _key(census, assessment, cell), cell.column)
        last = written.get(key)
        found[cell] = Provenance(
            subject=str(returns[number].subject),
            version=known,
            by=last.by.called if last and last.by else "",
            at=last.at if last else None,
            source=str(Source(last.source).label) if last else "",
        )
    return found


def _return_of(assessment: Assessment, cell: Cell) -> int | None:
    """The number of the return that the row came from, counting rows in the order they were joined."""
    before = 0
    joined = sorted(assessment.versions.items(), key=lambda each: each[1]["place"])
    for number, content in joined:
        before += content["rows"].get(cell.table, 0)
        if cell.row <= before:
            return int(number)
    return None


_Key = tuple[int, str, tuple[str, ...], str]


def _written(assessment: Assessment, numbers: set[int]) -> Mapping[_Key, Revision]:
    """The last revision of each cell that is not later than the version judged."""
    found: dict[_Key, Revision] = {}
    revisions = Revision.everything.filter(of__in=numbers).select_related("by").order_by("version")
    for each in revisions:
        if each.version > assessment.versions[str(each.of_id)]["version"]:
            continue
        for change in each.changes:
            key = tuple(str(part) for part in change["key"])
            if change["table"] in _OF_COUNTY:
                key = key[1:2]  # a department may leave the county's own code out
            found[each.of_id, change["table"], key, change["column"]] = each
    return found


def _key(census: Census, assessment: Assessment, cell: Cell) -> tuple[str, ...]:
    """The key of the row as differences name it."""
    table = BY_NAME[cell.table]
    record: Any = next((r for r in getattr(census, cell.table) if r.row == cell.row), None)
    if record is None:
        return ()
    if cell.table == "rooms":
        alike = [
            r.row
            for r in census.rooms
            if (r.school_code, r.kind) == (record.school_code, record.kind)
        ]
        return (record.school_code, record.kind, str(alike.index(cell.row) + 1))
    key = tuple(str(getattr(record, name)) for name in table.key)
    return key[1:] if cell.table in _OF_COUNTY else key
