"""One line per institution: what its stages add up to, which are absent, how quantities are split.

The same definitions as :mod:`junheng.evaluation.county_data` and :mod:`junheng.census.split`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from math import lcm
from operator import and_, or_

import ibis
import ibis.expr.types as ir

from junheng.census.split import Weights
from junheng.engine.joins import beside
from junheng.engine.numbers import in_parts, is_fine, times, whole_times
from junheng.engine.scopes import NOT_COMPULSORY, POINT, one_of
from junheng.engine.whole import whole_sum
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

BY_SWITCH = {
    "rooms_built_by_2016": ("built_year",),
    "rooms_rural_small_class": ("largest_class", "largest_unknown"),
    "size_older_or_migrant": ("built_year", "migrants", "migrants_unknown"),
    "dense_centre_venues": ("dense_centre", "other_sports_m2", "leased_sports_m2"),
}
"""What only an exception asks for, by its switch: left out where none that asks is turned on."""

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


def lacks_column(stage: Stage) -> str:
    """The name of the column, dropped in the end, that :func:`absent_column` rests on."""
    return f"lacks_{_INITIALS[stage]}"


def stage_totals(stages: ir.Table) -> ir.Table:
    """What the stages of each school add up to, one line per school code."""
    compulsory = one_of(stages.stage, [stage.value for stage in COMPULSORY])
    attended = compulsory & (stages.pupils > 0)
    return stages.group_by("school_code").agg(
        **{
            pupils_column(stage): whole_sum(stages.pupils, where=stages.stage == stage.value)
            for stage in Stage
        },
        stage_rows=stages.count(),
        classes=whole_sum(stages.classes, where=compulsory),
        classes_unknown=(stages.classes.isnull() & attended).any(),
        migrants=whole_sum(stages.migrant_pupils, where=compulsory),
        migrants_unknown=(stages.migrant_pupils.isnull() & attended).any(),
        largest_class=stages.largest_class.max(where=attended),
        largest_unknown=(stages.largest_class.isnull() & attended).any(),
    )


def institutions(schools: ir.Table, stages: ir.Table, rules: RuleSet) -> ir.Table:
    """Every school with the totals of its stages; one without stages has null totals."""
    asked = [name for name in AMOUNTS if name not in _not_asked(rules)]
    found = schools.select(
        *FROM_SCHOOL,
        **{name: in_parts(schools[name]) for name in asked},
        fine=_fine(schools, asked),
    )
    joined = beside(found, stage_totals(stages), key=("school_code",))
    joined = joined.mutate(
        pupils=_compulsory_pupils(joined),
        classes=joined.classes.fill_null(0),
        migrants=joined.migrants.fill_null(0),
        stage_rows=joined.stage_rows.fill_null(0),
        classes_unknown=joined.classes_unknown.fill_null(False),
        migrants_unknown=joined.migrants_unknown.fill_null(False),
        largest_unknown=joined.largest_unknown.fill_null(False),
        campus=joined.parent_code.notnull() & (joined.stage_rows == 1).fill_null(False),
        **_lacking(joined),
    )
    joined = joined.mutate(**_absent(joined))
    joined = joined.mutate(
        absent=joined.absent_p | joined.absent_j,
        **_left_out(joined, rules),
        **_weights(joined, split_weights(rules)),
    )
    dropped = {"campus", *(lacks_column(stage) for stage in Stage), *_not_asked(rules)}
    return joined.select(*(name for name in joined.columns if name not in dropped))


def _not_asked(rules: RuleSet) -> set[str]:
    """The columns that no clause asks for as the exceptions stand."""
    on = [name for switch, names in BY_SWITCH.items() if rules.switch(switch) for name in names]
    return {name for names in BY_SWITCH.values() for name in names} - set(on)


def _compulsory_pupils(line: ir.Table) -> ir.Value:
    """Pupils of the compulsory stages; null without such a stage."""
    p, j = line.pupils_p, line.pupils_j
    return ibis.ifelse(p.isnull() & j.isnull(), ibis.null("int64"), p.fill_null(0) + j.fill_null(0))


def _fine(schools: ir.Table, amounts: Sequence[str]) -> ir.BooleanValue:
    """Whether every amount is a whole number of ten-thousandths, or missing."""
    return ~schools.finer & reduce(
        and_, (is_fine(schools[each]).fill_null(True) for each in amounts)
    )


def _lacking(line: ir.Table) -> dict[str, ir.Value]:
    """The stages that the type demands and the data lacks."""
    return {
        lacks_column(stage): one_of(line.type, _types_with(stage))
        & line[pupils_column(stage)].isnull()
        for stage in Stage
    }


def _absent(line: ir.Table) -> dict[str, ir.Value]:
    """The compulsory stages that are lacking.

    A point, or a campus with one stage only, lacks nothing; schools outside the seven indicators are
    not asked.
    """
    compulsory = line.pupils_p.notnull() | line.pupils_j.notnull()
    excused = one_of(line.type, NOT_COMPULSORY) | (
        compulsory & ((line.type == POINT) | line.campus)
    )
    return {absent_column(stage): line[lacks_column(stage)] & ~excused for stage in COMPULSORY}


def _types_with(stage: Stage) -> list[str]:
    return [kind.value for kind in SchoolType if stage in kind.stages]


def _left_out(line: ir.Table, rules: RuleSet) -> dict[str, ir.Value]:
    """Whether the seven indicators do not look at the school at all."""
    least = rules["P.left_out"].figure("teaching_point_from")
    small_point = ((line.type == POINT) & (times(line.pupils, 1) < float(least))).fill_null(False)
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
        (times(line[pupils_column(stage)].fill_null(0), 1) * each[stage] for stage in Stage),
        start=ibis.literal(0.0),
    )
    return {
        **{f"weight_{_INITIALS[stage]}": each[stage] for stage in COMPULSORY},
        "weighted": ibis.ifelse(_can_be_split(line) & (whole > 0), whole, ibis.null("float64")),
    }


def _can_be_split(line: ir.Table) -> ir.BooleanValue:
    one_stage = [kind.value for kind in SchoolType if len(kind.stages) == 1] + [POINT]
    lacking = reduce(or_, (line[lacks_column(stage)] for stage in Stage))
    return one_of(line.type, one_stage) | line.campus | ~lacking
