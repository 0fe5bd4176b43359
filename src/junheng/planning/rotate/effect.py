"""The county after the transfers, judged by the reference evaluator, beside the county before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from junheng.census.records import StageRow
from junheng.evaluation import CountyResult, evaluate
from junheng.evaluation.results import ClauseResult, Disparity
from junheng.model import Status
from junheng.planning.clause_check import county_clause
from junheng.planning.inputs.rotate import Person
from junheng.planning.rotate.situation import CLAUSE, KINDS, Situation, Transfer, column_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Clause 7.11 for the transfers, and the county before and after them.

    ``spreads`` are the disparities that move with teachers, before and after. ``worse`` are the rows
    that passed the school rule and no longer do.
    """

    clause: ClauseResult
    spreads: tuple[tuple[Disparity, Disparity], ...]
    worse: tuple[str, ...]
    teachers: Mapping[int, tuple[int | None, int | None]]


def effect(where: Situation, transfers: Sequence[Transfer]) -> Effect:
    """What the transfers do, never trusted from a model: counted and judged anew."""
    persons = where.inputs.persons
    moved = [persons[each.person] for each in transfers]
    rows = list(where.rows)
    for each, person in zip(transfers, moved, strict=True):
        begin = where.row_of[person.at]
        rows[begin] = counted(rows[begin], person, -1)
        rows[each.row] = counted(rows[each.row], person, 1)
    changed = dict(zip(where.keys, rows, strict=True))
    census = replace(
        where.inputs.census,
        stages=tuple(
            changed.get((row.school_code, row.stage), row) for row in where.inputs.census.stages
        ),
    )
    after = evaluate(census, where.options.rules).counties[0]
    return Effect(
        clause=county_clause(
            where.options.rules,
            CLAUSE,
            {
                "rotation_eligible": len(where.eligible),
                "rotated": len(moved),
                "rotated_backbone": sum(person.backbone for person in moved),
                "rotation_eligible_backbone": where.eligible_backbone,
            },
        ),
        spreads=_spreads(where.before, after),
        worse=_worse(where.before, after),
        teachers={
            place: (before.teachers, now.teachers)
            for place, (before, now) in enumerate(zip(where.rows, rows, strict=True))
        },
    )


def counted(row: StageRow, person: Person, change: int) -> StageRow:
    """The row with one teacher more or less. What the census does not know stays unknown."""
    columns = Counter(["teachers"])
    if person.degree != "below":
        columns[f"degree_{person.degree}"] = 1
    if person.backbone:
        columns["backbone"] = 1
    if column_of(person.subject):
        columns[column_of(person.subject)] = 1
    values = {}
    for column in columns:
        value = getattr(row, column)
        if value is not None:
            values[column] = max(0, value + change)
    return replace(row, **values)


def _spreads(before: CountyResult, after: CountyResult) -> tuple[tuple[Disparity, Disparity], ...]:
    pairs = zip(before.disparities, after.disparities, strict=True)
    return tuple((one, other) for one, other in pairs if one.indicator in KINDS and one.rows)


def _worse(before: CountyResult, after: CountyResult) -> tuple[str, ...]:
    pairs = zip(before.rows, after.rows, strict=True)
    return tuple(
        one.label
        for one, other in pairs
        if one.status is Status.MET and other.status is not Status.MET
    )
