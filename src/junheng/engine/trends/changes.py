"""What changed from one year of a county to its next: verdicts, clauses, coefficients, schools.

The earlier year is the county's own: a year in which it has no data is passed over, and the column
``year_before`` says which year was compared with.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from junheng.engine.finished import INDICATORS
from junheng.engine.trends.measures import Measure
from junheng.model import Status

IMPROVED, WORSENED, OPENED, CLOSED = "improved", "worsened", "opened", "closed"
SCOPE, SAME = "scope", "same"
"""The changes of a status: from missed to met, from met to missed, to undetermined, from undetermined,
to or from not applicable, and none."""

_MET, _NOT_MET = Status.MET.value, Status.NOT_MET.value
_OPEN, _OUTSIDE = Status.UNDETERMINED.value, Status.NOT_APPLICABLE.value


def change(before: ir.Value, after: ir.Value) -> ir.Value:
    """The word for a change of status."""
    return ibis.cases(
        (before == after, SAME),
        ((before == _OUTSIDE) | (after == _OUTSIDE), SCOPE),
        (after == _OPEN, OPENED),
        (before == _OPEN, CLOSED),
        (after == _MET, IMPROVED),
        else_=WORSENED,
    )


def _before(table: ir.Table, keys: Sequence[str], *columns: str) -> ir.Table:
    """``table`` with the same columns of the unit's previous year, null in its first."""
    past = ibis.window(group_by=list(keys), order_by="year")
    return table.mutate(**{f"{name}_before": table[name].lag().over(past) for name in columns})


def _changed(table: ir.Table) -> ir.Table:
    """Only the years that have one before them, with the word for what became of the status."""
    known = table.filter(table.year_before.notnull())
    return known.mutate(change=change(known.status_before, known.status))


def clause_changes(clauses: ir.Table, measures: Sequence[Measure]) -> ir.Table:
    """One row a county, clause and year but its first: status and figure, before and after.

    ``difference`` of the figures is null where the clause has several comparisons, of which another
    may have been the deciding one. ``bound_changed``: the rule was not the same.
    """
    paired = _changed(
        _before(clauses, ("county_code", "clause"), "year", "status", "value", "bound")
    )
    followed = paired.clause.isin([each.clause for each in measures])
    return paired.select(
        "county_code",
        "clause",
        "decides",
        "year_before",
        "year",
        "status_before",
        "status",
        "change",
        "value_before",
        "value",
        difference=ibis.ifelse(followed, paired.value - paired.value_before, ibis.null("float64")),
        bound_before=paired.bound_before,
        bound=paired.bound,
        bound_changed=(paired.bound != paired.bound_before).fill_null(False),
    )


def disparity_changes(disparities: ir.Table) -> ir.Table:
    """One row a county, stage, indicator and year but its first: the coefficient before and after."""
    keys = ("county_code", "stage", "indicator")
    paired = _changed(_before(disparities, keys, "year", "status", "cv", "limit"))
    return paired.select(
        *keys,
        "year_before",
        "year",
        "status_before",
        "status",
        "change",
        "cv_before",
        "cv",
        difference=paired.cv - paired.cv_before,
        limit_before=paired.limit_before,
        limit=paired["limit"],
    )


def _compared_rows(rows: ir.Table) -> ir.Table:
    columns = ("year", "status", *(f"{name}_status" for name in INDICATORS))
    return _before(rows, ("county_code", "school_code", "stage"), *columns)


def school_changes(rows: ir.Table) -> ir.Table:
    """One row a school, stage and year in which its status is not what it was.

    ``fell`` and ``rose`` name the indicators that ceased or began to reach their bound, with commas.
    """
    paired = _changed(_compared_rows(rows))
    moved = paired.filter(paired.change != SAME)
    return moved.select(
        "county_code",
        "school_code",
        "name",
        "stage",
        "year_before",
        "year",
        "pupils",
        "status_before",
        "status",
        "change",
        fell=_named(moved, met_before=True),
        rose=_named(moved, met_before=False),
    )


def _named(paired: ir.Table, *, met_before: bool) -> ir.Value:
    """The indicators that were met and are missed (or the other way round), joined by commas."""
    missed = ("within_floor", "below_floor")
    text = ibis.literal("")
    for name in INDICATORS:
        after, before = paired[f"{name}_status"], paired[f"{name}_status_before"]
        turned = (
            (before == "met") & after.isin(missed)
            if met_before
            else before.isin(missed) & (after == "met")
        )
        text = text + ibis.ifelse(turned.fill_null(False), f",{name}", "")
    return text.substr(1)


def verdict_changes(counties: ir.Table, rows: ir.Table) -> ir.Table:
    """One row a county and year: the verdict, the rows that pass, and what became of both.

    ``newly_failing`` and ``newly_passing`` count the rows that turned; ``appeared`` those that the
    county did not have the year before, ``gone`` those it no longer has. All are null in a county's
    first year.
    """
    shares = counties.mutate(
        rows_share=counties.rows_met / counties.rows.nullif(0), status=counties.verdict
    )
    paired = _before(shares, ("county_code",), "year", "status", "rows_share")
    first = paired.year_before.isnull()
    known = paired.mutate(
        change=ibis.ifelse(first, ibis.null("string"), change(paired.status_before, paired.status)),
        rows_share_change=paired.rows_share - paired.rows_share_before,
    )
    own = ibis.window(group_by="county_code", order_by="year")
    years = counties.select(
        "county_code",
        "year",
        year_before=counties.year.lag().over(own),
        year_after=counties.year.lead().over(own),
    )
    turned = _turned(rows, years)
    joined = known.left_join(turned, ["county_code", "year"])
    counts = ("newly_failing", "newly_passing", "appeared", "gone")
    return joined.select(
        "county_code",
        "name",
        "year",
        "verdict",
        "year_before",
        joined.status_before.name("verdict_before"),
        "change",
        "clauses_met",
        "clauses_not_met",
        "clauses_open",
        "pupils",
        "rows",
        "rows_met",
        "rows_share",
        "rows_share_before",
        "rows_share_change",
        **{
            name: ibis.ifelse(
                joined.year_before.isnull(), ibis.null("int64"), joined[name].fill_null(0)
            )
            for name in counts
        },
    )


def _turned(rows: ir.Table, years: ir.Table) -> ir.Table:
    """How many rows turned, came or went, by county and later year."""
    own = ibis.window(group_by=["county_code", "school_code", "stage"], order_by="year")
    seen = rows.mutate(before=rows.year.lag().over(own), after=rows.year.lead().over(own))
    seen = seen.join(years, ["county_code", "year"])
    came = seen.year_before.notnull() & (seen.before.fill_null(0) < seen.year_before)
    went = seen.year_after.notnull() & (seen.after.fill_null(9999) > seen.year_after)
    turned = school_changes(rows)
    events = [
        seen.filter(came).select("county_code", "year", event=ibis.literal("appeared")),
        seen.filter(went).select("county_code", year=seen.year_after, event=ibis.literal("gone")),
        turned.select("county_code", "year", event="change"),
    ]
    every = events[0].union(events[1]).union(events[2])
    counted = {
        "newly_failing": WORSENED,
        "newly_passing": IMPROVED,
        "appeared": "appeared",
        "gone": "gone",
    }
    return every.group_by("county_code", "year").agg(
        **{name: (every.event == event).cast("int64").sum() for name, event in counted.items()}
    )
