"""Reminding those who have not handed in: by hand, or by itself once a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override

from junheng_web.accounts.permissions import may
from junheng_web.audit.actions import SYSTEM, By, record
from junheng_web.collection.actions.telling import announce
from junheng_web.collection.models import Campaign, CampaignState, Reminder, Return, Round
from junheng_web.collection.queries.board import OPEN
from junheng_web.collection.queries.concerned import fillers, holders
from junheng_web.lib.doors import Permission
from junheng_web.notices.actions import tell_groups

REMINDERS = (Permission.REVIEW_RETURNS, Permission.LOCK_COUNTY, Permission.MANAGE_CAMPAIGNS)
"""Any of these over a county allows to remind in it."""
BEFORE = (14, 7, 3, 1, 0)
"""How many days before the deadline the daily command reminds; after it, every day."""

_DUE = lazy("请填报%(subject)s %(year)s 年度报表，%(day)s 截止，还有 %(left)s 天")
_OVERDUE = lazy("%(subject)s %(year)s 年度报表还没有提交，已于 %(day)s 截止，请尽快提交")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """What came of it. ``nobody``: returns for which no account fills in, so that the county is told."""

    returns: int = 0
    people: int = 0
    nobody: int = 0


@transaction.atomic
def remind(*, returns: Iterable[Return], by: By) -> Reminded:
    """Remind the people of these returns, in the site and by mail: each return at most once a day;

    and tell the group of each county, once a day, how many are missing.

    Left out: what is handed in, what campaigns that are not open ask, what was reminded of today.
    Raises ``PermissionDenied`` for a county in which the user may not remind.
    """
    wanted = [each.pk for each in returns]
    today = timezone.localdate()
    campaigns = Campaign.everything.filter(rounds__returns__in=wanted).values("pk")
    list(Campaign.everything.select_for_update().filter(pk__in=campaigns).order_by("pk"))
    fresh = list(
        Return.everything.filter(
            pk__in=wanted, state__in=OPEN, round__campaign__state=CampaignState.OPEN
        )
        .exclude(reminders__day=today)
        .select_related("round__campaign", "round__county", "school__county", "department__region")
    )
    _require(fresh, by)
    if not fresh:
        return Reminded()
    told_today = set(
        Reminder.everything.filter(day=today).values_list("of__round", flat=True).distinct()
    )
    Reminder.everything.bulk_create(Reminder(of=each, day=today, by=by.user) for each in fresh)
    people = fillers(fresh)
    told = set()
    for each in fresh:
        announce(people[each.pk], *_text(each), link=f"/collection/returns/{each.pk}/", mail=True)
        told |= {user.pk for user in people[each.pk]}
    nobody = [each for each in fresh if not people[each.pk]]
    _tell_counties(nobody)
    _tell_groups({each.round_id: each.round for each in fresh if each.round_id not in told_today})
    done = Reminded(returns=len(fresh), people=len(told), nobody=len(nobody))
    for round_ in {each.round_id: each.round for each in fresh}.values():
        _record(round_, [each for each in fresh if each.round_id == round_.pk], by)
    return done


def remind_daily(*, by: By = SYSTEM) -> list[tuple[Campaign, Reminded]]:
    """What the daily command does: for each open campaign whose day it is, remind all who lag behind.

    Run twice a day, it tells nobody twice.
    """
    found = []
    for campaign in Campaign.everything.filter(state=CampaignState.OPEN):
        if campaign.days_left >= 0 and campaign.days_left not in BEFORE:
            continue
        behind = Return.everything.filter(round__campaign=campaign, state__in=OPEN)
        done = remind(returns=behind.only("pk"), by=by)
        found.append((campaign, done))
    return found


def _require(fresh: Iterable[Return], by: By) -> None:
    if by.user is None:
        if by.channel != SYSTEM.channel:
            raise PermissionDenied
        return
    for county in {each.round.county_id: each.round.county for each in fresh}.values():
        if not any(may(by.user, each, region=county) for each in REMINDERS):
            raise PermissionDenied


def _text(of: Return) -> tuple[Promise, dict[str, object]]:
    campaign = of.round.campaign
    given = {
        "subject": of.subject.name,
        "year": campaign.year,
        "day": campaign.deadline.isoformat(),
        "left": campaign.days_left,
    }
    if campaign.days_left < 0:
        return _OVERDUE, given
    return _DUE, given


def _tell_counties(returns: Iterable[Return]) -> None:
    """Who reviews a county has to hear of the schools that no account fills in."""
    counties: dict[int, list[Return]] = {}
    for each in returns:
        counties.setdefault(each.round_id, []).append(each)
    for some in counties.values():
        text, given = (
            lazy("%(number)s 份报表没有填报人，催报无人收到，例如%(subject)s"),
            {
                "number": len(some),
                "subject": some[0].subject.name,
            },
        )
        county = some[0].round.county
        link = f"/collection/rounds/{some[0].round_id}/"
        announce(holders(county, Permission.REVIEW_RETURNS), text, given, link=link)


def _tell_groups(rounds: Mapping[int, Round]) -> None:
    """One line to the group of each county: how many are missing, and until when."""
    missing = dict(
        Return.everything.filter(round__in=rounds, state__in=OPEN)
        .order_by()
        .values_list("round")
        .annotate(Count("pk"))
    )
    for number, round_ in rounds.items():
        with override(settings.LANGUAGE_CODE):  # a group has no language of its own
            text = _("%(county)s %(year)s 年度还有 %(number)s 份报表没有提交，%(day)s 截止") % {
                "county": round_.county.name,
                "year": round_.campaign.year,
                "number": missing[number],
                "day": round_.campaign.deadline.isoformat(),
            }
            tell_groups(path=round_.county.path, text=text)


def _record(round_: Round, returns: list[Return], by: By) -> None:
    record(
        "collection.remind",
        by=by,
        subject=round_,
        path=round_.county.path,
        after={"returns": [each.pk for each in returns]},
    )
