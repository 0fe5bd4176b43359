"""The verdict on a county: all of articles 6-9 met and no veto (教督〔2017〕6号)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from junheng.census.records import Census
from junheng.errors import RuleSetError
from junheng.evaluation.class_size import class_size
from junheng.evaluation.county_data import CountyData, counties
from junheng.evaluation.funds import (
    fund_base,
    migrant,
    small_school_fund,
    special_fund,
    teacher_pay,
    training_fund,
)
from junheng.evaluation.music_art_rooms import music_art_rooms
from junheng.evaluation.people import (
    catchment,
    certificates,
    disabled_enrolment,
    quota,
    retention,
    rotation,
    training_hours,
)
from junheng.evaluation.resources import (
    disparities,
    disparity_clause,
    indicator_clause,
    judge_rows,
    school_rule_clause,
)
from junheng.evaluation.results import ClauseResult, CountyResult, Evaluation
from junheng.evaluation.school_size import school_size
from junheng.evaluation.supplied import (
    basic_balance_cv,
    evidence,
    monitoring,
    recognition,
    veto,
    years_since_basic_balance,
)
from junheng.model import all_met
from junheng.standards import Clause, Judged, RuleSet

Measure = Callable[[Clause, CountyData], ClauseResult]
Progress = Callable[[str, int, int], None]

MEASURES: dict[str, Measure] = {
    function.__name__: function
    for function in (
        basic_balance_cv,
        catchment,
        certificates,
        class_size,
        disabled_enrolment,
        evidence,
        fund_base,
        migrant,
        monitoring,
        music_art_rooms,
        quota,
        recognition,
        retention,
        rotation,
        school_size,
        small_school_fund,
        special_fund,
        teacher_pay,
        training_fund,
        training_hours,
        veto,
        years_since_basic_balance,
    )
}
"""The function of each measure a card may name, beside the seven indicators and their two rules."""

RECORDED_ONLY = (Judged.PARAMETER, Judged.DUTY, Judged.TARGET)
"""Kinds of clauses that belong to the rule book but are not judged for a county."""


def judge_county(county: CountyData) -> CountyResult:
    """Every clause of the rule set for one county, and the verdict they make together."""
    rules = county.rules
    rows = judge_rows(county)
    found = disparities(county, rows)
    positions = {clause.id: place for place, clause in enumerate(rules.indicators)}

    def judge(clause: Clause) -> ClauseResult:
        if clause.id in positions:
            return indicator_clause(clause, county, rows, positions[clause.id])
        if clause.measure == "school_rule":
            return school_rule_clause(clause, county, rows)
        if clause.measure == "disparity":
            return disparity_clause(clause, county, found)
        return MEASURES[clause.measure](clause, county)

    clauses = _judged(rules, judge, eligibility=False)
    name = county.facts.get("name")
    return CountyResult(
        code=county.code,
        name=name.value if name and isinstance(name.value, str) else None,
        verdict=all_met(each.status for each in clauses if each.decides),
        clauses=clauses,
        eligibility=_judged(rules, judge, eligibility=True),
        disparities=found,
        rows=rows,
        left_out=county.left_out,
    )


def _judged(
    rules: RuleSet, judge: Callable[[Clause], ClauseResult], *, eligibility: bool
) -> tuple[ClauseResult, ...]:
    wanted: Iterable[Clause] = (
        clause
        for clause in rules
        if clause.judged not in RECORDED_ONLY
        and (clause.judged is Judged.ELIGIBILITY) is eligibility
    )
    return tuple(judge(clause) for clause in wanted)


def evaluate(census: Census, rules: RuleSet, *, progress: Progress | None = None) -> Evaluation:
    """Judge every county in the data by the rule set handed in.

    ``progress`` is told after each county: what, how many are done, how many there are. Raises
    :class:`RuleSetError` for rules that judge something else (the 2012 set is kept to be read).
    """
    if not rules.judged(Judged.SCHOOL_RULE):
        raise RuleSetError(
            f"规则“{rules.id}”只供查阅，不能用来判定一个县",
            remedy="用 quality-balance（优质均衡）的规则判定",
        )
    codes = census.county_codes
    results = []
    for done, county in enumerate(counties(census, rules), 1):
        results.append(judge_county(county))
        if progress is not None:
            progress("判定", done, len(codes))
    return Evaluation(rules=rules, census=census, counties=tuple(results))
