"""Pages of review, seen by those who may and hidden from those who may not."""

from __future__ import annotations

import pytest
from django.test import Client

from junheng_web.accounts.models import User
from junheng_web.collection.actions.states import approve, submit
from junheng_web.collection.models import Campaign, Remark, Return, ReturnState
from tests.site.collection.states_world import by, fill, opened, return_of, round_of
from tests.site.conftest import Land, person, signed_in


@pytest.fixture
def campaign(land: Land, people: dict[str, User]) -> Campaign:
    opened(land.prefecture, people["prefecture_inspector"], year=2024)
    last = Campaign.everything.get(year=2024)
    fill(return_of(last, land.school), pupils=200)
    return opened(land.prefecture, people["prefecture_inspector"])


@pytest.fixture
def of(campaign: Campaign, land: Land, people: dict[str, User]) -> Return:
    found = fill(return_of(campaign, land.school))
    submit(of=found, by=by(people["school_head"]), note="已核实")
    return return_of(campaign, land.school)


@pytest.fixture
def reviewer(people: dict[str, User]) -> Client:
    return signed_in(people["county_statistician"])


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_the_inbox_lists_what_is_handed_in_the_doubtful_first(
    of: Return, campaign: Campaign, land: Land, people: dict[str, User], reviewer: Client
) -> None:
    calm = fill(return_of(campaign, land.second_school))
    submit(of=calm, by=by(people["county_statistician"]), note="已核实")
    page = text_of(reviewer.get("/collection/review/"))
    assert "2 份报表等待审核，其中 1 份有提醒或异常值" in page
    assert page.index("甲县第一小学</a>") < page.index("甲县第二小学</a>")
    assert "110.0" in page  # 420 pupils after 200
    for asked in ("kind=department", "late=True", "q=没有", "export=xlsx", "sort=-largest_change"):
        answer = reviewer.get(f"/collection/review/?{asked}")
        assert answer.status_code == 200
    assert "甲县第一小学</a>" not in text_of(reviewer.get("/collection/review/?kind=department"))


def test_the_inbox_is_for_reviewers_and_inspectors(people: dict[str, User]) -> None:
    allowed = {"county_statistician", "county_supervisor", "prefecture_inspector"}
    for role, user in people.items():
        expected = 200 if role in allowed else 403
        assert signed_in(user).get("/collection/review/").status_code == expected, role


def test_a_return_shows_every_value_with_last_years(of: Return, reviewer: Client) -> None:
    page = text_of(reviewer.get(f"/collection/review/{of.pk}/"))
    assert "在校生数" in page
    assert "+110.0%" in page
    assert "异常" in page
    assert "已核实" in page


