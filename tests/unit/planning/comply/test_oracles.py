"""Optimal, by two independent ways: greedy exchange, and trying everything."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import ceil

import pytest

from junheng.planning.comply.demands import Demands, Group
from junheng.planning.comply.model import YUAN, build
from junheng.planning.inputs.comply import ComplyInputs
from junheng.planning.prices import Item
from junheng.planning.solver import Status
from junheng.planning.solver_cones import MOST_NODES, by_cuts, solve_scip
from junheng.planning.watch import Watch
from tests.unit.planning.comply.counties import Small, nobody_moves, of, planned, prices

LIMIT = Fraction(1, 2)  # of a primary disparity
ONLY_BACKBONE = Demands(
    groups=frozenset({Group.ROWS, Group.ROTATION, Group.STAFF, Group.ELIGIBLE}),
    disparities=frozenset(
        ("primary", each)
        for each in (
            "above_required_degree",
            "pe_arts",
            "teaching_area",
            "sports_area",
            "equipment",
            "multimedia",
        )
    ),
)
DEAR = 10**8


def within(amounts: Sequence[int], pupils: Sequence[int]) -> bool:
    """Whether CV <= 1/2, in fractions, by the definition."""
    mean = Fraction(sum(amounts), sum(pupils))
    variance = sum(
        Fraction(p, sum(pupils)) * (Fraction(a, p) - mean) ** 2
        for a, p in zip(amounts, pupils, strict=True)
    )
    return variance <= (LIMIT * mean) ** 2


def greedy(amounts: Sequence[int], pupils: Sequence[int]) -> int | None:
    """The fewest moves of one from school to school, each where it lowers the spread most."""
    now, moves = list(amounts), 0
    schools = range(len(now))
    while not within(now, pupils):
        give = max(schools, key=lambda i: (Fraction(2 * now[i] - 1, pupils[i]), -i))
        take = min(schools, key=lambda i: (Fraction(2 * now[i] + 1, pupils[i]), i))
        if Fraction(2 * now[give] - 1, pupils[give]) <= Fraction(2 * now[take] + 1, pupils[take]):
            return None
        now[give] -= 1
        now[take] += 1
        moves += 1
    return moves


def cases(count: int) -> Iterator[tuple[list[int], list[int]]]:
    draw = random.Random(20250901)
    for _ in range(count):
        schools = draw.randint(2, 7)
        pupils = [draw.randint(60, 900) for _ in range(schools)]
        yield pupils, [draw.randint(0, 25) for _ in range(schools - 1)] + [draw.randint(1, 25)]


@pytest.mark.parametrize("part", range(8))
def test_moves_are_as_few_as_by_greedy_exchange_in_200_cases(part: int) -> None:
    costs = prices(move=10_000, hire=DEAR, hire_pe_arts=DEAR, recruit_backbone=DEAR, promote=DEAR)
    unequal = 0
    for number, (pupils, backbone) in enumerate(cases(200)):
        if number % 8 != part:
            continue
        schools = [
            Small(pupils=p, backbone=b, above=60, pe=0)
            for p, b in zip(pupils, backbone, strict=True)
        ]
        programme = build(
            of(schools, ComplyInputs(prices=costs)),
            yearly=False,
            demands=ONLY_BACKBONE,
            tight=False,
        )
        programme.model.bounds(programme.periods[0].made.ravel(), upper=0.0)
        programme.model.bounds(programme.periods[0].hire.ravel(), upper=0.0)
        solve = solve_scip if number % 50 == part else by_cuts
        found = solve(
            programme.model, programme.cones, gap=0.0, nodes=MOST_NODES, watch=Watch(), phase=""
        )
        fewest = greedy(backbone, pupils)
        if fewest is None:
            assert found.status is Status.INFEASIBLE
        else:
            assert found.cost * YUAN == pytest.approx(fewest * 10_000), (pupils, backbone)
            unequal += fewest > 0
    assert unequal > 5


def cheapest(schools: Sequence[Small], room: int, made: int) -> int:
    """By trying every number of rooms fitted and of teachers made backbone teachers."""
    pupils = [each.pupils for each in schools]
    best = 10**12
    most_rooms = [
        max(0, ceil(Fraction("0.04") * p) - (s.rooms or 0))
        for s, p in zip(schools, pupils, strict=True)
    ]
    most_made = [
        max(0, ceil(Fraction("0.02") * p) - (s.backbone or 0))
        for s, p in zip(schools, pupils, strict=True)
    ]
    rooms = [
        (
            sum(added) * room,
            added,
            [
                Fraction(100 * ((s.rooms or 0) + n), s.pupils)
                for s, n in zip(schools, added, strict=True)
            ],
        )
        for added in product(*(range(n + 1) for n in most_rooms))
        if within([(s.rooms or 0) + n for s, n in zip(schools, added, strict=True)], pupils)
    ]
    people = [
        (
            sum(added) * made,
            added,
            [
                Fraction(100 * ((s.backbone or 0) + n), s.pupils)
                for s, n in zip(schools, added, strict=True)
            ],
        )
        for added in product(*(range(n + 1) for n in most_made))
        if within([(s.backbone or 0) + n for s, n in zip(schools, added, strict=True)], pupils)
    ]
    bounds = (Fraction("2.3"), Fraction(1))
    floor = Fraction("0.85")
    rooms = [each for each in rooms if all(value >= floor * bounds[0] for value in each[2])]
    people = [each for each in people if all(value >= floor * bounds[1] for value in each[2])]
    people.sort(key=lambda each: each[0])
    for yuan, _, values in sorted(rooms, key=lambda each: each[0]):
        for more, _, theirs in people:
            if yuan + more >= best:
                break
            if all(
                (a < bounds[0]) + (b < bounds[1]) <= 1 for a, b in zip(values, theirs, strict=True)
            ):
                best = yuan + more
    return best


@pytest.mark.parametrize("seed", range(6))
def test_costs_no_more_than_the_best_of_everything_tried(seed: int) -> None:
    draw = random.Random(seed)
    count = draw.randint(2, 4)
    schools = []
    for _ in range(count):
        pupils = draw.randint(80, 260)
        schools.append(
            Small(
                pupils=pupils,
                rooms=draw.randint(0, ceil(pupils * 0.023)),
                backbone=draw.randint(0, ceil(pupils * 0.02)),
            )
        )
    if all(not each.backbone for each in schools):
        schools[0] = Small(pupils=schools[0].pupils, rooms=schools[0].rooms, backbone=1)
    room, made = 45_000, draw.choice((5_000, 45_000, 80_000))
    costs = prices(multimedia=room, promote=made, hire=DEAR, recruit_backbone=DEAR)
    inputs = ComplyInputs(prices=costs, eligible=nobody_moves(schools))
    plan = planned(schools, inputs)
    assert plan.cost == cheapest(schools, room, made)
    assert not plan.reasons
    assert {Item.MULTIMEDIA, Item.PROMOTE} <= set(costs)
