"""A plan as a page on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.box import ROUNDED
from rich.table import Table as Shown

from junheng.cli.screen import Screen
from junheng.planning.outcome import Ending, Outcome, Shape, Table
from junheng.planning.showing import shown

LISTED = 12
"""So many rows of a table are shown; the workbook has them all."""
_COLOURS = {Ending.IMPOSSIBLE: "red", Ending.STOPPED: "yellow"}


def show(outcome: Outcome, written: Sequence[Path] = ()) -> None:
    """Print the plan. No colour when piped; fits the width of the terminal."""
    console = Screen()
    console.print(outcome.title, style="bold")
    console.print(outcome.ending.zh, style=_COLOURS.get(outcome.ending, "green"))
    if outcome.figures:
        table = Shown(box=None, show_header=False, padding=(0, 2, 0, 0))
        table.add_column()
        table.add_column(justify="right")
        table.add_column(style="dim", overflow="fold")
        for each in outcome.figures:
            value = shown(each.value, each.shape)
            table.add_row(each.title, f"{value} {each.unit}".strip(), each.note)
        console.print(table)
    for reason in outcome.reasons:
        where = f"{reason.where}：" if reason.where else ""
        console.print(f"• {where}{reason.what}", soft_wrap=True)
        if reason.remedy:
            console.print(f"  怎么办：{reason.remedy}", style="dim", soft_wrap=True)
    for part in outcome.tables:
        if part.rows:
            _table(console, part, all_written=bool(written))
    for note in outcome.notes:
        console.print(f"注：{note}", style="dim", soft_wrap=True)
    for path in written:
        console.print(f"已写出 {path}", soft_wrap=True)


def _table(console: Screen, part: Table, *, all_written: bool) -> None:
    table = Shown(title=part.title, title_justify="left", title_style="bold", box=ROUNDED)
    for column in part.columns:
        header = f"{column.header}（{column.unit}）" if column.unit else column.header
        table.add_column(
            header, justify="left" if column.shape is Shape.TEXT else "right", overflow="fold"
        )
    for row in part.rows[:LISTED]:
        cells = zip(row, part.columns, strict=True)
        table.add_row(*(shown(value, column.shape) for value, column in cells))
    console.print(table)
    if len(part.rows) > LISTED:
        where = "见工作簿" if all_written else "加 --out DIR 写出全部"
        console.print(f"还有 {len(part.rows) - LISTED} 行，{where}", style="dim")
    if part.note:
        console.print(part.note, style="dim", soft_wrap=True)
