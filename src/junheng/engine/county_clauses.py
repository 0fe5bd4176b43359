"""Clauses decided by figures and conclusions of the county: one function a measure, one line a county.

The same definitions as :mod:`junheng.evaluation.people`, ``funds`` and ``supplied``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from junheng.census.facts import SUBJECTS
from junheng.engine.county_facts import PARTS, attested_column, fact_column
from junheng.engine.numbers import UNKNOWN, compare
from junheng.engine.statuses import NOT_APPLICABLE, UNDETERMINED, status_of
from junheng.model import COMPULSORY
from junheng.standards import Bound, Clause, RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One comparison inside a clause. Evidence has neither value nor bound."""

    status: ir.Value
    value: ir.Value = UNKNOWN
    bound: float | None = None


def fact(county: ir.Table, key: str) -> ir.Value:
    """A figure of the county in millionths; null where it is missing."""
    return county[fact_column(key)]


def share(bound: Bound, numerator: ir.Value, denominator: ir.Value) -> Part:
    """One figure over another. Nothing over nothing is about nobody: not applicable.

    A count above a denominator of 0 contradicts itself: undetermined.
    """
    found = compare(numerator, denominator, bound)
    nobody = denominator == 0
    return Part(
        status=ibis.cases(
            (nobody & (numerator.fill_null(0) == 0), NOT_APPLICABLE),
            (nobody, UNDETERMINED),
            else_=status_of(found.holds),
        ),
        value=numerator.cast("float64") / denominator.nullif(0),
        bound=None if bound.value is None else float(bound.value),
    )


def figure(county: ir.Table, bound: Bound, key: str) -> Part:
    """One figure of the county as it stands."""
    found = compare(fact(county, key), ibis.literal(1.0), bound, parts=PARTS)
    return Part(
        status=status_of(found.holds),
        value=fact(county, key) / PARTS,
        bound=None if bound.value is None else float(bound.value),
    )


def _fact_share(county: ir.Table, bound: Bound, numerator: Sequence[str], denominator: str) -> Part:
    first, *others = (fact(county, key) for key in numerator)
    return share(bound, sum(others, start=first), fact(county, denominator))


def attested(county: ir.Table, clause: Clause) -> Part:
    """The attested conclusion on a clause."""
    return Part(status=county[attested_column(clause.id)].fill_null(UNDETERMINED))


