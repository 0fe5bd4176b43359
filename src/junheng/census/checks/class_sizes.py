"""Classes: their number, the largest of them, and those over the standard."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.census.checks.draft import Draft
from junheng.census.defects import Defect
from junheng.census.records import StageRow
from junheng.census.tables import CLASS_COUNTED_OVER
from junheng.model import SchoolType

_CHECK_FIGURES = "核对在校生数、班级数、最大班额三个数"


def check(draft: Draft) -> Iterator[Defect]:
    """Every row of the table stages by itself."""
    for row in draft.stages:
        yield from _classes(draft, row)
        yield from _largest(draft, row)
        yield from _over(draft, row)


def _classes(draft: Draft, row: StageRow) -> Iterator[Defect]:
    if row.classes == 0 and row.pupils:
        yield draft.defect(
            "class.none",
            row,
            "classes",
            f"有 {row.pupils} 名学生，班级数却是 0",
            found="0",
            remedy="核对班级数；不知道就留空",
        )
    school = draft.school.get(row.school_code)
    multigrade = school is not None and school.type is SchoolType.TEACHING_POINT
    if row.classes and row.grades is not None and row.classes < row.grades and not multigrade:
        yield draft.defect(
            "class.fewer_than_grades",
            row,
            "classes",
            f"班级数 {row.classes} 小于年级数 {row.grades}",
            found=str(row.classes),
            expected=f"不小于年级数 {row.grades}",
            remedy="核对两个数；确有复式班的不用改",
        )


def _largest(draft: Draft, row: StageRow) -> Iterator[Defect]:
    largest = row.largest_class
    if largest is None:
        return
    if largest > row.pupils:
        yield draft.defect(
            "class.largest_over_pupils",
            row,
            "largest_class",
            f"最大班额 {largest} 大于在校生数 {row.pupils}",
            found=str(largest),
            expected=f"不大于 {row.pupils}",
            remedy=_CHECK_FIGURES,
        )
    if row.classes and largest * row.classes < row.pupils:
        yield draft.defect(
            "class.largest_too_small",
            row,
            "largest_class",
            f"{row.classes} 个班、每班最多 {largest} 人，最多 {largest * row.classes} 人，"
            f"容不下在校生 {row.pupils} 人",
            found=str(largest),
            expected=f"不小于 {-(-row.pupils // row.classes)}",
            remedy=_CHECK_FIGURES,
        )


def _over(draft: Draft, row: StageRow) -> Iterator[Defect]:
    over, limit = row.classes_over, CLASS_COUNTED_OVER.get(row.stage)
    if over is None or limit is None:
        return
    message = ""
    if row.classes is not None and over > row.classes:
        message = f"超标班级数 {over} 大于班级数 {row.classes}"
    elif row.largest_class is not None and over and row.largest_class <= limit:
        message = f"有 {over} 个超标班级，最大班额却只有 {row.largest_class}，没有超过 {limit}"
    elif row.largest_class is not None and not over and row.largest_class > limit:
        message = f"最大班额 {row.largest_class} 超过 {limit}，超标班级数却是 0"
    elif over * (limit + 1) > row.pupils:
        message = f"{over} 个超标班级至少有 {over * (limit + 1)} 人，在校生却只有 {row.pupils} 人"
    if message:
        yield draft.defect(
            "class.over",
            row,
            "classes_over",
            message,
            found=str(over),
            expected=f"{row.stage.zh}超过 {limit} 人的班级数",
            remedy="核对最大班额和超标班级数",
        )
