"""The places that counties are put together in, and the kinds of schools within them.

A county's code tells its province (two digits) and prefecture (four); the nation has the code ``""``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir

COUNTY, PREFECTURE, PROVINCE, NATION = "county", "prefecture", "province", "nation"
LENGTHS = {NATION: 0, PROVINCE: 2, PREFECTURE: 4, COUNTY: 6}
"""Every level with the length of its codes, the widest first."""

AREA_CLASS, OPERATOR, TYPE = "area_class", "operator", "type"
GROUPINGS = (AREA_CLASS, OPERATOR, TYPE)
"""Urban, town, rural; public, private; kind of school."""

UNKNOWN = "unknown"


def at_levels(table: ir.Table, levels: Sequence[str]) -> ir.Table:
    """``table`` once for every level, with the columns ``level`` and ``code`` of the place."""
    copies = [
        table.mutate(
            level=ibis.literal(level),
            code=table.county_code.substr(0, LENGTHS[level])
            if LENGTHS[level]
            else ibis.literal(""),
        )
        for level in levels
    ]
    return reduce(lambda one, other: one.union(other), copies)


def in_groups(rows: ir.Table, groupings: Sequence[str]) -> ir.Table:
    """``rows`` once for every grouping, with the columns ``grouping`` and ``group``.

    A row whose class or operator is not stated belongs to the group ``unknown``.
    """
    private = (rows.operator == "10").ifelse("private", "public")
    groups = {
        AREA_CLASS: rows.area_class,
        OPERATOR: ibis.ifelse(rows.operator.isnull(), ibis.null("string"), private),
        TYPE: rows["type"],
    }
    copies = [
        rows.mutate(grouping=ibis.literal(each), group=groups[each].fill_null(UNKNOWN))
        for each in groupings
    ]
    return reduce(lambda one, other: one.union(other), copies)
