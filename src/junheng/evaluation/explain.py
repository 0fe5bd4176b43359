"""Why: the derivation of one figure or verdict, from input cell to clause.

Addresses: a county code; ``CLAUSE`` (``7.11``, ``6.cv:primary:backbone``, ``7.4:SCHOOL``);
``SCHOOL``, ``SCHOOL:primary``, ``SCHOOL:primary:backbone`` (or ``6.2`` for the indicator),
``SCHOOL:7.4``. ``COUNTY:CLAUSE`` where the data has several counties.
"""

from __future__ import annotations

from junheng.errors import UserError
from junheng.evaluation.explain_clause import (
    clause_step,
    county_step,
    disparity_step,
    finding_step,
)
from junheng.evaluation.explain_row import indicator_step, row_step
from junheng.evaluation.explain_school import Place, place_of, school_step
from junheng.evaluation.results import ClauseResult, CountyResult, Evaluation
from junheng.evaluation.trace import Step
from junheng.model import COMPULSORY, Stage
from junheng.standards import Judged

_STAGES = {word: stage for stage in COMPULSORY for word in (stage.value, stage.zh)}


def explain(evaluation: Evaluation, address: str) -> Step:
    """The derivation of what ``address`` names.

    Raises :class:`UserError` where there is no such county, school, stage, indicator or clause, or
    where the address goes on after what it names.
    """
    whole = address.strip().replace("：", ":")
    code, rest = _split(evaluation, whole)
    for county in evaluation.counties:
        if county.code == code:
            return (
                _clause(evaluation, county, rest[0], rest[1:])
                if rest
                else county_step(county, evaluation.rules)
            )
    place = place_of(evaluation, code)
    if place is not None:
        return _school(evaluation, place, rest)
    if any(clause.id == code for county in evaluation.counties for clause in _clauses(county)):
        return _clause(evaluation, _only_county(evaluation, whole), code, rest)
    raise UserError(
        f"没有“{code}”：它不是数据里的县级代码或学校标识码，也不是条款编号",
        remedy=f"例如 {_examples(evaluation)}",
    )


def _split(evaluation: Evaluation, address: str) -> tuple[str, list[str]]:
    """The code an address begins with, and the pieces after it. A code may itself hold colons."""
    codes = [
        school.school_code for school in evaluation.census.schools if ":" in school.school_code
    ]
    for code in sorted(codes, key=len, reverse=True):
        if address == code or address.startswith(f"{code}:"):
            return code, [piece.strip() for piece in address[len(code) + 1 :].split(":") if piece]
    code, *rest = [piece.strip() for piece in address.split(":")]
    return code, rest


def _clauses(county: CountyResult) -> tuple[ClauseResult, ...]:
    return (*county.clauses, *county.eligibility)


def _nothing_more(rest: list[str]) -> None:
    if rest:
        raise UserError(f"看不懂后面的“{':'.join(rest)}”", remedy="去掉它再问")


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
    if not rest:
        return clause_step(evaluation, county, clause)
    if evaluation.rules[clause_id].measure == "disparity":
        return _disparities(evaluation, county, rest)
    found = [each for each in clause.findings if each.school_code == ":".join(rest)]
    if not found:
        raise UserError(
            f"条款 {clause_id} 没有“{':'.join(rest)}”这所学校的判定",
            remedy="只问这一条，或写 条款编号:学校标识码",
        )
    place = place_of(evaluation, found[0].school_code)
    if place is not None and evaluation.rules[clause_id].judged in (
        Judged.INDICATOR,
        Judged.SCHOOL_RULE,
    ):
        return school_step(evaluation, place, (clause_id,))
    return Step(
        title=f"{clause_id} {clause.title.zh}",
        cite=clause.cited,
        children=tuple(finding_step(each, evaluation.census) for each in found),
    )


def _disparities(evaluation: Evaluation, county: CountyResult, rest: list[str]) -> Step:
    stage = _stage(rest[0])
    if len(rest) == 1:
        found = [each for each in county.disparities if each.stage is stage]
        return Step(
            title=f"{stage.zh}校际差异系数",
            children=tuple(disparity_step(county, evaluation.rules, each) for each in found),
        )
    _nothing_more(rest[2:])
    each = county.disparity(stage, _indicator_id(evaluation, rest[1]))
    return disparity_step(county, evaluation.rules, each)


def _school(evaluation: Evaluation, place: Place, rest: list[str]) -> Step:
    if not rest:
        return school_step(evaluation, place)
    if any(clause.id == rest[0] for clause in _clauses(place.county)):
        return _clause(evaluation, place.county, rest[0], [place.school.school_code, *rest[1:]])
    stage = _stage(rest[0])
    for row in place.rows:
        if row.stage is stage:
            if len(rest) == 1:
                return row_step(evaluation, row)
            _nothing_more(rest[2:])
            wanted = row.indicator(_indicator_id(evaluation, rest[1]))
            return indicator_step(evaluation, row, wanted)
    have = "、".join(f"{row.stage.value}（{row.stage.zh}）" for row in place.rows)
    raise UserError(
        f"{place.school.name} 没有{stage.zh}部的判定",
        remedy=f"它有 {have}" if have else "它未纳入七项指标，只写学校标识码可以看到原因",
    )


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
