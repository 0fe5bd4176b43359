"""Campaigns: planned for a region, opened for all its counties, closed, opened again, extended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.audit.actions import SYSTEM
from junheng_web.audit.models import Entry
from junheng_web.collection.actions.campaigns import (
    add_missing,
    close_campaign,
    extend_deadline,
    open_campaign,
    plan_campaign,
    reopen_campaign,
)
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.models import Campaign, CampaignState, Return, Round
from junheng_web.notices.models import Notice
from junheng_web.territory.actions import add_school
from tests.site.collection.states_world import by, fill, opened, plan, return_of
from tests.site.conftest import Land, signed_in


def test_opening_asks_every_county_school_and_department(
    land: Land, people: dict[str, User]
) -> None:
    inspector = by(people["prefecture_inspector"])
    planned = plan_campaign(region=land.prefecture, plan=plan(), by=inspector)
    assert Return.everything.count() == 0
    made = open_campaign(campaign=planned, by=inspector)
    assert made is not None
    assert (made.rounds, made.returns) == (2, 5)
    assert open_campaign(campaign=planned, by=inspector) is None
    assert {each.county for each in Round.everything.all()} == {land.county, land.other_county}
    told = {each.to for each in Notice.everything.filter(text__contains="开始了")}
    assert told == {
        people[role]
        for role in (
            "school_clerk",
            "school_head",
            "department_clerk",
            "county_statistician",
            "county_supervisor",
        )
    }
    row = Entry.everything.get(action="collection.open_campaign")
    assert row.after == {"rounds": 2, "returns": 5}


def test_returns_begin_with_what_the_register_and_last_year_know(
    land: Land, people: dict[str, User]
) -> None:
    last = opened(land.prefecture, people["prefecture_inspector"], year=2024)
    fill(return_of(last, land.school))
    now = opened(land.prefecture, people["prefecture_inspector"])
    document = return_of(now, land.school).document
    assert document["schools"] == [
        {
            "county_code": "999901",
            "school_code": "9999010001",
            "name": "甲县第一小学",
            "type": "primary",
            "operator": "7",
            "area_class": "town",
            "boarding": "否",
        }
    ]
    assert document["stages"] == [{"school_code": "9999010001", "stage": "primary"}]
    assert return_of(now, land.second_school).expected > 0
    county = return_of(now, land.education).document["county"]
    assert county[0] == {"county_code": "999901", "key": "name", "value": "甲县"}
    assert all("value" not in row for row in county[1:])
    assert return_of(now, land.finance).document.keys() == {"county"}


def test_a_closed_school_is_not_asked(land: Land, people: dict[str, User]) -> None:
    land.second_school.closed = date(2025, 8, 1)
    land.second_school.save()
    opened(land.prefecture, people["prefecture_inspector"])
    assert not Return.everything.filter(school=land.second_school).exists()


def test_schools_registered_later_are_added(land: Land, people: dict[str, User]) -> None:
    campaign = opened(land.prefecture, people["prefecture_inspector"])
    new = add_school(
        code="9999010003",
        name="甲县新学校",
        county=land.county,
        type="junior",
        area_class="town",
        by=SYSTEM,
    )
    inspector = by(people["prefecture_inspector"])
    assert add_missing(campaign=campaign, by=inspector).returns == 1
    assert add_missing(campaign=campaign, by=inspector).returns == 0
    assert return_of(campaign, new).document["stages"][0]["stage"] == "junior"


def test_a_county_takes_part_in_one_campaign_a_year(land: Land, people: dict[str, User]) -> None:
    opened(land.prefecture, people["prefecture_inspector"])
    supervisor = by(people["county_supervisor"])
    own = plan_campaign(region=land.county, plan=plan(), by=supervisor)
    with pytest.raises(Refused, match="甲县已经参加了“2025年度数据采集”"):
        open_campaign(campaign=own, by=supervisor)
    assert Campaign.everything.get(pk=own.pk).state == CampaignState.PLANNED


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"year": 1925, "rules_on": date(2025, 9, 1)}, "年度是“1925”"),
        ({"rules_on": date(2001, 1, 1)}, "2001-01-01 时还没有"),
        ({"jurisdiction": "53"}, "适用地方“53”"),
        ({"jurisdiction": "abcdef"}, "适用地方“abcdef”"),
        ({"deadline": date(2020, 1, 1)}, "早于开始日期"),
        ({"title": " "}, "名称没有填写"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(
    land: Land, people: dict[str, User], wrong: dict[str, object], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        plan_campaign(
            region=land.prefecture, plan=plan(**wrong), by=by(people["prefecture_inspector"])
        )
    assert not Campaign.everything.exists()


def test_campaigns_are_managed_only_in_ones_own_region(land: Land, people: dict[str, User]) -> None:
    supervisor = by(people["county_supervisor"])
    for region in (land.prefecture, land.other_county):
        with pytest.raises(PermissionDenied):
            plan_campaign(region=region, plan=plan(), by=supervisor)
    campaign = opened(land.prefecture, people["prefecture_inspector"])
    with pytest.raises(PermissionDenied):
        close_campaign(campaign=campaign, by=supervisor)
    with pytest.raises(PermissionDenied):
        close_campaign(campaign=campaign, by=SYSTEM)


def test_a_campaign_is_closed_and_opened_again_with_a_reason(
    land: Land, people: dict[str, User]
) -> None:
    inspector = by(people["prefecture_inspector"])
    campaign = opened(land.prefecture, people["prefecture_inspector"])
    assert close_campaign(campaign=campaign, by=inspector)
    assert not close_campaign(campaign=campaign, by=inspector)
    with pytest.raises(Refused, match="须写明理由"):
        reopen_campaign(campaign=campaign, by=inspector, reason="")
    assert reopen_campaign(campaign=campaign, by=inspector, reason="两县漏报")
    assert not reopen_campaign(campaign=campaign, by=inspector, reason="两县漏报")
    assert Entry.everything.get(action="collection.reopen_campaign").reason == "两县漏报"


def test_the_deadline_only_moves_later(land: Land, people: dict[str, User]) -> None:
    inspector = by(people["prefecture_inspector"])
    campaign = opened(land.prefecture, people["prefecture_inspector"])
    later = campaign.deadline + timedelta(days=5)
    assert extend_deadline(campaign=campaign, deadline=later, by=inspector, reason="雨灾")
    assert not extend_deadline(campaign=campaign, deadline=later, by=inspector)
    with pytest.raises(Refused, match="只能推后"):
        extend_deadline(campaign=campaign, deadline=timezone.localdate(), by=inspector)
    row = Entry.everything.get(action="collection.extend_deadline")
    assert (row.after, row.reason) == ({"deadline": later.isoformat()}, "雨灾")
    assert Notice.everything.filter(text__contains="推迟到", to=people["school_head"]).exists()


def test_a_campaign_is_planned_opened_and_closed_on_its_pages(
    land: Land, people: dict[str, User]
) -> None:
    client = signed_in(people["prefecture_inspector"])
    assert "新建采集" in client.get("/collection/").content.decode()
    page = client.get("/collection/campaigns/new/").content.decode()
    assert 'value="990000"' in page
    given = {
        "region": land.prefecture.pk,
        "year": 2025,
        "title": "2025采集",
        "opens_on": "2025-09-01",
        "deadline": "2025-08-01",
        "rules_on": "2025-09-01",
        "jurisdiction": "",
    }
    answer = client.post("/collection/campaigns/new/", given)
    assert answer.status_code == 422
    assert "早于开始日期" in answer.content.decode()
    given["deadline"] = (timezone.localdate() + timedelta(days=9)).isoformat()
    page = client.post("/collection/campaigns/new/", given, follow=True).content.decode()
    campaign = Campaign.everything.get()
    assert "开放填报" in page
    address = f"/collection/campaigns/{campaign.pk}/"
    page = client.post(f"{address}open", follow=True).content.decode()
    assert "离截止还有 9 天" in page
    assert "财政局" in page  # the second county has no departments
    page = client.post(f"{address}extend", {"deadline": "x"}, follow=True).content.decode()
    assert "没有写对" in page
    client.post(f"{address}close")
    assert Campaign.everything.get().state == CampaignState.CLOSED
    assert client.post(f"{address}destroy").status_code == 404


def test_the_pages_of_campaigns_are_closed_to_others(land: Land, people: dict[str, User]) -> None:
    campaign = opened(land.prefecture, people["prefecture_inspector"])
    for role, user in people.items():
        client = signed_in(user)
        address = f"/collection/campaigns/{campaign.pk}/"
        sees = role not in {"publisher", "account_administrator", "auditor"}
        assert client.get(address).status_code == (200 if sees else 404), role
        if role != "prefecture_inspector":
            answer = client.post(f"{address}close")
            assert answer.status_code == (403 if sees else 404), role
        plans = role in {"prefecture_inspector", "county_supervisor"}
        assert client.get("/collection/campaigns/new/").status_code == (200 if plans else 403)
    assert Campaign.everything.get().state == CampaignState.OPEN
