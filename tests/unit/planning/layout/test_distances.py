"""Distances through the air and by road."""

from __future__ import annotations

from itertools import product
from math import inf

import numpy as np
import pytest

from junheng.planning.layout.county import Road, Spot
from junheng.planning.layout.distances import UNREACHABLE, by_road, through_air


def test_a_degree_of_latitude_is_known() -> None:
    metres = through_air([Spot(lon=101, lat=25)], [Spot(lon=101, lat=26)])
    assert metres[0, 0] == pytest.approx(1.3 * 111_195, abs=1)


def test_a_degree_of_longitude_shrinks_with_the_cosine() -> None:
    metres = through_air([Spot(lon=101, lat=60)], [Spot(lon=102, lat=60)])
    assert metres[0, 0] == pytest.approx(1.3 * 111_195 / 2, rel=1e-3)


def test_the_same_place_is_no_way_at_all() -> None:
    assert through_air([Spot(lon=101, lat=25)], [Spot(lon=101, lat=25)])[0, 0] == 0


def road(one: str, other: str, metres: int) -> Road:
    return Road(one=one, other=other, metres=metres)


def test_roads_are_gone_both_ways_and_the_shortest_of_two_counts() -> None:
    roads = [road("甲", "乙", 500), road("乙", "甲", 300), road("乙", "丙", 200)]
    metres = by_road(roads, [Spot(node="丙")], [Spot(node="甲"), Spot(node="丙")])
    assert metres.tolist() == [[500, 0]]


def test_a_road_of_no_length_is_a_road() -> None:
    metres = by_road([road("甲", "乙", 0)], [Spot(node="甲")], [Spot(node="乙")])
    assert metres.tolist() == [[0]]


def test_where_no_road_leads_there_is_no_way() -> None:
    roads = [road("甲", "乙", 1), road("丙", "丁", 1)]
    assert by_road(roads, [Spot(node="甲")], [Spot(node="丁")])[0, 0] == UNREACHABLE


def test_shortest_ways_are_those_of_floyd_and_warshall() -> None:
    dice = np.random.default_rng(3)
    names = [str(number) for number in range(12)]
    roads = [
        road(*(str(n) for n in dice.choice(12, 2, replace=False)), int(dice.integers(1, 50)))
        for _ in range(25)
    ]
    best = {(one, other): (0 if one == other else inf) for one in names for other in names}
    for each in roads:
        for pair in ((each.one, each.other), (each.other, each.one)):
            best[pair] = min(best[pair], each.metres)
    for through, one, other in product(names, repeat=3):
        best[one, other] = min(best[one, other], best[one, through] + best[through, other])
    used = sorted({each.one for each in roads} | {each.other for each in roads})
    spots = [Spot(node=name) for name in used]
    found = by_road(roads, spots, spots)
    for (a, one), (b, other) in product(enumerate(used), repeat=2):
        expected = best[one, other]
        assert found[a, b] == (UNREACHABLE if expected == inf else expected)
