"""What waits for a user in collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng_web.accounts.models import User
from junheng_web.collection.models import Campaign, ReturnState
from junheng_web.collection.queries.board import own_returns
from junheng_web.collection.queries.inbox import inbox_of
from junheng_web.collection.queries.rounds import (
    rounds_to_confirm,
    rounds_to_lock,
    rounds_to_propose,
    unlocks_to_decide,
)
from junheng_web.lib.doors import Permission
from junheng_web.lib.tasks import Task

_SOON = 7
_LISTED = 10


def tell(user: User) -> list[Task]:
    """Returns to fill in, to mend and to review, seals to propose and confirm, counties to lock."""
    found: list[Task] = []
    if user.reach(Permission.FILL_SCHOOL).schools or user.reach(Permission.FILL_FACTS).departments:
        found += _to_fill(user)
    if user.reach(Permission.REVIEW_RETURNS):
        found += _to_review(user)
    if user.reach(Permission.PROPOSE_SEAL):
        text = _("%(county)s %(year)s 年度报表已齐，可以提出封存")
        found += _of_rounds(rounds_to_propose(user), text)
    if user.reach(Permission.CONFIRM_SEAL):
        found += _of_rounds(rounds_to_confirm(user), _("复核封存：%(county)s %(year)s"))
    if user.reach(Permission.LOCK_COUNTY):
        found += _of_rounds(rounds_to_lock(user), _("审核锁定：%(county)s %(year)s"))
        found += _to_unlock(user)
    return found


def _to_fill(user: User) -> Iterator[Task]:
    waiting = own_returns(user).filter(state__in=(ReturnState.DRAFT, ReturnState.RETURNED))
    counted = waiting.annotate(
        demands=Count("remarks", filter=Q(remarks__demands=True, remarks__resolved_at=None))
    )
    submits = bool(user.reach(Permission.SUBMIT_SCHOOL))
    for of in counted[:_LISTED]:
        given = {"subject": of.subject.name, "year": of.round.campaign.year}
        if of.state == ReturnState.RETURNED:
            text = _("修改被退回的报表：%(subject)s %(year)s") % given
            detail = ngettext("%(number)s 条修改要求", "%(number)s 条修改要求", of.demands) % {
                "number": of.demands
            }
        else:
            done = submits and of.filled >= of.expected and not of.errors
            said = (
                _("核对并提交：%(subject)s %(year)s") if done else _("填报：%(subject)s %(year)s")
            )
            text = said % given
            detail = _("已填 %(filled)s / %(expected)s 项，截止 %(day)s") % {
                "filled": of.filled,
                "expected": of.expected,
                "day": of.round.campaign.deadline.isoformat(),
            }
        yield Task(
            text=text,
            link=reverse("collection:return", args=[of.pk]),
            detail=detail,
            urgency="soon" if of.correcting else _urgency(of.round.campaign),
        )


def _to_review(user: User) -> Iterator[Task]:
    counties = (
        inbox_of(user)
        .order_by()
        .values("round__county__code", "round__county__name")
        .annotate(number=Count("pk"), doubtful=Count("pk", filter=Q(warnings__gt=0)))
        .order_by("round__county__code")
    )
    address = reverse("collection:inbox")
    for each in counties:
        number = each["number"]
        text = ngettext(
            "审核%(county)s提交的 %(number)s 份报表",
            "审核%(county)s提交的 %(number)s 份报表",
            number,
        ) % {"county": each["round__county__name"], "number": number}
        yield Task(
            text=text,
            link=f"{address}?round__county__code={each['round__county__code']}",
            detail=_("其中有提醒的 %(number)s 份") % {"number": each["doubtful"]}
            if each["doubtful"]
            else "",
        )


def _of_rounds(rounds: Any, text: str) -> Iterator[Task]:
    for each in rounds:
        yield Task(
            text=text % {"county": each.county.name, "year": each.campaign.year},
            link=reverse("collection:seal", args=[each.pk]),
            detail=_("上级退回：%(reason)s") % {"reason": each.reason} if each.reason else "",
        )


def _to_unlock(user: User) -> Iterator[Task]:
    for each in unlocks_to_decide(user):
        yield Task(
            text=_("答复解锁申请：%(subject)s") % {"subject": each.of.subject.name},
            link=reverse("collection:inbox"),
            detail=each.reason,
            urgency="soon",
        )


def _urgency(campaign: Campaign) -> str:
    if campaign.days_left < 0:
        return "late"
    return "soon" if campaign.days_left <= _SOON else ""
