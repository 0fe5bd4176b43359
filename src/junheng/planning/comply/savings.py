"""The price of a clause: what the county would save if one demand were dropped, everything else kept.

Each demand is dropped and the plan searched again, in one period for all years. Compared is the proven
range: the plan without the demand costs between its bound and its own cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from junheng.planning.comply.demands import Demands, Group
from junheng.planning.comply.model import YUAN
from junheng.planning.comply.search import design
from junheng.planning.comply.situation import Situation
from junheng.planning.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What dropping one demand saves: at least ``least`` and at most ``most`` yuan."""

    title: str
    least: Fraction
    most: Fraction


def savings(
    situation: Situation, yuan: Fraction, *, gap: float, watch: Watch
) -> tuple[Saving, ...]:
    """The demands whose price is more than the gap leaves open, dearest first; those not reached
    before a stop are left out.
    """
    found = []
    for title, demands in droppable(situation):
        if watch.over():
            break
        _, solved = design(situation, gap=gap, watch=watch, demands=demands, tight=False)
        if solved.values is None:
            continue
        least = max(Fraction(0), yuan - Fraction(solved.cost * YUAN))
        most = max(least, yuan - Fraction(solved.bound * YUAN))
        if least > 0:
            found.append(Saving(title=title, least=least, most=most))
    return tuple(sorted(found, key=lambda saving: -saving.least))


def droppable(situation: Situation) -> Iterator[tuple[str, Demands]]:
    """Every demand that can be dropped by itself, in the order of the standard."""
    for clause in situation.rules.indicators:
        yield (
            f"{clause.id} {clause.title.zh}（各校达标线）",
            Demands(indicators=frozenset({clause.measure})),
        )
    yield "全部差异系数", Demands(groups=frozenset({Group.DISPARITY}))
    if situation.rotation is not None:
        yield "交流轮岗比例", Demands(groups=frozenset({Group.ROTATION}))
    if situation.inputs.sites:
        yield "场地限制", Demands(groups=frozenset({Group.SITES}))
    terms = [year.terms for year in situation.years]
    if any(each.budget is not None for each in terms):
        yield "各年预算", Demands(groups=frozenset({Group.BUDGET}))
    if any(
        limit is not None
        for each in terms
        for limit in (each.hires, each.promotions, each.upgrades)
    ):
        yield "各年招聘、培养能力", Demands(groups=frozenset({Group.CAPACITY}))
