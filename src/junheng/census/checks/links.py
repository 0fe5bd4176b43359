"""Rows that belong together: schools, their stages, their rooms and classes, their central school."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.census.checks.draft import SPLIT, Draft
from junheng.census.defects import Defect
from junheng.census.records import School
from junheng.model import SchoolType

NOT_JUDGED = (SchoolType.SPECIAL, SchoolType.VOCATIONAL)


def check(draft: Draft) -> Iterator[Defect]:
    """Orphans, stages a school cannot have, stages that the split needs, central schools."""
    yield from _orphans(draft)
    yield from _stages_allowed(draft)
    for school in draft.schools:
        yield from _stages_needed(draft, school)
        yield from _parent(draft, school)


def _orphans(draft: Draft) -> Iterator[Defect]:
    if "schools" not in draft.places:
        return
    for table in (draft.stages, draft.rooms, draft.classes):
        for record in table:
            if record.school_code not in draft.listed:
                yield draft.defect(
                    "link.no_school",
                    record,
                    "school_code",
                    "“学校”表里没有这个学校标识码",
                    found=record.school_code,
                    remedy="先改正“学校”表里读不了的学校标识码，再看这一行"
                    if draft.nameless
                    else "在“学校”表补上这所学校，或改正代码",
                )


def _stages_allowed(draft: Draft) -> Iterator[Defect]:
    for row in draft.stages:
        school = draft.school.get(row.school_code)
        if school is not None and row.stage not in school.type.stages:
            yield draft.defect(
                "link.stage_not_allowed",
                row,
                "stage",
                f"“{school.name}”的学校类型是{school.type.zh}，不会有{row.stage.zh}学段",
                found=row.stage.zh,
                expected="、".join(stage.zh for stage in school.type.stages),
                remedy="改正学段，或在“学校”表改正学校类型",
            )


def _stages_needed(draft: Draft, school: School) -> Iterator[Defect]:
    if "stages" not in draft.places:
        return
    present = draft.stages_of.get(school.school_code, {})
    if not present:
        if school.school_code not in draft.unread_stages and school.type not in NOT_JUDGED:
            yield draft.defect(
                "link.no_stage",
                school,
                "school_code",
                f"“{school.name}”在“学段”表里没有一行，在校生数不明，无法判定",
                found=school.school_code,
                remedy="在“学段”表为每个学段填一行；已停办的学校从“学校”表删去",
            )
        return
    if school.type not in SPLIT or school.school_code in draft.unread_stages:
        return
    missing = [stage.zh for stage in school.type.stages if stage not in present]
    if missing and not (school.parent_code is not None and len(present) == 1):
        yield draft.defect(
            "link.stage_missing",
            school,
            "type",
            f"“{school.name}”是{school.type.zh}，“学段”表里缺{'、'.join(missing)}一行，"
            "全校的面积、设备、教室无法在学段之间拆分",
            found=school.type.zh,
            remedy="补上缺的学段；确实没有学生的，在校生数填 0",
        )


def _parent(draft: Draft, school: School) -> Iterator[Defect]:
    if school.parent_code is None:
        return
    if school.parent_code == school.school_code:
        message = "中心校填成了学校自己"
    elif school.parent_code not in draft.listed:
        message = "“学校”表里没有这个中心校"
    else:
        return
    yield draft.defect(
        "link.no_parent",
        school,
        "parent_code",
        message,
        found=school.parent_code,
        remedy="填中心校（本部）的学校标识码；没有中心校就留空",
    )
