"""School values and means 2 decimals, CV 3, halves up; exact figures are never printed rounded."""

from fractions import Fraction

import pytest

from junheng.model.quantity import exactly, printed


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("4.505", 2, "4.51"),
        ("4.504999", 2, "4.50"),
        ("0.5005", 3, "0.501"),
        ("0.50049", 3, "0.500"),
        ("94.95", 1, "95.0"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("2/3", 2, "0.67"),
        ("1.005", 2, "1.01"),
        ("0", 2, "0.00"),
    ],
)
def test_halves_are_rounded_up(value: str, places: int, text: str) -> None:
    assert printed(Fraction(value), places) == text


def test_a_missing_value_is_a_dash_and_never_0() -> None:
    assert printed(None, 2) == "—"


def test_the_floor_of_4_505_is_written_out_in_full() -> None:
    assert exactly(Fraction("4.505")) == "4.505"


def test_a_fraction_without_end_is_written_as_a_fraction() -> None:
    assert exactly(Fraction(600, 930)) == "20/31"
