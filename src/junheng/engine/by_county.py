"""What the schools of each county add up to, as far as its clauses ask: counts and sums."""

from __future__ import annotations

from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from junheng.census.tables import CLASS_COUNTED_OVER
from junheng.engine.county_clauses import STAGE_SUMS
from junheng.engine.findings import FINDINGS
from junheng.engine.institutions import absent_column
from junheng.engine.numbers import times
from junheng.engine.scopes import compulsory, in_scope
from junheng.engine.statuses import MET, NOT_MET, UNDETERMINED
from junheng.engine.whole import whole_sum
from junheng.model import COMPULSORY, SchoolType, Stage
from junheng.standards import Bound, Clause, RuleSet

CLASS_SIZE = "class_size"
COUNTS = {"met": MET, "failing": NOT_MET, "open": UNDETERMINED}


def judged_clauses(rules: RuleSet, *measures: str) -> list[Clause]:
    """The clauses of the rule set that name one of these measures."""
    return [clause for clause in rules if clause.measure in measures]


def of_institutions(schools: ir.Table, rules: RuleSet) -> ir.Table:
    """One line a county: how many schools do what under each clause that looks at schools, and how
    many lack a stage in the data.
    """
    clauses = judged_clauses(rules, *FINDINGS)
    looked = {clause.id: FINDINGS[clause.measure](schools, clause, rules) for clause in clauses}
    doubts = [each.unsure for each in looked.values() if each.unsure is not None]
    coded = schools.mutate(
        unsure=reduce(or_, doubts, schools.finer_rooms).fill_null(False),
        **{_code_column(name): each.code for name, each in looked.items()},
    )
    found: dict[str, ir.Value] = {
        "institutions": coded.count(),
        "rooms_in_all": whole_sum(coded.rooms),
        "unsure_schools": coded.unsure.any(),
    }
    for clause in clauses:
        found |= _counts(coded, clause.id)
    for stage in COMPULSORY:
        absent = coded[absent_column(stage)]
        found[absent_column(stage)] = (absent & ~coded.left_out).sum()
        for clause in judged_clauses(rules, CLASS_SIZE, *STAGE_SUMS):
            found[f"{clause.id}_absent_{stage.value}"] = (absent & _asked(coded, clause)).sum()
    return coded.group_by("county_code").agg(**found)


def of_lines(lines: ir.Table, rules: RuleSet) -> ir.Table:
    """One line a county: classes that are too large, and the sums of columns that clauses compare."""
    clauses = judged_clauses(rules, CLASS_SIZE)
    coded = lines.mutate(
        **{_code_column(clause.id): _class_size(lines, clause) for clause in clauses}
    )
    found: dict[str, ir.Value] = {}
    for clause in clauses:
        found |= _counts(coded, clause.id)
    for clause in judged_clauses(rules, *STAGE_SUMS):
        for name, where in _groups(clause, coded, _asked(coded, clause)):
            for column in STAGE_SUMS[clause.measure]:
                found[f"{name}_{column}"] = whole_sum(coded[column], where=where)
                found[f"{name}_{column}_unknown"] = (coded[column].isnull() & where).sum()
    return coded.group_by("county_code").agg(**found)


def stage_sums(county: ir.Table, rules: RuleSet) -> dict[str, ir.Value]:
    """The sums that the shares of :data:`STAGE_SUMS` compare: null where one school's is missing."""
    found = {}
    for clause in judged_clauses(rules, *STAGE_SUMS):
        by_stage = clause.measure == "catchment"
        for stage in COMPULSORY if by_stage else (None,):
            name = sum_name(clause.measure, stage)
            stages = COMPULSORY if stage is None else (stage,)
            absent = sum(
                (county[f"{clause.id}_absent_{each.value}"] for each in stages),
                start=ibis.literal(0),
            )
            for column in STAGE_SUMS[clause.measure]:
                total = county[f"{name}_{column}"].fill_null(0)
                unknown = county[f"{name}_{column}_unknown"].fill_null(0) + absent
                found[f"{name}_{column}"] = ibis.ifelse(unknown > 0, ibis.null("int64"), total)
    return found


def sum_name(measure: str, stage: Stage | None) -> str:
    """How the sums of a measure are called, with the stage where it is judged by stage."""
    return measure if stage is None else f"{measure}_{stage.value}"


def _groups(
    clause: Clause, lines: ir.Table, asked: ir.BooleanValue
) -> list[tuple[str, ir.BooleanValue]]:
    if clause.measure != "catchment":
        return [(clause.measure, asked)]
    return [
        (sum_name(clause.measure, stage), asked & (lines.stage == stage.value))
        for stage in COMPULSORY
    ]


def _asked(school: ir.Table, clause: Clause) -> ir.BooleanValue:
    """Whether a clause about the people or classes of schools looks at this one."""
    if clause.measure in ("training_hours", "certificates"):  # special education has teachers too
        return (school.type != SchoolType.VOCATIONAL.value) & in_scope(school, clause.scope)
    return compulsory(school) & in_scope(school, clause.scope)


def _code_column(clause_id: str) -> str:
    return f"code_{clause_id}"


def _counts(coded: ir.Table, clause_id: str) -> dict[str, ir.Value]:
    code = coded[_code_column(clause_id)]
    return {f"{clause_id}_{what}": code.identical_to(value).sum() for what, value in COUNTS.items()}


def _class_size(line: ir.Table, clause: Clause) -> ir.Value:
    """7.5: either figure decides, the largest class or the number of classes that are too large. Null for
    a line that the clause does not look at.
    """
    looked_at = _asked(line, clause) & (line.pupils > 0)
    primary = line.stage == Stage.PRIMARY.value
    bounds = {stage: clause.bound(stage) for stage in COMPULSORY}
    limit = ibis.ifelse(primary, *(float(clause.figure(stage)) for stage in COMPULSORY))
    over = ibis.ifelse(
        primary, *(_reported_over(line, stage, bounds[stage]) for stage in COMPULSORY)
    )
    too_large = (times(line.largest_class, 1) > limit).fill_null(False) | (over > 0).fill_null(
        False
    )
    unknown = line.largest_class.isnull() & over.isnull()
    code = ibis.cases((unknown, UNDETERMINED), (too_large, NOT_MET), else_=MET)
    return ibis.ifelse(looked_at, code, ibis.null("int8"))


def _reported_over(line: ir.Table, stage: Stage, bound: Bound) -> ir.Value:
    """What the number of large classes says of this bound: it is counted above 45 and 50 pupils."""
    counted = CLASS_COUNTED_OVER[stage]
    if bound.value == counted:
        return line.classes_over
    if bound.value is not None and bound.value < counted:
        return line.classes_over.nullif(0)
    return ibis.null("int64")
