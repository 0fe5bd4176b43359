"""Prefectures, provinces and the nation: verdicts, rows, and the spread of the coefficients."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from junheng.model import Status

_MET, _NOT_MET, _OPEN = Status.MET.value, Status.NOT_MET.value, Status.UNDETERMINED.value


def verdicts(counties: ir.Table) -> ir.Table:
    """One row a place: its counties by verdict, its judged rows and their pupils.

    ``counties`` is taken at levels. ``met_share`` is the share of all counties that are met, those
    that cannot be judged included; ``rows_share`` that of the judged rows that pass.
    """
    return counties.group_by("level", "code").agg(
        counties=counties.count(),
        met=_count(counties.verdict == _MET),
        not_met=_count(counties.verdict == _NOT_MET),
        undetermined=_count(counties.verdict == _OPEN),
        met_share=_count(counties.verdict == _MET) / counties.count(),
        rows=counties["rows"].sum(),
        rows_met=counties.rows_met.sum(),
        rows_share=counties.rows_met.sum() / counties["rows"].sum().nullif(0),
        pupils=counties.pupils.sum(),
    )


def failing_pupils(rows: ir.Table) -> ir.Table:
    """One row a place: the pupils in rows that are known to fail, and their share of all pupils."""
    failing = ibis.ifelse(rows.status == _NOT_MET, rows.pupils, 0).sum()
    return rows.group_by("level", "code").agg(
        pupils_failing=failing, pupils_failing_share=failing / rows.pupils.sum().nullif(0)
    )


def disparities(coefficients: ir.Table) -> ir.Table:
    """One row a place, stage and indicator: the middle and the worst coefficient, and whose it is.

    Counties whose coefficient is not known count in ``unknown`` only. Of several equally bad counties
    the one with the lowest code is named, and ``worst_counties`` says how many there are.
    """
    place = ["level", "code", "stage", "indicator"]
    table = coefficients.filter(coefficients.status != Status.NOT_APPLICABLE.value)
    own = ibis.window(group_by=place)
    marked = table.mutate(worst=table.cv.max().over(own))
    worst = marked.cv == marked.worst
    return marked.group_by(place).agg(
        counties=marked.cv.count(),
        unknown=_count(marked.cv.isnull()),
        over=_count(marked.status == _NOT_MET),
        over_share=_count(marked.status == _NOT_MET) / marked.cv.count().nullif(0),
        median=marked.cv.median(),
        worst=marked.worst.max(),
        worst_county=ibis.ifelse(worst, marked.county_code, ibis.null("string")).min(),
        worst_counties=_count(worst),
        limit=marked["limit"].max(),
    )


def _count(holds: ir.BooleanValue) -> ir.Value:
    return holds.fill_null(False).cast("int64").sum()
