"""Last year's data is read once, and anew as soon as anything of it changes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import F
from django.utils import timezone

from junheng_web.collection.models import CampaignState, Return, ReturnState, Round
from junheng_web.collection.queries import last_year
from junheng_web.collection.queries.last_year import census_before
from junheng_web.territory.models import School
from tests.browser.filling import add_schools, fill, season
from tests.site.assessments.conftest import census_of
from tests.site.conftest import Land

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(land: Land) -> Round:
    """This year's round of 甲县, whose last year is filled in."""
    census = census_of("fails")
    add_schools(land.county, census)
    for year in (2024, 2025):
        campaign = season(
            land.prefecture, year, state=CampaignState.OPEN, deadline=date(year, 11, 30)
        )
        if year == 2024:
            fill(campaign.rounds.get(county=land.county), census, state=ReturnState.LOCKED, by=None)
    return Round.everything.select_related("campaign", "county").get(
        campaign__year=2025, county=land.county
    )


def test_it_is_read_once(now: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    first = census_before(now)
    assert first is not None
    monkeypatch.setattr(last_year, "_read", lambda *_: pytest.fail("it was read again"))
    assert census_before(now) is first


def test_a_return_that_changed_is_read_again(now: Round) -> None:
    first = census_before(now)
    changed = Return.everything.filter(
        round__campaign__year=2024, school__code=census_of("fails").schools[0].school_code
    )
    one = changed.get()
    one.document["schools"][0]["equipment_yuan"] = "7"
    changed.update(document=one.document, version=F("version") + 1, changed_at=timezone.now())
    second = census_before(now)
    assert first is not None
    assert second is not None
    assert first != second
    assert 7 in {each.equipment_yuan for each in second.schools}


def test_a_school_that_was_renamed_is_read_again(now: Round) -> None:
    assert census_before(now) is not None
    School.everything.filter(code=census_of("fails").schools[0].school_code).update(name="新名小学")
    found = census_before(now)
    assert found is not None
    assert "新名小学" in {each.name for each in found.schools}


def test_some_schools_are_not_taken_for_all(now: Round) -> None:
    whole = census_before(now)
    one = School.everything.get(code=census_of("fails").schools[0].school_code)
    some = census_before(now, [one.pk])
    assert whole is not None
    assert some is not None
    assert [each.school_code for each in some.schools] == [one.code]
    assert len(whole.schools) > 1
