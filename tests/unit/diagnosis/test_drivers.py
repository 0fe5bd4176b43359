"""What drives a disparity, and how far the lowest rows would have to rise."""

from __future__ import annotations

from fractions import Fraction

import pytest

from junheng.diagnosis import drivers, levelling
from junheng.evaluation import CountyResult
from junheng.evaluation.disparity import spread
from junheng.evaluation.results import Disparity
from junheng.model import Stage
from tests.unit.diagnosis.rows import equipped

PUPILS = [45, 37, 89, 76, 55]
AMOUNTS = [279, 137, 935, 160, 402]
"""The published worked example: its coefficient is 0.515257."""


def published() -> tuple[CountyResult, Disparity]:
    county = equipped(AMOUNTS, PUPILS)
    return county, county.disparity(Stage.PRIMARY, "equipment")


def test_the_parts_of_all_rows_add_up_to_exactly_one() -> None:
    found = drivers(*published())
    assert sum(driver.part for driver in found) == 1
    assert len(found) == 5


def test_the_largest_part_comes_first_and_tells_above_from_below() -> None:
    first, second, *_ = drivers(*published())
    assert (first.row.name, first.above) == ("2校", True)
    assert (second.row.name, second.above) == ("3校", False)
    # P (X - M)^2 of each: 89 x (935/89 - 1913/302)^2 and 76 x (160/76 - 1913/302)^2.
    mean = Fraction(1913, 302)
    pulls = [p * (Fraction(a, p) - mean) ** 2 for a, p in zip(AMOUNTS, PUPILS, strict=True)]
    assert first.part == pulls[2] / sum(pulls)
    assert second.part == pulls[3] / sum(pulls)


def test_where_nobody_differs_nobody_drives() -> None:
    county = equipped([2000, 4000], [1, 2])
    assert drivers(county, county.disparity(Stage.PRIMARY, "equipment")) == ()


def test_a_coefficient_that_is_not_known_has_no_drivers() -> None:
    county = equipped([0, 0], [10, 20])
    assert drivers(county, county.disparity(Stage.PRIMARY, "equipment")) == ()


def test_a_coefficient_within_its_limit_needs_no_levelling() -> None:
    county = equipped([2000, 4100], [1, 2])
    assert levelling(county, county.disparity(Stage.PRIMARY, "equipment")) is None


def test_the_lowest_rows_are_raised_to_the_least_level_that_is_enough() -> None:
    county, disparity = published()
    found = levelling(county, disparity)
    assert found is not None
    # The lowest two values are 160/76 (2.105...) and 137/37 (3.702...): raising the first to the second
    # is enough; what is added is 76 x 137/37 - 160.
    assert found.level == Fraction(137, 37)
    assert [(row.name, added) for row, added in found.added] == [
        ("3校", 76 * Fraction(137, 37) - 160)
    ]
    assert found.total == found.added[0][1]
    assert found.cv_squared <= disparity.limit**2


def test_the_level_below_the_one_found_would_not_have_been_enough() -> None:
    _, disparity = published()
    assert spread(AMOUNTS, PUPILS).cv_squared == disparity.cv_squared
    assert disparity.cv_squared is not None
    assert disparity.cv_squared > disparity.limit**2


@pytest.mark.parametrize("factor", [2, 7, 100])
def test_parts_do_not_depend_on_the_unit(factor: int) -> None:
    county = equipped([factor * amount for amount in AMOUNTS], PUPILS)
    scaled = drivers(county, county.disparity(Stage.PRIMARY, "equipment"))
    assert [each.part for each in scaled] == [each.part for each in drivers(*published())]
