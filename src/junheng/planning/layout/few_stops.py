"""The best routes through a few stops, by going through all sets of them.

best(S, i) = the ways through all of S that begin at i and end at school, of which no other is both
shorter and quicker; a set is one route where a quick enough way exists and its pupils have seats;
total(S) = the least sum over partitions of S into such routes.

Source: R. Bellman (1962), M. Held, R. M. Karp (1962).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from junheng.planning.layout.distances import Metres

MOST = 9
"""So many stops at most: the work grows as 3 to their number."""

_Way = tuple[int, int, tuple[int, ...]]
"""Metres, seconds, and the stops in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Few:
    """Metres and seconds between places (0 is the school), loads by stop, and the limits.

    A route costs ``fixed`` and its metres; ``fixed`` is in metres too. ``service`` is the time at a stop.
    """

    metres: Metres
    seconds: Metres
    loads: Sequence[int]
    service: int
    seats: int
    longest: int
    fixed: float


def best_routes(few: Few) -> tuple[tuple[int, ...], ...] | None:
    """The cheapest routes, stops numbered from 1; ``None`` where a stop fits on no route."""
    stops = len(few.loads)
    single = _single(few)

    @cache
    def total(rest: int) -> tuple[float, tuple[int, ...]] | None:
        """The least cost of the stops of ``rest``, and the sets of its routes."""
        if not rest:
            return 0.0, ()
        lowest = rest & -rest
        others = rest ^ lowest
        best: tuple[float, tuple[int, ...]] | None = None
        part = others
        while True:
            chosen = part | lowest
            following = total(rest ^ chosen) if chosen in single else None
            if following is not None:
                cost = following[0] + few.fixed + single[chosen][0]
                if best is None or cost < best[0]:
                    best = cost, (chosen, *following[1])
            if not part:
                return best
            part = (part - 1) & others

    found = total((1 << stops) - 1)
    return None if found is None else tuple(single[chosen][2] for chosen in found[1])


def _single(few: Few) -> dict[int, _Way]:
    """The shortest way through every set of stops that one bus can serve."""
    stops = len(few.loads)
    metres, seconds = few.metres.tolist(), few.seconds.tolist()
    ways: dict[tuple[int, int], list[_Way]] = {}
    found: dict[int, _Way] = {}
    for members in range(1, 1 << stops):
        inside = [stop for stop in range(stops) if members >> stop & 1]
        if sum(few.loads[stop] for stop in inside) > few.seats:
            continue
        for first in inside:
            rest = members ^ (1 << first)
            begun = _begun(few, ways, first, rest, metres, seconds)
            if begun:
                ways[members, first] = begun
                found[members] = min([*begun, *([found[members]] if members in found else [])])
    return found


def _begun(
    few: Few,
    ways: dict[tuple[int, int], list[_Way]],
    first: int,
    rest: int,
    metres: list[list[int]],
    seconds: list[list[int]],
) -> list[_Way]:
    """The ways that begin at ``first`` and go on through ``rest``, within the longest ride."""
    place = first + 1
    if not rest:
        following: list[tuple[int, _Way]] = [(0, (0, 0, ()))]
    else:
        following = [
            (stop + 1, way)
            for stop in range(len(few.loads))
            if rest >> stop & 1
            for way in ways.get((rest, stop), ())
        ]
    found = sorted(
        (
            far + metres[place][after],
            lasts + seconds[place][after] + few.service,
            (place, *order),
        )
        for after, (far, lasts, order) in following
    )
    kept: list[_Way] = []
    for way in found:
        if way[1] <= few.longest and (not kept or way[1] < kept[-1][1]):
            kept.append(way)
    return kept
