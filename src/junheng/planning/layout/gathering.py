"""Customers gathered round given sites with room, by hand: a start for the search, and no proof.

Whoever would lose most by its second choice chooses first; then single moves, swaps of two and better
sites within each group are made as long as one helps.
"""

from __future__ import annotations

import numpy as np

from junheng.planning.layout.placement import Numbers, Placement, Whole

_ROUNDS = 30


def gathered(costs: Numbers, amounts: Whole, room: Whole, sites: Whole) -> Placement | None:
    """Everybody at one of ``sites`` or of better ones; ``None`` where no room was found."""
    best: Placement | None = None
    for _ in range(_ROUNDS):
        group = _chosen(costs[:, sites], amounts, room[sites])
        if group is None:
            return best
        group = _bettered(costs[:, sites], amounts, room[sites], group)
        sites = _centred(costs, amounts, room, sites, group)
        assigned = sites[group]
        cost = float(costs[np.arange(len(costs)), assigned].sum())
        if best is not None and cost >= best.cost - 1e-9:
            return best
        best = Placement(
            sites=tuple(int(each) for each in np.sort(sites)),
            assigned=tuple(int(each) for each in assigned),
            cost=cost,
            bound=-np.inf,
        )
    return best


def _chosen(costs: Numbers, amounts: Whole, room: Whole) -> Whole | None:
    """A group for each customer, the one with most to lose first."""
    left = room.astype(np.int64).copy()
    group = np.full(len(costs), -1, dtype=np.int64)
    waiting = np.ones(len(costs), dtype=bool)
    while waiting.any():
        offers = np.where(left[None, :] >= amounts[:, None], costs, np.inf)
        first = offers.min(axis=1)
        if not np.isfinite(first[waiting]).all():
            return None
        many = costs.shape[1] > 1
        second = np.partition(offers, 1, axis=1)[:, 1] if many else np.full(len(costs), np.inf)
        loss = np.full(len(costs), -1.0)
        choice, last = waiting & np.isfinite(second), waiting & ~np.isfinite(second)
        loss[choice] = second[choice] - first[choice]
        loss[last] = 1e15 + amounts[last]  # nowhere else to go
        customer = int(np.argmax(loss))
        group[customer] = int(np.argmin(offers[customer]))
        left[group[customer]] -= amounts[customer]
        waiting[customer] = False
    return group


def _bettered(costs: Numbers, amounts: Whole, room: Whole, group: Whole) -> Whole:
    """After every move of one, or swap of two, that helps; the best of each round."""
    people = np.arange(len(costs))
    while True:
        left = room - np.bincount(group, weights=amounts, minlength=len(room)).astype(np.int64)
        now = costs[people, group]
        moves = np.where(left[None, :] >= amounts[:, None], costs - now[:, None], np.inf)
        there = costs[:, group] - now[:, None]  # customer i in the group of customer k
        slack = left[group]
        fits = slack[None, :] + amounts[None, :] >= amounts[:, None]
        swaps = np.where(fits & fits.T & (group[:, None] != group[None, :]), there + there.T, 0.0)
        if min(moves.min(), swaps.min()) >= -1e-9:
            return group
        group = group.copy()
        if moves.min() <= swaps.min():
            customer, place = np.unravel_index(int(np.argmin(moves)), moves.shape)
            group[customer] = place
        else:
            one, other = np.unravel_index(int(np.argmin(swaps)), swaps.shape)
            group[one], group[other] = group[other], group[one]


def _centred(costs: Numbers, amounts: Whole, room: Whole, sites: Whole, group: Whole) -> Whole:
    """The best site with enough room for each group, groups in turn, no site twice."""
    sites = sites.copy()
    for number in range(len(sites)):
        inside = group == number
        offers = costs[inside].sum(axis=0)
        offers = np.where(room >= amounts[inside].sum(), offers, np.inf)
        offers[np.delete(sites, number)] = np.inf
        site = int(np.argmin(offers))
        if offers[site] < offers[sites[number]] - 1e-9:
            sites[number] = site
    return sites
