"""Clauses decided by evidence, by results supplied from above, and the vetoes; eligibility.

Source: 教督〔2017〕6号 articles 7-10; what a county must have to apply (申报条件).
"""

from __future__ import annotations

from junheng.census.facts import SUBJECTS
from junheng.evaluation.clauses import EXISTENCE, attested, county_figure, of_parts, quotient
from junheng.evaluation.county_data import CountyData
from junheng.evaluation.figures import percent
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
        (attested(clause.id, county, clause.title.zh, EXISTENCE),),
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
            parts.append(
                county_figure(
                    county,
                    clause.bound(slot),
                    f"monitoring_{subject}_{slot}",
                    label=f"{name}{label}",
                    formula="国家义务教育质量监测公布的结果",
                )
            )
    return of_parts(clause, county.rules, parts)


def recognition(clause: Clause, county: CountyData) -> ClauseResult:
    """9: the national survey's figure. The county's own survey forecasts it, never replaces it."""
    own = quotient(county.fact("recognition_satisfied"), county.fact("recognition_valid"))
    note = "" if own is None else f"本县自查满意率 {percent(own)}，只供预测，不能代替国家公布的结果"
    found = county_figure(
        county,
        clause.bound(),
        "recognition_rate",
        label="社会认可度",
        formula="国家组织的调查公布的结果",
    )
    return of_parts(clause, county.rules, (found,), note=note)


def years_since_basic_balance(clause: Clause, county: CountyData) -> ClauseResult:
    """E.1: years since basic balance was recognised."""
    found = county_figure(
        county,
        clause.bound(),
        "years_since_basic_balance",
        label="通过基本均衡认定年数",
        formula="通过国家认定至今的年数",
    )
    return of_parts(clause, county.rules, (found,))
