"""The counties most like a county: near in size, and in how much of it is rural.

With s the logarithm of the pupils and r the share of them in rural rows, both divided by their
standard deviation over all counties, the distance is sqrt((s - s')^2 + (r - r')^2).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def traits(rows: ir.Table) -> ir.Table:
    """One row a county with pupils: how many, and the share in rural rows.

    Rows whose area class is not stated count among all pupils, not among the rural.
    """
    rural = ibis.ifelse((rows.area_class == "rural").fill_null(False), rows.pupils, 0).sum()
    table = rows.group_by("county_code").agg(pupils=rows.pupils.sum(), rural=rural)
    peopled = table.filter(table.pupils > 0)
    return peopled.select("county_code", "pupils", rural_share=peopled.rural / peopled.pupils)


def alike(found: ir.Table, counties: ir.Table, nearest: int) -> ir.Table:
    """One row a county and neighbour: the ``nearest`` counties by :func:`traits`, the nearest first.

    Of equally near ones the lower code comes first.
    """
    size = found.pupils.cast("float64").log()
    every = ibis.window()
    placed = found.mutate(size=size)
    scaled = placed.mutate(
        x=placed.size / placed.size.std(how="pop").over(every).nullif(0.0),
        y=placed.rural_share / placed.rural_share.std(how="pop").over(every).nullif(0.0),
    ).mutate(x=ibis._.x.fill_null(0.0), y=ibis._.y.fill_null(0.0))
    outcome = counties.select(
        "county_code", "verdict", share=counties.rows_met / counties["rows"].nullif(0)
    )
    other = scaled.select(
        neighbour="county_code", pupils_2="pupils", rural_2="rural_share", x_2="x", y_2="y"
    )
    pairs = scaled.cross_join(other)
    pairs = pairs.filter(pairs.county_code != pairs.neighbour)
    apart = pairs.mutate(
        distance=((pairs.x - pairs.x_2) ** 2 + (pairs.y - pairs.y_2) ** 2).sqrt().round(9)
    )
    order = ibis.window(group_by="county_code", order_by=["distance", "neighbour"])
    ordered = apart.mutate(position=(ibis.row_number().over(order) + 1).cast("int64"))
    close = ordered.filter(ordered.position <= nearest)
    named = close.left_join(outcome.rename(neighbour="county_code"), "neighbour")
    return named.select(
        "county_code",
        "pupils",
        "rural_share",
        "position",
        "neighbour",
        "distance",
        neighbour_pupils="pupils_2",
        neighbour_rural_share="rural_2",
        neighbour_verdict="verdict",
        neighbour_rows_share="share",
    )
