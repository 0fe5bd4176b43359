"""How far it is from every village to every site, in whole metres.

By the roads given as edges (Dijkstra's algorithm, from the sites), else the great circle x 1.3.
Great circle: 2 R asin sqrt(sin^2(dlat / 2) + cos lat1 cos lat2 sin^2(dlon / 2)), R = 6371.0088 km.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from junheng.planning.layout.county import County, Road, Spot

Metres = NDArray[np.int64]

EARTH = 6_371_008.8
DETOUR = 1.3
"""How much longer ways are than through the air, where there are no roads in the data."""
UNREACHABLE = 10**12
"""Stands for no way at all; longer than every way."""


def village_to_site(county: County) -> Metres:
    """Villages x sites."""
    villages = [each.spot for each in county.villages]
    sites = [each.spot for each in county.sites]
    if county.roads:
        turned: Metres = np.asarray(by_road(county.roads, sites, villages).T, dtype=np.int64)
        return turned
    return through_air(villages, sites)


def through_air(ones: Sequence[Spot], others: Sequence[Spot]) -> Metres:
    """The great circle x 1.3 between all of ``ones`` and all of ``others``."""
    lon1, lat1 = _radians(ones)
    lon2, lat2 = _radians(others)
    across = np.sin((lat1[:, None] - lat2[None, :]) / 2) ** 2
    along = np.sin((lon1[:, None] - lon2[None, :]) / 2) ** 2
    half = across + np.cos(lat1)[:, None] * np.cos(lat2)[None, :] * along
    metres = DETOUR * 2 * EARTH * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    whole: Metres = np.rint(metres).astype(np.int64)
    return whole


def by_road(roads: Sequence[Road], ones: Sequence[Spot], others: Sequence[Spot]) -> Metres:
    """The shortest way over ``roads`` from all of ``ones`` to all of ``others``.

    Whole metres stay exact in floating point. Of several roads between two nodes the shortest counts.
    """
    names = sorted({road.one for road in roads} | {road.other for road in roads})
    number = {name: place for place, name in enumerate(names)}
    starts = np.asarray([number[each.node] for each in ones], dtype=np.int64)
    ends = np.asarray([number[each.node] for each in others], dtype=np.int64)
    first = np.asarray([number[road.one] for road in roads], dtype=np.int64)
    second = np.asarray([number[road.other] for road in roads], dtype=np.int64)
    lengths = np.asarray([road.metres for road in roads], dtype=float)
    ways = shortest(len(names), first, second, lengths, starts)
    return ways[:, ends]


def shortest(
    nodes: int, first: Metres, second: Metres, lengths: NDArray[np.float64], starts: Metres
) -> Metres:
    """From every one of ``starts`` to every node, over edges that can be gone both ways."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    order = np.lexsort((lengths, high, low))
    low, high, lengths = low[order], high[order], lengths[order]
    new = np.ones(len(low), dtype=bool)
    new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])  # the shortest of doubled roads
    graph = coo_matrix((lengths[new], (low[new], high[new])), shape=(nodes, nodes)).tocsr()
    unique, place = np.unique(starts, return_inverse=True)
    found = dijkstra(graph, directed=False, indices=unique)
    found[~np.isfinite(found)] = UNREACHABLE
    whole: Metres = found.astype(np.int64)
    return whole[place]


def _radians(spots: Sequence[Spot]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    lon = np.asarray([float(each.lon or 0) for each in spots])
    lat = np.asarray([float(each.lat or 0) for each in spots])
    return np.radians(lon), np.radians(lat)
