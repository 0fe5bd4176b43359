"""The table classes: what its rows say takes the place of what the table stages says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from junheng.census.checks.draft import Draft
from junheng.census.defects import Defect
from junheng.census.records import ClassRow, StageRow
from junheng.census.tables import CLASS_COUNTED_OVER
from junheng.model import Stage

_Key = tuple[str, Stage]


def merged(stages: Sequence[StageRow], classes: Sequence[ClassRow]) -> list[StageRow]:
    """``stages`` with 最大班额 and 超标班级数 counted from ``classes`` where those are given."""
    sizes = _sizes(classes)
    if not sizes:
        return list(stages)
    result = []
    for row in stages:
        found = sizes.get((row.school_code, row.stage))
        if found:
            limit = CLASS_COUNTED_OVER.get(row.stage)
            over = row.classes_over if limit is None else sum(size > limit for size in found)
            result.append(replace(row, largest_class=max(found), classes_over=over))
        else:
            result.append(row)
    return result


def check(draft: Draft, written: Sequence[StageRow]) -> Iterator[Defect]:
    """Where the rows of classes and what was ``written`` in the table stages contradict each other."""
    sizes = _sizes(draft.classes)
    if not sizes:
        return
    for row in written:
        found = sizes.pop((row.school_code, row.stage), None)
        if found:
            yield from _compared(draft, row, found)
    for record in draft.classes:
        key = (record.school_code, record.stage)
        if key in sizes and record.school_code in draft.listed - draft.unread_stages:
            del sizes[key]
            yield draft.defect(
                "class.no_stage",
                record,
                "stage",
                f"“{draft.name(record.school_code)}”在“学段”表里没有{record.stage.zh}一行",
                found=record.stage.zh,
                remedy="在“学段”表补上这个学段，或改正这里的学段",
            )


def _sizes(classes: Sequence[ClassRow]) -> dict[_Key, list[int]]:
    sizes: dict[_Key, list[int]] = {}
    for row in classes:
        sizes.setdefault((row.school_code, row.stage), []).append(row.pupils)
    return sizes


def _compared(draft: Draft, row: StageRow, sizes: list[int]) -> Iterator[Defect]:
    who = f"“{draft.name(row.school_code)}”{row.stage.zh}"
    if sum(sizes) != row.pupils:
        yield draft.defect(
            "class.pupils_differ",
            row,
            "pupils",
            f"{who}在校生数是 {row.pupils}，“班级”表各班相加是 {sum(sizes)}",
            found=str(row.pupils),
            expected=str(sum(sizes)),
            remedy="核对两张表，改正填错的一张",
        )
    if row.classes is not None and len(sizes) != row.classes:
        yield draft.defect(
            "class.number_differs",
            row,
            "classes",
            f"{who}班级数是 {row.classes}，“班级”表里有 {len(sizes)} 个班",
            found=str(row.classes),
            expected=str(len(sizes)),
            remedy="核对两张表，改正填错的一张",
        )
    limit = CLASS_COUNTED_OVER.get(row.stage)
    counted = {"largest_class": max(sizes)}
    if limit is not None:
        counted["classes_over"] = sum(size > limit for size in sizes)
    for column, value in counted.items():
        stated = getattr(row, column)
        if stated is not None and stated != value:
            header = draft.places["stages"].table.column(column).header
            yield draft.defect(
                "class.overridden",
                row,
                column,
                f"{who}{header}填的是 {stated}，按“班级”表是 {value}；以“班级”表为准",
                found=str(stated),
                expected=str(value),
                remedy="核对两张表",
            )
