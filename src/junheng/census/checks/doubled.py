"""One school entered twice: the stages of a 一贯制 school as two schools with the whole's figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from junheng.census.checks.draft import Draft, plain
from junheng.census.defects import Defect
from junheng.census.records import School
from junheng.census.words import normal
from junheng.model import Stage

FIGURES = ("teaching_area_m2", "sports_ground_m2", "equipment_yuan", "multimedia_rooms")
STAGE_SUFFIX = re.compile(r"[(]?(?:小学|初中|中学|高中)部[)]?$")
TELLING = 1000
"""At least one of the equal figures must be larger: small round numbers are equal by chance."""


def check(draft: Draft) -> Iterator[Defect]:
    """Pairs of one name, then pairs of other names but equal figures."""
    by_name: dict[tuple[str, str], list[School]] = {}
    by_figures: dict[Any, list[School]] = {}
    for school in draft.schools:
        name = STAGE_SUFFIX.sub("", normal(school.name))
        by_name.setdefault((school.county_code, name), []).append(school)
        figures = tuple(getattr(school, column) for column in FIGURES[:3])
        if all(figures) and max(figures) > TELLING:
            by_figures.setdefault((school.county_code, figures), []).append(school)
    told: set[str] = set()
    for schools in by_name.values():
        for school in schools[1:]:
            if school.school_code != schools[0].school_code:
                told.add(school.school_code)
                yield _same_name(draft, schools[0], school)
    for schools in by_figures.values():
        for school in schools[1:]:
            if school.school_code != schools[0].school_code and school.school_code not in told:
                yield _same_figures(draft, schools[0], school)


def _same_name(draft: Draft, first: School, second: School) -> Defect:
    equal = _equal(draft, first, second)
    what = f"“{second.name}”与第 {first.row} 行“{first.name}”是同一个校名"
    if not equal:
        return draft.defect(
            "doubled.name",
            second,
            "name",
            f"{what}，学校标识码不同",
            found=second.name,
            remedy="是同一所学校的，只留一行；是两所学校的，把校名写全",
        )
    return draft.defect(
        "doubled.school",
        second,
        "name",
        f"{what}，{'、'.join(equal)}也完全相同：全校的数填了两次",
        found=second.name,
        expected="一所学校一行",
        remedy="一贯制学校在“学校”表只填一行，在“学段”表每个学段填一行",
    )


def _same_figures(draft: Draft, first: School, second: School) -> Defect:
    column = draft.places["schools"].table.column
    equal = "、".join(
        f"{column(name).header} {plain(getattr(first, name))}" for name in FIGURES[:3]
    )
    return draft.defect(
        "doubled.figures",
        second,
        "teaching_area_m2",
        f"“{second.name}”与第 {first.row} 行“{first.name}”的{equal}完全相同",
        found=plain(second.teaching_area_m2 or 0),
        remedy="核对是不是同一所学校填了两次，或复制后没有改",
    )


def _equal(draft: Draft, first: School, second: School) -> list[str]:
    """What the two have in common, in words; zeros and blanks say nothing."""
    column = draft.places["schools"].table.column
    equal = [
        f"{column(name).header} {plain(value)}"
        for name in FIGURES
        if (value := getattr(first, name)) and value == getattr(second, name)
    ]
    ones = draft.stages_of.get(first.school_code, {})
    others = draft.stages_of.get(second.school_code, {})
    if set(ones) != set(others) and _totals(ones) == _totals(others) != (0, 0):
        equal.append(f"学生 {_totals(ones)[0]} 人和专任教师")
    return equal


def _totals(rows: Any) -> tuple[int, int]:
    each: dict[Stage, Any] = dict(rows)
    return sum(row.pupils for row in each.values()), sum(row.teachers or 0 for row in each.values())