def test_a_return_out_of_reach_is_not_found(
    of: Return, campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    elsewhere = return_of(campaign, land.other_school)
    assert (
        signed_in(people["county_statistician"])
        .get(f"/collection/review/{elsewhere.pk}/")
        .status_code
        == 404
    )
    for role in ("auditor", "account_administrator", "publisher", "department_clerk"):
        answer = signed_in(people[role]).get(f"/collection/review/{of.pk}/")
        assert answer.status_code == 404, role


def test_a_remark_is_written_beside_its_cell_with_and_without_javascript(
    of: Return, reviewer: Client
) -> None:
    where = {"table": "stages", "key": '["9999010001", "primary"]', "column": "pupils"}
    address = f"/collection/review/{of.pk}/say"
    assert "<html" in text_of(reviewer.get(address, where))
    part = text_of(reviewer.get(address, where, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "<textarea" in part
    said = {**where, "text": "请核对", "demands": "yes"}
    part = text_of(reviewer.post(address, said, headers={"HX-Request": "true"}))
    assert "请核对" in part
    answer = reviewer.post(address, {**where, "text": "再看"})
    assert answer["Location"].endswith("#stages-9999010001-primary-pupils")
    assert [each.demands for each in Remark.everything.all()] == [True, False]


@pytest.mark.parametrize("key", ["", "{}", "not json", '["other", "primary"]'])
def test_a_remark_on_no_cell_is_not_found(of: Return, reviewer: Client, key: str) -> None:
    where = {"table": "stages", "key": key, "column": "pupils"}
    assert reviewer.get(f"/collection/review/{of.pk}/say", where).status_code == 404


def test_many_are_approved_at_once_but_not_those_with_warnings(
    of: Return, campaign: Campaign, land: Land, people: dict[str, User], reviewer: Client
) -> None:
    calm = fill(return_of(campaign, land.second_school))
    head = person("second", "school_head", school=land.second_school)
    submit(of=calm, by=by(head), note="已核实")
    Return.everything.filter(pk=of.pk).update(warnings=3)
    asked = {"verb": "approve", "pk": [of.pk, calm.pk]}
    page = text_of(reviewer.post("/collection/review/decide", asked, follow=True))
    assert "已通过 1 份" in page
    assert "甲县第一小学还有 3 条提醒没有确认" in page
    reviewer.post("/collection/review/decide", {**asked, "confirmed": "yes"})
    states = Return.everything.filter(pk__in=[of.pk, calm.pk]).values_list("state", flat=True)
    assert set(states) == {ReturnState.APPROVED}


def test_many_are_returned_at_once_with_one_reason(of: Return, reviewer: Client) -> None:
    asked = {"verb": "return", "pk": [of.pk], "reason": ""}
    page = text_of(reviewer.post("/collection/review/decide", asked, follow=True))
    assert "退回须写明理由" in page
    reviewer.post("/collection/review/decide", {**asked, "reason": "请附花名册"})
    assert Return.everything.get(pk=of.pk).state == ReturnState.RETURNED


def test_those_out_of_reach_are_left_out_of_a_decision(
    of: Return, campaign: Campaign, people: dict[str, User], land: Land
) -> None:
    Return.everything.filter(pk=return_of(campaign, land.other_school).pk).update(
        state=ReturnState.SUBMITTED
    )
    asked = {
        "verb": "approve",
        "pk": [return_of(campaign, land.other_school).pk],
        "confirmed": "yes",
    }
    signed_in(people["county_statistician"]).post("/collection/review/decide", asked)
    assert return_of(campaign, land.other_school).state == ReturnState.SUBMITTED
    for role in ("school_head", "prefecture_inspector"):
        signed_in(people[role]).post(
            "/collection/review/decide", {"verb": "approve", "pk": [of.pk], "confirmed": "yes"}
        )
    assert return_of(campaign, land.school).state == ReturnState.SUBMITTED


def test_handing_in_shows_what_stands_in_the_way_and_keeps_the_note(
    campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    flawed = fill(return_of(campaign, land.school), flawed=True)
    client = signed_in(people["school_head"])
    address = f"/collection/returns/{flawed.pk}/submit"
    assert "还有 1 处错误，不能提交" in text_of(client.get(address))
    answer = client.post(address, {"note": "写了很久的说明"})
    assert answer.status_code == 422
    assert "在校生数" in text_of(answer)
    fill(return_of(campaign, land.school))
    assert "先核实" in text_of(client.get(address))
    page = text_of(client.post(address, {"note": "已核实"}, follow=True))
    assert "已提交，等待县级审核" in page
    page = text_of(client.post(address, {"note": "已核实"}, follow=True))
    assert "此前已经提交，没有重复提交" in page
    page = text_of(client.post(f"/collection/returns/{flawed.pk}/withdraw", follow=True))
    assert "已撤回" in page


def test_the_pages_take_a_constant_number_of_queries(
    of: Return,
    campaign: Campaign,
    land: Land,
    reviewer: Client,
    people: dict[str, User],
    django_assert_max_num_queries: object,
) -> None:
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        reviewer.get("/collection/review/")
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        reviewer.get(f"/collection/review/{of.pk}/")
    approve(of=of, by=by(people["county_supervisor"]), confirmed=True)
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        reviewer.get(f"/collection/rounds/{round_of(campaign, land.county).pk}/seal/")
