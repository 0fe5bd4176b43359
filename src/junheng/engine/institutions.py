"""One line per institution: what its stages add up to, which are absent, how quantities are split.

The same definitions as :mod:`junheng.evaluation.county_data` and :mod:`junheng.census.split`.
"""

from __future__ import annotations

from functools import reduce
from math import lcm
from operator import or_

import ibis
import ibis.expr.types as ir

from junheng.census.split import Weights
from junheng.engine.joins import beside
from junheng.engine.numbers import in_parts, is_whole, times, whole_times
from junheng.engine.scopes import NOT_COMPULSORY, POINT, one_of
from junheng.evaluation.rows import split_weights
from junheng.model import COMPULSORY, SchoolType, Stage
from junheng.standards import RuleSet

FROM_SCHOOL = (
    "county_code",
    "school_code",
    "type",
    "parent_code",
    "operator",
    "area_class",
    "built_year",
    "boarding",
    "dense_centre",
    "multimedia_rooms",
    "finer",
)
"""What is taken over from the table schools as it stands."""

AMOUNTS = (
    "teaching_area_m2",
    "indoor_sports_m2",
    "sports_ground_m2",
    "other_sports_m2",
    "leased_sports_m2",
    "equipment_yuan",
    "public_fund_yuan",
    "training_fund_yuan",
)
"""The amounts of a school that are compared, brought to ten-thousandths."""

_INITIALS = {Stage.PRIMARY: "p", Stage.JUNIOR: "j", Stage.SENIOR: "s"}


def pupils_column(stage: Stage) -> str:
    """The name of the column with a school's pupils of a stage; null where it has no such stage."""
    return f"pupils_{_INITIALS[stage]}"


def absent_column(stage: Stage) -> str:
    """The name of the column that says a stage the school's type demands is not in the data."""
    return f"absent_{_INITIALS[stage]}"


def stage_totals(stages: ir.Table) -> ir.Table:
    """What the stages of each school add up to, one line per school code."""
    compulsory = one_of(stages.stage, [stage.value for stage in COMPULSORY])
    attended = compulsory & (stages.pupils > 0)
    return stages.group_by("school_code").agg(
        **{
            pupils_column(stage): stages.pupils.sum(where=stages.stage == stage.value)
            for stage in Stage
        },
        stage_rows=stages.count(),
        classes=stages.classes.fill_null(0).sum(where=compulsory),
        classes_unknown=(stages.classes.isnull() & attended).any(),
        migrants=stages.migrant_pupils.fill_null(0).sum(where=compulsory),
        migrants_unknown=(stages.migrant_pupils.isnull() & attended).any(),
        largest_class=stages.largest_class.max(where=attended),
        largest_unknown=(stages.largest_class.isnull() & attended).any(),
    )


def institutions(schools: ir.Table, stages: ir.Table, rules: RuleSet) -> ir.Table:
    """Every school with the totals of its stages; one without stages has null totals."""
    joined = beside(
        schools.select(*FROM_SCHOOL, **{name: in_parts(schools[name]) for name in AMOUNTS}),
        stage_totals(stages),
        key=("school_code",),
    )
    joined = joined.mutate(
        pupils=_compulsory_pupils(joined),
        fine=_fine(joined),
        classes=joined.classes.fill_null(0),
        migrants=joined.migrants.fill_null(0),
        stage_rows=joined.stage_rows.fill_null(0),
        classes_unknown=joined.classes_unknown.fill_null(False),
        migrants_unknown=joined.migrants_unknown.fill_null(False),
        largest_unknown=joined.largest_unknown.fill_null(False),
        **_absent(joined),
    )
    weights = split_weights(rules)
    return joined.mutate(
        absent=joined.absent_p | joined.absent_j,
        **_left_out(joined, rules),
        **_weights(joined, weights),
    )


def _compulsory_pupils(line: ir.Table) -> ir.Value:
    """Pupils of the compulsory stages; null without such a stage."""
    p, j = line.pupils_p, line.pupils_j
    return ibis.ifelse(p.isnull() & j.isnull(), ibis.null("int64"), p.fill_null(0) + j.fill_null(0))


def _fine(line: ir.Table) -> ir.BooleanValue:
    """Whether every amount is a whole number of ten-thousandths, or missing."""
    odd = reduce(or_, (~is_whole(line[column]).fill_null(True) for column in AMOUNTS))
    return ~(odd | line.finer)


def _absent(line: ir.Table) -> dict[str, ir.Value]:
    """The compulsory stages that the type demands and the data lacks.

    A point, or a campus with one stage only, lacks nothing; schools outside the seven indicators are
    not asked.
    """
    compulsory = line.pupils_p.notnull() | line.pupils_j.notnull()
    campus = line.parent_code.notnull() & (line.stage_rows == 1)
    excused = one_of(line.type, NOT_COMPULSORY) | (compulsory & ((line.type == POINT) | campus))
    return {
        absent_column(stage): one_of(line.type, _types_with(stage))
        & line[pupils_column(stage)].isnull()
        & ~excused
        for stage in COMPULSORY
    }


def _types_with(stage: Stage) -> list[str]:
    return [kind.value for kind in SchoolType if stage in kind.stages]


def _left_out(line: ir.Table, rules: RuleSet) -> dict[str, ir.Value]:
    """Whether the seven indicators do not look at the school at all."""
    least = rules["P.left_out"].figure("teaching_point_from")
    small_point = ((line.type == POINT) & (line.pupils < float(least))).fill_null(False)
    return {"left_out": small_point | one_of(line.type, NOT_COMPULSORY)}


def _weights(line: ir.Table, weights: Weights) -> dict[str, ir.Value]:
    """The weight of one pupil of each stage, and of all pupils of the school, as whole numbers.

    ``weighted`` is null where a stage that the type demands is not in the data: a share cannot be
    told then. A point, a one-stage school or campus is not split.
    """
    tables = {kind: weights.of(kind) for kind in SchoolType}
    unit = lcm(*(each.denominator for table in tables.values() for each in table.values()))

    def weight(stage: Stage) -> ir.Value:
        found = {
            kind.value: whole_times(table[stage], unit)
            for kind, table in tables.items()
            if stage in table
        }
        usual = max(set(found.values()), key=list(found.values()).count)
        others = [(kind, each) for kind, each in found.items() if each != usual]
        return line.type.cases(*others, else_=usual) if others else ibis.literal(usual)

    each = {stage: weight(stage) for stage in Stage}
    whole = sum(
        (times(line[pupils_column(stage)].fill_null(0) * each[stage], 1) for stage in Stage),
        start=ibis.literal(0.0),
    )
    return {
        **{f"weight_{_INITIALS[stage]}": each[stage] for stage in COMPULSORY},
        "weighted": ibis.ifelse(_can_be_split(line) & (whole > 0), whole, ibis.null("float64")),
    }


def _can_be_split(line: ir.Table) -> ir.BooleanValue:
    alone = line.stage_rows == 1
    one_stage = [kind.value for kind in SchoolType if len(kind.stages) == 1] + [POINT]
    expected_there = ibis.literal(True)
    for stage in Stage:
        lacking = one_of(line.type, _types_with(stage)) & line[pupils_column(stage)].isnull()
        expected_there = expected_there & ~lacking
    return one_of(line.type, one_stage) | (line.parent_code.notnull() & alone) | expected_there
