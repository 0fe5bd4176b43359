"""The search for a layout: first the children, then the money (:mod:`.program` has the mathematics)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from junheng.planning.layout.distances import Metres
from junheng.planning.layout.options import LayoutOptions
from junheng.planning.layout.program import (
    UNIT,
    Case,
    Program,
    at_most_beyond,
    capital,
    link,
    price,
    program,
)
from junheng.planning.layout.ways import Flags, Mode
from junheng.planning.solver import Numbers, Solution, Status, solve
from junheng.planning.watch import Watch

_CUT_ROUNDS = 6
_VIOLATED = 1e-4
_NODES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Whole numbers: which sites are open, further places and beds, pupils by way of ``case``.

    ``bound`` is in yuan; ``beyond`` is the least number of pupils beyond the limit. ``proven`` is false
    where the search was cut short.
    """

    case: Case
    open_sites: Flags
    places: Metres
    beds: Metres
    pupils: Metres
    bound: float
    beyond: int
    proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """Why there is no layout: pupils without a place by demand; the least building in yuan that would
    do, where only the budget is in the way. Both ``None``: the search was cut short.
    """

    pupils: Numbers | None = None
    least_yuan: float | None = None


def search(case: Case, watch: Watch) -> Found | Short:
    """The cheapest layout with the fewest pupils beyond the limit, or why there is none."""
    short = _shortage(case, watch)
    if short is not None:
        return short
    beyond = _fewest_beyond(case, watch)
    if beyond is None:
        return Short()
    narrowed, exact = _narrowed(case, beyond)
    found = program(narrowed)
    price(narrowed, found)
    if not exact:
        at_most_beyond(narrowed, found, beyond)
    return _cheapest(narrowed, found, beyond, exact=exact, watch=watch)


def _all_open(found: Program) -> None:
    found.model.bounds(found.y, lower=1.0)


def _least(case: Case, found: Program, watch: Watch, phase: str) -> Solution:
    """The least of the objective; without a budget all sites may stand open, and it is a flow."""
    relaxed = case.options.budget_yuan is None
    if relaxed:
        _all_open(found)
    return solve(found.model, gap=1e-9, nodes=_NODES, watch=watch, phase=phase, relaxed=relaxed)


def _shortage(case: Case, watch: Watch) -> Short | None:
    """Objective (A): ``None`` where everybody finds a place."""
    found = program(case, shortage=True)
    found.model.costs(found.short, 1.0)
    solved = _least(case, found, watch, "学位够不够")
    if solved.status is Status.STOPPED and solved.values is None:
        return Short()
    if solved.values is not None and solved.cost < 0.5:
        return None
    if case.options.budget_yuan is None:
        return Short(pupils=np.round(solved.of(found.short)))
    free = replace(case, options=_without_budget(case.options))
    without = _shortage(free, watch)
    return without if without is not None else Short(least_yuan=_least_capital(free, watch))


def _without_budget(options: LayoutOptions) -> LayoutOptions:
    return replace(options, budget_yuan=None)


def _least_capital(case: Case, watch: Watch) -> float | None:
    """The least building, in yuan, that gives everybody a place: a proven bound."""
    found = program(case)
    columns, factors = capital(case, found)
    found.model.costs(columns, factors)
    solved = solve(found.model, gap=1e-6, nodes=_NODES, watch=watch, phase="至少要多少投资")
    return solved.bound * UNIT if np.isfinite(solved.bound) else None


def _fewest_beyond(case: Case, watch: Watch) -> int | None:
    """Objective (B); ``None`` where the search was cut short before anything was found."""
    beyond = case.ways.mode == Mode.BEYOND
    if not beyond.any():
        return 0
    found = program(case)
    found.model.costs(found.x[beyond], 1.0)
    solved = _least(case, found, watch, "多少学生超出距离")
    return None if solved.values is None else max(0, round(solved.cost))


def _narrowed(case: Case, beyond: int) -> tuple[Case, bool]:
    """The case without ways beyond the limit that no best layout uses.

    Where only those who have no other way must go beyond the limit, nobody else does.
    """
    ways = case.ways
    within = np.bincount(ways.demand[ways.mode != Mode.BEYOND], minlength=len(ways.pupils)) > 0
    if beyond != int(ways.pupils[~within].sum()):
        return case, False
    kept = (ways.mode != Mode.BEYOND) | ~within[ways.demand]
    return replace(case, ways=ways.keep(kept)), True


def _cheapest(
    case: Case, found: Program, beyond: int, *, exact: bool, watch: Watch
) -> Found | Short:
    """Objective (C): rows (4) as they are violated, then the search, then whole numbers."""
    for _ in range(_CUT_ROUNDS):
        relaxed = solve(found.model, watch=watch, phase="定下界", relaxed=True)
        if relaxed.values is None or not _tightened(case, found, relaxed.values):
            break
    solved = solve(found.model, gap=case.options.gap, nodes=_NODES, watch=watch, phase="选校点")
    chosen = _all(case) if solved.values is None else solved.of(found.y) > 0.5
    settled = _settled(case, chosen, beyond, exact=exact)
    if settled.values is None and solved.values is not None:
        raise RuntimeError("a layout could not be settled in whole numbers")
    if settled.values is None:
        return Short()
    whole = np.rint(settled.values).astype(np.int64)
    return Found(
        case=case,
        open_sites=chosen,
        places=whole[found.u],
        beds=whole[found.v],
        pupils=whole[found.x],
        bound=solved.bound * UNIT if np.isfinite(solved.bound) else 0.0,
        beyond=beyond,
        proven=solved.status is Status.OPTIMAL,
    )


def _all(case: Case) -> Flags:
    return np.ones(len(case.county.sites), dtype=bool)


def _tightened(case: Case, found: Program, values: Numbers) -> bool:
    """Add the rows (4) that ``values`` violate; whether there were any."""
    ways = case.ways
    used = values[found.x] - ways.pupils[ways.demand] * values[found.y][ways.site]
    violated = np.flatnonzero((used > _VIOLATED) & case.free[ways.site])
    new = [way for way in violated.tolist() if way not in found.linked]
    link(case, found, np.asarray(new, dtype=np.int64))
    return bool(new)


def _settled(case: Case, chosen: Flags, beyond: int, *, exact: bool) -> Solution:
    """Whole pupils, places and beds for these sites, at the least cost."""
    last = program(case, whole=True)
    price(case, last)
    if not exact:
        at_most_beyond(case, last, beyond)
    fixed = chosen.astype(float)
    last.model.bounds(last.y, lower=fixed, upper=fixed)
    return solve(last.model, gap=1e-9, nodes=_NODES, phase="取整")
