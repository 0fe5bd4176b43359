"""Which clauses have a figure that means the same every year."""

from __future__ import annotations

from datetime import date

import pytest

from junheng.engine.trends import Measure, measures, reversed_bounds
from junheng.rulebook import rules

NATION = rules(on=date(2025, 9, 1))
FOLLOWED = {each.clause: each for each in measures(NATION)}


@pytest.mark.parametrize("clause", ["6.school", "7.3", "7.4", "7.5", "7.6", "8.4"])
def test_shares_of_schools_are_followed_and_end_at_all_of_them(clause: str) -> None:
    assert FOLLOWED[clause] == Measure(clause=clause, sense=1, most=1.0)


def test_pay_may_exceed_that_of_civil_servants() -> None:
    assert FOLLOWED["7.8"] == Measure(clause="7.8", sense=1)


@pytest.mark.parametrize("clause", ["7.2", "7.11", "7.13"])
def test_clauses_of_several_comparisons_are_not_followed(clause: str) -> None:
    assert clause not in FOLLOWED


@pytest.mark.parametrize("clause", ["8.9", "9"])
def test_results_supplied_from_above_are_not_followed(clause: str) -> None:
    assert clause not in FOLLOWED


@pytest.mark.parametrize("clause", ["6.1", "6.cv", "E.1", "P.fund_base", "7.1", "10.1"])
def test_nor_are_clauses_that_do_not_decide_or_have_no_figure(clause: str) -> None:
    assert clause not in FOLLOWED


def test_the_difference_of_the_monitoring_is_the_only_largest_value() -> None:
    assert reversed_bounds(NATION) == (("8.9", 0.15),)
