"""From a table as it was found to the canonical types: headers named, words and numbers read.

A cell that cannot be read becomes null here; the checks find it by comparing with the raw table.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from junheng.census.tables import Column, Kind, Table
from junheng.census.words import HEADER_ALIASES, normal
from junheng.engine.numbers import LARGEST
from junheng.engine.tables import types_of

DIGITS = 15
"""A decimal of so many characters has one nearest double, and is the shortest that has it."""

WHOLE_DIGITS = 4
"""Decimals of so few places are whole ten-thousandths, whatever their size."""

FINER = "finer"
"""The column of :func:`typed` that marks rows with finer amounts than that."""

WITH_AMOUNTS = ("schools", "rooms")
"""The tables whose amounts are compared."""

_YES = ("是", "true", "1", "yes", "y", "t", "True", "TRUE")
_NO = ("否", "false", "0", "no", "n", "f", "False", "FALSE")


def renamed(raw: ir.Table, table: Table) -> ir.Table:
    """The columns of ``raw`` that the table knows, under their canonical names."""
    known = meanings(table)
    found: dict[str, str] = {}
    for header in raw.columns:
        name = known.get(normal(header))
        if name is not None:
            found.setdefault(name, header)
    return raw.select(**{name: raw[header] for name, header in found.items()})


def meanings(table: Table) -> Mapping[str, str]:
    """Every normal header, and the column it means; canonical names first."""
    aliases = HEADER_ALIASES.get(table.name, {})
    found = {column.name: column.name for column in table.columns}
    for column in table.columns:
        for word in (column.header, *column.aliases, *aliases.get(column.name, ())):
            found.setdefault(normal(word), column.name)
    return found


def typed(raw: ir.Table, table: Table, **more: ir.Value) -> ir.Table:
    """Every canonical column with its type; what the data lacks is null throughout. ``more`` are
    further columns.
    """
    types = types_of(table)
    finer = {FINER: _finer(raw, table)} if table.name in WITH_AMOUNTS else {}
    return raw.select(
        **more,
        **finer,
        **{
            column.name: (
                reading(raw[column.name], column, types[column.name])
                if column.name in raw.columns
                else ibis.null(types[column.name])
            )
            for column in table.columns
        },
    )


def _finer(raw: ir.Table, table: Table) -> ir.BooleanValue:
    """Whether an amount of the row is written with more digits than a double can tell apart."""
    found = ibis.literal(False)
    for column in table.columns:
        if column.kind is not Kind.AMOUNT or column.name not in raw.columns:
            continue
        cell = raw[column.name]
        if cell.type().is_string():
            found = found | (cell.length() > DIGITS)
        elif cell.type().is_decimal() and (cell.type().scale or 0) > WHOLE_DIGITS:
            found = found | (cell.cast("string").re_replace("0+$", "").length() > DIGITS)
    return found.fill_null(False)


def reading(found: ir.Value, column: Column, wanted: str) -> ir.Value:
    """The cells ``found`` of one column, in its type; null where they cannot be read."""
    kind, text = column.kind, found.type().is_string()
    if kind in (Kind.COUNT, Kind.YEAR):
        return _whole(found, text=text)
    if wanted == "float64":
        return found.try_cast("float64") if text else found.cast("float64")
    if kind is Kind.FLAG:
        return _flag(found) if text else found.cast("boolean")
    if kind is Kind.CHOICE and text:
        return _word(found, column)
    return found if text else found.cast("string")


def _whole(found: ir.Value, *, text: bool) -> ir.Value:
    if found.type().is_integer():
        return found.cast("int64")
    number = found.try_cast("float64") if text else found.cast("float64")
    # infinite, not a number, too large: DuckDB would not even round them
    number = ibis.ifelse(number.abs() < LARGEST, number, ibis.null("float64"))
    return ibis.ifelse(number == number.round(), number, ibis.null("float64")).cast("int64")


def _flag(found: ir.Value) -> ir.Value:
    return ibis.cases(
        (found.isin(_YES), True), (found.isin(_NO), False), else_=ibis.null("boolean")
    )


def _word(found: ir.Value, column: Column) -> ir.Value:
    """The word stored for a choice; a word that is none of the choices stays as it is."""
    others = [(word, value) for word, value in column.choices.items() if word != value]
    return found.cases(*others, else_=found) if others else found
