"""What the schools of each county add up to, as far as its clauses ask: counts and sums."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from junheng.census.tables import CLASS_COUNTED_OVER
from junheng.engine.county_clauses import STAGE_SUMS
from junheng.engine.findings import FINDINGS
from junheng.engine.institutions import absent_column
from junheng.engine.scopes import compulsory, in_scope
from junheng.engine.statuses import MET, NOT_MET, UNDETERMINED
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
    found: dict[str, ir.Value] = {
        "institutions": schools.count(),
        "rooms_in_all": schools.rooms.sum(),
    }
    doubts = [schools.finer_rooms]
    for clause in judged_clauses(rules, *FINDINGS):
        looked = FINDINGS[clause.measure](schools, clause, rules)
        found |= _counts(clause.id, looked.code)
        if looked.unsure is not None:
            doubts.append(looked.unsure)
    doubt = doubts[0]
    for each in doubts[1:]:
        doubt = doubt | each
    found["unsure_schools"] = doubt.fill_null(False).any()
    for stage in COMPULSORY:
        absent = schools[absent_column(stage)]
        found[absent_column(stage)] = (absent & ~schools.left_out).sum()
    for clause in judged_clauses(rules, CLASS_SIZE, *STAGE_SUMS):
        scope = _asked(schools, clause)
        for stage in COMPULSORY:
            found[f"{clause.id}_absent_{stage.value}"] = (
                schools[absent_column(stage)] & scope
            ).sum()
    return schools.group_by("county_code").agg(**found)


def of_lines(lines: ir.Table, rules: RuleSet) -> ir.Table:
    """One line a county: classes that are too large, and the sums of columns that clauses compare."""
    found: dict[str, ir.Value] = {}
    for clause in judged_clauses(rules, CLASS_SIZE):
        looked_at = _asked(lines, clause) & (lines.pupils > 0)
        code = ibis.ifelse(looked_at, _class_size(lines, clause), ibis.null("int8"))
        found |= _counts(clause.id, code)
    for clause in judged_clauses(rules, *STAGE_SUMS):
        asked = _asked(lines, clause)
        for name, where in _groups(clause, lines, asked):
            for column in STAGE_SUMS[clause.measure]:
                found[f"{name}_{column}"] = lines[column].sum(where=where)
                found[f"{name}_{column}_unknown"] = (lines[column].isnull() & where).sum()
    return lines.group_by("county_code").agg(**found)


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


def _counts(name: str, code: ir.Value) -> dict[str, ir.Value]:
    return {f"{name}_{what}": (code == value).sum() for what, value in COUNTS.items()}


def _class_size(line: ir.Table, clause: Clause) -> ir.Value:
    """7.5: either figure decides, the largest class or the number of classes that are too large."""
    primary = line.stage == Stage.PRIMARY.value
    bounds = {stage: clause.bound(stage) for stage in COMPULSORY}
    limit = ibis.ifelse(primary, *(float(clause.figure(stage)) for stage in COMPULSORY))
    over = ibis.ifelse(
        primary, *(_reported_over(line, stage, bounds[stage]) for stage in COMPULSORY)
    )
    too_large = (line.largest_class > limit).fill_null(False) | (over > 0).fill_null(False)
    unknown = line.largest_class.isnull() & over.isnull()
    return ibis.cases((unknown, UNDETERMINED), (too_large, NOT_MET), else_=MET)


def _reported_over(line: ir.Table, stage: Stage, bound: Bound) -> ir.Value:
    """What the number of large classes says of this bound: it is counted above 45 and 50 pupils."""
    counted = CLASS_COUNTED_OVER[stage]
    if bound.value == counted:
        return line.classes_over
    if bound.value is not None and bound.value < counted:
        return line.classes_over.nullif(0)
    return ibis.null("int64")
