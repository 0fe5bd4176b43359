"""Where the printed figure would suggest the other verdict, the result says so."""

from fractions import Fraction

from junheng.model import Stage
from tests.spec.drawing import clause, county, judged, row


def test_4_196_prints_as_4_20_and_still_misses_4_2() -> None:
    drawn = county(
        """
        school | pupils | degree_bachelor | degree_master
        A      | 25000  | 1049            | 0
        """
    )
    result = row(drawn).indicator("above_required_degree")
    assert result.value == Fraction("4.196")
    assert result.status == "within_floor"
    assert result.rounding_flip


def test_4_19_prints_as_4_19_and_deceives_nobody() -> None:
    drawn = county(
        """
        school | pupils | degree_bachelor | degree_master
        A      | 10000  | 419             | 0
        """
    )
    assert not row(drawn).indicator("above_required_degree").rounding_flip


def test_a_value_at_its_bound_or_above_is_not_flagged() -> None:
    for bachelors in (420, 421):
        drawn = county(
            f"""
            school | pupils | degree_bachelor | degree_master
            A      | 10000  | {bachelors}     | 0
            """
        )
        assert not row(drawn).indicator("above_required_degree").rounding_flip


def test_a_coefficient_of_0_5004_prints_as_0_500_and_still_fails() -> None:
    drawn = county(
        """
        school | pupils | equipment_yuan
        A      | 1000   | 2997600
        B      | 1000   | 9002400
        """
    )
    result = judged(drawn).disparity(Stage.PRIMARY, "equipment")
    assert result.cv == Fraction("0.5004")
    assert result.status == "not_met"
    assert result.rounding_flip
    assert judged(drawn).clause("6.cv").rounding_flip


def test_a_coefficient_of_0_501_is_not_flagged() -> None:
    drawn = county(
        """
        school | pupils | equipment_yuan
        A      | 1000   | 2994000
        B      | 1000   | 9006000
        """
    )
    assert not judged(drawn).disparity(Stage.PRIMARY, "equipment").rounding_flip


def test_a_retention_of_94_96_percent_prints_as_95_0_and_still_fails() -> None:
    figures = {"graduates": 9496, "entrants_three_years_ago": 10000}
    result = clause("8.1", county(facts=figures))
    assert result.status == "not_met"
    assert result.rounding_flip


def test_9_96_percent_rotated_print_as_10_0_and_still_fail() -> None:
    figures = {"rotation_eligible": 10000, "rotated": 996, "rotated_backbone": 200}
    result = clause("7.11", county(facts=figures))
    assert (result.status, result.rounding_flip) == ("not_met", True)


def test_9_94_percent_rotated_print_as_9_9_and_deceive_nobody() -> None:
    figures = {"rotation_eligible": 10000, "rotated": 994, "rotated_backbone": 200}
    assert not clause("7.11", county(facts=figures)).rounding_flip


def test_a_difference_of_0_1499_prints_as_0_150_and_is_still_below_0_15() -> None:
    result = clause("8.9", county(facts={"monitoring_math_difference": "0.1499"}))
    assert result.status == "met"
    assert not clause("8.9", county(facts={"monitoring_math_difference": "0.149"})).rounding_flip
    near = clause("8.9", county(facts={"monitoring_math_difference": "0.1499"}))
    assert near.rounding_flip
