"""Clauses 6.1 to 6.7 tell the share of rows that reach the bound; they inform and do not decide."""

from fractions import Fraction

import pytest

from tests.spec.drawing import county, judged

NUMBERS = ["6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.7"]


@pytest.mark.parametrize("number", NUMBERS)
def test_no_clause_of_one_indicator_decides_the_verdict(number: str) -> None:
    assert not judged(county()).clause(number).decides


@pytest.mark.parametrize("number", NUMBERS)
def test_a_clause_is_met_when_every_row_reaches_the_bound(number: str) -> None:
    clause = judged(county()).clause(number)
    assert (clause.value, clause.status) == (1, "met")


def test_a_row_within_the_floor_does_not_reach_the_bound() -> None:
    drawn = county(
        """
        school | pupils | backbone
        A      | 1000   | 10
        B      | 1000   | 9
        C      | 1000   | 10
        """
    )
    result = judged(drawn)
    clause = result.clause("6.2")
    assert (clause.value, clause.status) == (Fraction(2, 3), "not_met")
    assert result.clause("6.school").status == "met"


def test_a_row_with_a_missing_amount_leaves_the_clause_undetermined() -> None:
    drawn = county(
        """
        school | pupils | backbone
        A      | 1000   | 10
        B      | 1000   | ?
        """
    )
    clause = judged(drawn).clause("6.2")
    assert clause.status == "undetermined"
    assert [missing.column for missing in clause.missing] == ["backbone"]


def test_one_row_known_to_miss_the_bound_decides_though_another_is_unknown() -> None:
    drawn = county(
        """
        school | pupils | backbone
        A      | 1000   | 5
        B      | 1000   | ?
        """
    )
    assert judged(drawn).clause("6.2").status == "not_met"
