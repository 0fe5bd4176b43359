"""Where a county stands among those of its prefecture.

Equals share a place, and the next is counted from them: 1, 2, 2, 4. A county whose figure is not known
has no place, and is not among ``of`` them.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

_PREFECTURE = 4


def ranks(counties: ir.Table, coefficients: ir.Table) -> ir.Table:
    """One row a county and measure: ``value``, ``rank`` within the prefecture, ``of`` how many.

    The measures: ``rows_share`` and ``clauses_met`` (more is better), ``limit_used``: the largest
    coefficient over its limit (less is better), and every coefficient by itself (``cv``).
    """
    blank = ibis.literal("")
    shares = counties.select(
        "county_code",
        measure=ibis.literal("rows_share"),
        stage=blank,
        indicator=blank,
        value=counties.rows_met / counties["rows"].nullif(0),
    )
    clauses = counties.select(
        "county_code",
        measure=ibis.literal("clauses_met"),
        stage=blank,
        indicator=blank,
        value=counties.clauses_met.cast("float64"),
    )
    single = coefficients.select(
        "county_code", measure=ibis.literal("cv"), stage="stage", indicator="indicator", value="cv"
    )
    used = coefficients.group_by("county_code").agg(
        value=(coefficients.cv / coefficients["limit"]).max()
    )
    largest = used.select(
        "county_code",
        measure=ibis.literal("limit_used"),
        stage=blank,
        indicator=blank,
        value="value",
    )
    every = shares.union(clauses).union(largest).union(single)
    return _ranked(every.mutate(prefecture=every.county_code.substr(0, _PREFECTURE)))


def _ranked(every: ir.Table) -> ir.Table:
    better = ibis.ifelse(
        every.measure.isin(["rows_share", "clauses_met"]), -every.value, every.value
    )
    place = ["prefecture", "measure", "stage", "indicator"]
    signed = every.mutate(better=better, known=every.value.notnull())
    peers = ibis.window(group_by=[*place, "known"], order_by="better")
    all_peers = ibis.window(group_by=[*place, "known"])
    counted = signed.mutate(
        position=(ibis.rank().over(peers) + 1).cast("int64"),
        peers=signed.value.count().over(all_peers),
    )
    return counted.select(
        "prefecture",
        "county_code",
        "measure",
        "stage",
        "indicator",
        "value",
        rank=ibis.ifelse(counted.known, counted.position, ibis.null("int64")),
        of=ibis.ifelse(counted.known, counted.peers, ibis.null("int64")),
    )
