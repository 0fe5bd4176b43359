"""A row of totals in the sheet against the sum of the rows above it."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.census.assemble import Assembled
from junheng.census.checks.draft import plain
from junheng.census.defects import Defect
from junheng.census.reconciliation import totals


def check(table: Assembled) -> Iterator[Defect]:
    """Every subtotal row is named; a single row of totals is compared, column by column."""
    lines = table.lines.subtotals
    for line in lines:
        yield table.place.defect(
            "row.subtotal", f"是“{line.word}”行，不计入学校", row=line.row, found=line.word
        )
    if len(lines) != 1 or not lines[0].whole:
        return
    whole = lines[0]
    sums = {column.name: column for column in totals(table, ()).columns}
    for name, value in whole.values.items():
        if value is not None and value != sums[name].total and not sums[name].unreadable:
            yield table.place.defect(
                "row.subtotal_differs",
                f"“{whole.word}”行写的是 {plain(value)}，逐行相加是 {plain(sums[name].total)}",
                row=whole.row,
                column=name,
                found=plain(value),
                expected=plain(sums[name].total),
                remedy="核对是不是漏了学校，或合计没有更新",
            )
