"""Article 6 for a county: the seven indicators, the school rule, the disparities.

Source: 教督〔2017〕6号 article 6; the formula of the coefficient: docs/explanation/disparity.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from junheng.evaluation.clauses import of_findings
from junheng.evaluation.county_data import CountyData, SchoolData, stage_absent
from junheng.evaluation.disparity import Spread, best_and_worst, spread
from junheng.evaluation.results import (
    ClauseResult,
    Disparity,
    Finding,
    IndicatorResult,
    IndicatorStatus,
    Missing,
    RowResult,
)
from junheng.evaluation.rows import Yardstick, measuring, rows_of, yardsticks
from junheng.model import COMPULSORY, Stage, Status, all_met
from junheng.model.quantity import round_half_up, square_root
from junheng.standards import Clause, Operator, Unit

CV_PLACES = 3
"""Coefficients are printed with three decimals (form III)."""


def judge_rows(county: CountyData) -> tuple[RowResult, ...]:
    """Every judged row of the county, in the order of the schools."""
    by = measuring(county.rules)
    return tuple([row for data in county.judged for row in rows_of(data, by)])


def _of_row(row: RowResult) -> Finding:
    return Finding(
        school_code=row.school.school_code,
        name=row.school.name,
        stage=row.row.stage,
        status=row.status,
        missing=tuple([item for each in row.indicators for item in each.missing]),
    )


def _of_indicator(row: RowResult, indicator: IndicatorResult) -> Finding:
    return Finding(
        school_code=row.school.school_code,
        name=row.school.name,
        stage=row.row.stage,
        status=_AS_CLAUSE[indicator.status],
        value=indicator.value,
        bound=indicator.bound,
        missing=indicator.missing,
    )


def _unreported_findings(county: CountyData) -> list[Finding]:
    return [
        Finding(
            school_code=data.school.school_code,
            name=data.school.name,
            stage=stage,
            status=Status.UNDETERMINED,
            value=None,
            bound=None,
            wording="没有学段数据",
            missing=(stage_absent(data, stage),),
        )
        for data in county.unreported
        for stage in data.absent
    ]


_AS_CLAUSE = {
    IndicatorStatus.MET: Status.MET,
    IndicatorStatus.WITHIN_FLOOR: Status.NOT_MET,
    IndicatorStatus.BELOW_FLOOR: Status.NOT_MET,
    IndicatorStatus.UNDETERMINED: Status.UNDETERMINED,
}


def indicator_clause(
    clause: Clause, county: CountyData, rows: Sequence[RowResult], position: int
) -> ClauseResult:
    """6.1-6.7: the share of rows that meet the bound, for information. ``position`` is the
    indicator's place among the seven.
    """
    findings = [_of_indicator(row, row.indicators[position]) for row in rows]
    return of_findings(clause, county.rules, findings + _unreported_findings(county))


def school_rule_clause(
    clause: Clause, county: CountyData, rows: Sequence[RowResult]
) -> ClauseResult:
    """6.school: every row passes the school rule. Without a row there is nothing to pass."""
    findings = [_of_row(row) for row in rows] + _unreported_findings(county)
    found = of_findings(clause, county.rules, findings)
    return found if findings else nothing_judged(found, county)


def nothing_judged(found: ClauseResult, county: CountyData) -> ClauseResult:
    """The same clause for a county without a school that could be judged: open, never met."""
    absent = Missing(
        table="stages", column="pupils", key=county.code, label="可以判定的小学、初中学段部"
    )
    return replace(found, status=Status.UNDETERMINED, missing=(absent,))


def disparities(county: CountyData, rows: Sequence[RowResult]) -> tuple[Disparity, ...]:
    """The fourteen coefficients: primary first, each stage in the order of the indicators."""
    found = []
    for stage in COMPULSORY:
        of_stage = [row for row in rows if row.stage is stage]
        absent = [data for data in county.unreported if stage in data.absent]
        for position, stick in enumerate(yardsticks(county.rules, stage)):
            found.append(_disparity(county, stage, stick, of_stage, position, absent))
    return tuple(found)


def _disparity(
    county: CountyData,
    stage: Stage,
    stick: Yardstick,
    rows: Sequence[RowResult],
    position: int,
    absent: Sequence[SchoolData],
) -> Disparity:
    limit = county.rules.disparity_rule.figure(stage)
    results = [(row.row.pupils, row.indicators[position]) for row in rows]
    known = [(pupils, each.amount) for pupils, each in results if each.amount is not None]
    unknown = [pupils for pupils, each in results if each.amount is None]
    missing = tuple([item for _, each in results for item in each.missing])
    missing += tuple([stage_absent(data, stage) for data in absent])
    sums = spread([amount for _, amount in known], [pupils for pupils, _ in known])
    squared, status, reason = _judge(sums, limit, rows=len(rows), missing=missing)
    low, high = best_and_worst(sums, unknown) if unknown and not absent else (None, None)
    mean = sums.mean if not missing else None
    cv = None if squared is None else square_root(squared)
    return Disparity(
        indicator=stick.clause.measure,
        clause=stick.clause.id,
        stage=stage,
        rows=len(rows),
        pupils=sum([pupils for pupils, _ in results]),
        mean=None if mean is None else mean * stick.factor,
        sd=None
        if squared is None or mean is None
        else square_root(squared * mean * mean) * stick.factor,
        cv=cv,
        cv_squared=squared,
        limit=limit,
        status=status,
        reason=reason,
        missing=missing,
        best=None if low is None else square_root(low),
        worst=None if high is None else square_root(high),
        rounding_flip=cv is not None
        and (round_half_up(cv, CV_PLACES) <= limit) != (status is Status.MET),
    )


def _judge(
    sums: Spread, limit: Fraction, *, rows: int, missing: tuple[Missing, ...]
) -> tuple[Fraction | None, Status, str]:
    """CV^2 with its status and, where it is not decided, why."""
    if missing:
        return None, Status.UNDETERMINED, "有学校的数据缺失"
    if not rows:
        return None, Status.NOT_APPLICABLE, "没有这一学段的学校"
    if rows == 1:
        return Fraction(0), Status.MET, "只有一所学校，差异系数为 0"
    squared = sums.cv_squared
    if squared is None:
        return None, Status.UNDETERMINED, "各校合计为 0，差异系数没有意义"
    return squared, Status.of(squared <= limit * limit), ""


def disparity_clause(
    clause: Clause, county: CountyData, found: Sequence[Disparity]
) -> ClauseResult:
    """6.cv (and the eligibility condition on disparity): every coefficient within its limit.

    The figure is the share of the applicable coefficients that are within their limit.
    """
    looked_at = [each for each in found if each.status is not Status.NOT_APPLICABLE]
    known = looked_at and all(each.status is not Status.UNDETERMINED for each in looked_at)
    within = sum(each.status is Status.MET for each in looked_at)
    unique = dict.fromkeys(item for each in looked_at for item in each.missing)
    result = ClauseResult(
        id=clause.id,
        title=clause.title,
        status=all_met(each.status for each in looked_at),
        decides=clause.decides,
        cite=clause.edition.cite,
        cited=county.rules.cited(clause.edition.cite),
        value=Fraction(within, len(looked_at)) if known else None,
        bound=Fraction(1),
        operator=Operator.AT_LEAST,
        unit=Unit.SHARE,
        missing=tuple(unique),
        rounding_flip=any(each.rounding_flip for each in found),
    )
    return result if looked_at else nothing_judged(result, county)
