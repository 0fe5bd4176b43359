"""The states of a return: who may move it from where to where, and that it is done once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import get_language, override

from junheng_web.accounts.models import Holding, User
from junheng_web.audit.chain import breaks
from junheng_web.audit.models import Entry
from junheng_web.collection.actions.campaigns import close_campaign, extend_deadline
from junheng_web.collection.actions.entry import save_document
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.remarks import Where, remark, settle
from junheng_web.collection.actions.states import (
    approve,
    begin_review,
    declare_absent,
    recall_absent,
    send_back,
    submit,
    withdraw,
)
from junheng_web.collection.documents import document_of
from junheng_web.collection.models import Campaign, Return, ReturnState
from junheng_web.notices.models import Notice
from tests.site.collection.states_world import by, fill, opened, return_of
from tests.site.conftest import Land, signed_in

PUPILS = Where(table="stages", key=("9999010001", "primary"), column="pupils")


@pytest.fixture
def campaign(land: Land, people: dict[str, User]) -> Campaign:
    return opened(land.prefecture, people["prefecture_inspector"])


@pytest.fixture
def of(campaign: Campaign, land: Land) -> Return:
    return fill(return_of(campaign, land.school))


def state(of: Return) -> str:
    return Return.everything.get(pk=of.pk).state


def submitted(of: Return, people: dict[str, User]) -> Return:
    submit(of=of, by=by(people["school_head"]), note="已核实")
    return of


def test_a_head_submits_and_the_reviewers_are_told(of: Return, people: dict[str, User]) -> None:
    assert submit(of=of, by=by(people["school_head"]), note="已核实")
    now = Return.everything.get(pk=of.pk)
    assert (now.state, now.submitted_by, now.late) == ("submitted", people["school_head"], False)
    assert (now.filled, now.expected, now.errors) == (32, 35, 0)
    told = Notice.everything.filter(text__contains="已提交报表")
    assert {each.to for each in told} == {
        people["county_statistician"],
        people["county_supervisor"],
    }
    row = Entry.everything.get(action="collection.submit")
    assert (row.actor, row.before, row.reason) == (
        people["school_head"],
        {"state": "draft"},
        "已核实",
    )
    assert row.after["on_behalf"] is False
    assert list(breaks()) == []


def test_submitting_twice_is_one_submission(of: Return, people: dict[str, User]) -> None:
    assert submit(of=of, by=by(people["school_head"]), note="已核实")
    assert not submit(of=of, by=by(people["school_head"]), note="已核实")
    assert Entry.everything.filter(action="collection.submit").count() == 1


def test_a_clerk_fills_but_does_not_submit(of: Return, people: dict[str, User]) -> None:
    with pytest.raises(PermissionDenied):
        submit(of=of, by=by(people["school_clerk"]), note="已核实")
    assert state(of) == ReturnState.DRAFT


def test_errors_refuse_the_submission_and_all_are_listed(
    campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    flawed = fill(return_of(campaign, land.school), flawed=True)
    flawed.document["schools"][0]["operator"] = "什么"
    flawed.save()
    with pytest.raises(Refused, match="还有 2 处错误，不能提交") as refused:
        submit(of=flawed, by=by(people["school_head"]), note="已核实")
    assert len(refused.value.lines) == 2
    assert any("在校生数" in line for line in refused.value.lines)
    assert any("举办者" in line for line in refused.value.lines)
    assert state(flawed) == ReturnState.DRAFT


def test_what_is_doubtful_is_verified_with_a_note(of: Return, people: dict[str, User]) -> None:
    with pytest.raises(Refused, match="须核实") as refused:
        submit(of=of, by=by(people["school_head"]))
    assert refused.value.unconfirmed
    assert refused.value.lines == ("还有 3 项没有填",)


def test_a_statistician_submits_for_a_school_and_the_trail_says_so(
    of: Return, people: dict[str, User]
) -> None:
    submit(of=of, by=by(people["county_statistician"]), note="已核实")
    assert Entry.everything.get(action="collection.submit").after["on_behalf"] is True


@pytest.mark.parametrize("where", ["school", "finance", "education"])
def test_nobody_approves_what_the_same_person_submitted(
    campaign: Campaign, land: Land, people: dict[str, User], where: str
) -> None:
    of = return_of(campaign, getattr(land, where))
    if where == "school":
        fill(of)
    statistician = by(people["county_statistician"])
    submit(of=of, by=statistician, note="已核实")
    with pytest.raises(Refused, match="您自己提交的，不能由您通过"):
        approve(of=of, by=statistician, confirmed=True)
    assert state(of) == ReturnState.SUBMITTED
    assert approve(of=of, by=by(people["county_supervisor"]), confirmed=True)


def test_a_person_of_two_roles_does_not_approve_the_own_submission(
    of: Return, land: Land, people: dict[str, User]
) -> None:
    head = people["school_head"]
    Holding.everything.create(user=head, role_key="county_statistician", region=land.county)
    submit(of=of, by=by(head), note="已核实")
    assert Entry.everything.get(action="collection.submit").after["on_behalf"] is False
    with pytest.raises(Refused, match="您自己提交的"):
        approve(of=of, by=by(User.objects.get(pk=head.pk)))


@pytest.mark.parametrize(
    ("where", "behalf"), [("school", True), ("finance", True), ("education", False)]
)
def test_a_statistician_fills_for_others_and_that_is_written_down(
    campaign: Campaign, land: Land, people: dict[str, User], where: str, behalf: bool
) -> None:
    of = return_of(campaign, getattr(land, where))
    document = document_of(of)
    if where == "school":
        document["schools"][0]["multimedia_rooms"] = "14"
    else:
        document["county"][0]["value"] = "7"
    save_document(
        of=of, version=of.version, document=document, by=by(people["county_statistician"])
    )
    assert Entry.everything.get(action="collection.save").after["on_behalf"] is behalf
    page = signed_in(people["county_statistician"]).get(f"/collection/returns/{of.pk}/")
    assert ("您在代" in page.content.decode()) is behalf


def test_the_department_learns_that_somebody_submitted_for_it(
    campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    submit(
        of=return_of(campaign, land.finance), by=by(people["county_statistician"]), note="已核实"
    )
    told = Notice.everything.filter(text__contains="提交了报表").exclude(text__contains="请审核")
    assert [each.to for each in told] == [people["department_clerk"]]
    page = signed_in(people["county_statistician"]).get("/collection/review/").content.decode()
    assert "甲县财政局" in page


def test_the_review_page_offers_no_approval_of_the_own_submission(
    of: Return, people: dict[str, User]
) -> None:
    submit(of=of, by=by(people["county_statistician"]), note="已核实")
    own = signed_in(people["county_statistician"])
    address = f"/collection/review/{of.pk}/"
    assert "是您自己提交的" in own.get(address).content.decode()
    assert f"{address}act/approve" not in own.get(address).content.decode()
    own.post(f"{address}act/approve", {"confirmed": "yes"})
    own.post("/collection/review/decide", {"verb": "approve", "pk": [of.pk], "confirmed": "yes"})
    assert state(of) == ReturnState.SUBMITTED
    other = signed_in(people["county_supervisor"])
    assert f"{address}act/approve" in other.get(address).content.decode()


def test_after_the_deadline_it_is_accepted_and_marked_late(
    of: Return, campaign: Campaign, people: dict[str, User]
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Campaign.everything.filter(pk=campaign.pk).update(deadline=yesterday)
    submitted(of, people)
    assert Return.everything.get(pk=of.pk).late
    extend_deadline(
        campaign=campaign,
        deadline=timezone.localdate(),
        by=by(people["prefecture_inspector"]),
    )
    assert not Return.everything.get(pk=of.pk).late


def test_a_closed_campaign_takes_nothing(
    of: Return, campaign: Campaign, people: dict[str, User]
) -> None:
    close_campaign(campaign=campaign, by=by(people["prefecture_inspector"]))
    with pytest.raises(Refused, match="不接收报表"):
        submitted(of, people)


def test_a_submission_is_withdrawn_until_its_review_begins(
    of: Return, people: dict[str, User]
) -> None:
    submitted(of, people)
    assert withdraw(of=of, by=by(people["school_head"]))
    assert not withdraw(of=of, by=by(people["school_head"]))
    assert state(of) == ReturnState.DRAFT
    submitted(of, people)
    assert begin_review(of=of, by=by(people["county_statistician"]))
    assert not begin_review(of=of, by=by(people["county_statistician"]))
    with pytest.raises(Refused, match="审核已经开始"):
        withdraw(of=of, by=by(people["school_head"]))


def test_a_remark_begins_the_review(of: Return, people: dict[str, User]) -> None:
    submitted(of, people)
    reviewer = by(people["county_statistician"])
    remark(on=of, text="请核对在校生数", by=reviewer, where=PUPILS, demands=True)
    with pytest.raises(Refused, match="审核已经开始"):
        withdraw(of=of, by=by(people["school_head"]))


def test_returning_needs_a_reason(of: Return, people: dict[str, User]) -> None:
    submitted(of, people)
    reviewer = by(people["county_statistician"])
    with pytest.raises(Refused, match="退回须写明理由"):
        send_back(of=of, by=reviewer)
    remark(on=of, text="与花名册不符", by=reviewer, where=PUPILS, demands=True)
    assert send_back(of=of, by=reviewer)
    assert not send_back(of=of, by=reviewer)
    assert state(of) == ReturnState.RETURNED
    told = Notice.everything.filter(text__contains="被退回")
    assert {each.to for each in told} == {people["school_clerk"], people["school_head"]}
    after = Entry.everything.get(action="collection.send_back").after
    assert after["demands"][0]["column"] == "pupils"


def test_handing_in_again_answers_the_demands(of: Return, people: dict[str, User]) -> None:
    submitted(of, people)
    send_back(of=of, by=by(people["county_statistician"]), reason="请附说明")
    submitted(of, people)
    assert approve(of=of, by=by(people["county_statistician"]))
    assert state(of) == ReturnState.APPROVED
    assert not approve(of=of, by=by(people["county_statistician"]))


def test_open_demands_and_unconfirmed_warnings_keep_from_approving(
    of: Return, people: dict[str, User]
) -> None:
    submitted(of, people)
    reviewer = by(people["county_statistician"])
    demand = remark(on=of, text="请核对", by=reviewer, demands=True)
    with pytest.raises(Refused, match="1 条修改要求没有了结"):
        approve(of=of, by=reviewer)
    assert settle(remark=demand, by=reviewer)
    assert not settle(remark=demand, by=reviewer)
    Return.everything.filter(pk=of.pk).update(errors=1)
    with pytest.raises(Refused, match="1 处错误，不能通过"):
        approve(of=of, by=reviewer, confirmed=True)
    Return.everything.filter(pk=of.pk).update(errors=0, warnings=2)
    with pytest.raises(Refused, match="2 条提醒没有确认"):
        approve(of=of, by=reviewer)
    assert approve(of=of, by=reviewer, confirmed=True)


def test_a_remark_on_a_cell_that_is_not_there_is_refused(
    of: Return, people: dict[str, User]
) -> None:
    submitted(of, people)
    where = Where(table="stages", key=("9999010001", "junior"), column="pupils")
    with pytest.raises(Refused, match="没有这一格"):
        remark(on=of, text="?", by=by(people["county_statistician"]), where=where)


def test_a_school_is_declared_absent_with_a_reason(of: Return, people: dict[str, User]) -> None:
    reviewer = by(people["county_statistician"])
    with pytest.raises(Refused, match="须写明原因"):
        declare_absent(of=of, by=reviewer, reason=" ")
    assert declare_absent(of=of, by=reviewer, reason="已撤并")
    with pytest.raises(Refused, match="现在是“不报”，不能提交"):
        submitted(of, people)
    assert recall_absent(of=of, by=reviewer)
    assert state(of) == ReturnState.DRAFT


@pytest.mark.parametrize(
    "role", ["school_head", "county_leader", "prefecture_inspector", "department_clerk", "auditor"]
)
def test_only_the_countys_reviewers_return_and_approve(
    of: Return, people: dict[str, User], role: str
) -> None:
    submitted(of, people)
    for act in (approve, begin_review):
        with pytest.raises(PermissionDenied):
            act(of=of, by=by(people[role]))
    with pytest.raises(PermissionDenied):
        send_back(of=of, by=by(people[role]), reason="x")
    with pytest.raises(PermissionDenied):
        approve(of=of, by=by(None))


def test_a_department_hands_in_its_own(
    campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    clerk = by(people["department_clerk"])
    assert submit(of=return_of(campaign, land.finance), by=clerk, note="三项均无数据，已核实")
    with pytest.raises(PermissionDenied):
        submit(of=return_of(campaign, land.education), by=clerk, note="已核实")


def test_everybody_is_told_in_an_own_language(
    of: Return, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: dict[User, str | None] = {}
    monkeypatch.setattr(
        "junheng_web.collection.actions.telling.tell",
        lambda users, text, **more: heard.update(dict.fromkeys(users, get_language())),
    )
    User.objects.filter(pk=people["county_statistician"].pk).update(language="en")
    with override("en"):  # the language of who acts makes no difference
        submitted(of, people)
    assert heard == {people["county_supervisor"]: "zh-hans", people["county_statistician"]: "en"}
