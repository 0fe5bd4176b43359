"""The statement behind a clause, from the canonical tables on, for an auditor to run."""

from __future__ import annotations

import ibis.expr.types as ir

from junheng.engine.counties import VERDICT, bound_column, judged, status_column, value_column
from junheng.engine.definitions import Defined
from junheng.engine.lines import code_column
from junheng.engine.lines import value_column as row_value_column
from junheng.engine.statements import Statement, compiled, plan
from junheng.engine.statuses import indicator_words, words
from junheng.engine.tables import DECLARED, types_of
from junheng.errors import UserError
from junheng.standards import Judged, RuleSet

OPTIONAL = ("classes", "teachers", "pupils")
"""Tables that a statement is printed without, unless they are asked for."""


def script(rules: RuleSet, clause_id: str, dialect: str, *, lists: bool = False) -> list[Statement]:
    """The statements that lead to one clause, the last of them the answer: a line a county.

    ``clause_id`` is a clause, ``6.cv``, an indicator such as ``6.2`` (a line a row of the standard)
    or ``verdict``. ``lists``: classes and people are counted from their lists. Raises
    :class:`UserError` for what is no clause.
    """
    columns = {
        name: types_of(table) for name, table in DECLARED.items() if lists or name not in OPTIONAL
    }
    found = plan(columns, rules, dialect)
    answer = _answer(found.defined, rules, clause_id)
    last = Statement(name="", query=compiled(answer, dialect))
    return [*_needed(found.statements, last), last]


def _needed(statements: tuple[Statement, ...], last: Statement) -> list[Statement]:
    """The statements that the last one rests on, directly or not, in order."""
    wanted: list[Statement] = []
    asked = last.query
    for statement in reversed(statements):
        if statement.name in asked:
            wanted.insert(0, statement)
            asked += statement.query
    return wanted


def _answer(defined: Defined, rules: RuleSet, clause_id: str) -> ir.Table:
    counties = defined.counties
    if clause_id == VERDICT:
        return counties.select("county_code", "name", verdict=words(counties[VERDICT]))
    for clause in judged(rules):
        if clause.id != clause_id:
            continue
        if clause.judged is Judged.INDICATOR:
            line = defined.lines.filter(defined.lines.judged)
            return line.select(
                "county_code",
                "school_code",
                "stage",
                "pupils",
                value=line[row_value_column(clause.measure)],
                status=indicator_words(line[code_column(clause.measure)]),
            )
        if clause.measure == "disparity":
            return _coefficients(defined.spreads, rules)
        columns = {"status": words(counties[status_column(clause)])}
        for name, column in (("value", value_column(clause)), ("bound", bound_column(clause))):
            if column in counties.columns:
                columns[name] = counties[column]
        return counties.select("county_code", **columns)
    raise UserError(
        f"没有条款“{clause_id}”",
        remedy=f"可用：{VERDICT}、{'、'.join(clause.id for clause in judged(rules))}",
    )


def _coefficients(spreads: ir.Table, rules: RuleSet) -> ir.Table:
    columns = {}
    for clause in rules.indicators:
        name = clause.measure
        columns[f"cv_{name}"] = spreads[f"cv_{name}"]
        columns[f"status_{name}"] = words(spreads[f"cv_status_{name}"])
    return spreads.select("county_code", "stage", "rows", "pupils", "limit", **columns)
