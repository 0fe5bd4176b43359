"""The canonical tables as Ibis sees them: which columns, of which type.

Described in docs/reference/tables.md. Counts and years are whole numbers, areas and money doubles,
yes-or-no cells booleans, everything else text; a missing value is null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import ibis
import ibis.expr.types as ir

from junheng.census.microdata.lists import LISTS
from junheng.census.tables import BY_NAME, Kind, Table

DECLARED: Mapping[str, Table] = {**BY_NAME, **LISTS}
"""The declaration of every table that a data set may hold, lists of people included."""

_TYPES = {
    Kind.TEXT: "string",
    Kind.COUNT: "int64",
    Kind.AMOUNT: "float64",
    Kind.DEGREES: "float64",
    Kind.YEAR: "int64",
    Kind.FLAG: "boolean",
    Kind.CHOICE: "string",
    Kind.FIGURE: "string",  # the name of a county stands among its figures
}


def types_of(table: Table) -> dict[str, str]:
    """The type of every column of a canonical table."""
    return {column.name: _TYPES[column.kind] for column in table.columns}


_NO_TABLES = ("raw", "ignored")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """One data set. ``raw`` holds the tables as they were found, under canonical column names; the
    others are typed, and have every canonical column. ``None`` where the data set has no such table.
    ``ignored`` are the columns that mean nothing here, as ``学校.备注``: perhaps only misspelt.
    """

    schools: ir.Table
    stages: ir.Table
    rooms: ir.Table | None = None
    classes: ir.Table | None = None
    county: ir.Table | None = None
    attestations: ir.Table | None = None
    teachers: ir.Table | None = None
    pupils: ir.Table | None = None
    raw: Mapping[str, ir.Table] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    @property
    def present(self) -> dict[str, ir.Table]:
        """The tables there are, by name."""
        named = {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if each.name not in _NO_TABLES
        }
        return {name: table for name, table in named.items() if table is not None}


def described() -> Tables:
    """Tables without data, as an auditor's database would hold them: to print a statement for."""
    return Tables(
        **{name: ibis.table(types_of(table), name=name) for name, table in DECLARED.items()}
    )
