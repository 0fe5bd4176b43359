"""A plan as a page on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.box import ROUNDED
from rich.cells import cell_len
from rich.table import Table as Shown

from junheng.cli.screen import Screen, unbroken
from junheng.planning.outcome import Column, Ending, Outcome, Shape, Table
from junheng.planning.showing import shown

LISTED = 12
"""So many rows of a table are shown; the workbook has them all."""
TABLES = 4
"""So many tables are shown; of the others only what they are."""
_COLOURS = {Ending.IMPOSSIBLE: "red", Ending.STOPPED: "yellow"}
_TEXT_TO, _HEADER_TO = 18, 10  # cells that a column of texts, and a header, may take before folding
_FRAME = 3  # cells of a column's margins and border


def show(outcome: Outcome, written: Sequence[Path] = ()) -> None:
    """Print the plan. No colour when piped; fits the width of the terminal."""
    console = Screen()
    console.print(outcome.title, style="bold")
    console.print(outcome.ending.zh, style=_COLOURS.get(outcome.ending, "green"))
    _figures(console, outcome)
    for reason in outcome.reasons:
        where = f"{reason.where}：" if reason.where else ""
        console.print(unbroken(f"• {where}{reason.what}"))
        if reason.remedy:
            console.print(unbroken(f"  怎么办：{reason.remedy}"), style="dim")
    filled = [each for each in outcome.tables if each.rows]
    for part in filled[:TABLES]:
        _table(console, part, all_written=bool(written))
    _others(console, filled[TABLES:], all_written=bool(written))
    for note in outcome.notes:
        console.print(unbroken(f"注：{note}"), style="dim")
    for path in written:
        console.print(f"已写出 {path}", soft_wrap=True)


def _figures(console: Screen, outcome: Outcome) -> None:
    if not outcome.figures:
        return
    table = Shown(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    for each in outcome.figures:
        value = shown(each.value, each.shape)
        table.add_row(each.title, f"{value} {each.unit}".strip(), unbroken(each.note))
    console.print(table)


def _others(console: Screen, tables: Sequence[Table], *, all_written: bool) -> None:
    if not tables:
        return
    names = "、".join(f"{each.title}（{len(each.rows)} 行）" for each in tables)
    where = "见工作簿" if all_written else "加 --out DIR 写出"
    console.print(unbroken(f"另有：{names}，{where}"), style="dim")


def _table(console: Screen, part: Table, *, all_written: bool) -> None:
    cells = [
        [shown(value, column.shape) for value, column in zip(row, part.columns, strict=True)]
        for row in part.rows[:LISTED]
    ]
    widths = fitting(part.columns, cells, console.width)
    table = Shown(title=part.title, title_justify="left", title_style="bold", box=ROUNDED)
    for place, width in widths.items():
        column = part.columns[place]
        table.add_column(
            _header(column),
            justify="left" if column.shape is Shape.TEXT else "right",
            overflow="fold",
            width=width,
        )
    for row in cells:
        table.add_row(*(unbroken(row[place]) for place in widths))
    console.print(table)
    _below(console, part, list(widths), all_written=all_written)


def _below(console: Screen, part: Table, places: Sequence[int], *, all_written: bool) -> None:
    where = "见工作簿" if all_written else "加 --out DIR 写出全部"
    left = [c.header for place, c in enumerate(part.columns) if place not in places]
    said = []
    if len(part.rows) > LISTED:
        said.append(f"还有 {len(part.rows) - LISTED} 行")
    if left:
        said.append(f"还有列：{'、'.join(left)}")
    if said:
        console.print(unbroken(f"{'；'.join(said)}；{where}"), style="dim")
    if part.note:
        console.print(unbroken(part.note), style="dim")


def fitting(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], width: int
) -> dict[int, int]:
    """The columns that a terminal of ``width`` has room for, in order, and how wide each stands.

    The first come before the others; codes stand back behind everything else: names say who is
    meant. Figures are never broken; texts get the room that is left.
    """
    wanted = [_wanted(column, [row[at] for row in cells]) for at, column in enumerate(columns)]
    least = [
        min(wish, _TEXT_TO) if column.shape is Shape.TEXT else wish
        for wish, column in zip(wanted, columns, strict=True)
    ]
    order = sorted(range(len(columns)), key=lambda place: columns[place].name.endswith("_code"))
    taken: dict[int, int] = {}
    left = width - 1
    for place in order:
        if least[place] + _FRAME > left and taken:
            break
        taken[place] = least[place]
        left -= least[place] + _FRAME
    for place in taken:
        more = max(0, min(left, wanted[place] - least[place]))
        taken[place] += more
        left -= more
    return dict(sorted(taken.items()))


def _wanted(column: Column, cells: Sequence[str]) -> int:
    """Cells that the widest value takes, and a header of at most two lines."""
    widest = max((cell_len(text) for text in cells), default=0)
    header = max(map(cell_len, _header(column).split("\n")))
    return max(widest, min(header, _HEADER_TO))


def _header(column: Column) -> str:
    return f"{column.header}\n（{column.unit}）" if column.unit else column.header
