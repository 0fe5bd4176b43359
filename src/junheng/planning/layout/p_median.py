"""The p-median: p sites open so that the weighted distance to the nearest one is least.

Sets       I customers, J sites; D_i1 < D_i2 < ... the distinct distances of i to the sites.
Data       d_ij distance, a_i weight, p the number of sites to open.
Variables  y_j in {0, 1}: site j is open;  z_ik in [0, 1]: no site within D_ik of i is open.
Objective  minimise  sum_i a_i (D_i1 + sum_k (D_i,k+1 - D_ik) z_ik)
(1)        sum_j y_j = p
(2)        z_ik + sum_{j: d_ij = D_ik} y_j >= z_i,k-1    for every i and k, with z_i0 = 1

Sites that the prices of :mod:`.subgradient` rule out are left out, and classes farther than a site
that must be open, or than the (m - p + 1)-th nearest of m sites, cannot matter. The optimum stays.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from junheng.planning.layout.interchange import begun, exchanged
from junheng.planning.layout.placement import Numbers, Placement, Whole, raised, step_of
from junheng.planning.layout.subgradient import (
    Bounded,
    Mending,
    Priced,
    Pricing,
    climb,
    fixed,
)
from junheng.planning.solver import Indices, Model, Status, solve
from junheng.planning.watch import Watch


def p_median(
    distances: Numbers, open_sites: int, *, weights: Numbers | None = None, watch: Watch
) -> Placement:
    """The best ``open_sites`` of the sites, proven. ``distances`` is customers x sites, finite.

    Raises ``ValueError`` unless 1 <= ``open_sites`` <= the number of sites.
    """
    costs = np.asarray(distances, dtype=float)
    if weights is not None:
        costs = costs * np.asarray(weights, dtype=float)[:, None]
    if not 1 <= open_sites <= costs.shape[1]:
        raise ValueError("the number of sites to open is out of range")
    best = placed(costs, exchanged(costs, begun(costs, open_sites)))
    found = climb(costs, open_sites, best, _pricing(costs), _mending(costs), watch)
    step = step_of(costs)
    bound = min(raised(found.bound, step), found.best.cost)
    best = replace(found.best, bound=bound)
    if bound >= best.cost or watch.over():
        return replace(best, finished=bound >= best.cost)
    return _searched(costs, open_sites, found, step, watch)


def placed(costs: Numbers, sites: Whole) -> Placement:
    """Every customer at its cheapest of ``sites``."""
    sites = np.sort(sites)
    nearest = sites[np.argmin(costs[:, sites], axis=1)]
    cost = float(costs[np.arange(len(costs)), nearest].sum())
    return Placement(
        sites=tuple(int(each) for each in sites),
        assigned=tuple(int(each) for each in nearest),
        cost=cost,
        bound=-np.inf,
    )


def _pricing(costs: Numbers) -> Pricing:
    def price(prices: Numbers) -> Priced:
        reduced = np.minimum(costs - prices[:, None], 0.0)

        def taken(chosen: Whole) -> Numbers:
            times: Numbers = (reduced[:, chosen] < 0).sum(axis=1).astype(float)
            return times

        return Priced(worth=reduced.sum(axis=0), taken=taken)

    return price


def _mending(costs: Numbers) -> Mending:
    tried: set[tuple[int, ...]] = set()

    def mend(chosen: Whole, best: Placement) -> Placement:
        key = tuple(sorted(int(each) for each in chosen))
        if key in tried:
            return best
        tried.add(key)
        found = placed(costs, chosen)
        if found.cost <= 1.03 * best.cost and len(tried) <= 60:
            found = placed(costs, exchanged(costs, chosen))
        return found if found.cost < best.cost - 1e-9 else best

    return mend


def _searched(
    costs: Numbers, open_sites: int, found: Bounded, step: float, watch: Watch
) -> Placement:
    """The radius form over the sites that are left."""
    may, must = fixed(found, open_sites, step)
    kept = np.flatnonzero(may)
    model = Model()
    y = model.add(len(kept), upper=1.0, whole=True)
    model.bounds(y[np.isin(kept, must)], lower=1.0)
    model.row(y, lower=open_sites, upper=open_sites)  # (1)
    for customer in costs[:, kept]:
        _classes(model, y, customer, open_sites, np.isin(kept, must))
    best = found.best
    gap = (step - 1e-3 if step else 1e-7 * best.cost) / max(best.cost, 1.0)
    solved = solve(model, gap=gap, watch=watch, phase="选点")
    bound = min(max(raised(solved.bound, step), found.bound), best.cost)
    if solved.status is Status.INFEASIBLE:
        return replace(best, bound=best.cost)
    if solved.values is not None:
        chosen = placed(costs, kept[solved.of(y) > 0.5])
        best = chosen if chosen.cost < best.cost else best
    if solved.status is Status.OPTIMAL:
        bound = max(bound, raised(solved.bound, step)) if step else bound
    bound = min(max(bound, raised(found.bound, step)), best.cost)
    return replace(best, bound=bound, finished=solved.status is Status.OPTIMAL)


def _classes(
    model: Model, y: Indices, costs: Numbers, open_sites: int, must: NDArray[np.bool_]
) -> None:
    """The classes of one customer and their rows (2); cost per class is the way to the next."""
    farthest = np.sort(costs)[len(costs) - open_sites]
    if must.any():
        farthest = min(farthest, costs[must].min())
    levels = np.unique(costs[costs <= farthest])
    model.offset += float(levels[0])
    z = model.add(len(levels) - 1, upper=1.0, cost=np.diff(levels))
    for number, level in enumerate(levels):
        columns, factors = [y[costs == level]], [np.ones(int((costs == level).sum()))]
        if number < len(levels) - 1:
            columns.append(z[number : number + 1])
            factors.append(np.ones(1))
        if number:
            columns.append(z[number - 1 : number])
            factors.append(-np.ones(1))
        model.row(np.concatenate(columns), np.concatenate(factors), lower=0.0 if number else 1.0)
