"""Which counties are over a limit, may be next year, or stand close to it.

A figure is compared with its limit on a scale on which more is better (``sense``); a limit that is
reached exactly is kept where the rule says so (``strict``). Whether a limit is kept *now* is what the
run said, never computed again here; only what a line says of a year to come is compared, and
differences below 1e-9 are no differences.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from junheng.engine.backends import Connection
from junheng.engine.trends.measures import Measure
from junheng.engine.trends.plan import Plan
from junheng.engine.trends.regression import fitted
from junheng.engine.trends.stacking import Stacked
from junheng.model import Status

EXCEEDED, AT_RISK, NEAR, STABLE, UNKNOWN = "exceeded", "at_risk", "near", "stable", "unknown"
"""Over the limit now; the interval reaches beyond it; close to it; none of these; too few years."""

CLOSE = 0.1
"""A figure within a tenth of its limit is near it."""

AHEAD = 20
"""A line is not followed further than so many years."""

TINY = 1e-9
_KEYS = ("county_code", "measure", "clause", "stage", "indicator")


def risks(connection: Connection, data: Stacked, plan: Plan) -> ir.Table:
    """One row a county and figure that has a limit in the county's latest year.

    The figures are the coefficients of variation, and the ``measures`` of the plan. Without text in
    ``stage`` and ``indicator`` for a clause, without ``clause`` for a coefficient. What can be said
    of the year ahead is null where there are too few years.
    """
    points = connection.keep(_points(data, plan.measures))
    line = fitted(
        points, _KEYS, at=plan.following, confidence=plan.confidence, years=len(plan.years)
    )
    now = points.filter(points.year == plan.last).drop("year")
    judged = now.left_join(line, list(_KEYS))
    judged = judged.select(
        *_KEYS,
        *("value", "limit", "status", "sense", "strict", "most"),
        *("n", "first_year", "last_year", "slope", "predicted", "half", "mean", "mean_year"),
    )
    judged = judged.mutate(n=judged.n.fill_null(0))
    return _classed(_crossing(judged, plan.last))


def _points(data: Stacked, measures: Sequence[Measure]) -> ir.Table:
    """Every figure of every year with its limit, and which way is better."""
    every = data.disparities
    coefficients = every.filter(every["limit"].notnull()).select(
        "year",
        "county_code",
        measure=ibis.literal("disparity"),
        clause=ibis.literal(""),
        stage="stage",
        indicator="indicator",
        value="cv",
        limit="limit",
        status="status",
        sense=ibis.literal(-1.0),
        strict=ibis.literal(value=False),
        most=ibis.null("float64"),
    )
    if not measures:
        return coefficients
    followed = data.clauses.filter(
        data.clauses.clause.isin([each.clause for each in measures]) & data.clauses.bound.notnull()
    )
    senses = [(each.clause, float(each.sense)) for each in measures]
    strict = [each.clause for each in measures if each.strict]
    full = [(each.clause, each.most) for each in measures if each.most is not None]
    none = ibis.null("float64")
    clauses = followed.select(
        "year",
        "county_code",
        measure=ibis.literal("clause"),
        clause="clause",
        stage=ibis.literal(""),
        indicator=ibis.literal(""),
        value="value",
        limit="bound",
        status="status",
        sense=followed.clause.cases(*senses, else_=1.0),
        strict=followed.clause.isin(strict) if strict else ibis.literal(value=False),
        most=followed.clause.cases(*full, else_=none) if full else none,
    )
    return coefficients.union(clauses)


def _crossing(judged: ir.Table, last: int) -> ir.Table:
    """With the years in which the line first breaks its limit, or first keeps it again.

    ``crosses`` only for a figure that keeps its limit and moves towards it; ``returns`` only for one
    that breaks it and moves back. The line of a figure that keeps its limit may have crossed already:
    then the next year is the first.
    """
    margin = judged.sense * (judged.mean - judged["limit"])
    pace = judged.sense * judged.slope
    moving = judged.slope.abs() > TINY
    crossing = judged.mean_year - margin / ibis.ifelse(moving, pace, ibis.null("float64"))
    kept = ibis.ifelse(judged.strict, (crossing - TINY).ceil(), (crossing + TINY).floor() + 1)
    back = ibis.ifelse(judged.strict, (crossing + TINY).floor() + 1, (crossing - TINY).ceil())
    over = judged.status == Status.NOT_MET.value
    soonest = float(last + 1)
    return judged.mutate(
        crosses=_within(~over & (pace < 0), ibis.greatest(kept, soonest), last),
        returns=_within(over & (pace > 0), ibis.greatest(back, soonest), last),
    )


def _within(holds: ir.Value, year: ir.Value, last: int) -> ir.Value:
    """The year where ``holds``, null where it is too far off to be said."""
    soon = holds & (year <= last + AHEAD)
    return ibis.ifelse(soon.fill_null(False), year, ibis.null("float64")).cast("int64")


def _classed(judged: ir.Table) -> ir.Table:
    """With interval, direction and class; the columns in the order in which they are handed out."""
    nothing = ibis.null("float64")
    low, high = judged.predicted - judged.half, judged.predicted + judged.half
    worst = judged.sense * (judged.predicted - judged["limit"]) - judged.half
    size = ibis.greatest(judged["limit"].abs(), 1.0) * TINY
    broken = ibis.ifelse(judged.strict, worst <= size, worst < -size)
    apart = (judged.value - judged["limit"]).abs()
    full = (judged.most.notnull() & (judged.value >= judged.most)).fill_null(False)
    pace = judged.sense * judged.slope
    level = ibis.cases(
        (judged.status == Status.NOT_MET.value, EXCEEDED),
        (judged.value.isnull(), UNKNOWN),
        (broken.fill_null(False), AT_RISK),
        (~full & (apart <= CLOSE * judged["limit"].abs() + size), NEAR),
        (judged.half.isnull(), UNKNOWN),
        else_=STABLE,
    )
    return judged.select(
        *_KEYS,
        "status",
        "value",
        "limit",
        "n",
        "first_year",
        "last_year",
        "slope",
        direction=ibis.cases(
            (pace > TINY, "improving"),
            (pace < -TINY, "worsening"),
            (pace.notnull(), "level"),
            else_=ibis.null("string"),
        ),
        predicted=_possible(judged.predicted, judged.most),
        low=ibis.ifelse(judged.half.isnull(), nothing, _possible(low, judged.most)),
        high=ibis.ifelse(judged.half.isnull(), nothing, _possible(high, judged.most)),
        level=level,
        crosses="crosses",
        returns="returns",
    )


def _possible(value: ir.Value, most: ir.Value) -> ir.Value:
    """``value`` where it can be: no figure is below 0, and a share of schools not above 1."""
    floor = ibis.ifelse(value < 0, 0.0, value)
    return ibis.ifelse((most.notnull() & (floor > most)).fill_null(False), most, floor)
