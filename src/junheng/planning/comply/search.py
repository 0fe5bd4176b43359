"""The search for the cheapest plan: design, then phase; the joint programme where that fails."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from junheng.planning.comply.demands import EVERYTHING, Demands, Group
from junheng.planning.comply.model import YUAN, Period, Programme, build
from junheng.planning.comply.schedule import Schedule, cost, read
from junheng.planning.comply.situation import Situation
from junheng.planning.prices import THINGS as OF_SCHOOLS
from junheng.planning.solver import Indices, Numbers, Solution, Status
from junheng.planning.solver_cones import solve_cones
from junheng.planning.watch import Watch

PEOPLE = ("out", "into", "hire", "up", "made")
"""The variables of people that a schedule shares out among the years."""


CALM_GAP, CALM_NODES = 0.02, 500
"""Fewer moves are a courtesy, not a target."""
JOINT_NODES = 2_000
"""The joint program is large: it stops sooner."""
SMALL, LARGE_GAP = 400, 0.015
"""Rows times years up to which the joint program is solved to better a plan in any case; above that
only where the plan is further from its bound than this share.
"""


class Way(StrEnum):
    """How a plan was found."""

    DESIGN = "design"
    PHASED = "phased"
    JOINT = "joint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A plan with the cost no plan can go below, in yuan. ``schedule`` is ``None`` without a plan;
    ``infeasible`` tells that there can be none.
    """

    schedule: Schedule | None
    bound: float
    way: Way = Way.DESIGN
    infeasible: bool = False
    stopped: bool = False


def search(
    situation: Situation,
    *,
    gap: float,
    watch: Watch,
    demands: Demands = EVERYTHING,
    tight: bool = False,
) -> Found:
    """The cheapest plan to within ``gap`` where that is reached, with its bound.

    The bound of a program with ``tight`` cones holds for it only.
    """
    programme, solved = design(situation, gap=gap, watch=watch, demands=demands, tight=tight)
    bound = solved.bound * YUAN
    if solved.values is None:
        return Found(
            schedule=None,
            bound=bound,
            infeasible=solved.status is Status.INFEASIBLE,
            stopped=solved.status is Status.STOPPED,
        )
    years = len(situation.years)
    stopped = watch.over()
    values = _calmed(programme, solved.values, watch)
    if years == 1:
        return Found(schedule=read(programme, values, 1), bound=bound, stopped=stopped)
    phased = _phase(situation, programme, values, gap=gap, watch=watch, demands=demands)
    first = Found(schedule=phased, bound=bound, way=Way.PHASED, stopped=stopped)
    if phased is not None and (watch.over() or _near(situation, first, gap)):
        return first
    together = joint(situation, bound, gap=gap, watch=watch, demands=demands, tight=tight)
    found = _better(situation, first, together)
    if found.schedule is None and not found.infeasible:
        # Cut short: the final state all at once at the end; what that breaks is told.
        return replace(found, schedule=read(programme, values, years), stopped=True)
    return found


def _near(situation: Situation, found: Found, gap: float) -> bool:
    """Whether a plan is near enough to its bound to leave it at that. Small counties are asked more."""
    if found.schedule is None:
        return False
    small = len(situation.places) * len(situation.years) <= SMALL
    yuan = float(cost(situation, found.schedule))
    return yuan - found.bound <= max(2 * gap, 0.0 if small else LARGE_GAP) * yuan


def _better(situation: Situation, one: Found, other: Found) -> Found:
    """The cheaper of two plans, with the better of their bounds."""
    if one.schedule is None:
        return other
    bound = max(one.bound, other.bound)
    if other.schedule is None or cost(situation, one.schedule) <= cost(situation, other.schedule):
        return replace(one, bound=bound)
    return replace(other, bound=bound)


