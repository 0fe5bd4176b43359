"""The returns of a round joined to one data set of the county, for a job that may read all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from junheng.census.tables import TABLES
from junheng_web.collection.documents import FIXED, OF_DEPARTMENT, Row, document_of
from junheng_web.collection.models import Return, ReturnState, Round
from junheng_web.collection.queries.last_year import all_returns
from junheng_web.territory.models import Region, School


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """All that was entered in a round. ``versions`` and ``absent`` are as :class:`Assessment` keeps them."""

    entered: dict[str, list[dict[str, str]]]
    versions: dict[str, dict[str, Any]]
    absent: list[dict[str, str]]


def joined(round_: Round) -> Joined:
    """The documents of all returns as the check before the seal took them: schools by code, then departments.

    Complete with the codes and names of the register; without the returns that were declared absent.
    """
    entered: dict[str, list[dict[str, str]]] = {table.name: [] for table in TABLES}
    versions: dict[str, dict[str, Any]] = {}
    every = sorted(all_returns(round_), key=_order)
    handed_in = (each for each in every if each.state != ReturnState.ABSENT)
    for place, each in enumerate(handed_in):
        rows = {}
        for table, given in document_of(each).items():
            if filled := [row for row in given if _says_something(table, row)]:
                entered[table].extend(filled)
                rows[table] = len(filled)
        versions[str(each.pk)] = {"place": place, "version": each.version, "rows": rows}
    absent = [_absent(each) for each in every if each.state == ReturnState.ABSENT]
    return Joined(entered=entered, versions=versions, absent=absent)


def _absent(each: Return) -> dict[str, str]:
    """Who hands nothing in, and the reason that was given."""
    of_school = each.school is not None
    return {
        "kind": "school" if of_school else "department",
        "code": each.school.code if each.school is not None else "",
        "name": each.subject.name,
        "reason": each.absent_reason,
    }


def _says_something(table: str, row: Row) -> bool:
    """Whether more stands in the row than which question it is."""
    return table not in OF_DEPARTMENT or any(
        text for column, text in row.items() if column not in FIXED[table]
    )


def _order(each: Return) -> tuple[bool, str]:
    """Schools by code, then departments by kind: alike on every database."""
    if each.school is not None:
        return False, each.school.code
    return True, each.department.kind if each.department is not None else ""


def codes_of(county: Region) -> tuple[str, ...]:
    """The codes that the county has borne, the present one first."""
    borne = county.codes.order_by("-since").values_list("code", flat=True)
    return tuple(dict.fromkeys((county.code, *borne)))


def school_numbers(county: Region) -> dict[str, int]:
    """The schools of the county by code, closed ones too."""
    return dict(School.everything.filter(county=county).values_list("code", "pk"))
