"""The definitions put together: from the canonical tables to rows, coefficients and verdicts.

Nothing is computed here. ``keep`` may hold an intermediate table so that what follows does not compute
it again; without it every result is one statement from the canonical tables on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from junheng.census.facts import FACTS
from junheng.census.tables import Kind
from junheng.engine.by_county import of_institutions, of_lines
from junheng.engine.class_list import of_stages
from junheng.engine.counties import counties, judged
from junheng.engine.county_clauses import ATTESTED
from junheng.engine.county_facts import conclusions, fact_column, facts
from junheng.engine.institutions import absent_column, institutions
from junheng.engine.joins import beside
from junheng.engine.least_rooms import with_rooms
from junheng.engine.lines import lines
from junheng.engine.people.counting import counted_pupils, counted_teachers
from junheng.engine.people.merging import merged as merged_with_people
from junheng.engine.spreads import over_stages, spread, sums
from junheng.engine.tables import Tables
from junheng.model import COMPULSORY
from junheng.standards import RuleSet

Keep = Callable[[str, ir.Table], ir.Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """Every result as an expression. ``stages``: as they count, lists taken in; ``institutions``: one
    line a school; ``lines``: one a school and stage; ``spreads``: one a county and stage;
    ``sums``: what a county's clauses look at, one line a county; ``counties``: its clauses and verdict.
    """

    stages: ir.Table
    institutions: ir.Table
    lines: ir.Table
    spreads: ir.Table
    sums: ir.Table
    counties: ir.Table


def nothing_kept(_name: str, expression: ir.Table) -> ir.Table:
    """Hold nothing."""
    return expression


def define(tables: Tables, rules: RuleSet, keep: Keep = nothing_kept) -> Defined:
    """The results for one data set under one rule set."""
    stages = effective_stages(tables, keep)
    figures = keep("facts", _facts(tables))
    schools = institutions(tables.schools, stages, rules)
    schools = keep("institutions", with_rooms(_with_bases(schools, figures), tables.rooms, rules))
    of_stage = keep("lines", lines(stages, schools, rules))
    by_school = keep("by_school", of_institutions(schools, rules))
    by_stage = keep("spreads", spread(_every_stage(by_school, sums(of_stage, rules)), rules))
    joined = beside(
        by_school,
        of_lines(of_stage, rules),
        over_stages(by_stage, rules),
        figures,
        _conclusions(tables, rules),
        key=("county_code",),
    )
    return Defined(
        stages=stages,
        institutions=schools,
        lines=of_stage,
        spreads=by_stage,
        sums=joined,
        counties=keep("counties", counties(joined, rules)),
    )


def effective_stages(tables: Tables, keep: Keep = nothing_kept) -> ir.Table:
    """The stages with what the list of classes and the lists of people say in place of what was
    written.
    """
    stages = of_stages(tables.stages, tables.classes)
    if tables.teachers is None and tables.pupils is None:
        return stages
    teachers, pupils = tables.teachers, tables.pupils
    merged = merged_with_people(
        stages,
        None if teachers is None else keep("teachers_counted", counted_teachers(teachers)),
        None if pupils is None else keep("pupils_counted", counted_pupils(pupils)),
    )
    return keep("stages", merged)


def _facts(tables: Tables) -> ir.Table:
    return facts_of(tables, [fact.key for fact in FACTS if fact.kind is not Kind.TEXT])


def facts_of(tables: Tables, keys: Sequence[str]) -> ir.Table:
    """The figures of these keys, a line a county; nothing where the data set has no such table."""
    county = tables.county
    if county is None:
        county = _empty(tables, county_code="string", key="string", value="string")
    return facts(county, keys)


def _conclusions(tables: Tables, rules: RuleSet) -> ir.Table:
    return conclusions_of(
        tables, [clause.id for clause in judged(rules) if clause.measure in ATTESTED]
    )


def conclusions_of(tables: Tables, clause_ids: Sequence[str]) -> ir.Table:
    """The attested conclusions on these clauses, a line a county."""
    attestations = tables.attestations
    if attestations is None:
        attestations = _empty(tables, county_code="string", clause="string", conclusion="string")
    return conclusions(attestations, clause_ids)


def _empty(tables: Tables, **types: str) -> ir.Table:
    """No lines at all, with these columns; made from a table there is, so that any engine knows it."""
    columns = {name: ibis.null(kind) for name, kind in types.items()}
    return tables.schools.select(**columns).limit(0)


def _with_bases(schools: ir.Table, figures: ir.Table) -> ir.Table:
    """The fund bases of the county beside each school: small schools are reckoned with them."""
    bases = figures.select(
        "county_code",
        base_p=figures[fact_column("fund_base_primary")],
        base_j=figures[fact_column("fund_base_junior")],
        bases_unsure=figures.facts_unsure,
    )
    return beside(schools, bases, key=("county_code",))


def _every_stage(by_school: ir.Table, found: ir.Table) -> ir.Table:
    """Both stages of every county, with their sums where there are rows."""
    both = [
        by_school.select(
            county_code=by_school.county_code,
            stage=ibis.literal(stage.value),
            absent=by_school[absent_column(stage)],
        )
        for stage in COMPULSORY
    ]
    return beside(ibis.union(*both, distinct=False), found, key=("county_code", "stage"))
