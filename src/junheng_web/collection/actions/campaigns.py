"""Campaigns: planned, opened, closed, opened again, their deadline moved.

Each act is audited, and told to those it concerns. Raises :class:`Refused` where it is not possible,
``PermissionDenied`` without the permission to manage campaigns in the region.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from junheng.errors import RuleSetError
from junheng.model.identifiers import county_code_problem
from junheng.rulebook import rules
from junheng_web.accounts.models import User
from junheng_web.accounts.permissions import require
from junheng_web.audit.actions import By, record
from junheng_web.collection.actions.locks import person
from junheng_web.collection.actions.opening import Made, make_rounds, refuse_second_season
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.telling import announce
from junheng_web.collection.models import Campaign, CampaignState, Return, ReturnState
from junheng_web.collection.queries.concerned import everyone, fillers, holders
from junheng_web.lib.doors import Permission
from junheng_web.territory.models import Level, Region

_EARLIEST, _LATEST = 2000, 2100
_BEGUN = lazy("“%(title)s”开始了，请在 %(day)s 前填报")
_WITH_ROUNDS = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a campaign asks: see :class:`junheng_web.collection.models.Campaign`."""

    year: int
    title: str
    opens_on: date
    deadline: date
    rules_on: date
    jurisdiction: str = ""


@transaction.atomic
def plan_campaign(*, region: Region, plan: Plan, by: By) -> Campaign:
    """Plan a campaign for the counties of a region; nobody is asked for anything yet."""
    require(person(by), Permission.MANAGE_CAMPAIGNS, region=region)
    _refuse_bad(plan)
    if region.level not in _WITH_ROUNDS:
        raise Refused(_("采集的范围须是县、州（市）或省"))
    if Campaign.everything.filter(region=region, year=plan.year).exists():
        raise Refused(
            _("%(region)s已经有 %(year)s 年度的采集") % {"region": region, "year": plan.year},
            remedy=_("打开已有的采集，或换一个年度"),
        )
    try:
        with transaction.atomic():
            campaign = Campaign.everything.create(region=region, **asdict(plan))
    except IntegrityError:  # planned twice at the same moment
        raise Refused(
            _("%(region)s已经有 %(year)s 年度的采集") % {"region": region, "year": plan.year}
        ) from None
    _record("collection.plan_campaign", campaign, by, after=_plain(plan))
    return campaign


@transaction.atomic
def open_campaign(*, campaign: Campaign, by: By) -> Made | None:
    """Open it: a round for each county, a return for each open school and responsible department.

    All or nothing. None where it is open already.
    """
    now = _held(campaign, by)
    if now.state == CampaignState.OPEN:
        return None
    if now.state == CampaignState.CLOSED:
        raise Refused(_("采集已经结束"), remedy=_("用“重新开放”"))
    refuse_second_season(now)
    made = make_rounds(now)
    if not made.rounds:
        raise Refused(
            _("%(region)s还没有登记县（市、区）") % {"region": now.region},
            remedy=_("请账号管理员先登记区划和学校"),
        )
    now.state = CampaignState.OPEN
    now.save(update_fields=["state"])
    _tell_all(now, _BEGUN)
    _record("collection.open_campaign", now, by, after=made.counts)
    return made


@transaction.atomic
def add_missing(*, campaign: Campaign, by: By) -> Made:
    """Make the rounds and returns of counties, schools and departments registered meanwhile."""
    now = _held(campaign, by)
    if now.state != CampaignState.OPEN:
        raise Refused(_("采集没有开放"))
    refuse_second_season(now)
    made = make_rounds(now)
    if made.rounds or made.returns:
        people = fillers(made.fresh)
        announce(everyone(people), _BEGUN, _given(now), link="/collection/")
        _record("collection.add_missing", now, by, after=made.counts)
    return made


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: By) -> bool:
    """Close it: from now on nothing is handed in. What is handed in is still reviewed."""
    now = _held(campaign, by)
    if now.state == CampaignState.CLOSED:
        return False
    if now.state != CampaignState.OPEN:
        raise Refused(_("采集还没有开放"))
    now.state = CampaignState.CLOSED
    now.save(update_fields=["state"])
    _tell_all(now, lazy("“%(title)s”已结束，不再接收报表"))
    _record("collection.close_campaign", now, by, after={"state": now.state})
    return True


