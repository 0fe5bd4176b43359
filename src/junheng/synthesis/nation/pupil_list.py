"""The list of pupils, in pieces of a million.

Aimed at: 53 boys in 100; in the countryside one pupil in eight left behind; 6 in 1,000 with a disability,
and all of those in special schools. Boarders, migrants and pupils from the catchment are those of the table
stages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from junheng.synthesis.nation import arrow
from junheng.synthesis.nation.batch import Batch
from junheng.synthesis.nation.class_list import CLASS_NUMBERS, GRADES, STAGES, classes_of
from junheng.synthesis.nation.draws import Whole
from junheng.synthesis.nation.enrolment import SPECIAL
from junheng.synthesis.nation.people import People, before_in_school, person_ids

AT_ONCE = 1_000_000
_BOYS = int(0.53 * 65536)
_DISABLED = int(0.006 * 65536)
_LEFT_BEHIND = np.array([0.01, 0.06, 0.125])


def pupils(batch: Batch, at_once: int = AT_ONCE) -> Iterator[Any]:
    """The table pupils: everybody in the stages of compulsory education, about ``at_once`` a piece."""
    rows = batch.rows
    chosen = np.flatnonzero(rows.compulsory)
    pieces = np.cumsum(rows.pupils[chosen]) // at_once
    before = before_in_school(rows.school[chosen], rows.pupils[chosen])
    for piece in np.unique(pieces):
        here = pieces == piece
        yield _piece(batch, chosen[here], before[here])


def _piece(batch: Batch, chosen: Whole, before: Whole) -> Any:
    rows, figures = batch.rows, batch.staff.figures
    school, many = rows.school[chosen], rows.pupils[chosen]
    people = People(many, rows.keys[chosen])
    classes = classes_of(rows, chosen)
    moved = people.order(1)
    migrants = figures["migrant_pupils"][chosen]
    part = _LEFT_BEHIND[batch.schools.area[school]] * (rows.keys[chosen] % 1000 / 500.0)
    left = np.minimum(np.floor(many * part).astype(np.int64), many - migrants)
    migrant = people.first(moved, migrants)
    special = batch.schools.type[school] == SPECIAL
    chance = people.chance(1)
    return pa.table(
        {
            "person_id": person_ids("X", batch.school_codes, school, before, people),
            "school_code": arrow.codes(np.repeat(school, many), batch.school_codes),
            "stage": arrow.words(np.repeat(rows.stage[chosen], many), STAGES),
            "grade": arrow.words(np.repeat(classes.grade, classes.pupils), GRADES),
            "class_no": arrow.words(np.repeat(classes.number, classes.pupils), CLASS_NUMBERS),
            "sex": arrow.words((chance >= _BOYS).astype(np.int8), ["male", "female"]),
            "boarding": arrow.flags(people.first(people.order(0), figures["boarders"][chosen])),
            "migrant": arrow.flags(migrant),
            "left_behind": arrow.flags(people.first(moved, migrants + left) & ~migrant),
            "disabled": arrow.flags(
                people.chance(2) < people.each(np.where(special, 65536, _DISABLED))
            ),
            "in_catchment": arrow.flags(
                people.first(people.order(2), figures["catchment_pupils"][chosen])
            ),
        }
    )
