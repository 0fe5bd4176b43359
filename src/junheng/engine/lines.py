"""One line per school and stage of compulsory education, with the seven indicators of those judged.

The same definitions as :mod:`junheng.evaluation.rows`. Values are in the unit of their bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from math import lcm
from operator import add, or_
from typing import Any

import ibis
import ibis.expr.types as ir

from junheng.engine.indicators import QUANTITIES, Quantity
from junheng.engine.numbers import LARGEST, PARTS, close, times, whole_times
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

KEPT = (
    "county_code",
    "school_code",
    "stage",
    "pupils",
    "type",
    "operator",
    "area_class",
    "boarding",
    "left_out",
    "judged",
    "status",
    "met",
    "within_floor",
    "unsure",
    "largest_class",
    "classes_over",
    "catchment_pupils",
    "teachers",
    "certified",
    "trained_360",
)
"""What is asked of a line once it is judged, its values and codes besides."""


def lines(stages: ir.Table, institutions: ir.Table, rules: RuleSet) -> ir.Table:
    """The compulsory stages with what their school says of them. ``judged`` marks the rows that the
    seven indicators look at; values and codes of all others mean nothing.
    """
    named = [stage.value for stage in COMPULSORY]
    rows = stages.filter(one_of(stages.stage, named))
    primary = rows.stage == Stage.PRIMARY.value
    joined = rows.inner_join(institutions, rows.school_code == institutions.school_code).select(
        **{name: rows[name] for name in FROM_STAGE},
        **{name: institutions[name] for name in FROM_SCHOOL if name in institutions.columns},
        school_pupils=institutions.pupils,
        primary=primary,
        judged=~institutions.left_out & (rows.pupils > 0),
        heads=times(rows.pupils, 1),
        weight=times(ibis.ifelse(primary, institutions.weight_p, institutions.weight_j), 1),
    )
    found = _ruled(_measured(joined, rules), rules)
    measures = [clause.measure for clause in rules.indicators]
    return found.select(
        *KEPT,
        *(column(measure) for column in (value_column, code_column) for measure in measures),
    )


def value_column(indicator: str) -> str:
    """The column with the value of an indicator."""
    return f"value_{indicator}"


def code_column(indicator: str) -> str:
    """The column with where the row stands on an indicator; see :mod:`junheng.engine.statuses`."""
    return f"code_{indicator}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limits:
    """Bound and floor of an indicator as whole numbers over one ``denominator``, by stage.

    ``parts`` is how many times too large the amount is against its unit.
    """

    denominator: int
    bound: Mapping[Stage, int]
    floor: Mapping[Stage, int]
    parts: int


def _measured(line: ir.Table, rules: RuleSet) -> ir.Table:
    """The seven values and codes, and whether any of them is too close to a bound to tell.

    Compared with bound and floor by multiplying out. A whole-school amount A falls to a stage as
    A x w / W a pupil, w the weight of one pupil of the stage, W the weight of all pupils of the school.
    """
    sticks = {stage: yardsticks(rules, stage) for stage in COMPULSORY}
    lefts: dict[str, ir.Value] = {}
    heads: dict[str, str] = {}
    limits: dict[str, _Limits] = {}
    for place, stick in enumerate(sticks[Stage.PRIMARY]):
        measure = stick.clause.measure
        quantities = {stage: QUANTITIES[measure](line, stage, rules) for stage in COMPULSORY}
        one = quantities[Stage.PRIMARY]
        found = _limits({stage: sticks[stage][place] for stage in COMPULSORY}, one)
        amount = _of_stage(line, {stage: each.amount for stage, each in quantities.items()})
        split = times(amount, 1) * line.weight if one.whole_school else amount
        lefts[_left_column(measure)] = times(split, stick.factor * found.denominator)
        heads[measure] = "weighted" if one.whole_school else "heads"
        limits[measure] = found
    line = line.mutate(**lefts)
    return _compared(line, heads, limits)


def _left_column(measure: str) -> str:
    return f"left_{measure}"


def _limits(sticks: Mapping[Stage, Yardstick], quantity: Quantity) -> _Limits:
    figures = [figure for each in sticks.values() for figure in (each.bound, each.floor)]
    denominator = lcm(*(figure.denominator for figure in figures))
    parts = PARTS if quantity.in_parts else 1
    return _Limits(
        denominator=denominator,
        bound={
            stage: whole_times(each.bound, denominator * parts) for stage, each in sticks.items()
        },
        floor={
            stage: whole_times(each.floor, denominator * parts) for stage, each in sticks.items()
        },
        parts=parts,
    )


def _compared(line: ir.Table, heads: Mapping[str, str], limits: Mapping[str, _Limits]) -> ir.Table:
    columns: dict[str, ir.Value] = {}
    near: list[ir.Value] = []
    sides: list[ir.Value] = []
    for measure, limit in limits.items():
        left, pupils = line[_left_column(measure)], line[heads[measure]]
        rights = [pupils * _of_stage(line, each) for each in (limit.bound, limit.floor)]
        reached = [(left >= right).cast("int8") for right in rights]
        columns[value_column(measure)] = left / (pupils * float(limit.denominator * limit.parts))
        # A floor is never above its bound.
        columns[code_column(measure)] = (reached[0] + reached[1]).cast("int8")
        near += [close(left, right) for right in rights]
        sides += [left, *rights]
    exact = line.fine & (ibis.greatest(*sides) < LARGEST).fill_null(True)
    doubtful = reduce(or_, (each.fill_null(False) for each in near))
    return line.mutate(
        **columns, unsure=ibis.ifelse(exact | ~line.judged, False, doubtful).fill_null(False)
    )


def _of_stage(line: ir.Table, values: Mapping[Stage, Any]) -> Any:
    """The value for the stage of the line; the value itself where both stages share it."""
    primary, junior = (
        float(value) if isinstance(value, int) else value
        for value in (values[Stage.PRIMARY], values[Stage.JUNIOR])
    )
    same = primary.equals(junior) if isinstance(primary, ir.Value) else primary == junior
    return primary if same else ibis.ifelse(line.primary, primary, junior)


def _ruled(line: ir.Table, rules: RuleSet) -> ir.Table:
    """The school rule: not met as soon as more fail than may, or one is below its floor."""
    rule = school_rule(rules)
    codes = [line[code_column(clause.measure)] for clause in rules.indicators]

    def count(of: int) -> ir.Value:
        return reduce(add, (each.identical_to(of).cast("int64") for each in codes))

    line = line.mutate(met=count(REACHED), within_floor=count(WITHIN_FLOOR))
    unknown = reduce(or_, (each.isnull() for each in codes))
    spare = len(codes) - rule.least_met
    return line.mutate(
        status=ibis.cases(
            ((ibis.least(*codes) == BELOW_FLOOR) | (line.within_floor > spare), NOT_MET),
            (unknown, UNDETERMINED),
            else_=MET,
        ).cast("int8")
    )
