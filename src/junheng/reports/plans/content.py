"""What a plan's report says, in the order in which it is read: the answer, then what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rich.cells import cell_len

from junheng import __version__
from junheng.planning.outcome import Column as Told
from junheng.planning.outcome import Ending, Outcome, Shape, Table, Value
from junheng.planning.showing import shown
from junheng.reports.blocks import (
    Align,
    Block,
    Bullets,
    Cell,
    Column,
    Grid,
    Heading,
    Paragraph,
    Report,
)

_PAGE, _LEAST, _MARGINS = 84, 4, 2
"""Half-width characters: what a page is wide, what a column takes at least, the space beside a text."""
LONGEST = 400
"""A longer table stands in the workbook; a report that nobody can leaf through helps nobody."""


def report(outcome: Outcome) -> Report:
    """Everything that is to be said of a plan."""
    blocks: list[Block] = [
        Heading(level=1, text="结论", anchor="answer"),
        Paragraph(text=f"{outcome.ending.zh}。", lead=True),
        *_figures(outcome),
        *_reasons(outcome),
    ]
    for table in outcome.tables:
        if table.rows:
            blocks += [Heading(level=1, text=table.title, anchor=table.name), _grid(table)]
    if outcome.notes:
        blocks.append(Heading(level=1, text="说明", anchor="notes"))
        blocks.append(Bullets(items=outcome.notes))
    return Report(place="", subject=outcome.title, facts=_facts(outcome), blocks=tuple(blocks))


def _facts(outcome: Outcome) -> tuple[str, ...]:
    facts = [f"程序：junheng {__version__}"]
    ruleset = outcome.basis.get("ruleset")
    if isinstance(ruleset, dict):
        facts.insert(
            0, f"规则集：{ruleset.get('id')}（指纹 {str(ruleset.get('fingerprint'))[:12]}）"
        )
    return tuple(facts)


def _figures(outcome: Outcome) -> list[Block]:
    if not outcome.figures:
        return []
    rows = tuple(
        (
            Cell(text=each.title),
            Cell(text=f"{shown(each.value, each.shape)} {each.unit}".rstrip()),
            Cell(text=each.note),
        )
        for each in outcome.figures
    )
    columns = (
        Column(header="项目", width=3),
        Column(header="数值", align=Align.RIGHT, width=2),
        Column(header="说明", width=4),
    )
    return [Grid(caption="主要数字", columns=columns, rows=rows)]


def _reasons(outcome: Outcome) -> list[Block]:
    if not outcome.reasons:
        return []
    impossible = outcome.ending is Ending.IMPOSSIBLE
    title = "为什么做不到" if impossible else "方案没有做到的"
    items = []
    for each in outcome.reasons:
        where = f"{each.where}：" if each.where else ""
        remedy = f"。怎么办：{each.remedy}" if each.remedy else ""
        items.append(f"{where}{each.what}{remedy}")
    return [Heading(level=1, text=title, anchor="reasons"), Bullets(items=tuple(items))]


def _grid(table: Table) -> Grid:
    note = table.note
    if len(table.rows) > LONGEST:
        note = f"{note}这里列前 {LONGEST} 行，全部 {len(table.rows)} 行在工作簿里。"
    rows = tuple(
        tuple(_cell(value, told) for value, told in zip(row, table.columns, strict=True))
        for row in table.rows[:LONGEST]
    )
    columns = _columns(table, rows)
    return Grid(caption=table.title, columns=columns, rows=rows, note=note, long=len(rows) > 20)


def _columns(table: Table, rows: Sequence[Sequence[Cell]]) -> tuple[Column, ...]:
    """The columns with their parts of the page: figures what they take, texts what is left, the
    longest folded first.
    """
    headers = [
        f"{told.header}（{told.unit}）" if told.unit else told.header for told in table.columns
    ]
    taken = [_taken(header, cells) for header, *cells in zip(headers, *rows, strict=True)]
    words = [told.shape in (Shape.TEXT, Shape.FLAG) for told in table.columns]
    figures = sum(width for width, word in zip(taken, words, strict=True) if not word)
    most = _folded([w for w, word in zip(taken, words, strict=True) if word], _PAGE - figures)
    return tuple(
        Column(
            header=header,
            align=Align.LEFT if word else Align.RIGHT,
            width=min(width, most) if word else width,
        )
        for header, word, width in zip(headers, words, taken, strict=True)
    )


def _folded(widths: Sequence[float], left: float) -> float:
    """The width beyond which texts are folded, so that all of them fit into what is left."""
    ascending = sorted(widths)
    for place, width in enumerate(ascending):
        share = left / (len(ascending) - place)
        if width > share:
            return max(share, 2 * _LEAST)
        left -= width
    return max(ascending, default=_LEAST)


def _taken(header: str, cells: Sequence[Cell]) -> float:
    """What a column takes: its widest cell, a header folded as often as it must, the space beside."""
    widest = max((cell_len(each.text) for each in cells), default=0)
    return max(widest, min(_LEAST + 1, cell_len(header) / 2)) + _MARGINS


def _cell(value: Value, told: Told) -> Cell:
    measured = isinstance(value, int | float | Fraction) and not isinstance(value, bool)
    return Cell(text=shown(value, told.shape), sort=float(value) if measured else None)  # type: ignore[arg-type]
