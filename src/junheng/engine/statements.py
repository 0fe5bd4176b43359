"""The definitions as SQL: what is computed, in which order, for an engine or an auditor to run.

Ibis is the compiler: the same expressions become statements of DuckDB or of Spark. Nothing is computed
here, and no engine need be installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.config import Config

from junheng.engine.definitions import Defined, define
from junheng.engine.tables import DECLARED, Tables
from junheng.engine.typed import typed
from junheng.standards import RuleSet

DIALECTS = {"duckdb": "duckdb", "spark": "pyspark"}

PREFIX = "junheng_"
"""Begins the name of every table that a run makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One table to be made: its name, and the query that gives its lines."""

    name: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All tables of a run in order, and the results as expressions over them.

    ``tables`` are the canonical tables, by the names that the statements call them.
    """

    statements: tuple[Statement, ...]
    defined: Defined
    tables: Tables


def plan(columns: Mapping[str, Mapping[str, Any]], rules: RuleSet, dialect: str) -> Plan:
    """The statements that judge a data set with these tables, columns and types.

    ``columns`` gives the type of each column by table, both under canonical names. Made once for all
    data sets that have the same ones.
    """
    frozen = tuple(
        (name, tuple((column, str(kind)) for column, kind in types.items()))
        for name, types in columns.items()
    )
    return _plan(frozen, _Known(rules), dialect)


class _Known:
    """A rule set that is told from others by its fingerprint and choices."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._key = (rules.fingerprint, tuple(rules.chosen.items()), tuple(rules.switches))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self._key == other._key


_Columns = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@lru_cache(maxsize=16)
def _plan(columns: _Columns, known: _Known, dialect: str) -> Plan:
    raw = {name: ibis.table(dict(types), name=name) for name, types in columns}
    tables = Tables(raw=raw, **{name: typed(table, DECLARED[name]) for name, table in raw.items()})
    statements: list[Statement] = []

    def keep(name: str, expression: ir.Table) -> ir.Table:
        query = compiled(expression, dialect)
        statements.append(Statement(name=PREFIX + name, query=query))
        return ibis.table(expression.schema(), name=PREFIX + name)

    defined = define(tables, known.rules, keep)
    return Plan(defined=defined, statements=tuple(statements), tables=tables)


def compiled(expression: ir.Table, dialect: str) -> str:
    """An expression as a query of that dialect, selections one inside the other as they are written.

    Merged into one, every reuse of a column would be written out, and computed, again.
    """
    if dialect == "spark" and ibis.options.pyspark is None:
        ibis.options.pyspark = _SparkOptions()
    with _unfused():
        return str(ibis.to_sql(expression, dialect=DIALECTS[dialect]))


class _SparkOptions(Config):  # type: ignore[misc]
    """What the compiler for Spark asks for, where Spark itself is not there to say it."""

    treat_nan_as_null: bool = False


@contextmanager
def _unfused() -> Iterator[None]:
    before = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = before
