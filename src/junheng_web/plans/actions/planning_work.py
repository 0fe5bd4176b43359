"""The work on a plan: reads, plans, and stores the outcome in one transaction or nothing."""

from __future__ import annotations

import threading
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng import __version__
from junheng.errors import UserError
from junheng.planning.outcome import Ending, Outcome, packed
from junheng.planning.watch import Watch
from junheng.standards import RuleSet
from junheng_web.assessments.actions.judging_work import terms_of
from junheng_web.assessments.evaluations import evaluation_of
from junheng_web.assessments.judging import Terms
from junheng_web.audit.actions import By, record
from junheng_web.jobs.kinds import Report, Stopped
from junheng_web.jobs.models import Job
from junheng_web.notices import actions as notices
from junheng_web.plans.actions.asking import address_of
from junheng_web.plans.data import data_of
from junheng_web.plans.models import Plan, PlanState
from junheng_web.plans.planners import Asked, Planner, planner_of_kept
from junheng_web.plans.wording import ending_words

_PAUSE = 1.0
"""Seconds between two reports."""
_LONGEST = 4000


def work(arguments: dict[str, Any], report: Report) -> tuple[str, str]:
    """Work on one pending plan; one that is no longer pending is left as it is.

    May be killed at any moment and run again: what is stored is stored in one transaction. Where the
    job is asked to stop, the best plan found so far is kept.
    """
    plan = _named(arguments["plan"])
    if plan.state != PlanState.PENDING:
        return _told(plan), address_of(plan)
    report(_("准备数据"), 0, 0)
    followed = Followed(report, plan.seconds)
    try:
        outcome = _planned(plan, planner_of_kept(plan.kind), followed.watch)
    except UserError as problem:
        _store(plan, None, reason=str(problem))
    else:
        if followed.stopped and not _stop_asked(plan):
            raise Stopped  # the job is another worker's by now: its word counts
        _store(plan, outcome)
    return _told(_named(plan.pk)), address_of(plan)


class Followed:
    """A watch that reports to the job what it is told, and ends the search when the job is stopped.

    The database is asked only by the thread that made it, and not more often than once a second.
    """

    def __init__(self, report: Report, seconds: int) -> None:
        self.stopped = False
        self.watch = Watch(seconds=seconds or None, tell=self._tell, stop=self._stop)
        self._report, self._limit = report, seconds
        self._begun = self._last = monotonic()
        self._words = _("计算")
        self._thread = threading.get_ident()

    def _tell(self, phase: str, best: float | None, bound: float | None) -> None:
        parts = [phase]
        if best is not None:
            parts.append(_("目前最好 %(number)s") % {"number": f"{best:,.0f}"})
        if bound is not None:
            parts.append(_("不可能低于 %(number)s") % {"number": f"{bound:,.0f}"})
        if best and bound is not None:
            gap = max(0.0, best - bound) / abs(best)
            parts.append(_("差距 %(share)s") % {"share": f"{gap:.2%}"})
        self._words = _("，").join(parts)
        self._look()

    def _stop(self) -> bool:
        self._look()
        return self.stopped

    def _look(self) -> None:
        now = monotonic()
        if threading.get_ident() != self._thread or now - self._last < _PAUSE or self.stopped:
            return
        self._last = now
        done = min(int(now - self._begun), self._limit)
        try:
            self._report(self._words, done, self._limit)
        except Stopped:
            self.stopped = True


def _stop_asked(plan: Plan) -> bool:
    return plan.job is not None and Job.everything.get(pk=plan.job.pk).stop_asked


def _named(pk: Any) -> Plan:
    found = Plan.everything.select_related(
        "round__campaign", "round__county", "asked_by", "assessment"
    )
    return found.defer("outcome", "assessment__entered", "assessment__document").get(pk=pk)


def _planned(plan: Plan, planner: Planner, watch: Watch) -> Outcome:
    census = None
    if plan.assessment is not None:
        try:
            census = evaluation_of(plan.assessment).census
        except LookupError:
            raise UserError(
                _("依据的判定现在算不出来了"), remedy=_("重新判定，再编制规划")
            ) from None
    with data_of(plan, planner, census) as data:
        return planner.run(
            Asked(
                county_code=plan.round.county.code,
                year=plan.round.campaign.year,
                rules=rules_of(plan),
                options={**planner.defaults(), **plan.options},
                watch=watch,
                census=census,
                data=data,
            )
        )


def rules_of(plan: Plan) -> RuleSet:
    """The rules that the plan goes by: those of its assessment, else those of the campaign's day."""
    if plan.assessment is not None:
        return terms_of(plan.assessment).rules()
    campaign = plan.round.campaign
    return Terms(jurisdiction=campaign.jurisdiction, on=campaign.rules_on, options=()).rules()


@transaction.atomic
def _store(plan: Plan, outcome: Outcome | None, *, reason: str = "") -> None:
    held = Plan.everything.select_for_update().only("state").get(pk=plan.pk)
    if held.state != PlanState.PENDING:
        return  # another worker, thinking this one lost, was quicker
    plan.done_at, plan.program = timezone.now(), __version__
    if outcome is None:
        plan.state, plan.reason = PlanState.REFUSED, reason[:_LONGEST]
    else:
        whole = packed(outcome)
        plan.state, plan.title = PlanState.DONE, outcome.title[:200]
        plan.ending, plan.figures, plan.outcome = outcome.ending.value, whole["figures"], whole
    plan.save()
    _notify(plan)
    record(
        "plans.made",
        by=By(user=plan.asked_by, channel="worker"),
        subject=plan,
        path=plan.round.county.path,
        after={
            "state": plan.state,
            "ending": plan.ending,
            "program": plan.program,
            "reason": plan.reason[:500],
        },
    )


def _told(plan: Plan) -> str:
    if plan.state == PlanState.DONE:
        return ending_words(Ending(plan.ending))
    if plan.state == PlanState.REFUSED:
        return _("数据不能用，没有编制：%(reason)s") % {"reason": plan.reason[:300]}
    return plan.reason


def _notify(plan: Plan) -> None:
    if plan.asked_by is None:
        return
    round_ = plan.round
    text = _("规划“%(name)s”（%(county)s %(year)s）：%(told)s") % {
        "name": plan.name,
        "county": round_.county.name,
        "year": round_.campaign.year,
        "told": _told(plan)[:150],
    }
    notices.tell([plan.asked_by], text, link=address_of(plan))


def abandoned(arguments: dict[str, Any], outcome: str) -> None:
    """The job ended without a result: the plan says so."""
    pending = Plan.everything.filter(pk=arguments["plan"], state=PlanState.PENDING)
    if not pending.update(state=PlanState.FAILED, reason=outcome[:500], done_at=timezone.now()):
        return
    plan = _named(arguments["plan"])
    record(
        "plans.failed",
        by=By(user=plan.asked_by, channel="worker"),
        subject=plan,
        path=plan.round.county.path,
        after={"reason": outcome[:500]},
    )
