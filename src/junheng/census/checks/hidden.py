"""Rows and columns that hold data although nobody who looks at the sheet can see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from junheng.census.assemble import Assembled
from junheng.census.defects import Defect
from junheng.census.grids import Grid


def check(grid: Grid, table: Assembled) -> Iterator[Defect]:
    """One defect for all hidden rows of data, one for each hidden column that is read."""
    odd = grid.oddities
    if odd.hidden_rows:
        rows = [row["row"] for row in table.raw if row["row"] in odd.hidden_rows]
        if rows:
            yield table.place.defect(
                "sheet.hidden",
                f"第 {ranges(rows)} 行是隐藏的（或被筛选掉了），里面有数据，也读取了",
                row=rows[0],
                remedy="取消隐藏和筛选后核对；不需要的行删去",
            )
    for found in table.heading.columns.values():
        if grid.first_column + found.index in odd.hidden_columns:
            yield table.place.defect(
                "sheet.hidden",
                "这一列是隐藏的，也读取了",
                column=found.column.name,
                remedy="取消隐藏后核对；不需要的列删去",
            )


def ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers in short: ``3-5、9``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return "、".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)
