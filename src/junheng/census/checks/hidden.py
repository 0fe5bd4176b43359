"""What holds data although nobody who looks at the sheet can see it: hidden, or merged over."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.census.assemble import Assembled
from junheng.census.defects import Defect, in_short
from junheng.census.grids import Grid, is_blank
from junheng.census.values import shown


def check(grid: Grid, table: Assembled) -> Iterator[Defect]:
    """One defect for all hidden rows of data, one for each hidden column, one for each covered cell."""
    odd = grid.oddities
    if odd.hidden_rows:
        rows = [row["row"] for row in table.raw if row["row"] in odd.hidden_rows]
        if rows:
            yield table.place.defect(
                "sheet.hidden",
                f"第 {in_short(rows)} 行是隐藏的（或被筛选掉了），里面有数据，也读取了",
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
    yield from _covered(grid, table)


def _covered(grid: Grid, table: Assembled) -> Iterator[Defect]:
    """Cells of data under a merged one: a sheet shows only the first, but all of them are read."""
    data = {row["row"] for row in table.raw}
    for (top, left), (bottom, right) in grid.merged:
        for found in table.heading.columns.values():
            column = grid.first_column + found.index
            if not left <= column <= right:
                continue
            for row in range(top, bottom + 1):
                if (row, column) == (top, left) or row + 1 not in data:
                    continue
                cells = grid.rows[row + 1 - grid.first_row]
                cell = cells[found.index] if found.index < len(cells) else None
                if not is_blank(cell):
                    yield table.place.defect(
                        "cell.covered",
                        "这一格被合并的单元格盖住了，看不见，里面却有内容，也读取了",
                        row=row + 1,
                        column=found.column.name,
                        found=shown(cell),
                        remedy="取消合并，核对每一格",
                    )
