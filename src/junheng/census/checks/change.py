"""This year against last year: figures that jumped, schools that came and went."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from junheng.census.checks.draft import Draft, plain
from junheng.census.defects import Defect
from junheng.census.records import Census, School, StageRow

SHARE = Fraction(3, 10)
"""A change of at most this share of last year's figure is nothing special."""

_LEAST = {
    "pupils": 30,
    "classes": 3,
    "teachers": 5,
    "backbone": 5,
    "boarders": 30,
    "migrant_pupils": 30,
    "teaching_area_m2": 300,
    "indoor_sports_m2": 300,
    "sports_ground_m2": 500,
    "equipment_yuan": 100_000,
    "multimedia_rooms": 5,
    "public_fund_yuan": 100_000,
}
"""The columns compared, and the change below which they are not worth a word."""


class LastYear(NamedTuple):
    """Last year's data set, and the share of change that is worth a warning."""

    census: Census
    share: Fraction = SHARE


def check(draft: Draft, last: LastYear) -> Iterator[Defect]:
    """Schools gone and come, then every figure of those in both years."""
    before = {school.school_code: school for school in last.census.schools}
    rows_before = {(row.school_code, row.stage): row for row in last.census.stages}
    counties = {school.county_code for school in draft.schools}
    gone = [
        school
        for school in last.census.schools
        if school.school_code not in draft.listed and school.county_code in counties
    ]
    for school in gone:
        yield draft.places["schools"].defect(
            "change.gone",
            f"上年有“{school.name}”（{school.school_code}），今年没有",
            school_code=school.school_code,
            remedy="核对是撤并、停办、更换了标识码，还是漏填",
        )
    for school in draft.schools:
        former = before.get(school.school_code)
        if former is None:
            yield draft.defect(
                "change.new",
                school,
                "school_code",
                f"“{school.name}”上年没有",
                found=school.school_code,
                remedy="核对是新建，还是更换了标识码",
            )
            continue
        if former.type is not school.type:
            yield draft.defect(
                "change.type",
                school,
                "type",
                f"“{school.name}”上年是{former.type.zh}，今年是{school.type.zh}",
                found=school.type.zh,
                remedy="核对学校类型",
            )
        yield from _figures(draft, school, former, last.share)
    for row in draft.stages:
        earlier = rows_before.get((row.school_code, row.stage))
        if earlier is not None:
            yield from _figures(draft, row, earlier, last.share)


def _figures(
    draft: Draft, now: School | StageRow, then: School | StageRow, share: Fraction
) -> Iterator[Defect]:
    table = draft.places["schools" if isinstance(now, School) else "stages"].table
    for column in table.columns:
        least = _LEAST.get(column.name)
        if least is None:
            continue
        new, old = getattr(now, column.name), getattr(then, column.name)
        if old is None:
            continue
        who = f"“{draft.name(now.school_code)}”{column.header}"
        if new is None:
            yield draft.defect(
                "change.blank",
                now,
                column.name,
                f"{who}上年是 {plain(old)}，今年没有填",
                expected="今年的数",
                remedy="补填；不知道就留空",
            )
        elif abs(new - old) >= least and abs(new - old) > share * old:
            grown = f"{'增加' if new > old else '减少'}了"
            much = f" {round(abs(new - old) * 100 / old)}%" if old else f" {plain(new)}"
            yield draft.defect(
                "change.large",
                now,
                column.name,
                f"{who}上年是 {plain(old)}，今年是 {plain(new)}，{grown}{much}",
                found=plain(new),
                remedy="核对这个数；确实如此的不用改",
            )