def evidence(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """A clause judged by documents on file."""
    return [attested(county, clause)]


def veto(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """Article 10: met says that what it forbids does not exist."""
    return [attested(county, clause)]


def basic_balance_cv(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """E.2: three years of basic-balance coefficients, attested."""
    return [attested(county, clause)]


def fund_base(county: ir.Table, clause: Clause, rules: RuleSet) -> list[Part]:
    """7.2: the four unifications are attested, the county's bases are not below those in force."""
    bases = rules["P.fund_base"]
    return [
        attested(county, clause),
        *(figure(county, bases.bound(stage), f"fund_base_{stage.value}") for stage in COMPULSORY),
    ]


def special_fund(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """7.7: public fund a pupil of special education; without such pupils not applicable."""
    found = _fact_share(county, clause.bound(), ("special_fund_yuan",), "special_pupils")
    nobody = (fact(county, "special_pupils") == 0).fill_null(False)
    return [
        Part(
            status=ibis.ifelse(nobody, NOT_APPLICABLE, found.status),
            value=found.value,
            bound=found.bound,
        )
    ]


def teacher_pay(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """7.8: teachers' mean pay against civil servants' mean pay."""
    ours, theirs = fact(county, "teacher_pay_yuan"), fact(county, "civil_servant_pay_yuan")
    found = compare(ours, theirs.nullif(0.0), clause.bound())
    return [
        Part(
            status=status_of(found.holds),
            value=ours / theirs.nullif(0.0),
            bound=float(clause.figure()),
        )
    ]


def migrant(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """7.15: migrant children in public or purchased places, and care for left-behind children."""
    places = ("migrant_public", "migrant_purchased")
    return [
        _fact_share(county, clause.bound(), places, "migrant_eligible"),
        attested(county, clause),
    ]


def _column_share(county: ir.Table, bound: Bound, name: str, parts: tuple[str, str]) -> Part:
    """The sum of a column of the stages over that of another, counted with the lines of stages."""
    sums = [county[f"{name}_{part}"] for part in parts]
    return share(bound, *sums)


def training_hours(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """7.9: full-time teachers with 360 hours in five years."""
    return [_column_share(county, clause.bound(), clause.measure, ("trained_360", "teachers"))]


def certificates(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """7.12: full-time teachers who hold a teaching certificate."""
    return [_column_share(county, clause.bound(), clause.measure, ("certified", "teachers"))]


def catchment(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """7.13: pupils from the catchment in urban and town public day schools, by stage."""
    return [
        _column_share(
            county, clause.bound(stage), f"catchment_{stage.value}", ("catchment_pupils", "pupils")
        )
        for stage in COMPULSORY
    ]


def rotation(county: ir.Table, clause: Clause, rules: RuleSet) -> list[Part]:
    """7.11: rotated of the eligible; backbone teachers of the rotated, or as the option says."""
    base = {
        "rotated": "rotated",
        "eligible_backbone": "rotation_eligible_backbone",
    }[rules.option("rotation_backbone_base")]
    return [
        _fact_share(county, clause.bound("rotated"), ("rotated",), "rotation_eligible"),
        _fact_share(county, clause.bound("backbone"), ("rotated_backbone",), base),
    ]


def quota(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """7.14: places of good senior high schools allotted to junior schools."""
    return [_fact_share(county, clause.bound(), ("quota_allotted",), "quota_planned")]


def disabled_enrolment(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """8.2: children with disabilities who are enrolled."""
    return [_fact_share(county, clause.bound(), ("disabled_enrolled",), "disabled_children")]


def retention(county: ir.Table, clause: Clause, rules: RuleSet) -> list[Part]:
    """8.1: three-year retention of junior schools, by the formula the option names."""
    graduates, entered = fact(county, "graduates"), fact(county, "entrants_three_years_ago")
    moved_in, moved_out = fact(county, "transferred_in"), fact(county, "transferred_out")
    capped = rules.option("retention_formula") == "capped"
    if capped:
        numerator, denominator = graduates, entered + moved_in - moved_out
    else:
        numerator = graduates - moved_in + moved_out
        denominator = entered - fact(county, "deaths")
    # Multiplying out keeps the sense of a comparison only above 0.
    sign = denominator.sign()
    numerator, denominator = numerator * sign, denominator * sign
    if capped:
        numerator = ibis.ifelse(numerator > denominator, denominator, numerator)
    found = compare(numerator, denominator.nullif(0.0), clause.bound())
    return [
        Part(
            status=status_of(found.holds),
            value=numerator / denominator.nullif(0.0),
            bound=float(clause.figure()),
        )
    ]


def monitoring(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """8.9: level and between-school difference of six subjects, supplied from above."""
    return [
        figure(county, clause.bound(slot), f"monitoring_{subject}_{slot}")
        for subject in SUBJECTS
        for slot in ("level", "difference")
    ]


def recognition(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """9: the figure of the national survey."""
    return [figure(county, clause.bound(), "recognition_rate")]


def years_since_basic_balance(county: ir.Table, clause: Clause, _rules: RuleSet) -> list[Part]:
    """E.1: years since basic balance was recognised."""
    return [figure(county, clause.bound(), "years_since_basic_balance")]


COUNTY_CLAUSES: dict[str, Callable[[ir.Table, Clause, RuleSet], list[Part]]] = {
    function.__name__: function
    for function in (
        basic_balance_cv,
        catchment,
        certificates,
        disabled_enrolment,
        evidence,
        fund_base,
        migrant,
        monitoring,
        quota,
        recognition,
        retention,
        rotation,
        special_fund,
        teacher_pay,
        training_hours,
        veto,
        years_since_basic_balance,
    )
}
"""The function of each clause of the county, by the measure named on its card."""

STAGE_SUMS = {
    "training_hours": ("trained_360", "teachers"),
    "certificates": ("certified", "teachers"),
    "catchment": ("catchment_pupils", "pupils"),
}
"""The columns of the stages whose sums these measures compare."""

ATTESTED = ("evidence", "veto", "basic_balance_cv", "fund_base", "migrant")
"""The measures that look at an attested conclusion."""
