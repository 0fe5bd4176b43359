"""From the sums of each county to its clauses and its verdict: one line a county."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from junheng.engine.by_county import CLASS_SIZE, COUNTS, stage_sums
from junheng.engine.county_clauses import COUNTY_CLAUSES, UNKNOWN, Part
from junheng.engine.findings import FINDINGS
from junheng.engine.statuses import (
    NOT_APPLICABLE,
    NOT_MET,
    UNDETERMINED,
    all_met,
    all_of,
)
from junheng.evaluation.county import RECORDED_ONLY
from junheng.model import COMPULSORY
from junheng.standards import Clause, Judged, RuleSet

VERDICT = "verdict"


def judged(rules: RuleSet) -> list[Clause]:
    """The clauses that a county is judged by, those of eligibility last."""
    wanted = [clause for clause in rules if clause.judged not in RECORDED_ONLY]
    return sorted(wanted, key=lambda clause: clause.judged is Judged.ELIGIBILITY)


def deciding(rules: RuleSet) -> list[Clause]:
    """The clauses that make the verdict."""
    return [
        clause
        for clause in judged(rules)
        if clause.decides and clause.judged is not Judged.ELIGIBILITY
    ]


def status_column(clause: Clause) -> str:
    """The column with the status of a clause."""
    return f"status_{clause.id}"


def value_column(clause: Clause) -> str:
    """The column with the leading figure of a clause; null for evidence."""
    return f"value_{clause.id}"


def bound_column(clause: Clause) -> str:
    """The column with the bound that the leading figure is held against."""
    return f"bound_{clause.id}"


def counties(county: ir.Table, rules: RuleSet) -> ir.Table:
    """Every county with the status, figure and bound of each clause, its verdict, and whether any
    comparison was unsure. ``county`` joins the counts, sums, facts and conclusions of each county.
    """
    county = county.mutate(**stage_sums(county, rules))
    columns: dict[str, ir.Value] = {}
    doubts: list[ir.Value] = [
        county[name].fill_null(False)
        for name in ("unsure_schools", *(f"unsure_{stage.value}" for stage in COMPULSORY))
    ]
    for clause in judged(rules):
        found = _clause(county, clause, rules)
        columns[status_column(clause)] = found.status.cast("int8")
        columns[value_column(clause)] = found.value
        columns[bound_column(clause)] = (
            found.bound if isinstance(found.bound, ir.Value) else ibis.literal(found.bound, "float64")
        )
        if found.unsure is not None:
            doubts.append(found.unsure)
    county = county.mutate(**columns, unsure=reduce(or_, doubts))
    return county.mutate(
        **{VERDICT: all_met(*(county[status_column(each)] for each in deciding(rules)))}
    )


def _clause(county: ir.Table, clause: Clause, rules: RuleSet) -> Part:
    names = [each.measure for each in rules.indicators]
    if clause.measure in names and clause.judged is Judged.INDICATOR:
        return _indicator(county, clause)
    match clause.measure:
        case "school_rule":
            return _school_rule(county)
        case "disparity":
            return _disparity(county, names)
    if clause.measure in FINDINGS or clause.measure == CLASS_SIZE:
        return _findings(county, clause)
    return _of_parts(COUNTY_CLAUSES[clause.measure](county, clause, rules))


def _everyone(met: ir.Value, failing: ir.Value, open_: ir.Value) -> Part:
    """A clause that every school must meet: its figure is the share that do, once all are known."""
    looked_at = met + failing + open_
    known = (open_ == 0) & (looked_at > 0)
    return Part(
        status=all_of(met=met, failing=failing, open_=open_),
        value=ibis.ifelse(known, met.cast("float64") / looked_at.nullif(0), UNKNOWN),
        bound=1.0,
    )


def _of_stages(county: ir.Table, name: str) -> ir.Value:
    """A sum over both stages; nothing where the county has none."""
    primary, junior = (county[f"{name}_{stage.value}"].fill_null(0) for stage in COMPULSORY)
    return primary + junior


def _absent(county: ir.Table) -> ir.Value:
    return county.absent_p + county.absent_j


def _indicator(county: ir.Table, clause: Clause) -> Part:
    """6.1-6.7: the share of rows that meet the bound, for information."""
    reached = _of_stages(county, f"reached_{clause.measure}")
    known = _of_stages(county, f"known_{clause.measure}")
    open_ = _of_stages(county, "rows") - known + _absent(county)
    return _everyone(reached, known - reached, open_)


def _nothing_judged(found: Part) -> Part:
    """Open, never met, where there was nothing to judge."""
    nothing = found.status == NOT_APPLICABLE
    return Part(
        status=ibis.ifelse(nothing, UNDETERMINED, found.status),
        value=found.value,
        bound=found.bound,
    )


def _school_rule(county: ir.Table) -> Part:
    """6.school: every row passes the school rule."""
    met, failing = _of_stages(county, "rows_met"), _of_stages(county, "rows_not_met")
    open_ = _of_stages(county, "rows_open") + _absent(county)
    return _nothing_judged(_everyone(met, failing, open_))


def _disparity(county: ir.Table, names: Sequence[str]) -> Part:
    """6.cv: every coefficient within its limit; the figure is the share of those that are."""
    codes = [county[f"cv_status_{name}_{stage.value}"] for stage in COMPULSORY for name in names]

    def count(of: int) -> ir.Value:
        first, *others = ((code == of).cast("int64") for code in codes)
        return sum(others, start=first)

    return _nothing_judged(
        _everyone(
            *(count(code) for code in (COUNTS["met"], COUNTS["failing"], COUNTS["open"]))
        )
    )


def _findings(county: ir.Table, clause: Clause) -> Part:
    """A clause that looks at every school, or at every class."""
    met, failing, open_ = (
        county[f"{clause.id}_{what}"].fill_null(0) for what in ("met", "failing", "open")
    )
    if clause.measure == CLASS_SIZE:
        for stage in COMPULSORY:
            open_ = open_ + county[f"{clause.id}_absent_{stage.value}"]
    if clause.measure == "music_art_rooms":
        # No room reported in the whole county: not known, which is not none.
        unknown = county.rooms == 0
        open_ = ibis.ifelse(unknown, met + failing + open_, open_)
        met, failing = ibis.ifelse(unknown, 0, met), ibis.ifelse(unknown, 0, failing)
    return _everyone(met, failing, open_)


def _of_parts(parts: Sequence[Part]) -> Part:
    """A clause whose every part must hold. Its leading figure is that of the part that decides: the
    first one that fails, else the first that is open, else the first.
    """
    status = all_met(*(part.status for part in parts))
    figures = [part for part in parts if part.bound is not None]
    doubts = [part.unsure for part in parts if part.unsure is not None]
    unsure = reduce(or_, doubts) if doubts else None
    if not figures:
        return Part(status=status, unsure=unsure)
    if len(figures) == 1:
        return Part(status=status, value=figures[0].value, bound=figures[0].bound, unsure=unsure)
    order = [(each.status == code, each) for code in (NOT_MET, UNDETERMINED) for each in figures]
    first = figures[0]
    return Part(
        status=status,
        value=ibis.cases(*((when, each.value) for when, each in order), else_=first.value),
        bound=ibis.cases(*((when, each.bound) for when, each in order), else_=first.bound),
        unsure=unsure,
    )


