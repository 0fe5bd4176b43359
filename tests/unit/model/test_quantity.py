"""Exact quantities and how they are printed."""

from fractions import Fraction

import pytest

from junheng.model.quantity import exactly, printed, round_half_up, square_root


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.125", 2, "0.13"),
        ("0.1249999", 2, "0.12"),
        ("-0.125", 2, "-0.13"),
        ("1/3", 3, "0.333"),
        ("2/3", 3, "0.667"),
        ("7", 2, "7"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
    ],
)
def test_halves_go_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert round_half_up(Fraction(value), places) == Fraction(rounded)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0, 0, "0"),
        (0, 3, "0.000"),
        (1234567, 0, "1234567"),
        ("0.005", 2, "0.01"),
        ("-1.005", 2, "-1.01"),
        ("-0.001", 2, "0.00"),
        ("99.995", 2, "100.00"),
    ],
)
def test_a_figure_is_printed_with_exactly_its_places(
    value: int | str, places: int, text: str
) -> None:
    assert printed(Fraction(value), places) == text


def test_a_missing_figure_is_printed_as_a_dash_unless_told_otherwise() -> None:
    assert printed(None, 2) == "—"
    assert printed(None, 2, missing="未填报") == "未填报"
    assert exactly(None) == "—"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("4.505", "4.505"),
        ("45", "45"),
        ("0.765", "0.765"),
        ("1/3", "1/3"),
        ("-2.50", "-2.5"),
        ("0.123456", "0.123456"),
        ("0.1234567", "1234567/10000000"),
    ],
)
def test_a_figure_is_written_without_loss(value: str, text: str) -> None:
    assert exactly(Fraction(value)) == text


def test_a_square_root_that_is_exact_comes_out_exact() -> None:
    assert square_root(Fraction("0.2025")) == Fraction("0.45")


def test_a_square_root_is_cut_after_20_digits() -> None:
    root = square_root(Fraction(2))
    assert root * root <= 2 < (root + Fraction(1, 10**20)) ** 2


def test_a_negative_quantity_has_no_square_root() -> None:
    with pytest.raises(ValueError, match="square root of a negative quantity"):
        square_root(Fraction(-1, 4))
