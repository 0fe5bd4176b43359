"""CV = S / M, weighted by pupils, in population form."""

from fractions import Fraction

import pytest

from junheng.census.records import Census
from junheng.model import Stage
from tests.spec.drawing import county, judged


def published(column: str = "equipment_yuan") -> Census:
    """The published worked example: five schools, 45 to 89 pupils, and what they have."""
    return county(
        f"""
        school | pupils | {column}
        A      | 45     | 279
        B      | 37     | 137
        C      | 89     | 935
        D      | 76     | 160
        E      | 55     | 402
        """
    )


def test_the_published_example_is_0_515257() -> None:
    result = judged(published()).disparity(Stage.PRIMARY, "equipment")
    assert result.cv is not None
    assert float(result.cv) == pytest.approx(0.515257, abs=5e-7)


def test_neither_the_unweighted_nor_the_sample_form_is_meant() -> None:
    """Those would be 0.488771 (each school counts alike) and 0.546462 (divided by n - 1)."""
    result = judged(published()).disparity(Stage.PRIMARY, "equipment")
    assert result.cv is not None
    assert round(float(result.cv), 3) == 0.515


def test_the_mean_is_that_of_all_pupils_not_of_the_schools() -> None:
    result = judged(published()).disparity(Stage.PRIMARY, "equipment")
    assert result.mean == Fraction(279 + 137 + 935 + 160 + 402, 45 + 37 + 89 + 76 + 55)
    assert (result.rows, result.pupils) == (5, 302)


def test_mean_deviation_and_coefficient_belong_together() -> None:
    result = judged(published()).disparity(Stage.PRIMARY, "equipment")
    assert result.mean is not None
    assert result.sd is not None
    assert result.cv is not None
    assert abs(result.sd / result.mean - result.cv) < Fraction(1, 10**15)


def test_per_hundred_and_per_pupil_give_the_same_coefficient() -> None:
    """Backbone teachers are counted per 100 pupils, yuan per pupil: the coefficient has no unit."""
    yuan = judged(published()).disparity(Stage.PRIMARY, "equipment")
    teachers = judged(published("backbone")).disparity(Stage.PRIMARY, "backbone")
    assert yuan.cv_squared == teachers.cv_squared
    assert yuan.mean is not None
    assert teachers.mean == 100 * yuan.mean


def test_equal_schools_have_no_disparity() -> None:
    result = judged(county()).disparity(Stage.PRIMARY, "equipment")
    assert (result.cv, result.status) == (0, "met")


def test_the_two_stages_are_measured_apart() -> None:
    drawn = county(
        """
        school | stage   | pupils | equipment_yuan
        A      | primary | 1000   | 5000000
        B      | primary | 1000   | 5000000
        C      | junior  | 1000   | 3000000
        D      | junior  | 1000   | 9000000
        """
    )
    result = judged(drawn)
    assert result.disparity(Stage.PRIMARY, "equipment").cv == 0
    assert result.disparity(Stage.JUNIOR, "equipment").cv == Fraction(1, 2)


def test_a_nine_year_school_enters_each_stage_with_the_part_split_off() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils | equipment_yuan
        A      | nine_year | primary | 1000   | 4200000
        A      | nine_year | junior  | 1000   |
        B      | primary   | primary | 1000   | 2000000
        """
    )
    result = judged(drawn).disparity(Stage.PRIMARY, "equipment")
    assert (result.rows, result.mean, result.cv) == (2, 2000, 0)
