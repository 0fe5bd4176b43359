"""Clauses decided by evidence, by results supplied from above, and the vetoes; eligibility.

Source: rules.md sections 5-7.
"""

from __future__ import annotations

from fractions import Fraction

from junheng.census.facts import SUBJECTS
from junheng.evaluation.clauses import attested, of_parts, part, quotient
from junheng.evaluation.county_data import CountyData
from junheng.evaluation.results import ClauseResult
from junheng.standards import Clause


def evidence(clause: Clause, county: CountyData) -> ClauseResult:
    """A clause judged by documents on file: the attested conclusion, reviewed by people."""
    return of_parts(clause, county.rules, (attested(clause.id, county, clause.title.zh),))


def veto(clause: Clause, county: CountyData) -> ClauseResult:
    """Article 10: one fact that refuses recognition. Met says that it does not exist."""
    return of_parts(
        clause,
        county.rules,
        (attested(clause.id, county, clause.title.zh),),
        note="达标表示不存在该情形",
    )


def basic_balance_cv(clause: Clause, county: CountyData) -> ClauseResult:
    """E.2: three years of basic-balance coefficients, attested: their figures are judged elsewhere."""
    return evidence(clause, county)


def monitoring(clause: Clause, county: CountyData) -> ClauseResult:
    """8.9: level and between-school difference of six subjects, supplied, never computed here."""
    parts = []
    for subject, name in SUBJECTS.items():
        for slot, label in (("level", "学业水平等级"), ("difference", "校际差异率")):
            key = f"monitoring_{subject}_{slot}"
            figure = county.fact(key)
            parts.append(
                part(
                    clause.bound(slot),
                    None if figure is None else Fraction(figure),
                    name=key,
                    label=f"{name}{label}",
                    formula="国家义务教育质量监测公布的结果",
                    inputs=county.inputs(key),
                    missing=county.missing(key),
                )
            )
    return of_parts(clause, county.rules, parts)


def recognition(clause: Clause, county: CountyData) -> ClauseResult:
    """9: the national survey's figure. The county's own survey forecasts it, never replaces it."""
    rate = county.fact("recognition_rate")
    own = quotient(county.fact("recognition_satisfied"), county.fact("recognition_valid"))
    note = (
        "" if own is None else f"本县自查满意率 {float(own):.1%}，只供预计，不能代替国家公布的结果"
    )
    found = part(
        clause.bound(),
        None if rate is None else Fraction(rate),
        name="recognition",
        label="社会认可度",
        formula="国家组织的调查公布的结果",
        inputs=county.inputs("recognition_rate"),
        missing=county.missing("recognition_rate"),
    )
    return of_parts(clause, county.rules, (found,), note=note)


def years_since_basic_balance(clause: Clause, county: CountyData) -> ClauseResult:
    """E.1: years since basic balance was recognised."""
    years = county.fact("years_since_basic_balance")
    found = part(
        clause.bound(),
        None if years is None else Fraction(years),
        name="years_since_basic_balance",
        label="通过基本均衡认定年数",
        formula="通过国家认定至今的年数",
        inputs=county.inputs("years_since_basic_balance"),
        missing=county.missing("years_since_basic_balance"),
    )
    return of_parts(clause, county.rules, (found,))
