"""Bounds for location models from prices on customers.

Model     minimise sum_ij c_ij x_ij  with  (1) sum_j x_ij = 1 for every i,  (2) p sites open,
          (3) what one site may take, by itself.
Relaxed   (1) priced by u_i:  L(u) = sum_i u_i + the p smallest r_j(u),
          r_j(u) = the least sum_i (c_ij - u_i) x_ij that (3) allows site j, never above 0.
Steps     u moves along g_i = 1 - sum_j x_ij with length t (best cost - L) / |g|^2;
          t halves after a number of rounds without a better bound.
Fixing    with a known cost C, site j is closed in every better placement where
          L + r_j - (the p-th smallest r) >= C, and open where L - r_j + (the next smallest) >= C.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from junheng.planning.layout.placement import Numbers, Placement, Whole, raised, step_of
from junheng.planning.watch import Watch

ROUNDS = 600
_PATIENCE = 15
_LEAST_STEP = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What one pricing found: r of each site, and how many sites of the best p took each customer."""

    worth: Numbers
    taken: Callable[[Whole], Numbers]


Pricing = Callable[[Numbers], Priced]
Mending = Callable[[Whole, Placement], Placement]
"""From the sites of a relaxed solution and the best known to a placement, the better of the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """The best bound, the prices and worths that gave it, the best placement met on the way."""

    bound: float
    prices: Numbers
    worth: Numbers
    best: Placement


def climb(
    costs: Numbers,
    open_sites: int,
    best: Placement,
    price: Pricing,
    mend: Mending,
    watch: Watch,
    *,
    rounds: int = ROUNDS,
) -> Bounded:
    """Raise the bound from ``best`` on. ``costs`` is customers x sites."""
    prices = _first_prices(costs)
    step = step_of(costs)
    length, idle = 1.0, 0
    found = Bounded(bound=-np.inf, prices=prices, worth=np.zeros(costs.shape[1]), best=best)
    for number in range(rounds):
        priced = price(prices)
        chosen = np.argsort(priced.worth, kind="stable")[:open_sites]
        bound = float(prices.sum() + priced.worth[chosen].sum())
        best = found.best
        if number % 5 == 0 or bound > found.bound:
            best = mend(chosen, best)
        if bound > found.bound + 1e-7:
            found = Bounded(bound=bound, prices=prices, worth=priced.worth, best=best)
            idle = 0
        else:
            found = Bounded(bound=found.bound, prices=found.prices, worth=found.worth, best=best)
            idle += 1
        if idle >= _PATIENCE:
            length, idle, prices = length / 2, 0, found.prices
            if length < _LEAST_STEP:
                break
            continue
        slope = 1.0 - priced.taken(chosen)
        steepness = float(slope @ slope)
        watch.tell("定下界", best.cost, found.bound)
        if steepness == 0 or raised(found.bound, step) >= best.cost or watch.over():
            break
        prices = prices + length * max(1.05 * best.cost - bound, 1e-6) / steepness * slope
    return found


def _first_prices(costs: Numbers) -> Numbers:
    """The second smallest cost of each customer: a fair price of being served."""
    if costs.shape[1] == 1:
        return costs[:, 0].copy()
    return np.partition(costs, 1, axis=1)[:, 1].astype(float)


def fixed(found: Bounded, open_sites: int, step: float) -> tuple[NDArray[np.bool_], Whole]:
    """Which sites may be open in a better placement, and those that must be.

    Better means lower by ``step`` at least, or by a hair where costs are not whole.
    """
    sites = found.worth.size
    order = np.argsort(found.worth, kind="stable")
    goal = found.best.cost - (step - 1e-6 if step else 1e-9 * abs(found.best.cost))
    last = found.worth[order[open_sites - 1]]
    following = found.worth[order[open_sites]] if open_sites < sites else np.inf
    chosen = np.zeros(sites, dtype=bool)
    chosen[order[:open_sites]] = True
    may = chosen | (found.bound + found.worth - last <= goal)
    must = chosen & (found.bound - found.worth + following > goal)
    return may, np.flatnonzero(must)