@transaction.atomic
def reopen_campaign(*, campaign: Campaign, by: By, reason: str) -> bool:
    """Open a closed campaign again, with a reason."""
    now = _held(campaign, by)
    if now.state == CampaignState.OPEN:
        return False
    if now.state != CampaignState.CLOSED:
        raise Refused(_("采集还没有开放"))
    if not reason.strip():
        raise Refused(_("重新开放须写明理由"))
    now.state = CampaignState.OPEN
    now.save(update_fields=["state"])
    _tell_all(now, lazy("“%(title)s”重新开放填报"))
    _record("collection.reopen_campaign", now, by, after={"state": now.state}, reason=reason)
    return True


@transaction.atomic
def extend_deadline(*, campaign: Campaign, deadline: date, by: By, reason: str = "") -> bool:
    """Move the deadline to a later day; who handed in by that day is late no longer."""
    now = _held(campaign, by)
    if deadline == now.deadline:
        return False
    if deadline < now.deadline:
        raise Refused(
            _("新的截止日期 %(new)s 早于现在的 %(old)s")
            % {"new": _day(deadline), "old": _day(now.deadline)},
            remedy=_("截止日期只能推后"),
        )
    before, now.deadline = now.deadline, deadline
    now.save(update_fields=["deadline"])
    next_day = timezone.make_aware(datetime.combine(deadline + timedelta(days=1), time.min))
    late = Return.everything.filter(round__campaign=now, late=True)
    late.filter(submitted_at__lt=next_day).update(late=False)
    _tell_all(now, lazy("“%(title)s”的截止日期推迟到 %(day)s"))
    _record(
        "collection.extend_deadline",
        now,
        by,
        before={"deadline": before.isoformat()},
        after={"deadline": deadline.isoformat()},
        reason=reason,
    )
    return True


def _held(campaign: Campaign, by: By) -> Campaign:
    found = (
        Campaign.everything.select_for_update(of=("self",))
        .select_related("region")
        .get(pk=campaign.pk)
    )
    require(person(by), Permission.MANAGE_CAMPAIGNS, region=found.region)
    return found


def _refuse_bad(plan: Plan) -> None:
    """Raises :class:`Refused` naming the first thing that cannot be."""
    if not _EARLIEST <= plan.year <= _LATEST:
        raise Refused(
            _("年度是“%(year)s”，应在 %(first)s 和 %(last)s 之间")
            % {"year": plan.year, "first": _EARLIEST, "last": _LATEST}
        )
    if not plan.title.strip():
        raise Refused(_("名称没有填写"))
    if plan.deadline < plan.opens_on:
        raise Refused(
            _("截止日期 %(deadline)s 早于开始日期 %(opens)s")
            % {"deadline": _day(plan.deadline), "opens": _day(plan.opens_on)}
        )
    if plan.jurisdiction and (problem := county_code_problem(plan.jurisdiction)):
        raise Refused(
            _("适用地方“%(code)s”%(problem)s") % {"code": plan.jurisdiction, "problem": problem},
            remedy=_("填 6 位行政区划代码，例如 530000；留空按全国规则"),
        )
    try:
        rules(jurisdiction=plan.jurisdiction, on=plan.rules_on)
    except RuleSetError as problem:
        raise Refused(problem.message, remedy=problem.remedy) from None


def _concerned(campaign: Campaign) -> list[User]:
    returns = Return.everything.filter(round__campaign=campaign).exclude(state=ReturnState.ABSENT)
    found = everyone(fillers(returns.only("pk", "school_id", "department_id")))
    counties = Region.everything.filter(rounds__campaign=campaign)
    for county in counties:
        found += holders(county, Permission.REVIEW_RETURNS)
    return found


def _tell_all(campaign: Campaign, text: Promise) -> None:
    announce(_concerned(campaign), text, _given(campaign), link="/collection/")


def _given(campaign: Campaign) -> dict[str, object]:
    return {"title": campaign.title, "day": campaign.deadline.isoformat()}


def _day(day: date) -> str:
    return _("%(year)s年%(month)s月%(day)s日") % {
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }


def _plain(plan: Plan) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(plan).items()
    }


def _record(
    action: str,
    campaign: Campaign,
    by: By,
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> None:
    record(
        action,
        by=by,
        subject=campaign,
        path=campaign.region.path,
        before=before,
        after=after,
        reason=reason,
    )