def joint(
    situation: Situation,
    bound: float,
    *,
    gap: float,
    watch: Watch,
    demands: Demands,
    tight: bool,
) -> Found:
    """All years in one program, where the design cannot be shared out."""
    programme = build(situation, yearly=True, demands=demands, tight=tight)
    solved = solve_cones(
        programme.model,
        programme.cones,
        gap=gap,
        nodes=JOINT_NODES,
        watch=watch,
        phase="各年一起求解",
    )
    if solved.values is None:
        return Found(
            schedule=None,
            bound=bound,
            way=Way.JOINT,
            infeasible=solved.status is Status.INFEASIBLE,
            stopped=solved.status is Status.STOPPED,
        )
    return Found(
        schedule=read(programme, solved.values, len(situation.years)),
        bound=max(bound, solved.bound * YUAN),
        way=Way.JOINT,
        stopped=watch.over(),
    )


def design(
    situation: Situation, *, gap: float, watch: Watch, demands: Demands, tight: bool
) -> tuple[Programme, Solution]:
    """The final state as a program of one period, and its solution."""
    programme = build(situation, yearly=False, demands=demands, tight=tight)
    solved = solve_cones(
        programme.model, programme.cones, gap=gap, watch=watch, phase="设计最终状态"
    )
    return programme, solved


def _calmed(programme: Programme, values: Numbers, watch: Watch) -> Numbers:
    """The same plan at the same cost with as few moves as it needs: for rotation alone, teachers
    change places like for like. Also changes the costs of ``programme``.
    """
    model, period = programme.model, programme.periods[0]
    if not np.rint(values[period.out.ravel()]).any():
        return values
    _, _, costs, _ = model.arrays()
    kept = [getattr(period, name).ravel() for name in ("hire", "up", "made")]
    kept += list(period.goods.values())
    fixed = np.concatenate(kept)
    model.bounds(fixed, lower=np.rint(values[fixed]), upper=np.rint(values[fixed]))
    dear = np.flatnonzero(costs)
    model.row(dear, costs[dear], upper=float(costs @ values) + 1e-6)
    model.costs(dear, 0.0)
    model.costs(period.out.ravel(), 1.0)
    found = solve_cones(
        model,
        programme.cones,
        gap=CALM_GAP,
        nodes=CALM_NODES,
        watch=watch,
        phase="减少不必要的调动",
    )
    return values if found.values is None else found.values


def _phase(
    situation: Situation,
    designed: Programme,
    values: Numbers,
    *,
    gap: float,
    watch: Watch,
    demands: Demands,
) -> Schedule | None:
    """The design shared out among the years; ``None`` where it cannot be."""
    early = any(year.terms.disparities for year in situation.years[:-1])
    if not early:
        demands = Demands(
            groups=demands.groups | {Group.DISPARITY},
            indicators=demands.indicators,
            disparities=demands.disparities,
        )
    programme = build(situation, yearly=True, demands=demands)
    _share_out(programme, designed.periods[0], values)
    solved = solve_cones(programme.model, programme.cones, gap=gap, watch=watch, phase="安排到各年")
    if solved.values is None:
        return None
    return read(programme, solved.values, len(situation.years))


def _share_out(programme: Programme, designed: Period, values: Numbers) -> None:
    """What is done in all years together is what the design does."""
    for name in PEOPLE:
        of_years = [getattr(period, name).ravel() for period in programme.periods]
        _sum_to(programme, of_years, values[getattr(designed, name).ravel()])
    for item in OF_SCHOOLS:
        of_years = [period.goods[item] for period in programme.periods]
        _sum_to(programme, of_years, values[designed.goods[item]])


def _sum_to(programme: Programme, of_years: list[Indices], totals: Numbers) -> None:
    table = np.array(of_years)
    for place, total in enumerate(np.rint(totals)):
        if total:
            programme.model.row(table[:, place], lower=total, upper=total)
    nothing = table[:, np.rint(totals) == 0].ravel()
    programme.model.bounds(nothing, upper=0.0)
