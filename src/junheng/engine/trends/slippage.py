"""Counties that were recognised and have since missed a clause (认定后滑坡).

A county counts as recognised from the earliest year in which its verdict is met, or from the year a
list gives, whichever is earlier. Every deciding clause that is missed in a later year is listed:
``first_missed`` is the first such year, ``since`` the first of the years up to the latest in which it
has not ceased to be missed; null where it is no longer missed.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from junheng.engine.trends.plan import Plan
from junheng.engine.trends.stacking import Stacked
from junheng.model import Status


def slippage(data: Stacked, plan: Plan) -> ir.Table:
    """One row a recognised county and clause missed since.

    ``status``, ``value`` and ``bound`` are those of the county's latest year; ``shortfall`` is how far
    the figure is on the wrong side, null where the clause is met or has no such figure.
    """
    missed = Status.NOT_MET.value
    joined = data.clauses.filter(data.clauses.decides).join(
        recognition(data.counties, plan.recognised), "county_code"
    )
    after = joined.filter(joined.year > joined.recognised)
    own = ibis.window(group_by=["county_code", "clause"])
    failing = after.status == missed
    years = after.mutate(
        first_missed=ibis.ifelse(failing, after.year, ibis.null("int64")).min().over(own),
        last_kept=ibis.ifelse(failing, ibis.null("int64"), after.year).max().over(own),
    )
    slipped = years.filter(years.first_missed.notnull())
    run = (slipped.status == missed) & (slipped.year > slipped.last_kept.fill_null(0))
    begun = slipped.mutate(
        since=ibis.ifelse(run, slipped.year, ibis.null("int64")).min().over(own),
        latest=slipped.year.max().over(own),
    )
    now = begun.filter(begun.year == begun.latest)
    less_is_better = ibis.literal(value=False)
    for clause, bound in plan.reversed_bounds:
        less_is_better = less_is_better | ((now.clause == clause) & (now.bound == bound))
    short = ibis.ifelse(less_is_better, now.value - now.bound, now.bound - now.value)
    return now.select(
        "county_code",
        "recognised",
        "by_list",
        "clause",
        "first_missed",
        "since",
        "year",
        "status",
        "value",
        "bound",
        shortfall=ibis.ifelse((now.status == missed) & (short > 0), short, ibis.null("float64")),
    )


def recognition(counties: ir.Table, listed: Mapping[str, int]) -> ir.Table:
    """The year from which each county counts as recognised, and whether a list says so."""
    met = counties.filter(counties.verdict == Status.MET.value)
    found = met.group_by("county_code").agg(met_in=met.year.min())
    every = counties.select("county_code").distinct().left_join(found, "county_code")
    given = (
        every.county_code.cases(*listed.items(), else_=ibis.null("int64"))
        if listed
        else ibis.null("int64")
    )
    both = every.select("county_code", "met_in", given=given)
    earliest = ibis.cases(
        (both.given.isnull(), both.met_in),
        (both.met_in.isnull(), both.given),
        else_=ibis.least(both.given, both.met_in),
    )
    known = both.mutate(recognised=earliest)
    return known.filter(known.recognised.notnull()).select(
        "county_code",
        "recognised",
        by_list=(known.given.notnull() & (known.given == known.recognised)).fill_null(False),
    )
