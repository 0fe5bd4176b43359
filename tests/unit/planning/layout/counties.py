"""Small invented counties, drawn on a line: a place is so many metres along one road."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from junheng.planning.layout.county import (
    STEPS,
    County,
    Group,
    Road,
    Site,
    SiteType,
    Spot,
    Village,
)

ALL_STEPS = frozenset(STEPS)


def at(metres: int) -> Spot:
    return Spot(node=str(metres))


def village(name: str, metres: int, low: int = 0, high: int = 0, junior: int = 0) -> Village:
    pupils: Mapping[Group, int] = {Group.LOW: low, Group.HIGH: high, Group.JUNIOR: junior}
    return Village(code=name, name=name, spot=at(metres), pupils=pupils)


def school(name: str, metres: int, places: int, **more: Any) -> Site:
    """A standing primary school that costs 100,000 yuan a year to run."""
    given: dict[str, Any] = {
        "type": SiteType.PRIMARY,
        "existing": True,
        "most_places": places,
        "run_yuan": 100_000,
    }
    return Site(code=name, name=name, spot=at(metres), places=places, **(given | more))


def candidate(name: str, metres: int, most: int, **more: Any) -> Site:
    given: dict[str, Any] = {
        "type": SiteType.PRIMARY,
        "existing": False,
        "most_places": most,
        "build_yuan": 1_000_000,
        "place_yuan": 10_000,
        "run_yuan": 100_000,
    }
    return Site(code=name, name=name, spot=at(metres), places=0, **(given | more))


def along_a_road(villages: list[Village], sites: list[Site]) -> County:
    nodes = sorted({int(each.spot.node) for each in (*villages, *sites)})
    roads = [
        Road(one=str(one), other=str(other), metres=other - one) for one, other in pairwise(nodes)
    ]
    loop = [Road(one=str(nodes[0]), other=str(nodes[0]), metres=0)]
    return County(villages=tuple(villages), sites=tuple(sites), roads=tuple(roads or loop))
