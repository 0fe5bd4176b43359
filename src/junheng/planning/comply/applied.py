"""The census as it would be when a plan has been carried out, for the reference evaluator to judge.

Nothing here decides anything: amounts are written back into the columns they came from. Teachers who
join are certified and trained, and count as bachelors and as arts teachers of no one subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from junheng.census.records import Census, CountyFact, Exact, School, StageRow
from junheng.evaluation.amounts import ABOVE, PE_ARTS
from junheng.planning.comply.model import OF_AXIS
from junheng.planning.comply.schedule import Schedule
from junheng.planning.comply.situation import AXES, THINGS, Situation, with_pupils

_COLUMNS = {
    "teaching_area": "teaching_area_m2",
    "sports_area": "sports_ground_m2",
    "equipment": "equipment_yuan",
    "multimedia": "multimedia_rooms",
}
"""The column that more of each thing is written to."""


def applied(situation: Situation, schedule: Schedule, year: int) -> Census:
    """The county's census at the end of a year of the plan (0 is the first)."""
    census = with_pupils(situation.census, situation.inputs, situation.years[year].label)
    change = schedule.change(year)
    rows = {place.key: change[i] for i, place in enumerate(situation.places)}
    return replace(
        census,
        schools=tuple(
            _furnished(school, situation, schedule, year)
            for school in census.schools
            if school.county_code == situation.code
        ),
        stages=tuple(
            _staffed(row, rows[row.school_code, row.stage])
            if (row.school_code, row.stage) in rows
            else row
            for row in census.stages
        ),
        county=_facts(census, situation, schedule, year),
    )


def _furnished(school: School, situation: Situation, schedule: Schedule, year: int) -> School:
    if school.school_code not in situation.schools:
        return school
    number = situation.schools.index(school.school_code)
    more: dict[str, Exact] = {}
    for measure, column in _COLUMNS.items():
        size = situation.inputs.prices[THINGS[measure][0]].unit_size
        added = int(schedule.units(measure, year)[number]) * size
        if added:
            total = getattr(school, column) + added
            more[column] = int(total) if Fraction(total).denominator == 1 else total
    return replace(school, **more)  # type: ignore[arg-type]


def _staffed(row: StageRow, change: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> StageRow:
    if not change.any():
        return row
    axes = {name: int(change[list(OF_AXIS[axis])].sum()) for name, axis in AXES.items()}
    teachers = int(change.sum())
    before = row.teachers or 0
    columns: dict[str, int | None] = {
        "teachers": before + teachers,
        "backbone": (row.backbone or 0) + axes["backbone"],
        **_spread(row, [each.column for each in ABOVE[row.stage]], axes["above_required_degree"]),
        **_spread(row, [each.column for each in PE_ARTS], axes["pe_arts"], into="arts"),
    }
    if row.stage.value == "junior" and row.degree_associate is not None:
        below = teachers - axes["above_required_degree"]
        columns["degree_associate"] = max(0, row.degree_associate + below)
    for name in ("certified", "trained_360"):
        held = getattr(row, name)
        if held is not None:  # whoever lacks it stays
            columns[name] = max(0, held + teachers)
    return replace(row, **columns)  # type: ignore[arg-type]


def _spread(
    row: StageRow, columns: Sequence[str], change: int, into: str = "degree_bachelor"
) -> dict[str, int]:
    """``change`` people more in a column, or fewer, taken from the fullest columns first."""
    held = {column: getattr(row, column) or 0 for column in columns}
    if change >= 0:
        held[into] += change
        return held
    for column in sorted(columns, key=lambda each: (-held[each], each)):
        taken = min(held[column], -change)
        held[column] -= taken
        change += taken
    return held


def _facts(
    census: Census, situation: Situation, schedule: Schedule, year: int
) -> tuple[CountyFact, ...]:
    """The facts of the county, those of rotation as planned for the year."""
    others = [each for each in census.county if each.county_code == situation.code]
    if situation.rotation is None:
        return tuple(others)
    backbone = int(schedule.out[year][:, list(OF_AXIS[AXES["backbone"]])].sum())
    planned = {
        "rotated": int(schedule.out[year].sum()) + int(schedule.swaps[year]),
        "rotated_backbone": backbone + int(schedule.backbone_swaps[year]),
    }
    kept = [each for each in others if each.key not in planned]
    made = [
        CountyFact(county_code=situation.code, key=key, value=value)
        for key, value in planned.items()
    ]
    return (*kept, *made)
