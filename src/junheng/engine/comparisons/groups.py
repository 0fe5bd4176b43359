"""Kinds of schools within places: means weighted by pupils, and rows below the floor.

The mean of an indicator over rows, each weighted by its pupils, is the sum of the amounts over the
sum of the pupils: what the group has for each of its pupils. Rows without a figure are left out of the
mean, and counted.
"""

from __future__ import annotations

from functools import reduce

import ibis
import ibis.expr.types as ir

from junheng.engine.comparisons.levels import AREA_CLASS
from junheng.engine.finished import INDICATORS
from junheng.model import Status

_PLACE = ("level", "code", "grouping", "group", "stage")


def passing(rows: ir.Table) -> ir.Table:
    """One row a place, group and stage: how many rows pass, and the pupils in those that fail.

    ``rows`` is taken at levels and in groups.
    """
    missed = rows.status == Status.NOT_MET.value
    failing = ibis.ifelse(missed, rows.pupils, 0).sum()
    met = _count(rows.status == Status.MET.value)
    return rows.group_by(list(_PLACE)).agg(
        rows=rows.count(),
        rows_met=met,
        rows_not_met=_count(missed),
        rows_open=_count(rows.status == Status.UNDETERMINED.value),
        rows_share=met / rows.count(),
        pupils=rows.pupils.sum(),
        pupils_failing=failing,
        pupils_failing_share=failing / rows.pupils.sum().nullif(0),
    )


def means(rows: ir.Table) -> ir.Table:
    """One row a place, group, stage and indicator.

    ``rows`` is taken at levels and in groups. ``mean`` is weighted by pupils, over the rows with a
    figure; ``below_floor_share`` is the share of these rows that do not reach 85% of the bound.
    """
    return reduce(
        lambda one, other: one.union(other), [_of_indicator(rows, name) for name in INDICATORS]
    )


def _of_indicator(rows: ir.Table, name: str) -> ir.Table:
    value, status = rows[name], rows[f"{name}_status"]
    known = value.notnull()
    pupils = ibis.ifelse(known, rows.pupils, 0).sum()
    below = _count(status == "below_floor")
    table = rows.group_by(list(_PLACE)).agg(
        rows=_count(known),
        unknown=_count(~known),
        pupils=pupils,
        mean=(value * rows.pupils).sum() / pupils.nullif(0),
        met=_count(status == "met"),
        below_floor=below,
        below_floor_share=below / _count(known).nullif(0),
    )
    return table.select(
        *_PLACE, indicator=ibis.literal(name), **{c: table[c] for c in table.columns[5:]}
    )


def gaps(found: ir.Table) -> ir.Table:
    """Urban against rural: one row a place, stage and indicator, from the :func:`means` by area class.

    ``ratio`` is urban : rural, ``gap`` urban - rural; null where the place lacks one of them, and the
    ratio also where rural schools have nothing.
    """
    area = found.filter(found.grouping == AREA_CLASS)
    nothing = ibis.null("float64")
    sides = area.group_by("level", "code", "stage", "indicator").agg(
        **{
            side: ibis.ifelse(area.group == side, area["mean"], nothing).max()
            for side in ("urban", "town", "rural")
        }
    )
    return sides.mutate(
        ratio=sides.urban / sides.rural.nullif(0.0),
        town_ratio=sides.town / sides.rural.nullif(0.0),
        gap=sides.urban - sides.rural,
    )


def _count(holds: ir.BooleanValue) -> ir.Value:
    return holds.fill_null(False).cast("int64").sum()
