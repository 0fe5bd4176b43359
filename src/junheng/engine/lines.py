"""One line per school and stage of compulsory education, with the seven indicators of those judged.

The same definitions as :mod:`junheng.evaluation.rows`. Values are in the unit of their bound.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

import ibis
import ibis.expr.types as ir

from junheng.engine.indicators import QUANTITIES, Quantity
from junheng.engine.numbers import LARGEST, PARTS, close, times
from junheng.engine.scopes import one_of
from junheng.engine.statuses import (
    BELOW_FLOOR,
    MET,
    NOT_MET,
    REACHED,
    UNDETERMINED,
    WITHIN_FLOOR,
)
from junheng.evaluation.rows import Yardstick, school_rule, yardsticks
from junheng.model import COMPULSORY, Stage
from junheng.standards import RuleSet

FROM_SCHOOL = (
    "county_code",
    "type",
    "operator",
    "area_class",
    "boarding",
    "dense_centre",
    "teaching_area_m2",
    "indoor_sports_m2",
    "sports_ground_m2",
    "other_sports_m2",
    "leased_sports_m2",
    "equipment_yuan",
    "multimedia_rooms",
    "absent",
    "left_out",
    "fine",
    "weighted",
)
"""What a line takes over from its institution; ``school_pupils`` besides."""

FROM_STAGE = (
    "school_code",
    "stage",
    "pupils",
    "largest_class",
    "classes_over",
    "catchment_pupils",
    "teachers",
    "degree_associate",
    "degree_bachelor",
    "degree_master",
    "degree_doctor",
    "backbone",
    "pe",
    "music",
    "art",
    "arts",
    "visiting_pe_arts",
    "certified",
    "trained_360",
)
"""What a line takes over from the table stages."""


def lines(stages: ir.Table, institutions: ir.Table, rules: RuleSet) -> ir.Table:
    """The compulsory stages with what their school says of them. ``judged`` marks the rows that the
    seven indicators look at; values and codes of all others mean nothing.
    """
    named = [stage.value for stage in COMPULSORY]
    rows = stages.filter(one_of(stages.stage, named))
    primary = rows.stage == Stage.PRIMARY.value
    joined = rows.inner_join(institutions, rows.school_code == institutions.school_code).select(
        **{name: rows[name] for name in FROM_STAGE},
        **{name: institutions[name] for name in FROM_SCHOOL},
        school_pupils=institutions.pupils,
        judged=~institutions.left_out & (rows.pupils > 0),
        weight=ibis.ifelse(primary, institutions.weight_p, institutions.weight_j),
    )
    return _ruled(_measured(joined, rules), rules)


def value_column(indicator: str) -> str:
    """The column with the value of an indicator."""
    return f"value_{indicator}"


def code_column(indicator: str) -> str:
    """The column with where the row stands on an indicator; see :mod:`junheng.engine.statuses`."""
    return f"code_{indicator}"


def _measured(line: ir.Table, rules: RuleSet) -> ir.Table:
    """The seven values and codes, and whether any of them is too close to a bound to tell."""
    sticks = {stage: yardsticks(rules, stage) for stage in COMPULSORY}
    columns: dict[str, ir.Value] = {}
    near: list[ir.Value] = []
    held: list[ir.Value] = []
    for place, stick in enumerate(sticks[COMPULSORY[0]]):
        measure = stick.clause.measure
        quantities = {stage: QUANTITIES[measure](line, stage, rules) for stage in COMPULSORY}
        by_stage = {stage: sticks[stage][place] for stage in COMPULSORY}
        found = _indicator(line, quantities, by_stage)
        columns[value_column(measure)] = found["value"]
        columns[code_column(measure)] = found["code"]
        near.append(found["near"])
        held.append(found["held"])
    doubtful = reduce(or_, near) & ~(line.fine & reduce(and_, held))
    return line.mutate(**columns, unsure=(line.judged & doubtful).fill_null(False))


def _indicator(
    line: ir.Table, quantities: dict[Stage, Quantity], sticks: dict[Stage, Yardstick]
) -> dict[str, ir.Value]:
    """One indicator: compared with bound and floor by multiplying out.

    A whole-school amount A falls to a stage as A x w / W a pupil, w the weight of one pupil of the
    stage, W the weight of all pupils of the school.
    """
    one = quantities[Stage.PRIMARY]
    factor = sticks[Stage.PRIMARY].factor
    amount = _of_stage(line, {stage: each.amount for stage, each in quantities.items()})
    numerator = times(amount * line.weight if one.whole_school else amount, factor)
    heads = line.weighted if one.whole_school else times(line.pupils, 1)
    parts = PARTS if one.in_parts else 1
    reached, near, held = [], [], []
    for limit in ("bound", "floor"):
        figures = {stage: getattr(stick, limit) for stage, stick in sticks.items()}
        left = numerator * _of_stage(
            line, {stage: float(each.denominator) for stage, each in figures.items()}
        )
        right = heads * _of_stage(
            line, {stage: float(each.numerator * parts) for stage, each in figures.items()}
        )
        reached.append(left >= right)
        near.append(close(left, right))
        held.append((left < LARGEST) & (right < LARGEST))
    return {
        "value": numerator / times(heads, parts),
        "code": ibis.cases(
            (reached[0], REACHED), (reached[1], WITHIN_FLOOR), (~reached[1], BELOW_FLOOR)
        ).cast("int8"),
        "near": reduce(or_, near).fill_null(False),
        "held": reduce(and_, held).fill_null(True),
    }


def _of_stage(line: ir.Table, values: dict[Stage, object]) -> object:
    """The value for the stage of the line; the value itself where both stages share it."""
    primary, junior = values[Stage.PRIMARY], values[Stage.JUNIOR]
    if isinstance(primary, float) and primary == junior:
        return primary
    if isinstance(primary, ir.Value) and isinstance(junior, ir.Value) and primary.equals(junior):
        return primary
    return ibis.ifelse(line.stage == Stage.PRIMARY.value, primary, junior)


def _ruled(line: ir.Table, rules: RuleSet) -> ir.Table:
    """The school rule: not met as soon as more fail than may, or one is below its floor."""
    rule = school_rule(rules)
    codes = [line[code_column(clause.measure)] for clause in rules.indicators]

    def count(of: int) -> ir.Value:
        return sum(
            ((each == of).fill_null(False).cast("int64") for each in codes[1:]),
            start=(codes[0] == of).fill_null(False).cast("int64"),
        )

    unknown = reduce(or_, (each.isnull() for each in codes))
    line = line.mutate(
        met=count(REACHED), within_floor=count(WITHIN_FLOOR), below=count(BELOW_FLOOR)
    )
    spare = len(codes) - rule.least_met
    return line.mutate(
        status=ibis.cases(
            ((line.below > 0) | (line.within_floor > spare), NOT_MET),
            (unknown, UNDETERMINED),
            else_=MET,
        ).cast("int8")
    )
