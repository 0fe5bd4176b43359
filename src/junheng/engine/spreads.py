"""The sums of each county and stage, and the coefficients of variation that they give.

The same definition as :mod:`junheng.evaluation.disparity`: CV^2 = PN x sum(A^2/P) / (sum A)^2 - 1, here
from the values a pupil X = A/P, so that A = X x P and A^2/P = X^2 x P.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from junheng.engine.lines import code_column, value_column
from junheng.engine.numbers import NEAR
from junheng.engine.statuses import MET, NOT_APPLICABLE, NOT_MET, REACHED, UNDETERMINED
from junheng.engine.whole import whole_sum
from junheng.model import COMPULSORY, Stage
from junheng.standards import RuleSet

KEY = ("county_code", "stage")


def sums(lines: ir.Table, rules: RuleSet) -> ir.Table:
    """The judged rows of each county and stage, added up: one line each."""
    rows = lines.filter(lines.judged)
    found: dict[str, ir.Value] = {
        "rows": rows.count(),
        "pupils": whole_sum(rows.pupils),
        "rows_met": (rows.status == MET).sum(),
        "rows_not_met": (rows.status == NOT_MET).sum(),
        "rows_open": (rows.status == UNDETERMINED).sum(),
        "unsure": rows.unsure.any(),
    }
    for clause in rules.indicators:
        name = clause.measure
        value, code = rows[value_column(name)], rows[code_column(name)]
        weighted = value * rows.pupils
        found |= {
            f"known_{name}": code.count(),
            f"reached_{name}": (code == REACHED).sum(),
            f"sum_{name}": weighted.sum(),
            f"squares_{name}": (weighted * value).sum(),
        }
    return rows.group_by(*KEY).agg(**found)


def spread(by_stage: ir.Table, rules: RuleSet) -> ir.Table:
    """Every county and stage with mean, coefficient and status of each indicator.

    ``by_stage`` has the columns of :func:`sums`, null where a county has no row of the stage, and
    ``absent``: how many of its schools lack the stage in the data.
    """
    limits = {stage: rules.disparity_rule.figure(stage) for stage in COMPULSORY}
    primary = by_stage.stage == Stage.PRIMARY.value
    largest = ibis.ifelse(primary, *(1 + float(limits[stage]) ** 2 for stage in COMPULSORY))
    columns: dict[str, ir.Value] = {
        "limit": ibis.ifelse(primary, *(float(limits[stage]) for stage in COMPULSORY))
    }
    doubts = [by_stage.unsure.fill_null(False)]
    for clause in rules.indicators:
        found = _one(by_stage, clause.measure, largest)
        doubts.append(found.pop("unsure"))
        columns |= {f"{what}_{clause.measure}": value for what, value in found.items()}
    return by_stage.mutate(**columns, unsure=reduce(or_, doubts))


def _one(county: ir.Table, name: str, largest: ir.Value) -> dict[str, ir.Value]:
    """One coefficient. ``largest`` is 1 + the square of its limit."""
    rows = county.rows.fill_null(0)
    total = county[f"sum_{name}"]
    missing = (county[f"known_{name}"].fill_null(0) < rows) | (county.absent > 0)
    ratio = county.pupils * county[f"squares_{name}"] / (total * total).nullif(0.0)
    compared = ~missing & (rows > 1) & (total != 0)
    squared = ibis.cases(
        (missing, ibis.null("float64")),
        (rows == 1, 0.0),
        (compared, ibis.greatest(ratio - 1.0, 0.0)),
        else_=ibis.null("float64"),
    )
    mean = ibis.ifelse(missing, ibis.null("float64"), total / county.pupils)
    return {
        "mean": mean,
        "cv": squared.sqrt(),
        "sd": squared.sqrt() * mean,
        "cv_status": ibis.cases(
            (missing, UNDETERMINED),
            (rows == 0, NOT_APPLICABLE),
            (rows == 1, MET),
            (total == 0, UNDETERMINED),
            (ratio <= largest, MET),
            else_=NOT_MET,
        ).cast("int8"),
        "unsure": (compared & ((ratio - largest).abs() <= NEAR * largest)).fill_null(False),
    }


def over_stages(by_stage: ir.Table, rules: RuleSet) -> ir.Table:
    """Both stages of each county added up: its rows, and how many coefficients have which status."""
    codes = [by_stage[f"cv_status_{clause.measure}"] for clause in rules.indicators]
    names = ["rows", "pupils", "rows_met", "rows_not_met", "rows_open"]
    for clause in rules.indicators:
        names += [f"known_{clause.measure}", f"reached_{clause.measure}"]
    counted = {
        f"cv_{what}": sum(
            ((code == of).cast("int64") for code in codes[1:]), start=(codes[0] == of).cast("int64")
        )
        for what, of in (("met", MET), ("failing", NOT_MET), ("open", UNDETERMINED))
    }
    lines = by_stage.select("county_code", "unsure", *names, **counted)
    return lines.group_by("county_code").agg(
        unsure_rows=lines.unsure.any(),
        **{name: whole_sum(lines[name]).fill_null(0) for name in (*names, *counted)},
    )
