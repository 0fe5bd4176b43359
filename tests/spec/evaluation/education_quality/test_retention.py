"""8.1: 95% of those who entered junior school three years ago finish it, moves and deaths allowed for."""

from fractions import Fraction

import pytest

from junheng.census.records import Census
from tests.spec.drawing import clause, county


def pupils(
    graduates: object, entrants: object, into: object, out: object, deaths: object
) -> Census:
    return county(
        facts={
            "graduates": graduates,
            "entrants_three_years_ago": entrants,
            "transferred_in": into,
            "transferred_out": out,
            "deaths": deaths,
        }
    )


def test_950_of_1000_are_exactly_enough_and_949_are_not() -> None:
    assert clause("8.1", pupils(950, 1000, 0, 0, 0)).status == "met"
    assert clause("8.1", pupils(949, 1000, 0, 0, 0)).status == "not_met"


def test_those_who_moved_in_are_taken_off_and_those_who_moved_out_added() -> None:
    """(930 - 10 + 30) / (1000 - 0)."""
    result = clause("8.1", pupils(930, 1000, 10, 30, 0))
    assert (result.value, result.status) == (Fraction("0.95"), "met")


def test_deaths_are_taken_off_the_entrants() -> None:
    """949 / (1000 - 2) is more than 0.95."""
    result = clause("8.1", pupils(949, 1000, 0, 0, 2))
    assert (result.value, result.status) == (Fraction(949, 998), "met")


def test_under_the_other_reading_moves_change_the_entrants_and_100_percent_is_the_most() -> None:
    option = "retention_formula=capped"
    result = clause("8.1", pupils(930, 1000, 10, 30, 0), option)
    assert (result.value, result.status) == (Fraction(930, 980), "not_met")
    full = clause("8.1", pupils(1010, 1000, 0, 0, 0), option)
    assert (full.value, full.status) == (1, "met")


@pytest.mark.parametrize("gap", range(5))
def test_any_figure_missing_leaves_it_open(gap: int) -> None:
    figures: list[object] = [960, 1000, 0, 0, 0]
    figures[gap] = None
    result = clause("8.1", pupils(*figures))
    assert (result.status, result.value) == ("undetermined", None)
    assert len(result.missing) == 1
