"""Puts an invented county into the site: its schools and departments, and its returns filled in.

Runs where Django is set up. Counties come in as a whole, past the actions that people use: for what
happened before a test, or a benchmark, begins.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from junheng.census.entry import cells_of
from junheng.census.records import Census
from junheng_web.audit.actions import SYSTEM
from junheng_web.collection.actions.opening import make_rounds
from junheng_web.collection.columns import how_full
from junheng_web.collection.documents import Document, document_of
from junheng_web.collection.models import (
    Campaign,
    CampaignState,
    Return,
    ReturnState,
    Revision,
    Round,
    RoundState,
    Source,
)
from junheng_web.territory.actions import add_department
from junheng_web.territory.models import Region, School
from junheng_web.territory.units import UNITS


def add_schools(county: Region, census: Census) -> None:
    """The schools of the census that the county does not have yet, and its departments."""
    there = set(School.everything.filter(county=county).values_list("code", flat=True))
    School.everything.bulk_create(
        School(
            code=each.school_code,
            name=each.name,
            county=county,
            type=each.type.value,
            area_class=each.area_class.value,
        )
        for each in census.schools
        if each.school_code not in there
    )
    kinds = set(county.departments.values_list("kind", flat=True))
    for unit in UNITS:
        if unit.facts and unit.kind not in kinds:
            add_department(region=county, kind=unit.kind, by=SYSTEM)


@transaction.atomic
def season(region: Region, year: int, *, state: str, deadline: date) -> Campaign:
    """The campaign of a year, with a round for each county and a return for each school."""
    campaign = Campaign.everything.create(
        region=region,
        year=year,
        title=f"{region.name} {year} 年度采集",
        opens_on=date(year, 9, 1),
        deadline=deadline,
        rules_on=date(year, 9, 1),
        state=state,
    )
    make_rounds(campaign)
    return campaign


def fill(round_: Round, census: Census, *, state: str, by: Any = None) -> None:
    """Every return of the round with what the census says of it; schools it lacks hand nothing in."""
    cells = cells_of(census)
    schools: dict[str, Document] = defaultdict(dict)
    for table in ("schools", "stages", "rooms", "classes"):
        for row in cells[table]:
            schools[row["school_code"]].setdefault(table, []).append(row)
    county = {table: cells[table] for table in ("county", "attestations")}
    moment, revisions = timezone.now(), []
    returns = list(
        round_.returns.select_related(
            "round__campaign", "round__county", "school", "department__region"
        )
    )
    for each in returns:
        given = county if each.school is None else schools.get(each.school.code)
        if given is None:
            each.state, each.absent_reason = ReturnState.ABSENT, "尚未开办"
            continue
        each.document = document_of(each, given)
        each.filled, each.expected = how_full(each.document)
        each.state, each.version, each.changed_at = state, 1, moment
        if state != ReturnState.DRAFT:
            each.submitted_at, each.submitted_by = moment, by
        if state in (ReturnState.APPROVED, ReturnState.LOCKED):
            each.approved_at, each.approved_by = moment, by
        revisions.append(Revision(of=each, version=1, by=by, source=Source.UPLOAD, changes=[]))
    Return.everything.bulk_update(
        returns,
        ["document", "filled", "expected", "state", "version", "changed_at", "submitted_at",
         "submitted_by", "approved_at", "approved_by", "absent_reason"],
        batch_size=200,
    )  # fmt: skip
    Revision.everything.bulk_create(revisions, batch_size=500)


def lock(round_: Round) -> None:
    """Lock the round and its returns, as the prefecture does when all is well."""
    round_.returns.exclude(state=ReturnState.ABSENT).update(state=ReturnState.LOCKED)
    round_.state, round_.locked_at = RoundState.LOCKED, timezone.now()
    round_.save(update_fields=["state", "locked_at"])


def close(campaign: Campaign) -> None:
    """Nothing is handed in any more."""
    campaign.state = CampaignState.CLOSED
    campaign.save(update_fields=["state"])
