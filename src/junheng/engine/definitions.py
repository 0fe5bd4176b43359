"""The definitions put together: from the canonical tables to rows, coefficients and verdicts.

Nothing is computed here. ``keep`` may hold an intermediate table so that what follows does not compute
it again; without it every result is one statement from the canonical tables on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from junheng.census.facts import FACTS
from junheng.census.tables import Kind
from junheng.engine.by_county import of_institutions, of_lines
from junheng.engine.class_list import of_stages
from junheng.engine.counties import counties, judged
from junheng.engine.county_facts import conclusions, fact_column, facts
from junheng.engine.institutions import institutions
from junheng.engine.least_rooms import with_rooms
from junheng.engine.lines import lines
from junheng.engine.spreads import spread, sums
from junheng.engine.tables import Tables
from junheng.model import COMPULSORY, Stage
from junheng.standards import RuleSet

Keep = Callable[[str, ir.Table], ir.Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """Every result as an expression. ``institutions``: one line a school; ``lines``: one a school and
    stage; ``spreads``: one a county and stage; ``counties``: one a county.
    """

    institutions: ir.Table
    lines: ir.Table
    spreads: ir.Table
    counties: ir.Table


def nothing_kept(_name: str, expression: ir.Table) -> ir.Table:
    """Hold nothing."""
    return expression


def define(tables: Tables, rules: RuleSet, keep: Keep = nothing_kept) -> Defined:
    """The results for one data set under one rule set."""
    stages = tables.stages
    if tables.classes is not None:
        stages = of_stages(stages, tables.classes)
    known_facts = _facts(tables)
    schools = institutions(tables.schools, stages, rules)
    schools = with_rooms(_with_bases(schools, known_facts), tables.rooms, rules)
    schools = keep("institutions", schools)
    of_stage = keep("lines", lines(stages, schools, rules))
    by_school = keep("by_school", of_institutions(schools, rules))
    by_stage = keep("spreads", spread(_every_stage(by_school, sums(of_stage, rules)), rules))
    joined = _joined(by_school, of_lines(of_stage, rules), _side_by_side(by_stage), known_facts)
    joined = _left(joined, _conclusions(tables, rules))
    return Defined(
        institutions=schools,
        lines=of_stage,
        spreads=by_stage,
        counties=keep("counties", counties(joined, rules)),
    )


def _facts(tables: Tables) -> ir.Table:
    keys = [fact.key for fact in FACTS if fact.kind is not Kind.TEXT]
    county = tables.county
    if county is None:
        county = _empty(tables, county_code="string", key="string", value="string")
    return facts(county, *keys)


def _conclusions(tables: Tables, rules: RuleSet) -> ir.Table:
    attestations = tables.attestations
    if attestations is None:
        attestations = _empty(tables, county_code="string", clause="string", conclusion="string")
    return conclusions(attestations, *(clause.id for clause in judged(rules)))


def _empty(tables: Tables, **types: str) -> ir.Table:
    """No lines at all, with these columns; made from a table there is, so that any engine knows it."""
    columns = {name: ibis.null(kind) for name, kind in types.items()}
    return tables.schools.select(**columns).limit(0)


def _with_bases(schools: ir.Table, known_facts: ir.Table) -> ir.Table:
    """The fund bases of the county beside each school: small schools are reckoned with them."""
    bases = known_facts.select(
        "county_code",
        base_p=known_facts[fact_column("fund_base_primary")],
        base_j=known_facts[fact_column("fund_base_junior")],
        bases_fine=known_facts.facts_fine,
    )
    joined = _left(schools, bases)
    return joined.mutate(bases_fine=joined.bases_fine.fill_null(True))


def _every_stage(by_school: ir.Table, found: ir.Table) -> ir.Table:
    """Both stages of every county, with their sums where there are rows."""
    both = [
        by_school.select(
            county_code=by_school.county_code,
            stage=ibis.literal(stage.value),
            absent=by_school[column],
        )
        for stage, column in ((Stage.PRIMARY, "absent_p"), (Stage.JUNIOR, "absent_j"))
    ]
    every = ibis.union(*both, distinct=False)
    return every.left_join(found, ["county_code", "stage"]).drop(
        "county_code_right", "stage_right"
    )


_OF_STAGE = ("rows", "rows_met", "rows_not_met", "rows_open", "unsure")


def _side_by_side(by_stage: ir.Table) -> ir.Table:
    """The two stages of a county in one line, each column named with its stage."""
    wanted = [
        name
        for name in by_stage.columns
        if name in _OF_STAGE or name.startswith(("known_", "reached_", "cv_status_"))
    ]
    return by_stage.group_by("county_code").agg(
        **{
            f"{name}_{stage.value}": by_stage[name].max(where=by_stage.stage == stage.value)
            for stage in COMPULSORY
            for name in wanted
        }
    )


def _joined(*parts: ir.Table) -> ir.Table:
    first, *others = parts
    for other in others:
        first = _left(first, other)
    return first


def _left(left: ir.Table, right: ir.Table) -> ir.Table:
    """``left`` with what ``right`` says of its county."""
    return left.left_join(right, "county_code").drop("county_code_right")
