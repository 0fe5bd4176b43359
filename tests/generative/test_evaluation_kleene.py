"""Filling in a missing value never contradicts what was decided without it.

See docs/explanation/four-statuses.md. Checked at every level: indicator, row, disparity, clause, verdict.
"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from junheng.census.records import Census
from junheng.evaluation import evaluate
from junheng.evaluation.results import CountyResult, IndicatorStatus
from junheng.model import Status
from junheng.standards import RuleSet
from tests.generative.invented import Cell, cells, counties, rulesets, without

DECIDED = (Status.MET, Status.NOT_MET)
TINY = Fraction(1, 10**15)
"""Coefficients are cut to 20 decimals for print."""


def removable(census: Census) -> list[Cell]:
    """Every value that can be missing, but for the one blank that has a meaning of its own: a teaching
    point without a budget is covered by its central school."""
    return [
        cell
        for cell in cells(census)
        if not (
            cell.column in ("public_fund_yuan", "training_fund_yuan")
            and census.schools[cell.line].parent_code is not None
        )
    ]


@st.composite
def before_and_after(draw: st.DrawFn) -> tuple[CountyResult, CountyResult]:
    """A county with gaps, and the same county once they are filled."""
    rules: RuleSet = draw(rulesets())
    full = draw(counties())
    gone = draw(st.lists(st.sampled_from(removable(full)), unique=True, min_size=1, max_size=10))
    stages = [Cell("stages", line) for line in range(len(full.stages))]
    gone += draw(st.lists(st.sampled_from(stages), unique=True, max_size=1))
    (before,) = evaluate(without(full, gone), rules).counties
    (after,) = evaluate(full, rules).counties
    return before, after


@given(before_and_after())
def test_no_decision_is_ever_contradicted(pair: tuple[CountyResult, CountyResult]) -> None:
    before, after = pair
    _indicators_and_rows(before, after)
    _disparities(before, after)
    for clause in (*before.clauses, *before.eligibility):
        if clause.status in DECIDED:
            assert after.clause(clause.id).status is clause.status, clause.id
    if before.verdict in DECIDED:
        assert after.verdict is before.verdict


def _indicators_and_rows(before: CountyResult, after: CountyResult) -> None:
    filled = {(row.school_code, row.stage): row for row in after.rows}
    for row in before.rows:
        outcome = filled[row.school_code, row.stage]
        assert outcome.status in row.could_be
        if row.status in DECIDED:
            assert outcome.status is row.status
        for indicator in row.indicators:
            known = outcome.indicator(indicator.id)
            if indicator.status is not IndicatorStatus.UNDETERMINED:
                assert known == indicator
            assert known.value is not None
            assert indicator.low is not None
            assert indicator.low <= known.value
            assert indicator.high is None or known.value <= indicator.high


def _disparities(before: CountyResult, after: CountyResult) -> None:
    for disparity in before.disparities:
        outcome = after.disparity(disparity.stage, disparity.indicator)
        if disparity.status in DECIDED:
            assert outcome.status is disparity.status
            assert outcome.cv_squared == disparity.cv_squared
        if disparity.best is not None and disparity.worst is not None and outcome.cv is not None:
            assert disparity.best - TINY <= outcome.cv <= disparity.worst + TINY


@given(before_and_after())
def test_what_is_undetermined_says_what_is_missing(
    pair: tuple[CountyResult, CountyResult],
) -> None:
    before, _ = pair
    for row in before.rows:
        for indicator in row.indicators:
            assert (indicator.status is IndicatorStatus.UNDETERMINED) == bool(indicator.missing)
    for disparity in before.disparities:
        if disparity.status is Status.UNDETERMINED:
            assert disparity.reason


@given(counties(), rulesets())
def test_with_nothing_missing_every_row_is_decided(census: Census, rules: RuleSet) -> None:
    (result,) = evaluate(census, rules).counties
    for row in result.rows:
        assert row.status in DECIDED
        assert row.could_be == (row.status,)
        assert all(each.missing == () for each in row.indicators)
