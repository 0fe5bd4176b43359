"""Good placements quickly: open the most useful site p times, then swap while a swap helps.

Source: M. B. Teitz, P. Bart (1968), vertex substitution, best swap of each round.
"""

from __future__ import annotations

import numpy as np

from junheng.planning.layout.placement import Numbers, Whole


def begun(costs: Numbers, open_sites: int) -> Whole:
    """``open_sites`` sites, each the one that lowers the cost most after those before it."""
    nearest = np.full(len(costs), costs.max() + 1.0)
    chosen: list[int] = []
    for _ in range(open_sites):
        total = np.minimum(costs, nearest[:, None]).sum(axis=0)
        total[chosen] = np.inf
        site = int(np.argmin(total))
        chosen.append(site)
        nearest = np.minimum(nearest, costs[:, site])
    return np.asarray(chosen, dtype=np.int64)


def exchanged(costs: Numbers, sites: Whole) -> Whole:
    """``sites`` after every swap of one open for one closed site that lowers the cost.

    Open and closed together must be more than ``sites``; else nothing is to be swapped.
    """
    chosen = sites.copy()
    people = np.arange(len(costs))
    while True:
        near, second, place = _two_nearest(costs, chosen)
        with_new = np.minimum(costs, near[:, None])
        without = np.zeros((len(chosen), costs.shape[1]))
        np.add.at(without, place, np.minimum(costs, second[:, None]) - with_new)
        total = with_new.sum(axis=0)[None, :] + without
        total[:, chosen] = np.inf
        out, into = np.unravel_index(int(np.argmin(total)), total.shape)
        if not total[out, into] < costs[people, chosen[place]].sum() - 1e-9:
            return chosen
        chosen[out] = into


def _two_nearest(costs: Numbers, chosen: Whole) -> tuple[Numbers, Numbers, Whole]:
    """The least and second least cost of each customer, and which of ``chosen`` is the nearest."""
    people = np.arange(len(costs))
    offered = costs[:, chosen]
    place = np.argmin(offered, axis=1)
    near = offered[people, place]
    if len(chosen) == 1:
        return near, np.full(len(costs), costs.max() + 1.0), place
    offered = offered.copy()
    offered[people, place] = np.inf
    return near, offered.min(axis=1), place
