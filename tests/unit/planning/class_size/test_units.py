"""From the census to cohorts, and which schools may exchange pupils."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from junheng.census.records import Census, ClassRow, StageRow
from junheng.model import OperatorCode, SchoolType, Stage
from junheng.planning.class_size.neighbours import pairs
from junheng.planning.class_size.units import Cohort, largest_allowed, staff_per_class, units_of
from junheng.planning.inputs.class_size import ClassSizeInputs
from junheng.standards.clause import Bound, Operator, Unit
from tests.unit.planning.class_size.schools import census, national, school


def inputs(found: Census, **more: object) -> ClassSizeInputs:
    return ClassSizeInputs(census=found, **more)  # type: ignore[arg-type]


def test_a_list_of_classes_gives_the_cohorts_of_every_grade() -> None:
    [unit], skipped = units_of(inputs(census({"A": {1: [46, 40], 2: [30]}})), national())

    assert skipped == ()
    assert unit.known
    assert (unit.limit, unit.grades, unit.classes, unit.entry) == (45, 6, 3, 86)
    assert unit.cohorts == (
        Cohort(grade=1, pupils=86, classes=2, largest=46, over=(("1班", 46),)),
        Cohort(grade=2, pupils=30, classes=1, largest=30),
    )


def test_without_a_list_the_stage_is_one_cohort_that_stays() -> None:
    found = census({"A": {1: [50], 2: [50], 3: [20]}}, listed=False)
    [unit], _ = units_of(inputs(found), national())

    assert not unit.known
    assert unit.entry == 0
    [cohort] = unit.cohorts
    assert (cohort.grade, cohort.pupils, cohort.classes, cohort.parts) == (0, 120, 3, 3)
    assert cohort.needed(45) == 3


def test_a_stage_of_equal_grades_needs_what_its_grades_need() -> None:
    cohort = Cohort(grade=0, pupils=92, classes=2, largest=46, parts=2)

    assert cohort.needed(45) == 4
    assert cohort.needed(46) == 2
    assert cohort.needed(None) == 2


def test_a_grade_that_cannot_be_read_makes_the_stage_be_planned_as_a_whole() -> None:
    found = census({"A": {1: [50], 2: [40]}})
    odd = replace(found, classes=(replace(found.classes[0], grade="2024级"), found.classes[1]))
    [unit], _ = units_of(inputs(odd), national())

    assert not unit.known
    assert unit.classes == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (StageRow(school_code="A", stage=Stage.PRIMARY, pupils=100), "没有填班级数"),
        (StageRow(school_code="A", stage=Stage.PRIMARY, pupils=100, classes=3), "没有填最大班额"),
        (
            StageRow(
                school_code="A",
                stage=Stage.PRIMARY,
                pupils=40,
                classes=2,
                grades=6,
                largest_class=21,
            ),
            "复式班",
        ),
    ],
)
def test_what_cannot_be_planned_is_left_out_with_its_reason(row: StageRow, reason: str) -> None:
    found = Census(schools=(school("A"),), stages=(row,))
    units, [skipped] = units_of(inputs(found), national())

    assert units == ()
    assert reason in skipped.reason


def test_special_schools_senior_stages_and_empty_ones_are_not_looked_at() -> None:
    rows = (
        StageRow(school_code="A", stage=Stage.PRIMARY, pupils=60, classes=1, largest_class=60),
        StageRow(school_code="B", stage=Stage.SENIOR, pupils=60, classes=1, largest_class=60),
        StageRow(school_code="C", stage=Stage.PRIMARY, pupils=0),
    )
    schools = (
        school("A", kind=SchoolType.SPECIAL),
        school("B", kind=SchoolType.TWELVE_YEAR),
        school("C"),
    )

    assert units_of(inputs(Census(schools=schools, stages=rows)), national()) == ((), ())


def test_a_teaching_point_ends_with_its_last_grade() -> None:
    found = census({"A": {1: [10], 2: [10], 3: [10]}})
    point = replace(found, schools=(school("A", kind=SchoolType.TEACHING_POINT),))
    [unit], _ = units_of(inputs(point), national())

    assert unit.grades == 3


def test_junior_grades_count_from_one() -> None:
    row = StageRow(school_code="A", stage=Stage.JUNIOR, pupils=51, classes=1)
    found = Census(
        schools=(school("A", kind=SchoolType.JUNIOR),),
        stages=(row,),
        classes=(
            ClassRow(school_code="A", stage=Stage.JUNIOR, grade="八年级", class_no="1", pupils=51),
        ),
    )
    [unit], _ = units_of(inputs(found), national())

    assert (unit.cohorts[0].grade, unit.limit, unit.grades) == (2, 50, 3)


@pytest.mark.parametrize(
    ("operator", "value", "most"),
    [
        (Operator.AT_MOST, "45", 45),
        (Operator.AT_MOST, "44.5", 44),
        (Operator.LESS_THAN, "45", 44),
        (Operator.LESS_THAN, "44.5", 44),
    ],
)
def test_the_limit_is_the_most_whole_pupils(operator: Operator, value: str, most: int) -> None:
    assert (
        largest_allowed(Bound(operator=operator, value=Fraction(value), unit=Unit.PUPILS)) == most
    )


def test_an_open_bound_has_no_limit() -> None:
    with pytest.raises(ValueError, match="upper bound"):
        largest_allowed(Bound(operator=Operator.AT_MOST, value=None, unit=Unit.PUPILS))


def test_teachers_of_a_full_class_follow_from_the_establishment() -> None:
    assert staff_per_class(national(), Stage.PRIMARY) == Fraction(45, 19)
    assert staff_per_class(national(), Stage.JUNIOR) == Fraction(500, 135)


def near(found: Census, within: float, **more: object) -> list[tuple[int, int]]:
    given = inputs(found, **more)
    units, _ = units_of(given, national())
    return [(pair.source, pair.target) for pair in pairs(units, given, within)]


def test_neighbours_are_within_the_distance_by_road() -> None:
    three = census({code: {1: [40]} for code in "ABC"})

    assert near(three, 1.4) == []
    assert near(three, 1.5) == [(0, 1), (1, 0), (1, 2), (2, 1)]


def test_a_distance_that_is_given_counts_before_the_map() -> None:
    three = census({code: {1: [40]} for code in "ABC"})
    km = {("A", "C"): 1, ("C", "A"): 1, ("A", "B"): 9, ("B", "A"): 9}

    assert near(three, 1.5, km=km) == [(0, 2), (1, 2), (2, 0), (2, 1)]


def test_private_schools_exchange_nobody() -> None:
    two = census({code: {1: [40]} for code in "AB"})
    private = replace(two.schools[1], operator=OperatorCode.PRIVATE)

    assert near(replace(two, schools=(two.schools[0], private)), 5) == []


def test_a_school_without_a_position_exchanges_nobody() -> None:
    two = census({code: {1: [40]} for code in "AB"})
    nowhere = replace(two.schools[1], lon=None)

    assert near(replace(two, schools=(two.schools[0], nowhere)), 5) == []
