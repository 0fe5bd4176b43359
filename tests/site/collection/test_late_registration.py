"""Whoever is registered after a county was sealed or locked does not get into what was sealed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from junheng_web.accounts.models import Holding, User
from junheng_web.audit.actions import SYSTEM
from junheng_web.collection.actions.campaigns import add_missing
from junheng_web.collection.actions.entry import save_document
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.seal import confirm_seal, lock_county
from junheng_web.collection.documents import document_of
from junheng_web.collection.models import Return, Round, RoundState
from junheng_web.territory.actions import add_school
from junheng_web.territory.models import School
from tests.site.collection.states_world import by, opened, return_of, round_of
from tests.site.conftest import Land, signed_in

UNDER_SEAL = (RoundState.PROPOSED, RoundState.SEALED, RoundState.LOCKED)


def _new_school(land: Land) -> School:
    return add_school(
        code="9999010003",
        name="甲县新学校",
        county=land.county,
        type="primary",
        area_class="town",
        by=SYSTEM,
    )


@pytest.mark.parametrize("state", UNDER_SEAL)
def test_no_return_is_added_to_a_county_under_seal(
    land: Land, people: dict[str, User], state: RoundState
) -> None:
    campaign = opened(land.prefecture, people["prefecture_inspector"])
    county = Round.everything.filter(pk=round_of(campaign, land.county).pk)
    county.update(state=state)
    new, inspector = _new_school(land), by(people["prefecture_inspector"])
    assert add_missing(campaign=campaign, by=inspector).returns == 0
    assert not Return.everything.filter(school=new).exists()
    county.update(state=RoundState.RETURNED)
    assert add_missing(campaign=campaign, by=inspector).returns == 1


@pytest.mark.parametrize("state", UNDER_SEAL)
def test_counties_under_seal_that_lack_returns_are_named(
    land: Land, people: dict[str, User], state: RoundState
) -> None:
    inspector = people["prefecture_inspector"]
    campaign = opened(land.prefecture, inspector)
    Round.everything.filter(pk=round_of(campaign, land.county).pk).update(state=state)
    address = reverse("collection:campaign_act", args=[campaign.pk, "add-missing"])
    page = signed_in(inspector).post(address, follow=True).content.decode()
    assert "没有补发" not in page, "nothing is lacking"
    _new_school(land)
    assert add_missing(campaign=campaign, by=by(inspector)).sealed == ("甲县",)
    page = signed_in(inspector).post(address, follow=True).content.decode()
    assert "没有补发：甲县。" in page
    assert "乙县" not in page[page.index("没有补发") : page.index("没有补发") + 60]


@pytest.mark.parametrize("state", UNDER_SEAL)
def test_a_return_left_open_under_a_seal_takes_no_changes(
    land: Land, people: dict[str, User], state: RoundState
) -> None:
    campaign = opened(land.prefecture, people["prefecture_inspector"])
    of = return_of(campaign, land.school)
    document = document_of(of)
    document["schools"][0]["teaching_area_m2"] = "2600"
    Round.everything.filter(campaign=campaign).update(state=state)
    with pytest.raises(Refused, match="不能再改动"):
        save_document(of=of, version=0, document=document, by=by(people["school_clerk"]))


def test_who_sealed_a_county_does_not_lock_it(land: Land, people: dict[str, User]) -> None:
    inspector, supervisor = people["prefecture_inspector"], people["county_supervisor"]
    campaign = opened(land.prefecture, inspector)
    Return.everything.filter(round__campaign=campaign).update(state="approved")
    county = round_of(campaign, land.county)
    county.state, county.proposed_by = RoundState.PROPOSED, people["county_statistician"]
    county.save()
    confirm_seal(round_=county, by=by(supervisor))
    Holding.everything.create(
        user=supervisor, role_key="prefecture_inspector", region=land.prefecture
    )
    del supervisor.holdings_now
    with pytest.raises(Refused, match="不同的人"):
        lock_county(round_=county, by=by(supervisor))
    assert lock_county(round_=county, by=by(inspector))
