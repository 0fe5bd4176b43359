"""The exchange search on published instances of maximally diverse grouping (MDGP).

Diverse groups are classes whose members are unlike each other: the same search, with the distance of
two elements taken as the opposite of their cost. Optima and floors: MDGPLIB.
"""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import pytest

from junheng.planning.assign.search import Problem, search
from junheng.planning.lots import Lots
from junheng.planning.watch import Watch

SHARED = Path(os.environ.get("JUNHENG_SHARED", Path(__file__).parents[2].parent / "shared"))
INSTANCES = SHARED / "data" / "operations-research" / "mdgp"
SCALE = 1000
"""Distances have three decimals at most."""

pytestmark = pytest.mark.skipif(
    not INSTANCES.exists(), reason="the shared folder with published data is not here"
)


def instance(name: str) -> Problem:
    """Elements, groups and limits of the first line; a distance on each of the others."""
    head, *lines = (INSTANCES / name).read_text("utf-8").splitlines()
    words = head.split()
    elements, groups = int(words[0]), int(words[1])
    limits = [int(word) for word in words[3 : 3 + 2 * groups]]
    doubled = [[0] * elements for _ in range(elements)]
    for line in lines:
        if line.strip():
            one, other, distance = line.split()
            cost = -2 * int(Fraction(distance) * SCALE)
            doubled[int(one)][int(other)] = doubled[int(other)][int(one)] = cost
    return Problem(doubled=doubled, weights=[1] * elements, least=limits[::2], most=limits[1::2])


def diversity(given: Problem, groups: tuple[int, ...]) -> float:
    """The sum of distances within the groups, by its definition."""
    pairs = (
        -given.doubled[one][other] // 2
        for one in range(len(groups))
        for other in range(one)
        if groups[one] == groups[other]
    )
    return sum(pairs) / SCALE


@pytest.mark.parametrize(
    ("name", "rounds", "floor"),
    [
        ("RanInt_n010_ss_10.txt", 50, 1112),
        ("Geo_n030_ds_08.txt", 200, 13362.38),
        ("RanReal_n060_ss_04.txt", 500, 18824.4),
    ],
)
def test_published_values_are_reached(name: str, rounds: int, floor: float) -> None:
    given = instance(name)

    found = search(given, Lots(name.encode()), rounds=rounds, kick=5, watch=Watch())

    sizes = [found.groups.count(group) for group in range(len(given.least))]
    assert all(
        low <= size <= high for low, size, high in zip(given.least, sizes, given.most, strict=True)
    )
    value = diversity(given, found.groups)
    assert value >= floor
    assert value == -found.cost / SCALE


def test_the_optimum_of_the_smallest_is_not_exceeded() -> None:
    given = instance("RanInt_n010_ss_10.txt")
    values = {
        diversity(given, search(given, Lots(bytes([k])), rounds=30, kick=5, watch=Watch()).groups)
        for k in range(5)
    }

    assert values == {1112}
