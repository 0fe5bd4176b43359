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
from junheng.engine.numbers import NEAR, UNKNOWN
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
    limits = {stage: float(rules.disparity_rule.figure(stage)) for stage in COMPULSORY}
    primary = by_stage.stage == Stage.PRIMARY.value
    by_stage = by_stage.mutate(
        limit=ibis.ifelse(primary, *(limits[stage] for stage in COMPULSORY)),
        largest=ibis.ifelse(primary, *(1 + limits[stage] ** 2 for stage in COMPULSORY)),
        rows=by_stage["rows"].fill_null(0),
        **{
            name: each
            for clause in rules.indicators
            for name, each in _ratio(by_stage, clause.measure).items()
        },
    )
    found = [_one(by_stage, clause.measure) for clause in rules.indicators]
    doubts = [by_stage.unsure.fill_null(False), *(each.pop("unsure") for each in found)]
    columns = {
        f"{what}_{clause.measure}": value
        for clause, each in zip(rules.indicators, found, strict=True)
        for what, value in each.items()
    }
    kept = [name for name in by_stage.columns if not name.startswith(_PASSING)]
    return by_stage.select(
        *(name for name in kept if name != "unsure"), **columns, unsure=reduce(or_, doubts)
    )


_PASSING = ("ratio_", "missing_", "sum_", "squares_", "largest")
"""How columns begin that nobody asks for later."""


def _ratio(county: ir.Table, name: str) -> dict[str, ir.Value]:
    """1 + the square of a coefficient, and whether an amount is missing."""
    total = county[f"sum_{name}"]
    known = county[f"known_{name}"].fill_null(0)
    return {
        f"ratio_{name}": county.pupils * county[f"squares_{name}"] / (total * total).nullif(0.0),
        f"missing_{name}": (known < county["rows"].fill_null(0)) | (county.absent > 0),
    }


def _one(county: ir.Table, name: str) -> dict[str, ir.Value]:
    """One coefficient; null where nothing can be said."""
    ratio, missing = county[f"ratio_{name}"], county[f"missing_{name}"]
    rows, total = county["rows"], county[f"sum_{name}"]
    cv = ibis.cases(
        (missing, UNKNOWN), ((rows == 1) | (ratio <= 1.0), 0.0), else_=(ratio - 1.0).sqrt()
    )
    mean = ibis.ifelse(missing, UNKNOWN, total / county.pupils)
    near = (ratio - county.largest).abs() <= county.largest * NEAR
    return {
        "mean": mean,
        "cv": cv,
        "sd": cv * mean,
        "cv_status": ibis.cases(
            (missing, UNDETERMINED),
            (rows == 0, NOT_APPLICABLE),
            (rows == 1, MET),
            (total == 0, UNDETERMINED),
            (ratio <= county.largest, MET),
            else_=NOT_MET,
        ).cast("int8"),
        "unsure": (near & ~missing & (rows > 1)).fill_null(False),
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
