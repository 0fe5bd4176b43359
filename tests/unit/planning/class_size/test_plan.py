"""The fewest classes, rooms and teachers: small cases by hand, and all tiny ones by trying everything."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from junheng.errors import UserError
from junheng.model import Stage
from junheng.planning.class_size.checking import check
from junheng.planning.class_size.judged import afterwards, failing, sizes
from junheng.planning.class_size.model import Prices
from junheng.planning.class_size.plan import ClassPlan
from junheng.planning.inputs.class_size import Classrooms
from junheng.planning.solver import Status
from tests.unit.planning.class_size.schools import (
    CLASSES_ONLY,
    YEAR,
    census,
    national,
    options,
    plan,
)


def line(found: ClassPlan, code: str, grade: int, year: int) -> tuple[int, int, int]:
    """Pupils, classes and the largest class of a grade."""
    for each in found.lines:
        if (each.unit.school.school_code, each.grade, each.year) == (code, grade, year):
            return each.pupils, each.classes, each.largest
    raise KeyError


def test_a_class_too_many_pupils_becomes_two() -> None:
    found = plan(census({"A": {1: [40], 2: [46]}}))

    assert line(found, "A", 3, 2026) == (46, 2, 23)
    assert line(found, "A", 2, 2026) == (40, 1, 40)
    assert found.broken == ()


def test_classes_of_uneven_size_are_only_spread_anew() -> None:
    found = plan(census({"A": {2: [50, 38]}}))

    assert line(found, "A", 3, 2026) == (88, 2, 44)
    assert [each.action for each in found.lines if each.grade == 3] == ["均衡编班"]


def test_a_grade_that_leaves_is_not_split() -> None:
    found = plan(census({"A": {1: [40], 6: [70]}}))

    assert all(each.grade <= 2 for each in found.lines)
    assert found.totals.classes == 2


def test_new_pupils_go_to_a_neighbour_where_that_saves_a_class() -> None:
    found = plan(census({"A": {1: [48]}, "B": {1: [40]}}), options(share=Fraction(1, 5)))

    [move] = found.moves
    assert (move.source.school.name, move.target.school.name, move.pupils) == ("A校", "B校", 3)
    assert line(found, "A", 1, 2026) == (45, 1, 45)
    assert line(found, "B", 1, 2026) == (43, 1, 43)
    assert found.unmoved is not None
    assert found.unmoved.classes == found.totals.classes + 1


def test_no_more_than_the_share_is_moved() -> None:
    found = plan(census({"A": {1: [60]}, "B": {1: [20]}}), options(share=Fraction(1, 5)))

    assert found.moves == ()
    assert line(found, "A", 1, 2026)[1] == 2


def test_without_moves_nobody_is_moved_and_nothing_is_compared() -> None:
    found = plan(census({"A": {1: [48]}, "B": {1: [40]}}), options(moves=False))

    assert found.moves == ()
    assert found.unmoved is None


@pytest.mark.parametrize(("rest", "moved"), [(28, 0), (27, 3)])
def test_a_school_is_not_made_too_large(rest: int, moved: int) -> None:
    full = {2: [45] * 11, 3: [45] * 11, 4: [45] * 10, 5: [*[45] * 10, rest], 1: [40]}
    found = plan(census({"A": {1: [48]}, "B": full}))

    assert sum(each.pupils for each in found.moves) == moved
    assert found.broken == ()
    after = afterwards(found.inputs.census, found.lines)
    assert [row.pupils for row in after.stages] == [96 - moved, 1970 + rest + moved]


def test_large_classes_go_step_by_step() -> None:
    found = plan(
        census({"A": {1: [70], 2: [60], 3: [50]}}),
        options(YEAR + 3, extra_by=YEAR + 1, large_by=YEAR + 2, moves=False),
    )

    assert [line(found, "A", 2 + n, 2026 + n)[1] for n in range(3)] == [2, 2, 2]
    assert [line(found, "A", 3 + n, 2026 + n)[1] for n in range(3)] == [1, 2, 2]
    assert [line(found, "A", 4 + n, 2026 + n)[1] for n in range(3)] == [1, 1, 2]


def test_waiting_costs_where_it_is_given_a_price() -> None:
    prices = replace(Prices(), early=Fraction(100_000))
    found = plan(census({"A": {3: [50]}}), options(YEAR + 3, moves=False, prices=prices))

    assert line(found, "A", 4, 2026) == (50, 2, 25)


def test_intakes_that_are_given_take_the_place_of_today_s() -> None:
    intakes = {("A", Stage.PRIMARY, 2026): 91}
    found = plan(census({"A": {1: [40]}}), options(moves=False), intakes=intakes)

    assert line(found, "A", 1, 2026) == (91, 3, 31)


def test_a_school_that_takes_nobody_in_needs_no_class() -> None:
    intakes = {("A", Stage.PRIMARY, 2026): 0}
    found = plan(census({"A": {1: [40]}}), options(moves=False), intakes=intakes)

    assert [each.grade for each in found.lines] == [2]
    assert found.broken == ()


def test_rooms_are_built_only_where_they_are_lacking() -> None:
    rooms = {"A": Classrooms(rooms=9), "B": Classrooms(rooms=1)}
    found = plan(census({"A": {2: [46]}, "B": {2: [46]}}), options(moves=False), rooms=rooms)

    assert {key: count for key, count in found.choice.rooms.items() if count} == {("B", 1): 1}


def test_rooms_are_built_over_the_years_where_only_so_many_can_be() -> None:
    many = census({"A": {1: [40], 2: [50] * 4, 3: [50] * 4}})
    found = plan(many, options(YEAR + 3, moves=False, rooms_a_year=2))

    first, second, third = (found.choice.rooms["A", year] for year in (1, 2, 3))
    assert (first <= 2, second - first <= 2, third) == (True, True, 5)
    assert second >= 3
    assert found.broken == ()
    assert found.missing == {}


def test_too_few_rooms_a_year_is_said() -> None:
    many = census({"A": {1: [40], 2: [50] * 4, 3: [50] * 4}})
    found = plan(many, options(YEAR + 3, moves=False, rooms_a_year=1))

    assert found.missing == {("A", 3): 2}
    assert found.broken == ()


def test_what_cannot_be_done_names_the_rooms_that_are_missing() -> None:
    rooms = {"A": Classrooms(rooms=2, most_new=1)}
    found = plan(census({"A": {2: [60, 60, 60]}}), options(moves=False), rooms=rooms)

    assert found.missing == {("A", 1): 1}
    assert found.broken == ()


def test_teachers_are_those_of_the_standard_less_those_there_are() -> None:
    found = plan(census({"A": {2: [46]}}, teachers={"A": 3}), options(moves=False))

    assert found.choice.hired == {(0, 1): 2}
    assert found.choice.cost == 2 * 10_000 + (2 * Fraction(45, 19) - 3) * 120_000 + 250_000


def test_a_stage_of_unknown_grades_is_planned_as_a_whole() -> None:
    grades = {grade: [50] for grade in range(1, 7)}
    found = plan(census({"A": grades}, listed=False), options(moves=False))

    [only] = found.lines
    assert (only.pupils, only.classes, only.largest) == (300, 12, 45)
    assert failing(found.inputs.census, found.lines, national()) == ()


def test_nothing_to_plan_is_said() -> None:
    empty = census({"A": {1: [0]}})

    with pytest.raises(UserError, match="没有一个学段可以规划"):
        plan(empty)


def test_the_evaluator_finds_no_class_too_large_after_the_plan() -> None:
    found = plan(census({"A": {1: [48], 2: [70, 30]}, "B": {1: [40], 3: [46]}}))

    assert failing(found.inputs.census, found.lines, national()) == ()
    worse = [replace(each, classes=1, largest=each.pupils) for each in found.lines]
    assert [each.name for each in failing(found.inputs.census, worse, national())] == [
        "A校",
        "B校",
    ]


def test_a_choice_that_breaks_a_rule_is_found_out() -> None:
    found = plan(census({"A": {1: [48]}, "B": {1: [40]}}))
    fewer = dict.fromkeys(found.choice.classes, 0)
    most = dict.fromkeys(found.choice.moves, 30)

    told = [what for _, what in check(found.problem, replace(found.choice, classes=fewer), {})]
    assert any("（1）" in what for what in told)
    told = [what for _, what in check(found.problem, replace(found.choice, moves=most), {})]
    assert any("（2）" in what for what in told)
    rooms = {key: Classrooms(rooms=0, most_new=0) for key in found.problem.rooms}
    none = replace(found.problem, rooms=rooms)
    built = replace(found.choice, rooms=dict.fromkeys(found.choice.rooms, 1))
    told = [what for _, what in check(none, built, {})]
    assert any("（3）" in what for what in told)
    tight = replace(found.problem, rooms_a_year=0)
    assert any("（5）" in what for _, what in check(tight, built, {}))
    small = replace(found.problem, largest_school={"A": 0, "B": 0})
    assert any("（6）" in what for _, what in check(small, found.choice, {}))


def test_three_runs_give_the_same_plan() -> None:
    sizes = {str(n): {1: [40 + 3 * n], 2: [50], 3: [47, 47], 4: [30]} for n in range(8)}

    first, *others = (plan(census(sizes), options(YEAR + 3)) for _ in range(3))
    assert all(each.choice == first.choice for each in others)


def test_the_sizes_of_a_grade_add_up() -> None:
    for each in plan(census({"A": {1: [46], 2: [50, 38], 3: [20, 45]}})).lines:
        assert sum(sizes(each)) == each.pupils
        assert len(sizes(each)) == each.classes
        assert max(sizes(each)) == each.largest


def by_trying(intakes: list[int], share: Fraction) -> Fraction:
    """The least cost of three neighbours, every move of every size tried. Class 1000, pupil and km 1.

    The schools are 1.446 km apart, the outer ones too far from each other.
    """
    km = Fraction(1446, 1000)
    most = [int(share * each) for each in intakes]
    best = None
    for x01, x10, x12, x21 in product(
        range(most[0] + 1), range(most[1] + 1), range(most[1] + 1), range(most[2] + 1)
    ):
        if x10 + x12 > most[1]:
            continue
        now = [
            intakes[0] - x01 + x10,
            intakes[1] - x10 - x12 + x01 + x21,
            intakes[2] - x21 + x12,
        ]
        classes = sum(-(-each // 45) for each in now)
        cost = 1000 * classes + km * (x01 + x10 + x12 + x21)
        best = cost if best is None or cost < best else best
    assert best is not None
    return best


@pytest.mark.parametrize("seed", range(25))
def test_no_plan_is_cheaper(seed: int) -> None:
    rng = random.Random(seed)
    intakes = [rng.randint(20, 70) for _ in range(3)]
    share = Fraction(rng.choice([1, 2]), 10)
    sizes = {code: {1: [each]} for code, each in zip("ABC", intakes, strict=True)}
    wanted = options(share=share, prices=CLASSES_ONLY, within_km=2.0)
    found = plan(census(sizes), replace(wanted, year=YEAR))
    grown = sum(-(-each // 45) if each > 45 else 1 for each in intakes)

    assert found.choice.status is Status.OPTIMAL
    least = by_trying(intakes, share) + 1000 * grown
    assert least <= found.choice.cost <= least * Fraction(1002, 1000)
