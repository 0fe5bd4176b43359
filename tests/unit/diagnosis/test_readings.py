"""The school rule lets one indicator stay at 85%: which one, and what is then left to do."""

from __future__ import annotations

from fractions import Fraction

from junheng.diagnosis import RowGaps, cheapest, gaps, needs_of_school, readings
from junheng.model import Stage
from tests.unit.diagnosis.rows import one_school


def failing_two() -> RowGaps:
    """9 backbone teachers of 10 (90%), 1.5 of 2 million yuan of equipment (75%)."""
    (row,) = gaps(one_school({"equipment_yuan": 1_500_000}, backbone=9))
    return row


def test_a_row_that_passes_has_nothing_to_add() -> None:
    (row,) = gaps(one_school())
    (reading,) = readings(row, may_miss=1)
    assert (reading.at_floor, reading.needs, reading.cost) == ((), {}, 0)


def test_the_only_indicator_below_its_bound_needs_its_floor_only() -> None:
    (row,) = gaps(one_school({"equipment_yuan": 1_500_000}))
    reading = cheapest(row, may_miss=1)
    assert reading.at_floor == ("equipment",)
    assert reading.needs == {"equipment": 200_000}


def test_each_indicator_below_its_bound_may_be_the_one_left() -> None:
    found = {
        reading.at_floor: dict(reading.needs) for reading in readings(failing_two(), may_miss=1)
    }
    assert found == {
        ("backbone",): {"equipment": 500_000},
        ("equipment",): {"backbone": 1, "equipment": 200_000},
    }


def test_without_prices_the_smallest_part_of_the_bounds_is_cheapest() -> None:
    # Leaving backbone: 25% of equipment. Leaving equipment: 10% of backbone and 10% of equipment.
    reading = cheapest(failing_two(), may_miss=1)
    assert reading.at_floor == ("equipment",)
    assert reading.cost == Fraction(1, 5)


def test_prices_can_turn_the_choice_round() -> None:
    prices = {"backbone": Fraction(400_000), "equipment": Fraction(1)}
    reading = cheapest(failing_two(), may_miss=1, prices=prices)
    assert reading.at_floor == ("backbone",)
    assert reading.cost == 500_000


def test_what_is_missing_is_named_and_not_taken_for_reached() -> None:
    (row,) = gaps(one_school({"equipment_yuan": 1_500_000}, backbone=None))
    assert cheapest(row, may_miss=1).unknown == ("backbone",)


def test_where_nothing_may_stay_below_everything_has_to_reach_its_bound() -> None:
    reading = cheapest(failing_two(), may_miss=0)
    assert reading.needs == {"backbone": 1, "equipment": 500_000}


def test_a_school_with_two_stages_adds_teachers_by_stage_and_buildings_once() -> None:
    needs = needs_of_school(
        [
            (Stage.PRIMARY, {"backbone": 2, "teaching_area": 50}),
            (Stage.JUNIOR, {"backbone": 1, "teaching_area": 900}),
        ]
    )
    assert needs == (
        ("backbone", Stage.PRIMARY, 2),
        ("backbone", Stage.JUNIOR, 1),
        ("teaching_area", None, 900),
    )
