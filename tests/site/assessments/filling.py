"""Rounds whose returns hold an invented county, split between schools and departments as in life."""

from __future__ import annotations

from datetime import date

from junheng.census.entry import cells_of
from junheng.census.facts import FACTS
from junheng.census.records import Census
from junheng_web.collection.models import (
    Campaign,
    CampaignState,
    Return,
    ReturnState,
    Round,
    RoundState,
)
from junheng_web.territory.models import Department, Region, School
from junheng_web.territory.units import EDUCATION, UNITS

OF_SCHOOLS = ("schools", "stages", "rooms", "classes")


def campaign_of(region: Region, year: int = 2025) -> Campaign:
    """The campaign of a region and year."""
    return Campaign.everything.get_or_create(
        region=region,
        year=year,
        defaults={
            "title": f"{year} 年度采集",
            "opens_on": date(year, 9, 1),
            "deadline": date(year, 10, 31),
            "rules_on": date(year, 9, 1),
            "state": CampaignState.OPEN,
        },
    )[0]


def fill(
    county: Region, census: Census, *, year: int = 2025, state: str = RoundState.LOCKED
) -> Round:
    """A round of the county with a return for every school and every department that holds a fact."""
    assert county.parent is not None
    round_ = Round.everything.create(
        campaign=campaign_of(county.parent, year), county=county, state=state
    )
    return fill_round(round_, census)


def fill_round(round_: Round, census: Census) -> Round:
    """Fill the round's returns from the census."""
    county = round_.county
    cells = cells_of(census)
    known = {school.code: school for school in School.everything.filter(county=county)}
    new = [
        School(
            code=each.school_code,
            name=each.name,
            county=county,
            type=each.type.value,
            area_class=each.area_class.value,
        )
        for each in census.schools
        if each.school_code not in known
    ]
    School.everything.bulk_create(new)
    for each in census.schools:  # the register names them as the census does
        School.everything.filter(code=each.school_code).update(name=each.name)
    known |= {school.code: school for school in School.everything.filter(county=county)}
    documents = {code: {table: [] for table in OF_SCHOOLS} for code in known}
    for table in OF_SCHOOLS:
        for row in cells[table]:
            documents[row["school_code"]][table].append(row)
    state = ReturnState.LOCKED if round_.state == RoundState.LOCKED else ReturnState.APPROVED
    Return.everything.bulk_create(
        Return(round=round_, school=known[code], document=document, version=1, state=state)
        for code, document in documents.items()
        if document["schools"]
    )
    holders = {fact.key: fact.department for fact in FACTS}
    for unit in UNITS:
        facts = [row for row in cells["county"] if holders[row["key"]] == unit.holder]
        document = {"county": facts}
        if unit.kind == EDUCATION:
            document["attestations"] = cells["attestations"]
        if any(document.values()):
            department = Department.everything.get_or_create(
                region=county, kind=unit.kind, defaults={"name": f"{county.name}{unit.name}"}
            )[0]
            Return.everything.create(
                round=round_, department=department, document=document, version=1, state=state
            )
    return round_
