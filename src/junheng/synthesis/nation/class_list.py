"""The classes of stages: the table classes, and the classes that pupils sit in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from junheng.synthesis.nation import arrow
from junheng.synthesis.nation.batch import Batch
from junheng.synthesis.nation.draws import Whole
from junheng.synthesis.nation.enrolment import JUNIOR, MOST_GRADES, Rows
from junheng.synthesis.nation.groups import STAGE_ORDER

GRADES = tuple(f"{sign}年级" for sign in "一二三四五六七八九")
CLASS_NUMBERS = tuple(str(number) for number in range(1, 127))
STAGES = tuple(stage.value for stage in STAGE_ORDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """Classes in order of row, grade and number. ``grade`` counts from 0 for 一年级 to 8."""

    row: Whole
    grade: Whole
    number: Whole
    pupils: Whole


def classes_of(rows: Rows, chosen: Whole) -> Classes:
    """The classes of the rows ``chosen``. Their pupils add up to the pupils of each grade."""
    many = rows.classes[chosen].reshape(-1)
    sizes = np.repeat(rows.sizes[chosen].reshape(-1), many)
    in_grade = np.repeat(many, many)
    number = np.arange(len(in_grade)) - np.repeat(np.cumsum(many) - many, many)
    grade = np.repeat(np.tile(np.arange(MOST_GRADES), len(chosen)), many)
    row = np.repeat(np.repeat(chosen, MOST_GRADES), many)
    return Classes(
        row=row,
        grade=grade + np.where(rows.stage[row] == JUNIOR, MOST_GRADES, 0),
        number=number,
        pupils=sizes // in_grade + (number < sizes % in_grade),
    )


def classes(batch: Batch) -> Any:
    """The table classes, of the stages of compulsory education."""
    rows = batch.rows
    found = classes_of(rows, np.flatnonzero(rows.compulsory))
    return pa.table(
        {
            "school_code": arrow.codes(rows.school[found.row], batch.school_codes),
            "stage": arrow.words(rows.stage[found.row], STAGES),
            "grade": arrow.words(found.grade, GRADES),
            "class_no": arrow.words(found.number, CLASS_NUMBERS),
            "pupils": arrow.whole(found.pupils),
        }
    )
