"""The floor is exactly 85% of the bound: 4.505 for 5.3, not the 4.51 that a published table prints."""

from fractions import Fraction

import pytest

from tests.spec.drawing import county, row

FLOORS = [
    ("above_required_degree", "3.57", "4.505"),
    ("backbone", "0.85", "0.85"),
    ("pe_arts", "0.765", "0.765"),
    ("teaching_area", "3.825", "4.93"),
    ("sports_area", "6.375", "8.67"),
    ("equipment", "1700", "2125"),
    ("multimedia", "1.955", "2.04"),
]


@pytest.mark.parametrize(("indicator", "primary", "junior"), FLOORS)
def test_each_floor_is_exact(indicator: str, primary: str, junior: str) -> None:
    both = county(
        """
        school | stage   | pupils
        A      | primary | 1000
        B      | junior  | 1000
        """
    )
    assert row(both, "A").indicator(indicator).floor == Fraction(primary)
    assert row(both, "B").indicator(indicator).floor == Fraction(junior)


def test_901_teachers_for_20000_pupils_are_exactly_the_floor_of_4_505() -> None:
    drawn = county(
        """
        school | stage  | pupils | degree_bachelor | degree_master
        A      | junior | 20000  | 901             | 0
        """
    )
    result = row(drawn).indicator("above_required_degree")
    assert result.value == Fraction("4.505")
    assert result.status == "within_floor"


def test_900_teachers_for_20000_pupils_are_below_the_floor() -> None:
    drawn = county(
        """
        school | stage  | pupils | degree_bachelor | degree_master
        A      | junior | 20000  | 900             | 0
        """
    )
    assert row(drawn).indicator("above_required_degree").status == "below_floor"


def test_1955_rooms_for_100000_pupils_are_exactly_the_floor_of_1_955() -> None:
    drawn = county(
        """
        school | stage   | pupils | multimedia_rooms
        A      | primary | 100000 | 1955
        """
    )
    assert row(drawn).indicator("multimedia").status == "within_floor"


def test_a_thousandth_of_a_square_metre_below_the_floor_is_below_it() -> None:
    drawn = county(
        """
        school | stage   | pupils | teaching_area_m2 | indoor_sports_m2
        A      | primary | 1      | 3.8249           | 0
        """
    )
    assert row(drawn).indicator("teaching_area").status == "below_floor"
