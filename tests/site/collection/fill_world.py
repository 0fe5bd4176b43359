"""Two years of a small county, for the tests of filling in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from junheng_web.accounts.models import User
from junheng_web.audit.actions import By
from junheng_web.collection.models import Campaign, CampaignState, Return, Round
from tests.site.conftest import Land

YEAR = 2026
SCHOOL_ROW = {
    "type": "primary",
    "operator": "7",
    "area_class": "town",
    "boarding": "否",
    "teaching_area_m2": "4000",
    "indoor_sports_m2": "300",
    "sports_ground_m2": "5000",
    "equipment_yuan": "900000",
    "multimedia_rooms": "14",
    "public_fund_yuan": "460000",
    "training_fund_yuan": "30000",
}
STAGE_ROW = {
    "stage": "primary",
    "pupils": "480",
    "grades": "6",
    "classes": "12",
    "largest_class": "44",
    "classes_over": "0",
    "boarders": "0",
    "migrant_pupils": "20",
    "catchment_pupils": "450",
    "teachers": "30",
    "degree_associate": "4",
    "degree_bachelor": "25",
    "degree_master": "1",
    "degree_doctor": "0",
    "backbone": "5",
    "pe": "3",
    "music": "2",
    "art": "2",
    "arts": "0",
    "certified": "30",
    "trained_360": "30",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """This year's round of the first county and last year's, and this year's returns."""

    round: Round
    last: Round
    school: Return
    second_school: Return
    finance: Return
    education: Return
    elsewhere: Return


def season_of(land: Land) -> Season:
    """An open campaign with returns not yet begun; last year's first school was filled in."""
    campaigns = [
        Campaign.everything.create(
            region=land.prefecture,
            year=year,
            title=f"{year} 年度采集",
            opens_on=date(year, 9, 1),
            deadline=date(year, 12, 31),
            rules_on=date(year, 9, 1),
            state=state,
        )
        for year, state in ((YEAR - 1, CampaignState.CLOSED), (YEAR, CampaignState.OPEN))
    ]
    last, now = (Round.everything.create(campaign=each, county=land.county) for each in campaigns)
    other = Round.everything.create(campaign=campaigns[1], county=land.other_county)
    Return.everything.create(
        round=last,
        school=land.school,
        document={
            "schools": [SCHOOL_ROW],
            "stages": [STAGE_ROW],
            "rooms": [{"kind": "music", "area_m2": "90"}, {"kind": "art", "area_m2": "88.5"}],
        },
    )

    def made(of: Round, **whose: object) -> Return:
        return Return.everything.create(round=of, **whose)

    return Season(
        round=now,
        last=last,
        school=made(now, school=land.school),
        second_school=made(now, school=land.second_school),
        finance=made(now, department=land.finance),
        education=made(now, department=land.education),
        elsewhere=made(other, school=land.other_school),
    )


def by(user: User) -> By:
    """A person at the site."""
    return By(user=user, address="127.0.0.1")
