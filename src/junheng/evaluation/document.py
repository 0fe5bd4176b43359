"""An evaluation as the JSON contract of the data dictionary: numbers unrounded, null where unknown."""

from __future__ import annotations

from typing import Any

from junheng import __version__
from junheng.census.records import Exact
from junheng.evaluation.results import (
    ClauseResult,
    CountyResult,
    Disparity,
    Evaluation,
    Finding,
    IndicatorResult,
    LeftOut,
    Part,
    RowResult,
)
from junheng.model import Status
from junheng.standards import RuleSet

Json = dict[str, Any]


def number(value: Exact | None) -> int | float | None:
    """A JSON number: whole where it is whole, else the nearest double."""
    if value is None:
        return None
    if value.denominator == 1:
        return value.numerator
    return value.numerator / value.denominator


def document(evaluation: Evaluation) -> Json:
    """The whole evaluation as plain dicts, lists, strings and numbers."""
    return {
        "junheng": __version__,
        "ruleset": ruleset(evaluation.rules),
        "data": {"source": evaluation.census.source, "sha256": evaluation.census.digest},
        "counties": [_county(county) for county in evaluation.counties],
    }


def ruleset(rules: RuleSet) -> Json:
    """Which rules a result was judged by: place, date, options, fingerprint."""
    return {
        "id": rules.id,
        "jurisdiction": rules.jurisdiction,
        "on": rules.on.isoformat(),
        "fingerprint": rules.fingerprint,
        "options": dict(rules.chosen),
        "switches": list(rules.switches),
    }


def _county(county: CountyResult) -> Json:
    return {
        "code": county.code,
        "name": county.name,
        "verdict": county.verdict.value,
        "clauses": [_clause(clause) for clause in county.clauses],
        "eligibility": [_clause(clause) for clause in county.eligibility],
        "disparities": [_disparity(each) for each in county.disparities],
        "schools": [_row(row) for row in county.rows],
        "left_out": [_left_out(each) for each in county.left_out],
    }


def _clause(clause: ClauseResult) -> Json:
    return {
        "id": clause.id,
        "title": clause.title.zh,
        "status": clause.status.value,
        "decides": clause.decides,
        "value": number(clause.value),
        "bound": number(clause.bound),
        "operator": clause.operator.value if clause.operator else None,
        "unit": clause.unit.value,
        "cite": clause.cited,
        "missing": [str(item) for item in clause.missing],
        "parts": [_part(part) for part in clause.parts],
        "failing": [_finding(each) for each in clause.findings if each.status is Status.NOT_MET],
        "note": clause.note,
    }


def _part(part: Part) -> Json:
    return {
        "id": part.name,
        "title": part.label,
        "value": number(part.value),
        "bound": number(part.bound),
        "operator": part.operator.value,
        "unit": part.unit.value,
        "status": part.status.value,
    }


def _finding(finding: Finding) -> Json:
    return {
        "school_code": finding.school_code,
        "stage": finding.stage.value if finding.stage else None,
        "value": number(finding.value),
        "bound": number(finding.bound),
    }


def _disparity(each: Disparity) -> Json:
    return {
        "indicator": each.indicator,
        "stage": each.stage.value,
        "rows": each.rows,
        "pupils": each.pupils,
        "mean": number(each.mean),
        "sd": number(each.sd),
        "cv": number(each.cv),
        "limit": number(each.limit),
        "status": each.status.value,
        "reason": each.reason,
        "best": number(each.best),
        "worst": number(each.worst),
        "missing": [str(item) for item in each.missing],
        "rounding_flip": each.rounding_flip,
    }


def _row(row: RowResult) -> Json:
    return {
        "school_code": row.school_code,
        "name": row.name,
        "stage": row.stage.value,
        "pupils": row.pupils,
        "status": row.status.value,
        "met": row.met,
        "within_floor": row.within_floor,
        "could_be": [status.value for status in row.could_be],
        "indicators": [_indicator(each) for each in row.indicators],
    }


def _indicator(each: IndicatorResult) -> Json:
    return {
        "id": each.id,
        "value": number(each.value),
        "bound": number(each.bound),
        "floor": number(each.floor),
        "status": each.status.value,
        "rounding_flip": each.rounding_flip,
        "missing": [str(item) for item in each.missing],
    }


def _left_out(each: LeftOut) -> Json:
    return {
        "school_code": each.school_code,
        "name": each.name,
        "stage": each.stage.value if each.stage else None,
        "reason": each.reason,
    }
