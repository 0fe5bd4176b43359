"""What is to be said about the headers of a table: missing, unknown, doubled, in another unit."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from junheng.census.defects import Defect
from junheng.census.grids import Grid
from junheng.census.headers import Found, Heading, vocabulary
from junheng.census.places import Place
from junheng.census.words import normal

_EXCLUDES = ("不含", "不包括", "不包含", "扣除", "除外", "其中")


def check(
    grid: Grid, heading: Heading, place: Place, implied: Collection[str] = ()
) -> Iterator[Defect]:
    """Every defect of the headers themselves. Columns that are ``implied`` may be missing."""
    row = grid.first_row + heading.header_row
    missing = {column.header for column in heading.missing}
    for index, header in heading.unknown:
        near = _nearest(header, heading, missing)
        yield Defect(
            check="header.unknown",
            severity=place.defect("header.unknown", "").severity,
            message="不认识这一列，没有读取" + (f"；最接近的是“{near}”" if near else ""),
            file=place.file,
            sheet=place.sheet,
            row=row,
            column=grid.letter(index),
            header=header,
            remedy=f"如果就是“{near}”，请改成这个表头" if near else "",
        )
    for column in heading.missing:
        if column.required and column.name not in implied:
            yield place.defect(
                "header.missing", f"缺少必填列“{column.header}”", row=row, remedy="加上这一列并填写"
            )
    absent = [column.header for column in heading.missing if not column.required]
    if absent:
        yield place.defect(
            "header.absent",
            f"没有这些列，按未填报处理：{'、'.join(absent)}",
            row=row,
        )
    for found in heading.twice:
        first = heading.columns[found.column.name]
        yield place.defect(
            "header.twice",
            f"“{first.header}”和“{found.header}”是同一列（{found.column.header}）",
            row=row,
            column=found.column.name,
            remedy="只留下一列，或改正其中一个表头",
        )
    for found in heading.columns.values():
        yield from _remarks(found, place, row)


def _remarks(found: Found, place: Place, row: int) -> Iterator[Defect]:
    column = found.column
    if found.bad_unit:
        yield place.defect(
            "header.unit",
            f"表头的单位“{found.unit}”不能用于这一列",
            row=row,
            column=column.name,
            expected=f"单位 {column.unit}" if column.unit else "不带单位",
            remedy="换算后填报并改正表头",
        )
    note = normal(column.note) + normal(column.header)
    for remark in found.remarks:
        if remark in note or remark in normal(column.unit):
            continue
        excludes = any(word in remark for word in _EXCLUDES)
        check_id = "header.excludes" if excludes else "header.remark"
        yield place.defect(
            check_id,
            f"表头括号里写着“{remark}”，"
            + ("与本列的含义不同" if excludes else f"仍按“{column.header}”读取"),
            row=row,
            column=column.name,
            expected=column.note if excludes else "",
            remedy="按本列的含义填报，并去掉括号里的话" if excludes else "",
        )


def _nearest(header: str, heading: Heading, missing: set[str]) -> str:
    """The header of the column that ``header`` is most like, those still missing first."""
    from difflib import get_close_matches  # noqa: PLC0415 - slow, and seldom needed

    words = vocabulary(heading.table)
    wanted = [word for word, column in words.items() if column.header in missing]
    near = get_close_matches(normal(header), wanted, n=1, cutoff=0.5)
    return words[near[0]].header if near else ""
