"""Defects as lines of a table, and their sentences as expressions.

The same words as in ``junheng.census``: a sentence is written with the names of columns in braces, as
``"最大班额 {largest_class} 大于在校生数 {pupils}"``, and put together by the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from string import Formatter

import ibis
import ibis.expr.types as ir

from junheng.census.catalogue import SEVERITY

_COLUMNS = "check severity table county_code school_code stage column found expected message remedy"
TYPES = dict.fromkeys(_COLUMNS.split(), "string")
"""The columns of a table of defects, all text. Of these only the place, ``found``, ``expected`` and
``column`` may be null; ``stage`` and ``column`` are canonical names, ``severity`` error or warning."""

_PLACE = ("county_code", "school_code", "stage")


def lines(
    view: ir.Table,
    check: str,
    *,
    table: str,
    message: str,
    column: str = "",
    found: str = "",
    expected: str = "",
    remedy: str = "",
) -> ir.Table:
    """One defect for each line of ``view``, whose county, school and stage it names if it has them.

    ``column``, ``found``, ``expected``, ``message`` and ``remedy`` may name columns of ``view``.
    """
    said = {
        "column": sentence(column, view, empty=None),
        "found": sentence(found, view, empty=None),
        "expected": sentence(expected, view, empty=None),
        "message": sentence(message, view),
        "remedy": sentence(remedy, view),
    }
    place = {
        name: view[name].cast("string") if name in view.columns else ibis.null("string")
        for name in _PLACE
    }
    named = {
        "check": ibis.literal(check),
        "severity": ibis.literal(SEVERITY[check].value),
        "table": ibis.literal(table),
    }
    values = {**named, **place, **said}
    return view.select(**{name: values[name] for name in TYPES})


def sentence(template: str, view: ir.Table, *, empty: str | None = "") -> ir.StringValue:
    """The template with the columns of ``view`` that it names; ``empty`` where it is empty."""
    pieces: list[ir.StringValue] = []
    for text, name, _, _ in Formatter().parse(template):
        if text:
            pieces.append(ibis.literal(text))
        if name:
            pieces.append(shown(view[name]))
    if not pieces:
        return ibis.null("string") if empty is None else ibis.literal(empty)
    return reduce(lambda before, piece: before + piece, pieces)


def shown(value: ir.Value) -> ir.StringValue:
    """A value as a clerk would write it; nothing for a null."""
    if value.type().is_floating():
        value = plain(value)
    return ibis.coalesce(value.cast("string"), "")


def plain(number: ir.Value) -> ir.StringValue:
    """A double without needless digits: 3000, 3000.5; at most four decimals."""
    small = number.abs() < 1e12
    decimals = ibis.ifelse(small, number, 0.0).cast("decimal(18, 4)").cast("string")
    short = decimals.re_replace("0+$", "").re_replace("[.]$", "")
    return ibis.ifelse(small, short, number.cast("string"))


def together(parts: Sequence[ir.Table]) -> ir.Table:
    """All defects of ``parts``, of which there is at least one."""
    return ibis.union(*parts) if len(parts) > 1 else parts[0]
