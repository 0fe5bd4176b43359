"""What every plan against large classes keeps, on invented counties."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.planning.class_size.choice import entrants
from junheng.planning.class_size.judged import failing
from junheng.planning.inputs.class_size import Classrooms
from tests.unit.planning.class_size.schools import YEAR, census, national, options, plan

grades = st.dictionaries(
    st.integers(1, 6), st.lists(st.integers(1, 75), min_size=1, max_size=3), min_size=1, max_size=3
)
counties = st.lists(grades, min_size=1, max_size=5).map(
    lambda schools: {f"S{n}": school for n, school in enumerate(schools)}
)
shares = st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 2)])


@settings(max_examples=60, deadline=None)
@given(counties, shares, st.integers(1, 3))
def test_no_class_is_too_large_in_the_end_and_nobody_is_lost(
    sizes: dict[str, dict[int, list[int]]], share: Fraction, years: int
) -> None:
    found = plan(census(sizes), options(YEAR + years, share=share))
    last = [line for line in found.lines if line.year == YEAR + years]

    assert found.broken == ()
    assert found.missing == {}
    assert all(line.largest <= 45 for line in last)
    assert failing(found.inputs.census, last, national()) == ()
    problem = found.problem
    for year in range(1, years + 1):
        moved = [
            entrants(problem, found.choice.moves, place, year)
            for place in range(len(problem.units))
        ]
        assert sum(moved) == sum(intake[year - 1] for intake in problem.intakes)
        assert min(moved) >= 0


@settings(max_examples=40, deadline=None)
@given(counties, shares)
def test_moves_never_cost_more_than_staying(
    sizes: dict[str, dict[int, list[int]]], share: Fraction
) -> None:
    found = plan(census(sizes), options(share=share))
    if found.unmoved is not None:
        assert found.choice.cost <= found.unmoved.cost * Fraction(1002, 1000)


@settings(max_examples=40, deadline=None)
@given(counties)
def test_without_moves_every_grade_has_the_fewest_classes(
    sizes: dict[str, dict[int, list[int]]],
) -> None:
    for line in plan(census(sizes), options(moves=False)).lines:
        before = line.before or 0
        assert line.classes == max(before, -(-line.pupils // 45))


@settings(max_examples=40, deadline=None)
@given(counties, st.integers(0, 6), st.integers(0, 2))
def test_rooms_are_enough_or_named_as_missing(
    sizes: dict[str, dict[int, list[int]]], rooms: int, new: int
) -> None:
    given_rooms = {code: Classrooms(rooms=rooms, most_new=new) for code in sizes}
    found = plan(census(sizes), options(moves=False), rooms=given_rooms)
    for place, unit in enumerate(found.problem.units):
        code = unit.school.school_code
        used = sum(line.classes for line in found.lines if line.unit is unit)
        assert found.missing.get((code, 1), 0) == max(0, used - rooms - new), place
