"""Two honest ways without a plan for the whole county, to compare with: every school by itself.

"Fill" raises every indicator of every school to its bound. "Careful" leaves at every school that one
indicator at 85% where this saves most. Both at their cheapest, nobody moving; disparities, budgets,
capacities and milestones are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from junheng.model import Status
from junheng.planning.comply.certify import verdict
from junheng.planning.comply.demands import Demands, Group
from junheng.planning.comply.model import build
from junheng.planning.comply.schedule import cost, read
from junheng.planning.comply.situation import Situation
from junheng.planning.solver_cones import solve_cones
from junheng.planning.watch import Watch

_NOT_LOOKED_AT = frozenset(
    {Group.DISPARITY, Group.BUDGET, Group.CAPACITY, Group.MILESTONES, Group.ELIGIBLE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """What a way without a plan costs, in yuan, and how many disparities it leaves above their limit."""

    name: str
    title: str
    yuan: Fraction
    disparities: int


def peers(situation: Situation, *, gap: float, watch: Watch) -> tuple[Peer, ...]:
    """Both peers; fewer where the search was stopped or where one has no answer."""
    found = []
    for name, title, spare in (
        ("fill", "各校每项都补到达标", 0.0),
        ("careful", "各校各自最省（最贵的一项只补到 85%）", 1.0),
    ):
        programme = build(situation, yearly=False, demands=Demands(groups=_NOT_LOOKED_AT))
        period = programme.periods[0]
        programme.model.bounds(period.out.ravel(), upper=0.0)
        programme.model.bounds(period.into.ravel(), upper=0.0)
        programme.model.bounds(period.spare.ravel(), upper=spare)
        solved = solve_cones(programme.model, [], gap=gap, watch=watch, phase=f"对照：{title}")
        if solved.values is None:
            continue
        schedule = read(programme, solved.values, len(situation.years))
        failing = sum(
            each.status is Status.NOT_MET for each in verdict(situation, schedule).last.disparities
        )
        found.append(
            Peer(name=name, title=title, yuan=cost(situation, schedule), disparities=failing)
        )
    return tuple(found)
