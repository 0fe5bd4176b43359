"""The county's seal takes two people; the prefecture locks; nothing changes after that but by unlocking."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from junheng_web.accounts.models import Holding, User
from junheng_web.audit.chain import breaks
from junheng_web.audit.models import Entry
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.seal import (
    confirm_seal,
    lock_county,
    propose_seal,
    return_county,
    withdraw_seal,
)
from junheng_web.collection.actions.states import (
    approve,
    declare_absent,
    recall_absent,
    send_back,
    submit,
)
from junheng_web.collection.actions.unlocks import ask_unlock, grant_unlock, refuse_unlock
from junheng_web.collection.models import Campaign, Return, ReturnState, Round, RoundState, Unlock
from junheng_web.collection.queries.summary import summary_of
from junheng_web.notices.models import Notice
from tests.site.collection.states_world import by, fill, opened, return_of, round_of
from tests.site.conftest import Land, person, signed_in


@pytest.fixture
def campaign(land: Land, people: dict[str, User]) -> Campaign:
    return opened(land.prefecture, people["prefecture_inspector"])


@pytest.fixture
def county(campaign: Campaign, land: Land, people: dict[str, User]) -> Round:
    """A county in which everything is approved or declared absent."""
    reviewer = by(people["county_statistician"])
    for subject in (land.school, land.finance, land.education):
        of = fill(return_of(campaign, subject))
        submit(of=of, by=reviewer, note="已核实")
        approve(of=of, by=by(people["county_supervisor"]), confirmed=True)
    declare_absent(of=return_of(campaign, land.second_school), by=reviewer, reason="已撤并")
    return round_of(campaign, land.county)


@pytest.fixture
def sealed(county: Round, people: dict[str, User]) -> Round:
    propose_seal(round_=county, by=by(people["county_statistician"]))
    confirm_seal(round_=county, by=by(people["county_supervisor"]))
    return county


@pytest.fixture
def locked(sealed: Round, people: dict[str, User]) -> Round:
    lock_county(round_=sealed, by=by(people["prefecture_inspector"]))
    return sealed


def state(round_: Round) -> str:
    return Round.everything.get(pk=round_.pk).state


def test_a_county_is_sealed_by_two_and_locked_by_a_third(
    county: Round, people: dict[str, User]
) -> None:
    proposer, confirmer = by(people["county_statistician"]), by(people["county_supervisor"])
    assert propose_seal(round_=county, by=proposer)
    assert not propose_seal(round_=county, by=proposer)
    assert confirm_seal(round_=county, by=confirmer)
    assert not confirm_seal(round_=county, by=confirmer)
    inspector = by(people["prefecture_inspector"])
    assert lock_county(round_=county, by=inspector)
    assert not lock_county(round_=county, by=inspector)
    now = Round.everything.get(pk=county.pk)
    signed = (now.proposed_by, now.sealed_by, now.locked_by)
    assert signed == (proposer.user, confirmer.user, inspector.user)
    states = set(Return.everything.filter(round=county).values_list("state", flat=True))
    assert states == {ReturnState.LOCKED, ReturnState.ABSENT}
    assert Notice.everything.filter(to=inspector.user, text__contains="已封存").count() == 1
    assert list(breaks()) == []


def test_the_totals_leave_out_what_means_nothing_when_added(county: Round) -> None:
    labels = {each.label for each in summary_of(county).totals}
    assert "在校生数" in labels
    assert not any("最大班额" in label or "年级数" in label for label in labels)


def test_nobody_confirms_an_own_proposal(county: Round, people: dict[str, User]) -> None:
    supervisor = by(people["county_supervisor"])
    propose_seal(round_=county, by=supervisor)
    with pytest.raises(Refused, match="须是两个人"):
        confirm_seal(round_=county, by=supervisor)
    assert state(county) == RoundState.PROPOSED
    client = signed_in(people["county_supervisor"])
    client.post(f"/collection/rounds/{county.pk}/seal/confirm")
    assert state(county) == RoundState.PROPOSED


def test_the_database_refuses_a_seal_by_one_person(county: Round, people: dict[str, User]) -> None:
    one = people["county_supervisor"]
    for proposed_by in (one, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Round.everything.filter(pk=county.pk).update(
                proposed_by=proposed_by, sealed_by=one, sealed_at=timezone.now()
            )


def test_open_returns_keep_from_sealing_and_are_listed(
    county: Round, campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    recall_absent(of=return_of(campaign, land.second_school), by=by(people["county_supervisor"]))
    with pytest.raises(Refused, match="还有 1 份报表没有通过审核") as refused:
        propose_seal(round_=county, by=by(people["county_supervisor"]))
    assert refused.value.lines == ("甲县第二小学：填报中",)


def test_errors_of_the_whole_county_keep_from_sealing(
    county: Round, campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    of = return_of(campaign, land.school)
    of.document["stages"][0]["pupils"] = "四百"
    of.save()
    with pytest.raises(Refused, match="全县数据合在一起有 1 处错误"):
        propose_seal(round_=county, by=by(people["county_supervisor"]))


def test_nothing_moves_under_a_seal(
    sealed: Round, campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    reviewer = by(people["county_statistician"])
    with pytest.raises(Refused, match="已封存，不能再改动"):
        send_back(of=return_of(campaign, land.school), by=reviewer, reason="x")
    with pytest.raises(Refused, match="已封存，不能再改动"):
        recall_absent(of=return_of(campaign, land.second_school), by=reviewer)


def test_a_seal_is_withdrawn_with_a_reason(sealed: Round, people: dict[str, User]) -> None:
    supervisor = by(people["county_supervisor"])
    with pytest.raises(PermissionDenied):  # it was a supervisor who confirmed it
        withdraw_seal(round_=sealed, by=by(people["county_statistician"]), reason="漏报")
    with pytest.raises(Refused, match="须写明理由"):
        withdraw_seal(round_=sealed, by=supervisor, reason="")
    assert withdraw_seal(round_=sealed, by=supervisor, reason="漏报一所学校")
    assert not withdraw_seal(round_=sealed, by=supervisor, reason="漏报一所学校")
    now = Round.everything.get(pk=sealed.pk)
    assert (now.state, now.proposed_by, now.sealed_by) == (RoundState.COLLECTING, None, None)


def test_the_prefecture_returns_a_county_with_reasons(
    sealed: Round, campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    inspector = by(people["prefecture_inspector"])
    with pytest.raises(Refused, match="须写明理由"):
        return_county(round_=sealed, by=inspector, reason=" ")
    assert return_county(round_=sealed, by=inspector, reason="县级数据缺经费")
    assert not return_county(round_=sealed, by=inspector, reason="县级数据缺经费")
    with pytest.raises(Refused, match="现在是“上级退回”，不能锁定"):
        lock_county(round_=sealed, by=inspector)
    reviewer = by(people["county_statistician"])
    of = return_of(campaign, land.finance)
    assert send_back(of=of, by=reviewer, reason="补经费")
    submit(of=of, by=by(people["department_clerk"]), note="已核实")
    approve(of=of, by=reviewer, confirmed=True)
    assert propose_seal(round_=sealed, by=reviewer)


def test_after_the_lock_nothing_can_be_changed(
    locked: Round, campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    of = return_of(campaign, land.school)
    with pytest.raises(Refused, match="现在是“已锁定”，不能提交"):
        submit(of=of, by=by(people["school_head"]), note="已核实")
    for role in ("county_statistician", "county_supervisor"):
        with pytest.raises(Refused):
            send_back(of=of, by=by(people[role]), reason="x")
    with pytest.raises(Refused):
        withdraw_seal(round_=locked, by=by(people["county_supervisor"]), reason="x")
    with pytest.raises(Refused):
        return_county(round_=locked, by=by(people["prefecture_inspector"]), reason="x")


def test_a_locked_return_is_unlocked_corrected_sealed_and_locked_again(
    locked: Round, campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    of = return_of(campaign, land.school)
    supervisor, inspector = by(people["county_supervisor"]), by(people["prefecture_inspector"])
    with pytest.raises(PermissionDenied):
        ask_unlock(of=of, by=by(people["county_statistician"]), reason="误填")
    with pytest.raises(Refused, match="须写明理由"):
        ask_unlock(of=of, by=supervisor, reason="")
    asked = ask_unlock(of=of, by=supervisor, reason="运动场地面积误填")
    assert asked is not None
    assert ask_unlock(of=of, by=supervisor, reason="又一次") is None
    with pytest.raises(PermissionDenied):
        grant_unlock(unlock=asked, by=supervisor)
    assert grant_unlock(unlock=asked, by=inspector)
    assert not grant_unlock(unlock=asked, by=inspector)
    of = return_of(campaign, land.school)
    assert (of.state, of.correcting, state(locked)) == ("returned", True, "returned")
    assert return_of(campaign, land.finance).state == ReturnState.LOCKED
    assert Entry.everything.get(action="collection.grant_unlock").reason == "运动场地面积误填"
    Campaign.everything.update(state="closed")  # a correction comes after the campaign
    submit(of=of, by=by(people["school_head"]), note="已核实")
    approve(of=of, by=supervisor, confirmed=True)
    propose_seal(round_=locked, by=by(people["county_statistician"]))
    confirm_seal(round_=locked, by=supervisor)
    lock_county(round_=locked, by=inspector)
    of = return_of(campaign, land.school)
    assert (of.state, of.correcting) == (ReturnState.LOCKED, False)


def test_unlocking_is_refused_with_an_answer(
    locked: Round, campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    inspector = by(people["prefecture_inspector"])
    asked = ask_unlock(
        of=return_of(campaign, land.school), by=by(people["county_supervisor"]), reason="误填"
    )
    assert asked is not None
    with pytest.raises(Refused, match="须写明理由"):
        refuse_unlock(unlock=asked, by=inspector, answer="")
    assert refuse_unlock(unlock=asked, by=inspector, answer="差异不影响判定")
    assert return_of(campaign, land.school).state == ReturnState.LOCKED
    assert Unlock.everything.get().granted is False


def test_who_asks_for_unlocking_never_grants_it(
    locked: Round, campaign: Campaign, land: Land, people: dict[str, User]
) -> None:
    both = person("both", "county_supervisor", region=land.county)
    Holding.everything.create(user=both, role_key="prefecture_inspector", region=land.prefecture)
    asked = ask_unlock(of=return_of(campaign, land.school), by=by(both), reason="误填")
    assert asked is not None
    with pytest.raises(Refused, match="不同的人"):
        grant_unlock(unlock=asked, by=by(both))
    with pytest.raises(IntegrityError), transaction.atomic():
        Unlock.everything.filter(pk=asked.pk).update(decided_by=both, granted=True)


def test_the_seal_page_shows_what_is_sealed_and_only_what_one_may_do(
    county: Round, people: dict[str, User]
) -> None:
    address = f"/collection/rounds/{county.pk}/seal/"
    page = signed_in(people["county_statistician"]).get(address).content.decode()
    assert "甲县 2025：采集中，可以封存" in page
    assert "不报 1" in page
    assert "已撤并" in page
    assert "提出封存</button>" in page
    assert "420" in page  # the sum of pupils
    leader = signed_in(people["county_leader"]).get(address).content.decode()
    assert "提出封存</button>" not in leader
    for role in ("school_head", "department_clerk", "auditor", "publisher"):
        assert signed_in(people[role]).get(address).status_code == 404, role


@pytest.mark.parametrize("verb", ["propose", "confirm", "withdraw", "return", "lock"])
def test_every_act_on_a_seal_is_refused_to_those_without_the_permission(
    county: Round, people: dict[str, User], verb: str
) -> None:
    allowed = {
        "propose": {"county_statistician", "county_supervisor"},
        "confirm": {"county_supervisor"},
        "withdraw": {"county_statistician", "county_supervisor"},
        "return": {"prefecture_inspector"},
        "lock": {"prefecture_inspector"},
    }[verb]
    address = f"/collection/rounds/{county.pk}/seal/{verb}"
    for role, user in people.items():
        if role not in allowed:
            answer = signed_in(user).post(address, {"reason": "x"})
            assert answer.status_code in (403, 404), role
    assert state(county) == RoundState.COLLECTING
