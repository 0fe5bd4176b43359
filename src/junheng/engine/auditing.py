"""The statement behind a clause, from the canonical tables on, for an auditor to run."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from junheng.census.facts import FACTS
from junheng.engine.by_county import stage_sums
from junheng.engine.counties import VERDICT, judged, of_clauses
from junheng.engine.county_clauses import ATTESTED, COUNTY_CLAUSES, STAGE_SUMS
from junheng.engine.definitions import conclusions_of, facts_of
from junheng.engine.joins import beside
from junheng.engine.lines import code_column
from junheng.engine.lines import value_column as row_value_column
from junheng.engine.statements import Plan, Statement, compiled, plan
from junheng.engine.statuses import indicator_words, words
from junheng.engine.tables import DECLARED, Tables, types_of
from junheng.errors import UserError
from junheng.standards import Clause, Judged, RuleSet

OPTIONAL = ("classes", "teachers", "pupils")
"""Tables that a statement is printed without, unless they are asked for."""


def script(rules: RuleSet, clause_id: str, dialect: str, *, lists: bool = False) -> list[Statement]:
    """The statements that lead to one clause, the last of them the answer.

    ``clause_id`` is a clause (a line a county), ``6.cv`` (a line a county and stage), an indicator such
    as ``6.2`` (a line a school and stage) or ``verdict``. ``lists``: classes and people are counted
    from their lists. Raises :class:`UserError` for what is no clause.
    """
    columns = {
        name: types_of(table) for name, table in DECLARED.items() if lists or name not in OPTIONAL
    }
    found = plan(columns, rules, dialect)
    last = Statement(name="", query=compiled(_answer(found, rules, clause_id), dialect))
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


def _answer(found: Plan, rules: RuleSet, clause_id: str) -> ir.Table:
    counties = found.defined.counties
    if clause_id == VERDICT:
        return counties.select("county_code", "name", verdict=words(counties[VERDICT]))
    clause = next((each for each in judged(rules) if each.id == clause_id), None)
    if clause is None:
        raise UserError(
            f"没有条款“{clause_id}”",
            remedy=f"可用：{VERDICT}、{'、'.join(each.id for each in judged(rules))}",
        )
    if clause.judged is Judged.INDICATOR:
        return _rows(found.defined.lines, clause)
    if clause.measure == "disparity":
        return _coefficients(found.defined.spreads, rules)
    sums = found.defined.sums
    if clause.measure in COUNTY_CLAUSES and clause.measure not in STAGE_SUMS:
        sums = _of_county(found.tables, clause)
    elif clause.measure in STAGE_SUMS:
        sums = sums.mutate(**stage_sums(sums, rules))
    county, results = of_clauses(sums, [clause], rules, besides=("county_code",))
    result = results[clause.id]
    return county.select(
        "county_code",
        status=words(result.status),
        **({} if result.bound is None else {"value": result.value, "bound": _value(result.bound)}),
    )


def _value(bound: ir.Value | float) -> ir.Value:
    return bound if isinstance(bound, ir.Value) else ibis.literal(bound)


def _of_county(tables: Tables, clause: Clause) -> ir.Table:
    """The facts and conclusions of every county, as far as the clause asks for them."""
    keys = [fact.key for fact in FACTS if fact.clause in (clause.id, _SAME_FACTS.get(clause.id))]
    keys += ["fund_base_primary", "fund_base_junior"] if clause.measure == "fund_base" else []
    parts = [facts_of(tables, list(dict.fromkeys(keys)))]
    if clause.measure in ATTESTED:
        parts.append(conclusions_of(tables, [clause.id]))
    return beside(tables.schools.select("county_code").distinct(), *parts, key=("county_code",))


_SAME_FACTS = {"E.3": "8.9"}
"""Clauses of eligibility that look at the facts of another clause."""


def _rows(lines: ir.Table, clause: Clause) -> ir.Table:
    line = lines.filter(lines.judged)
    return line.select(
        "county_code",
        "school_code",
        "stage",
        "pupils",
        value=line[row_value_column(clause.measure)],
        status=indicator_words(line[code_column(clause.measure)]),
    )


def _coefficients(spreads: ir.Table, rules: RuleSet) -> ir.Table:
    columns = {}
    for clause in rules.indicators:
        name = clause.measure
        columns[f"cv_{name}"] = spreads[f"cv_{name}"]
        columns[f"status_{name}"] = words(spreads[f"cv_status_{name}"])
    return spreads.select("county_code", "stage", "rows", "pupils", "limit", **columns)
