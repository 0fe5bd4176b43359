"""Pupils and teachers: a part is never more than the whole."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.census.checks.draft import Draft
from junheng.census.defects import Defect
from junheng.census.records import StageRow

OF_PUPILS = ("boarders", "migrant_pupils", "catchment_pupils")
OF_TEACHERS = ("backbone", "certified", "trained_360")
DEGREES = ("degree_associate", "degree_bachelor", "degree_master", "degree_doctor")
PE_ARTS = ("pe", "music", "art", "arts")


def check(draft: Draft) -> Iterator[Defect]:
    """Every row of the table stages by itself."""
    for row in draft.stages:
        for part in OF_PUPILS:
            yield from _part(draft, row, part, "pupils", "people.more_than_pupils")
        for part in OF_TEACHERS:
            yield from _part(draft, row, part, "teachers", "people.more_than_teachers")
        yield from _sum(draft, row, DEGREES, "people.degrees", "各学历专任教师数之和")
        yield from _sum(
            draft, row, PE_ARTS, "people.pe_arts", "体育、音乐、美术、艺术专任教师数之和"
        )
        yield from _empty(draft, row)


def _part(draft: Draft, row: StageRow, part: str, whole: str, check_id: str) -> Iterator[Defect]:
    small, big = getattr(row, part), getattr(row, whole)
    if small is not None and big is not None and small > big:
        table = draft.places["stages"].table
        label = table.column(whole).header
        yield draft.defect(
            check_id,
            row,
            part,
            f"{table.column(part).header} {small} 大于{label} {big}",
            found=str(small),
            expected=f"不大于{label} {big}",
            remedy="核对这两个数，改正填错的一个",
        )


def _sum(
    draft: Draft, row: StageRow, parts: tuple[str, ...], check_id: str, what: str
) -> Iterator[Defect]:
    """The sum of those parts that are given: what is missing could only make it larger."""
    if row.teachers is None:
        return
    given = {part: value for part in parts if (value := getattr(row, part)) is not None}
    total = sum(given.values())
    if total > row.teachers:
        largest = max(given, key=lambda part: given[part])
        yield draft.defect(
            check_id,
            row,
            largest,
            f"{what} {total} 大于专任教师数 {row.teachers}",
            found=" + ".join(str(value) for value in given.values()),
            expected=f"合起来不大于 {row.teachers}",
            remedy="核对各项；兼职、代课教师不计入，一名教师只计一次",
        )


def _empty(draft: Draft, row: StageRow) -> Iterator[Defect]:
    if row.pupils == 0 and row.teachers:
        yield draft.defect(
            "people.no_pupils",
            row,
            "pupils",
            f"在校生数是 0，却有 {row.teachers} 名专任教师",
            found="0",
            remedy="核对在校生数；已停办的学段，专任教师数填 0",
        )
    elif row.pupils and row.teachers == 0:
        yield draft.defect(
            "people.no_teachers",
            row,
            "teachers",
            f"有 {row.pupils} 名学生，专任教师数却是 0",
            found="0",
            remedy="核对专任教师数；不知道就留空",
        )
