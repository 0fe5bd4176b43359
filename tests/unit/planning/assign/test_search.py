"""The exchange search: never worse than it says, best where all can be tried, equal to the plain one."""

from __future__ import annotations

import json
import random
from itertools import product

import pytest

from junheng.planning.assign import verify
from junheng.planning.assign.commitment import Mode, Options, commit
from junheng.planning.assign.costs import problem
from junheng.planning.assign.search import NoRoom, Problem, search
from junheng.planning.inputs.assign import Pair
from junheng.planning.lots import Lots
from junheng.planning.watch import Watch
from tests.unit.planning.assign.rosters import SECRET, drawn, person, roster


def invented(seed: int, units: int, groups: int, weights: tuple[int, ...] = (1,)) -> Problem:
    """Costs of any sign, and groups within one of each other."""
    lots = random.Random(seed)
    doubled = [[0] * units for _ in range(units)]
    for one in range(units):
        for other in range(one):
            doubled[one][other] = doubled[other][one] = 2 * lots.randint(-50, 50)
    heavy = [lots.choice(weights) for _ in range(units)]
    least, more = divmod(sum(heavy), groups)
    return Problem(
        doubled=doubled, weights=heavy, least=[least] * groups, most=[least + (more > 0)] * groups
    )


def cost(given: Problem, groups: tuple[int, ...]) -> int:
    """The cost by its definition: every pair in one group."""
    return sum(
        given.doubled[one][other] // 2
        for one in range(len(groups))
        for other in range(one)
        if groups[one] == groups[other]
    )


def sizes(given: Problem, groups: tuple[int, ...]) -> list[int]:
    return [
        sum(w for w, place in zip(given.weights, groups, strict=True) if place == group)
        for group in range(len(given.least))
    ]


def best_of_all(given: Problem) -> int:
    """The least cost there is: all groupings of allowed sizes are tried."""
    places = product(range(len(given.least)), repeat=len(given.weights))
    return min(
        cost(given, groups)
        for groups in places
        if all(
            low <= size <= high
            for low, size, high in zip(given.least, sizes(given, groups), given.most, strict=True)
        )
    )


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("units", "groups"), [(6, 2), (7, 2), (8, 3)])
def test_tiny_problems_are_solved_to_the_optimum(seed: int, units: int, groups: int) -> None:
    given = invented(seed, units, groups)

    found = search(given, Lots(b"tiny"), rounds=60, kick=2, watch=Watch())

    assert found.cost == cost(given, found.groups) == best_of_all(given)


@pytest.mark.parametrize("seed", range(6))
def test_the_cost_told_is_the_cost_of_the_groups_and_sizes_are_kept(seed: int) -> None:
    given = invented(seed, 30, 4, weights=(1, 1, 1, 2, 3))

    found = search(given, Lots(b"any"), rounds=5, kick=3, watch=Watch())

    assert found.cost == cost(given, found.groups)
    assert all(
        low <= size <= high
        for low, size, high in zip(given.least, sizes(given, found.groups), given.most, strict=True)
    )


@pytest.mark.parametrize("seed", range(4))
def test_no_exchange_and_no_move_is_left_that_helps(seed: int) -> None:
    given = invented(seed, 20, 3)
    found = search(given, Lots(b"left"), rounds=0, kick=2, watch=Watch())

    for one in range(20):
        for other in range(one):
            groups = list(found.groups)
            groups[one], groups[other] = groups[other], groups[one]
            assert cost(given, tuple(groups)) >= found.cost
        for group in range(3):
            groups = list(found.groups)
            groups[one] = group
            if (
                max(sizes(given, tuple(groups))) <= given.most[0]
                and min(sizes(given, tuple(groups))) >= given.least[0]
            ):
                assert cost(given, tuple(groups)) >= found.cost


def test_more_rounds_are_never_worse() -> None:
    given = invented(3, 40, 5)
    costs = [
        search(given, Lots(b"r"), rounds=rounds, kick=2, watch=Watch()).cost
        for rounds in (0, 5, 20)
    ]

    assert costs == sorted(costs, reverse=True)


def test_asked_to_stop_it_gives_the_descent_and_says_how_far_it_came() -> None:
    watch = Watch(stop=lambda: True)

    found = search(invented(1, 20, 4), Lots(b"s"), rounds=9, kick=2, watch=watch)

    assert found.rounds == 0
    assert watch.cut_short


def test_units_that_fit_nowhere_are_refused() -> None:
    given = Problem(
        doubled=[[0] * 3 for _ in range(3)], weights=[2, 2, 2], least=[3, 3], most=[3, 3]
    )

    with pytest.raises(NoRoom):
        search(given, Lots(b""), rounds=0, kick=1, watch=Watch())


def test_one_pupil_a_class_is_divided_too() -> None:
    found = search(invented(1, 4, 4), Lots(b"one"), rounds=3, kick=2, watch=Watch())

    assert sorted(found.groups) == [0, 1, 2, 3]


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(("pupils", "classes"), [(20, 2), (47, 3), (61, 5)])
def test_the_plain_search_of_the_verifier_finds_the_same_classes(
    mode: Mode, pupils: int, classes: int
) -> None:
    pairs = tuple(
        Pair(first=person(2 * k), second=person(2 * k + 1), together=k % 2 == 0) for k in range(4)
    )
    inputs = roster(pupils, seed=pupils, pairs=pairs)
    made, found = drawn(inputs, Options(classes=classes, mode=mode, rounds=6))

    again = verify.classes_of(verify.Roster(made.roster.text), json.loads(made.text), found.seed)

    assert tuple(again) == found.classes


def test_costs_are_those_of_the_definition() -> None:
    inputs = roster(24, pairs=(Pair(first=person(0), second=person(1), together=False),))
    read = verify.Roster(commit(inputs, Options(classes=3), SECRET).roster.text)

    doubled = problem(read, 3).doubled

    assert [[each // 2 for each in row] for row in doubled] == verify.pair_costs(read)
