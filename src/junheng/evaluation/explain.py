"""Why: the derivation of one figure or verdict, from input cell to clause.

Addresses: a county code, ``CLAUSE`` (``7.11``, ``6.cv:primary:backbone``), ``SCHOOL``,
``SCHOOL:primary``, ``SCHOOL:primary:backbone`` (or ``6.2`` for the indicator); ``COUNTY:CLAUSE``
where the data has several counties.
"""

from __future__ import annotations

from junheng.errors import UserError
from junheng.evaluation.explain_clause import clause_step, county_step, disparity_step
from junheng.evaluation.explain_row import indicator_step, row_step
from junheng.evaluation.results import CountyResult, Evaluation, RowResult
from junheng.evaluation.trace import Step
from junheng.model import Stage

_STAGES = {word: stage for stage in Stage for word in (stage.value, stage.zh)}


def explain(evaluation: Evaluation, address: str) -> Step:
    """The derivation of what ``address`` names.

    Raises :class:`UserError` where there is no such county, school, stage, indicator or clause.
    """
    code, *rest = [piece.strip() for piece in address.strip().split(":")]
    for county in evaluation.counties:
        if county.code == code:
            return (
                _clause(evaluation, county, rest[0], rest[1:])
                if rest
                else county_step(county, evaluation.rules)
            )
    rows = [row for county in evaluation.counties for row in county.rows if row.school_code == code]
    if rows:
        return _school(evaluation, rows, rest)
    left_out = [each for county in evaluation.counties for each in county.left_out]
    for each in left_out:
        if each.school_code == code:
            return Step(
                title=f"{each.name}（{each.school_code}）", status="未纳入", note=each.reason
            )
    if code in {
        clause.id
        for county in evaluation.counties
        for clause in (*county.clauses, *county.eligibility)
    }:
        return _clause(evaluation, _only_county(evaluation, address), code, rest)
    raise UserError(
        f"没有“{code}”：它不是数据里的县级代码或学校标识码，也不是条款编号",
        remedy=f"例如 {_examples(evaluation)}",
    )


def _only_county(evaluation: Evaluation, address: str) -> CountyResult:
    if len(evaluation.counties) == 1:
        return evaluation.counties[0]
    codes = "、".join(county.code for county in evaluation.counties[:8])
    raise UserError(
        f"数据里有 {len(evaluation.counties)} 个县，请说明是哪一个",
        remedy=f"在前面加县级代码，例如 {evaluation.counties[0].code}:{address}；代码有 {codes}",
    )


def _clause(evaluation: Evaluation, county: CountyResult, clause_id: str, rest: list[str]) -> Step:
    try:
        clause = county.clause(clause_id)
    except KeyError:
        ids = "、".join(each.id for each in county.clauses)
        raise UserError(f"没有条款“{clause_id}”", remedy=f"条款编号有 {ids}") from None
    if clause_id in {"6.cv", "E.4"} and rest:
        stage = _stage(rest[0])
        found = [each for each in county.disparities if each.stage is stage]
        if len(rest) == 1:
            return Step(
                title=f"{stage.zh}校际差异系数",
                children=tuple(disparity_step(county, evaluation.rules, each) for each in found),
            )
        return disparity_step(
            county,
            evaluation.rules,
            county.disparity(stage, _indicator_id(evaluation, rest[1])),
        )
    return clause_step(evaluation, county, clause)


def _school(evaluation: Evaluation, rows: list[RowResult], rest: list[str]) -> Step:
    if not rest:
        if len(rows) == 1:
            return row_step(evaluation, rows[0])
        return Step(
            title=f"{rows[0].name}（{rows[0].school_code}）",
            children=tuple(row_step(evaluation, row) for row in rows),
        )
    stage = _stage(rest[0])
    for row in rows:
        if row.stage is stage:
            if len(rest) == 1:
                return row_step(evaluation, row)
            wanted = row.indicator(_indicator_id(evaluation, rest[1]))
            return indicator_step(evaluation, row, wanted)
    have = "、".join(f"{row.stage.value}（{row.stage.zh}）" for row in rows)
    raise UserError(f"{rows[0].name} 没有{stage.zh}部的判定", remedy=f"它有 {have}")


def _stage(word: str) -> Stage:
    if word not in _STAGES:
        raise UserError(f"没有学段“{word}”", remedy="学段写 primary（小学）或 junior（初中）")
    return _STAGES[word]


def _indicator_id(evaluation: Evaluation, word: str) -> str:
    for clause in evaluation.rules.indicators:
        if word in {clause.id, clause.measure, clause.title.zh}:
            return clause.measure
    known = "、".join(f"{each.id} {each.measure}" for each in evaluation.rules.indicators)
    raise UserError(f"没有指标“{word}”", remedy=f"七项指标是 {known}")


def _examples(evaluation: Evaluation) -> str:
    found = ["7.11", "6.cv:primary:backbone"]
    for county in evaluation.counties[:1]:
        found.insert(0, county.code)
        found += [f"{row.school_code}:{row.stage.value}:backbone" for row in county.rows[:1]]
    return "、".join(found)
