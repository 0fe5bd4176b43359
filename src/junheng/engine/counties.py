"""From the sums of each county to its clauses and its verdict: one line a county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

import ibis
import ibis.expr.types as ir

from junheng.engine.by_county import CLASS_SIZE, stage_sums
from junheng.engine.county_clauses import COUNTY_CLAUSES, Part
from junheng.engine.findings import FINDINGS
from junheng.engine.numbers import UNKNOWN
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
    """The column with the bound that the leading figure is held against, where a clause has several."""
    return f"bound_{clause.id}"


def counties(county: ir.Table, rules: RuleSet) -> ir.Table:
    """Every county with the status and figure of each clause, its verdict, and whether any comparison
    was unsure. ``county`` joins the counts, sums, facts and conclusions of each county.
    """
    county = county.mutate(**stage_sums(county, rules))
    county, found = of_clauses(county, judged(rules), rules, besides=(*TOTALS, *DOUBTS))
    results = {
        name: each for clause in judged(rules) for name, each in _columns(clause, found).items()
    }
    first: dict[Any, str] = {}
    for name, each in results.items():
        first.setdefault(each.op(), name)
    county = county.select(
        *TOTALS,
        unsure=reduce(or_, (county[name].fill_null(False) for name in DOUBTS)),
        **{name: results[name] for name in first.values()},
    )
    return county.select(
        *TOTALS,
        "unsure",
        **{name: county[first[each.op()]] for name, each in results.items()},
        **{VERDICT: all_met(*(county[status_column(each)] for each in deciding(rules)))},
    )


def _columns(clause: Clause, found: Mapping[str, Part]) -> dict[str, ir.Value]:
    result = found[clause.id]
    columns = {status_column(clause): result.status.cast("int8")}
    if result.bound is not None:
        columns[value_column(clause)] = result.value
    if isinstance(result.bound, ir.Value):
        columns[bound_column(clause)] = result.bound
    return columns


def of_clauses(
    county: ir.Table, clauses: Sequence[Clause], rules: RuleSet, *, besides: Sequence[str]
) -> tuple[ir.Table, dict[str, Part]]:
    """Some clauses for every county: status, leading figure and its bound, as columns of the table
    that is returned. ``besides`` are columns that it has too.

    Every comparison inside a clause gets columns of its own, so that none is computed twice.
    """
    columns: dict[str, ir.Value] = {}
    names: dict[Any, str] = {}
    found = {clause.id: _clause(county, clause, rules) for clause in clauses}
    for clause_id, parts in found.items():
        for place, part in enumerate(parts):
            for what, value in (("part", part.status), ("figure", part.value)):
                # Clauses of eligibility ask again what clauses of the verdict ask.
                name = names.setdefault(value.op(), f"{what}_{clause_id}_{place}")
                columns[name] = value
    county = county.select(*besides, **columns)

    def held(part: Part) -> Part:
        status = county[names[part.status.op()]]
        if part.bound is None:
            return Part(status=status)
        return Part(status=status, value=county[names[part.value.op()]], bound=part.bound)

    return county, {
        clause_id: _of_parts([held(part) for part in parts]) for clause_id, parts in found.items()
    }


TOTALS = ("county_code", "name", "institutions", "rows", "rows_met", "rows_not_met", "pupils")
DOUBTS = ("unsure_schools", "unsure_rows", "facts_unsure")
"""Where a comparison may have been too close to tell."""


def _clause(county: ir.Table, clause: Clause, rules: RuleSet) -> list[Part]:
    """The comparisons inside one clause."""
    if clause.judged is Judged.INDICATOR:
        return [_indicator(county, clause)]
    match clause.measure:
        case "school_rule":
            return [_school_rule(county)]
        case "disparity":
            return [_disparity(county)]
    if clause.measure in FINDINGS or clause.measure == CLASS_SIZE:
        return [_findings(county, clause)]
    return COUNTY_CLAUSES[clause.measure](county, clause, rules)


def _everyone(met: ir.Value, failing: ir.Value, open_: ir.Value) -> Part:
    """A clause that every school must meet: its figure is the share that do, once all are known."""
    share = met.cast("float64") / (met + failing).nullif(0)
    return Part(
        status=all_of(met=met, failing=failing, open_=open_),
        value=ibis.ifelse(open_ == 0, share, UNKNOWN),
        bound=1.0,
    )


def _absent(county: ir.Table) -> ir.Value:
    return county.absent_p + county.absent_j


def _indicator(county: ir.Table, clause: Clause) -> Part:
    """6.1-6.7: the share of rows that meet the bound, for information."""
    reached = county[f"reached_{clause.measure}"]
    known = county[f"known_{clause.measure}"]
    open_ = county["rows"] - known + _absent(county)
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
    met, failing = county["rows_met"], county["rows_not_met"]
    open_ = county["rows_open"] + _absent(county)
    return _nothing_judged(_everyone(met, failing, open_))


def _disparity(county: ir.Table) -> Part:
    """6.cv: every coefficient within its limit; the figure is the share of those that are."""
    return _nothing_judged(_everyone(county.cv_met, county.cv_failing, county.cv_open))


def _findings(county: ir.Table, clause: Clause) -> Part:
    """A clause that looks at every school, or at every class."""
    met, failing, open_ = (county[f"{clause.id}_{what}"] for what in ("met", "failing", "open"))
    if clause.measure == CLASS_SIZE:  # a county may have schools without a single line
        met, failing, open_ = (each.fill_null(0) for each in (met, failing, open_))
        for stage in COMPULSORY:
            open_ = open_ + county[f"{clause.id}_absent_{stage.value}"]
    if clause.measure == "music_art_rooms":
        # No room reported in the whole county: not known, which is not none.
        unknown = county.rooms_in_all == 0
        open_ = ibis.ifelse(unknown, met + failing + open_, open_)
        met, failing = ibis.ifelse(unknown, 0, met), ibis.ifelse(unknown, 0, failing)
    return _everyone(met, failing, open_)


def _of_parts(parts: Sequence[Part]) -> Part:
    """A clause whose every part must hold. Its leading figure is that of the part that decides: the
    first one that fails, else the first that is open, else the first.
    """
    status = all_met(*(part.status for part in parts))
    figures = [part for part in parts if part.bound is not None]
    if not figures:
        return Part(status=status)
    if len(figures) == 1:
        return Part(status=status, value=figures[0].value, bound=figures[0].bound)
    order = [(each.status == code, each) for code in (NOT_MET, UNDETERMINED) for each in figures]
    first = figures[0]
    return Part(
        status=status,
        value=ibis.cases(*((when, each.value) for when, each in order), else_=first.value),
        bound=ibis.cases(*((when, each.bound) for when, each in order), else_=first.bound),
    )
