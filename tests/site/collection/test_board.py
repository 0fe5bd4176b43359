"""The board, reminders, and what waits on the front page."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from junheng_web.accounts.models import User
from junheng_web.audit.actions import SYSTEM
from junheng_web.audit.models import Entry
from junheng_web.collection.actions.reminders import remind
from junheng_web.collection.actions.states import send_back, submit
from junheng_web.collection.models import Campaign, Reminder, Return, ReturnState
from junheng_web.collection.tasks import tell
from junheng_web.notices.models import Notice
from junheng_web.territory.actions import add_school
from tests.site.collection.states_world import by, fill, opened, return_of, round_of, set_state
from tests.site.conftest import Land, signed_in


@pytest.fixture
def campaign(land: Land, people: dict[str, User]) -> Campaign:
    return opened(land.prefecture, people["prefecture_inspector"])


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def past(campaign: Campaign) -> None:
    Campaign.everything.filter(pk=campaign.pk).update(
        deadline=timezone.localdate() - timedelta(days=2)
    )


def test_the_board_drills_down_from_the_prefecture_to_the_school(
    campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    of = fill(return_of(campaign, land.school))
    submit(of=of, by=by(people["school_head"]), note="已核实")
    past(campaign)
    client = signed_in(people["prefecture_inspector"])
    page = client.get(f"/collection/board/{campaign.pk}/").content.decode()
    assert "虚构州 2025：已交 1 / 5 份，4 份逾期未报，1 份等待审核" in page
    county = round_of(campaign, land.county)
    assert f'href="/collection/rounds/{county.pk}/"' in page
    page = client.get(f"/collection/rounds/{county.pk}/").content.decode()
    assert "甲县 2025：采集中，已完成 0 / 4 份，1 份等待审核，3 份逾期未报" in page
    assert f'href="/collection/review/{of.pk}/"' in page
    assert "clerk君、head君" in page


def test_the_board_is_for_those_who_oversee_a_county(
    campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    sees = {
        "county_statistician",
        "county_supervisor",
        "county_leader",
        "prefecture_inspector",
        "province_assessor",
    }
    county, other = round_of(campaign, land.county), round_of(campaign, land.other_county)
    for role, user in people.items():
        client = signed_in(user)
        expected = 200 if role in sees else 404
        assert client.get(f"/collection/board/{campaign.pk}/").status_code == expected, role
        assert client.get(f"/collection/rounds/{county.pk}/").status_code == expected, role
        wider = role in {"prefecture_inspector", "province_assessor"}
        answer = client.get(f"/collection/rounds/{other.pk}/")
        assert answer.status_code == (200 if wider else 404), role
    page = signed_in(people["county_leader"]).get(f"/collection/board/{campaign.pk}/")
    assert "乙县" not in page.content.decode()


def test_the_board_is_exported_as_seen_without_its_boxes(
    campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    client = signed_in(people["prefecture_inspector"])
    answer = client.get(f"/collection/board/{campaign.pk}/returns/?export=xlsx&kind=school")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0][:3] == ("学校或部门", "县", "状态")
    assert len(rows) == 4
    assert all("checkbox" not in str(row) for row in rows)


def test_the_board_takes_as_many_queries_for_ten_schools_as_for_sixty(
    campaign: Campaign,
    land: Land,
    people: dict[str, User],
    django_assert_max_num_queries: object,
) -> None:
    client = signed_in(people["prefecture_inspector"])
    addresses = (
        f"/collection/board/{campaign.pk}/",
        f"/collection/board/{campaign.pk}/returns/",
        f"/collection/rounds/{round_of(campaign, land.county).pk}/",
    )
    counted = {}
    for address in addresses:
        with django_assert_max_num_queries(25) as few:  # type: ignore[operator]
            client.get(address)
        counted[address] = len(few)
    for number in range(60):
        school = add_school(
            code=f"99990101{number:02}",
            name=f"学校{number}",
            county=land.county,
            type="primary",
            area_class="town",
            by=SYSTEM,
        )
        Return.everything.create(round=round_of(campaign, land.county), school=school)
    for address in addresses:
        with django_assert_max_num_queries(counted[address]):  # type: ignore[operator]
            client.get(address)


def test_the_chosen_are_reminded_once_a_day(
    campaign: Campaign,
    land: Land,
    people: dict[str, User],
    django_capture_on_commit_callbacks: object,
) -> None:
    User.objects.filter(pk=people["school_head"].pk).update(email="head@example.org")
    of, other = return_of(campaign, land.school), return_of(campaign, land.second_school)
    client = signed_in(people["county_statistician"])
    address = f"/collection/board/{campaign.pk}/remind"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        page = client.post(address, {"pk": [of.pk, other.pk]}, follow=True).content.decode()
    assert "已催报 2 份，通知 2 人" in page
    assert "其中 1 份没有填报人" in page
    assert [each.to for each in mail.outbox] == [["head@example.org"]]
    assert "甲县第一小学" in mail.outbox[0].body
    page = client.post(address, {"pk": [of.pk]}, follow=True).content.decode()
    assert "今天已经催过" in page
    assert Reminder.everything.count() == 2
    assert Entry.everything.filter(action="collection.remind").count() == 1


def test_nobody_reminds_where_they_have_no_say(
    campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    elsewhere = [return_of(campaign, land.other_school)]
    for role in ("county_statistician", "school_head", "county_leader", "auditor"):
        with pytest.raises(PermissionDenied):
            remind(returns=elsewhere, by=by(people[role]))
    answer = signed_in(people["county_leader"]).post(f"/collection/board/{campaign.pk}/remind")
    assert answer.status_code == 403
    assert not Reminder.everything.exists()


def test_the_daily_command_reminds_near_and_after_the_deadline_and_once(
    campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    submit(of=fill(return_of(campaign, land.school)), by=by(people["school_head"]), note="已核实")
    out = io.StringIO()
    call_command("remind", stdout=out)  # ten days to go: not a day for reminding
    assert not Reminder.everything.exists()
    Campaign.everything.update(deadline=timezone.localdate() + timedelta(days=3))
    call_command("remind", stdout=out)
    call_command("remind", stdout=out)
    assert Reminder.everything.count() == 4
    assert "催报 4 份，通知 1 人，3 份没有填报人" in out.getvalue()
    told = Notice.everything.filter(to=people["department_clerk"], text__contains="还有 3 天")
    assert told.count() == 1
    Reminder.everything.all().delete()
    past(campaign)
    call_command("remind", stdout=out)
    assert Notice.everything.filter(text__contains="请尽快提交").count() == 1
    Reminder.everything.all().delete()
    Campaign.everything.update(state="closed")
    call_command("remind", stdout=out)
    assert not Reminder.everything.exists()


def test_the_countys_group_hears_once_a_day_how_many_are_missing(
    campaign: Campaign, land: Land, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "junheng_web.collection.actions.reminders.tell_groups",
        lambda *, path, text: heard.append((path, text)),
    )
    reviewer = by(people["county_statistician"])
    remind(returns=[return_of(campaign, land.school)], by=reviewer)
    remind(returns=[return_of(campaign, land.second_school)], by=reviewer)
    day = campaign.deadline.isoformat()
    text = f"甲县 2025 年度还有 4 份报表没有提交，{day} 截止"
    assert heard == [(land.county.path, text)]


def test_the_front_page_says_what_waits(
    campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    head, reviewer = people["school_head"], people["county_statistician"]
    (task,) = tell(fresh(head))
    assert (task.text, task.urgency) == ("填报：甲县第一小学 2025", "")
    past(campaign)
    assert tell(fresh(head))[0].urgency == "late"
    of = fill(return_of(campaign, land.school))
    submit(of=of, by=by(head), note="已核实")
    assert tell(fresh(head)) == []
    assert [each.text for each in tell(fresh(reviewer))] == ["审核甲县提交的 1 份报表"]
    send_back(of=of, by=by(reviewer), reason="请附说明")
    (task,) = tell(fresh(head))
    assert (task.text, task.detail) == ("修改被退回的报表：甲县第一小学 2025", "1 条修改要求")
    Return.everything.filter(round__county=land.county).update(state=ReturnState.APPROVED)
    assert "可以提出封存" in tell(fresh(reviewer))[0].text
    county = round_of(campaign, land.county)
    county.state, county.proposed_by = "proposed", reviewer
    county.save()
    assert "复核封存" in tell(fresh(people["county_supervisor"]))[0].text
    county.state, county.sealed_by = "sealed", people["county_supervisor"]
    county.save()
    assert "审核锁定" in tell(fresh(people["prefecture_inspector"]))[0].text
    page = signed_in(people["prefecture_inspector"]).get("/").content.decode()
    assert "审核锁定：甲县 2025" in page


def test_every_count_of_a_county_leads_to_the_returns_it_is_made_of(
    land: Land, people: dict[str, User]
) -> None:
    inspector = people["prefecture_inspector"]
    campaign = opened(land.prefecture, inspector)
    set_state(return_of(campaign, land.school), ReturnState.SUBMITTED)
    set_state(return_of(campaign, land.finance), ReturnState.APPROVED)
    client = signed_in(inspector)
    page = client.get(reverse("collection:board", args=[campaign.pk])).content.decode()
    found = re.findall(r'<td class="num"><a href="(/collection/[^"]+)">([0-9]+)</a>', page)
    assert len(found) >= 12  # six shown in each of two counties
    for address, number in found:
        listed = client.get(address).content.decode()
        told = re.search(r"([0-9]+) 条", listed[listed.index("listing-pages") :])
        assert told is not None
        assert told[1] == number, address
