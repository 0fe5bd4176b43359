"""The compliance plan from beginning to end: search, certify, compare, and why where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from junheng.census.records import Census
from junheng.planning.comply.certify import Verdict, verdict
from junheng.planning.comply.peers import Peer, peers
from junheng.planning.comply.reasons import reasons_against
from junheng.planning.comply.savings import Saving, savings
from junheng.planning.comply.schedule import Schedule, cost
from junheng.planning.comply.search import Found, search
from junheng.planning.comply.situation import Situation, situation
from junheng.planning.inputs.comply import ComplyInputs
from junheng.planning.outcome import Ending, Outcome, Reason
from junheng.planning.watch import Watch
from junheng.standards import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplyOptions:
    """``gap``: a search ends when the cost is at most this share above the proven bound. ``compare``:
    also the two peers, the earliest year, and what each clause costs.
    """

    gap: float = 1e-3
    compare: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CompliancePlan:
    """A plan, its exact cost in yuan, the bound no plan can beat, and the evaluator's verdict on it.

    ``schedule``, ``cost`` and ``verdict`` are ``None`` where there is no plan: ``reasons`` say why.
    """

    situation: Situation
    ending: Ending
    found: Found
    schedule: Schedule | None = None
    cost: Fraction | None = None
    verdict: Verdict | None = None
    reasons: tuple[Reason, ...] = ()
    peers: tuple[Peer, ...] = ()
    savings: tuple[Saving, ...] = ()
    earliest: int | None = None

    @property
    def bound(self) -> float:
        """Yuan below which no plan can be; nothing costs less than nothing."""
        return max(0.0, self.found.bound)

    @property
    def gap(self) -> float | None:
        """How far the cost may be above the cheapest possible, as a share of the cost."""
        if self.cost is None:
            return None
        whole = float(self.cost)
        return max(0.0, whole - self.bound) / whole if whole > 0 else 0.0


def plan(of: Situation, options: ComplyOptions, watch: Watch) -> CompliancePlan:
    """The cheapest plan for a county, certified."""
    found, judged = _searched(of, options, watch)
    if found.schedule is None:
        if found.infeasible:
            reasons = reasons_against(of, watch=watch)
            return CompliancePlan(
                situation=of, ending=Ending.IMPOSSIBLE, found=found, reasons=reasons
            )
        return CompliancePlan(
            situation=of, ending=Ending.STOPPED, found=found, reasons=(_nothing_yet(),)
        )
    yuan = cost(of, found.schedule)
    made = CompliancePlan(
        situation=of,
        ending=Ending.COMPUTED,
        found=found,
        schedule=found.schedule,
        cost=yuan,
        verdict=judged,
        reasons=judged.broken if judged else (),
    )
    cut_short = found.stopped or watch.over()
    if not cut_short and options.compare:
        made = replace(
            made,
            peers=peers(of, gap=options.gap, watch=watch),
            earliest=earliest(of, options, watch),
            savings=savings(of, made.cost or Fraction(0), gap=options.gap, watch=watch),
        )
    ending = Ending.WITHIN_GAP if (made.gap or 0) > 1e-9 else Ending.PROVEN
    return replace(made, ending=Ending.STOPPED if cut_short else ending)


def _searched(of: Situation, options: ComplyOptions, watch: Watch) -> tuple[Found, Verdict | None]:
    """The search and its certificate; once more, with cones a little tightened, where a disparity
    that holds for the solver does not hold exactly.
    """
    found = search(of, gap=options.gap, watch=watch)
    if found.schedule is None:
        return found, None
    judged = verdict(of, found.schedule)
    if judged.disparity and not watch.over():
        again = search(of, gap=options.gap, watch=watch, tight=True)
        if again.schedule is not None:
            found = replace(again, bound=found.bound)
            judged = verdict(of, again.schedule)
    return found, judged


def _nothing_yet() -> Reason:
    return Reason(
        where="",
        what="停下来时还没有找到一个方案，也没有证明不可能",
        remedy="延长时限（--time-limit）再算",
    )


def earliest(of: Situation, options: ComplyOptions, watch: Watch) -> int | None:
    """The first year by whose end a plan exists; the last year of the plan at the latest.

    ``None`` where the search was stopped before it was known.
    """
    for count in range(1, len(of.years)):
        shorter = replace(of, years=of.years[:count])
        found = search(shorter, gap=max(options.gap, EARLY_GAP), watch=watch)
        if found.schedule is not None and not verdict(shorter, found.schedule).broken:
            return shorter.last.label
        if watch.over():
            return None
    return of.last.label


EARLY_GAP = 0.05
"""To know that there is a plan, it need not be a cheap one."""


def plan_comply(
    census: Census,
    rules: RuleSet,
    inputs: ComplyInputs,
    *,
    code: str,
    years: Sequence[int],
    options: ComplyOptions,
    watch: Watch,
) -> Outcome:
    """The compliance plan of county ``code`` for ``years``, told in the user's words.

    Raises :class:`junheng.errors.UserError` where data that a plan needs is missing.
    """
    from junheng.planning.comply.told import told  # noqa: PLC0415 - told speaks of this module's plan

    return told(plan(situation(census, rules, inputs, code=code, years=years), options, watch))
