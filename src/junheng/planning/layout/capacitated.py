"""The capacitated p-median: p sites open, none with more than it can take, nobody split.

Sets       I customers, J sites.
Data       c_ij cost of i at j, q_i demand, Q_j capacity (whole), p the number of sites to open.
Variables  y_j in {0, 1}: site j is open;  x_ij in {0, 1}: i goes to j.
Objective  minimise  sum_ij c_ij x_ij
(1)        sum_j x_ij = 1                      for every i
(2)        sum_i q_i x_ij <= Q_j y_j           for every j
(3)        x_ij <= y_j                         for every i and j
(4)        sum_j y_j = p

With (1) priced, each site is a knapsack (:mod:`.knapsack`): that bound is far above the linear one.
Sites and pairs that cannot be in a better placement are left out before the search.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from junheng.planning.layout.gathering import gathered
from junheng.planning.layout.knapsack import forced, packed, packings
from junheng.planning.layout.placement import Numbers, Placement, Whole, raised, step_of
from junheng.planning.layout.subgradient import Bounded, Priced, climb, fixed
from junheng.planning.solver import Model, Status, solve
from junheng.planning.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """The data: ``costs`` customers x sites; whole ``amounts`` and ``room``; sites to open."""

    costs: Numbers
    amounts: Whole
    room: Whole
    open_sites: int


def capacitated(demand: Demand, *, watch: Watch) -> Placement | None:
    """The best placement, proven; ``None`` where none exists or a stop came before one was met.

    Raises ``ValueError`` where sizes do not match, or a number is out of range.
    """
    _checked(demand)
    none = Placement(sites=(), assigned=(), cost=_beyond(demand.costs), bound=-np.inf)
    rounds = 400
    found = climb(
        demand.costs,
        demand.open_sites,
        none,
        _Pricing(demand),
        _Mending(demand),
        watch,
        rounds=rounds,
    )
    step = step_of(demand.costs)
    bound = min(raised(found.bound, step), found.best.cost)
    if (found.best.sites and bound >= found.best.cost) or watch.over():
        best = replace(found.best, bound=bound, finished=bound >= found.best.cost)
        return best if best.sites else None
    return _searched(demand, found, step, watch)


def _checked(demand: Demand) -> None:
    customers, sites = demand.costs.shape
    if demand.amounts.shape != (customers,) or demand.room.shape != (sites,):
        raise ValueError("amounts and room must match the costs")
    if not 1 <= demand.open_sites <= sites or (demand.amounts < 0).any() or (demand.room < 0).any():
        raise ValueError("amounts, room or the number of sites are out of range")


def _beyond(costs: Numbers) -> float:
    """A cost above that of every placement."""
    return float(costs.max(axis=1).sum()) + 1.0


class _Pricing:
    """Each site packs what is worth more than it costs."""

    def __init__(self, demand: Demand) -> None:
        self._demand = demand

    def __call__(self, prices: Numbers) -> Priced:
        demand = self._demand
        values = prices[:, None] - demand.costs

        def taken(chosen: Whole) -> Numbers:
            inside = packed(values[:, chosen], demand.amounts, demand.room[chosen])
            times: Numbers = inside.sum(axis=1).astype(float)
            return times

        return Priced(worth=-packings(values, demand.amounts, demand.room), taken=taken)


class _Mending:
    """The sites of a relaxed solution, filled by hand; each set of sites once."""

    def __init__(self, demand: Demand) -> None:
        self._demand = demand
        self._tried: set[tuple[int, ...]] = set()

    def __call__(self, chosen: Whole, best: Placement) -> Placement:
        demand = self._demand
        key = tuple(sorted(int(each) for each in chosen))
        if key in self._tried:
            return best
        self._tried.add(key)
        found = gathered(demand.costs, demand.amounts, demand.room, np.asarray(key))
        return found if found is not None and found.cost < best.cost - 1e-9 else best


def _searched(demand: Demand, found: Bounded, step: float, watch: Watch) -> Placement | None:
    may, must = fixed(found, demand.open_sites, step)
    kept = np.flatnonzero(may)
    pairs = _pairs(demand, found, kept, step)
    model = Model()
    y = model.add(len(kept), upper=1.0, whole=True)
    model.bounds(y[np.isin(kept, must)], lower=1.0)
    people, places = np.nonzero(pairs)
    x = model.add(len(people), upper=1.0, cost=demand.costs[people, kept[places]], whole=True)
    for customer in range(len(demand.costs)):
        model.row(x[people == customer], lower=1.0, upper=1.0)  # (1)
    for number, site in enumerate(kept):
        inside = places == number
        columns = np.append(x[inside], y[number])
        load = demand.amounts[people[inside]].astype(float)
        model.row(columns, np.append(load, -float(demand.room[site])), upper=0.0)  # (2)
        for variable in x[inside]:
            model.row([variable, y[number]], [1.0, -1.0], upper=0.0)  # (3)
    model.row(y, lower=demand.open_sites, upper=demand.open_sites)  # (4)
    best = found.best
    gap = (step - 1e-3 if step else 1e-7 * best.cost) / max(best.cost, 1.0)
    solved = solve(model, gap=gap, watch=watch, phase="选点和分配")
    if solved.status is Status.INFEASIBLE:  # nothing better than what is known
        return replace(best, bound=best.cost) if best.sites else None
    if solved.values is not None and solved.cost < best.cost - 1e-9:
        assigned = np.zeros(len(demand.costs), dtype=np.int64)
        inside = solved.of(x) > 0.5
        assigned[people[inside]] = kept[places[inside]]
        sites = kept[solved.of(y) > 0.5]
        best = Placement(
            sites=tuple(int(each) for each in sites),
            assigned=tuple(int(each) for each in assigned),
            cost=float(demand.costs[np.arange(len(assigned)), assigned].sum()),
            bound=-np.inf,
        )
    if not best.sites:
        return None
    bound = min(max(raised(solved.bound, step), raised(found.bound, step)), best.cost)
    return replace(best, bound=bound, finished=solved.status is Status.OPTIMAL)


def _pairs(demand: Demand, found: Bounded, kept: Whole, step: float) -> NDArray[np.bool_]:
    """Which customers may go to which of ``kept`` in a better placement."""
    order = np.argsort(found.worth, kind="stable")
    last = found.worth[order[demand.open_sites - 1]]
    goal = found.best.cost - (step - 1e-6 if step else 1e-9 * abs(found.best.cost))
    pairs = np.zeros((len(demand.costs), len(kept)), dtype=bool)
    for number, site in enumerate(kept):
        values = found.prices - demand.costs[:, site]
        with_site = found.bound + max(0.0, found.worth[site] - last)
        loss = -found.worth[site] - forced(values, demand.amounts, int(demand.room[site]))
        pairs[:, number] = with_site + loss <= goal
    return pairs
