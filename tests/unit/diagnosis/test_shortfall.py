"""What a row lacks: whole people and rooms, exact areas and money, whole schools for split ones."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from junheng.diagnosis import Gap, Kind, gaps
from junheng.diagnosis.shortfall import lacking, quantity_needed, total
from junheng.evaluation.results import IndicatorStatus
from junheng.model import SchoolType, Stage
from tests.unit.diagnosis.rows import (
    PLENTY_OF_SPACE,
    PLENTY_OF_TEACHERS,
    county,
    one_school,
)


def gap(indicator: str, **stage: object) -> Gap:
    (row,) = gaps(one_school(**stage))
    return row.gap(indicator)


def test_a_row_that_passes_lacks_nothing() -> None:
    (row,) = gaps(one_school())
    assert [each.to_bound for each in row.gaps] == [0] * 7
    assert row.lacking == ()
    assert row.unknown == ()


def test_teachers_lack_in_whole_people() -> None:
    # 1,001 pupils need 10.01 backbone teachers: 9 leave 1.01 short, which is two people.
    found = gap("backbone", pupils=1001, backbone=9)
    assert (found.kind, found.to_bound) == (Kind.PEOPLE, 2)


def test_at_the_bound_nothing_is_lacking_and_one_less_is_one_short() -> None:
    assert gap("pe_arts", pe=9, music=0, art=0).to_bound == 0
    assert gap("pe_arts", pe=8, music=0, art=0).to_bound == 1


def test_the_floor_is_85_percent_of_the_bound_and_not_a_rounded_figure() -> None:
    # 4.505 per 100: with 1,000 pupils 45.05 teachers, so 45 are one short of the floor.
    junior = {"stage": Stage.JUNIOR, "degree_associate": 0, "degree_bachelor": 45}
    found = county(
        [replace(PLENTY_OF_SPACE, type=SchoolType.JUNIOR)],
        [replace(PLENTY_OF_TEACHERS, **junior)],  # type: ignore[arg-type]
    )
    (row,) = gaps(found)
    above = row.gap("above_required_degree")
    assert (above.status, above.to_floor, above.to_bound) == (IndicatorStatus.BELOW_FLOOR, 1, 8)


def test_area_lacks_in_exact_square_metres() -> None:
    (row,) = gaps(one_school({"teaching_area_m2": Fraction("4499.9")}))
    found = row.gap("teaching_area")
    assert (found.kind, found.to_bound, found.to_floor) == (Kind.AREA, Fraction(1, 10), 0)
    assert found.spared == Fraction(1, 10)


def test_money_lacks_in_yuan() -> None:
    (row,) = gaps(one_school({"equipment_yuan": 1_500_000}))
    found = row.gap("equipment")
    assert (found.kind, found.to_bound, found.to_floor) == (Kind.MONEY, 500_000, 200_000)


def test_a_missing_amount_is_not_a_gap_of_zero() -> None:
    (row,) = gaps(one_school(backbone=None))
    found = row.gap("backbone")
    assert (found.to_bound, found.to_floor, found.spared) == (None, None, 0)
    assert [each.indicator for each in row.unknown] == ["backbone"]


def test_a_nine_year_school_adds_for_the_whole_school_what_one_stage_lacks() -> None:
    # 550 primary and 500 junior pupils weigh 550 and 550: each stage has half of everything.
    # Half of 4,900 m2 is 2,450; 550 x 4.5 = 2,475 are needed: 25 m2 short, 50 for the whole school.
    school = replace(PLENTY_OF_SPACE, type=SchoolType.NINE_YEAR, teaching_area_m2=4900)
    primary = replace(PLENTY_OF_TEACHERS, pupils=550)
    junior = replace(PLENTY_OF_TEACHERS, stage=Stage.JUNIOR, pupils=500)
    first, second = gaps(county([school], [primary, junior]))
    assert first.row.share == Fraction(1, 2)
    assert first.gap("teaching_area").to_bound == 50
    # 500 x 5.8 = 2,900 against 2,450: 450 short, 900 for the whole school.
    assert second.gap("teaching_area").to_bound == 900


def test_split_rooms_are_rounded_up_once_for_the_whole_school() -> None:
    # 24 rooms, half of them: 12 for 550 pupils where 12.65 are needed. 0.65 / 0.5 = 1.3: two rooms.
    school = replace(PLENTY_OF_SPACE, type=SchoolType.NINE_YEAR)
    primary = replace(PLENTY_OF_TEACHERS, pupils=550)
    junior = replace(PLENTY_OF_TEACHERS, stage=Stage.JUNIOR, pupils=500)
    first, _ = gaps(county([school], [primary, junior]))
    assert first.gap("multimedia").to_bound == 2


@pytest.mark.parametrize(
    ("indicator", "amount", "level", "pupils", "expected"),
    [
        ("backbone", 0, "1", 100, 1),
        ("backbone", 0, "1", 101, 2),
        ("multimedia", 2, "2.3", 100, 1),
        ("sports_area", 749, "7.5", 100, 1),
        ("sports_area", 751, "7.5", 100, 0),
    ],
)
def test_lacking_is_what_just_reaches_the_level(
    indicator: str, amount: int, level: str, pupils: int, expected: int
) -> None:
    assert lacking(indicator, amount, Fraction(level), pupils) == expected


def test_the_bound_speaks_of_a_hundred_pupils_for_people_and_of_one_for_area() -> None:
    assert quantity_needed("backbone", Fraction(1), 300) == 3
    assert quantity_needed("teaching_area", Fraction("4.5"), 300) == 1350


def test_sums_of_gaps_leave_out_what_is_not_known() -> None:
    assert total([1, None, Fraction(1, 2)]) == Fraction(3, 2)


def test_an_indicator_that_is_not_there_is_refused() -> None:
    (row,) = gaps(one_school())
    with pytest.raises(KeyError, match="books"):
        row.gap("books")
