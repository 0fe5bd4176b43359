"""小学 <= 0.50 and 初中 <= 0.45, each coefficient by itself, exactly."""

from fractions import Fraction

import pytest

from junheng.census.records import Census
from junheng.model import Stage
from tests.spec.drawing import county, judged


def two(stage: str, first: str, second: str, *, pupils: tuple[int, int] = (1000, 1000)) -> Census:
    return county(
        f"""
        school | stage   | pupils      | equipment_yuan
        A      | {stage} | {pupils[0]} | {first}
        B      | {stage} | {pupils[1]} | {second}
        """
    )


def test_exactly_0_50_is_met_in_primary_school() -> None:
    result = judged(two("primary", "3000000", "9000000")).disparity(Stage.PRIMARY, "equipment")
    assert (result.cv_squared, result.limit) == (Fraction(1, 4), Fraction(1, 2))
    assert result.status == "met"


def test_a_cent_more_apart_is_not() -> None:
    result = judged(two("primary", "2999999.99", "9000000")).disparity(Stage.PRIMARY, "equipment")
    assert result.status == "not_met"


def test_exactly_0_45_is_met_in_junior_school() -> None:
    result = judged(two("junior", "3300000", "8700000")).disparity(Stage.JUNIOR, "equipment")
    assert (result.cv_squared, result.limit) == (Fraction("0.2025"), Fraction("0.45"))
    assert result.status == "met"


def test_a_cent_more_apart_is_not_in_junior_school_either() -> None:
    result = judged(two("junior", "3299999.99", "8700000")).disparity(Stage.JUNIOR, "equipment")
    assert result.status == "not_met"


def test_0_50_is_too_much_for_junior_school() -> None:
    result = judged(two("junior", "3000000", "9000000")).disparity(Stage.JUNIOR, "equipment")
    assert result.status == "not_met"


@pytest.mark.parametrize("scale", [1, 3, 7, 11, 13, 97, 331])
def test_exact_ties_of_schools_of_different_size_are_met(scale: int) -> None:
    """One fifth of the pupils at 2 M and four fifths at 0.75 M lie exactly 0.50 apart."""
    drawn = two(
        "primary",
        f"{scale * 100 * 8000}/3",
        f"{scale * 400 * 3000}/3",
        pupils=(scale * 100, scale * 400),
    )
    result = judged(drawn).disparity(Stage.PRIMARY, "equipment")
    assert (result.cv_squared, result.status) == (Fraction(1, 4), "met")


def test_fourteen_coefficients_are_judged_seven_a_stage() -> None:
    found = [(each.stage.value, each.indicator) for each in judged(county()).disparities]
    assert len(found) == len(set(found)) == 14
    assert [stage for stage, _ in found].count("junior") == 7


def test_each_counts_by_itself_and_not_their_mean() -> None:
    """Six coefficients of 0 and one of 0.6 have a mean of 0.09, and still the county fails."""
    result = judged(two("primary", "2000000", "8000000"))
    values = [each.cv for each in result.disparities if each.stage is Stage.PRIMARY]
    known = [value for value in values if value is not None]
    assert sum(known) / len(known) < Fraction("0.1")
    clause = result.clause("6.cv")
    assert (clause.status, clause.decides) == ("not_met", True)
    assert result.verdict == "not_met"


def test_the_clause_is_met_when_every_coefficient_is_within_its_limit() -> None:
    assert judged(county()).clause("6.cv").status == "met"
