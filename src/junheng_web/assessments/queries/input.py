"""The returns of a round joined to one data set of the county, for a job that may read all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from junheng.census.tables import TABLES
from junheng_web.collection.models import Return, Round
from junheng_web.territory.models import Region, School


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """All that was entered in a round. ``versions`` is as :class:`Assessment` keeps it."""

    entered: dict[str, list[dict[str, str]]]
    versions: dict[str, dict[str, Any]]


def joined(round_: Round) -> Joined:
    """The documents of all returns, schools by code and then departments by kind, in one query."""
    entered: dict[str, list[dict[str, str]]] = {table.name: [] for table in TABLES}
    versions: dict[str, dict[str, Any]] = {}
    returns = Return.everything.filter(round=round_).order_by("school__code", "department__kind")
    found = returns.values_list("pk", "version", "document")
    for place, (number, version, document) in enumerate(found):
        rows = {}
        for table, given in document.items():
            if given:
                entered.setdefault(table, []).extend(given)
                rows[table] = len(given)
        versions[str(number)] = {"place": place, "version": version, "rows": rows}
    return Joined(entered=entered, versions=versions)


def codes_of(county: Region) -> tuple[str, ...]:
    """The codes that the county has borne, the present one first."""
    borne = county.codes.order_by("-since").values_list("code", flat=True)
    return tuple(dict.fromkeys((county.code, *borne)))


def school_numbers(county: Region) -> dict[str, int]:
    """The schools of the county by code, closed ones too."""
    return dict(School.everything.filter(county=county).values_list("code", "pk"))
