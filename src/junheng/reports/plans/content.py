"""What a plan's report says, in the order in which it is read: the answer, then what it rests on."""

from __future__ import annotations

from fractions import Fraction

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
    columns = tuple(_column(each) for each in table.columns)
    return Grid(caption=table.title, columns=columns, rows=rows, note=note, long=len(rows) > 20)


def _column(told: Told) -> Column:
    header = f"{told.header}（{told.unit}）" if told.unit else told.header
    words = told.shape in (Shape.TEXT, Shape.FLAG)
    return Column(header=header, align=Align.LEFT if words else Align.RIGHT)


def _cell(value: Value, told: Told) -> Cell:
    measured = isinstance(value, int | float | Fraction) and not isinstance(value, bool)
    return Cell(text=shown(value, told.shape), sort=float(value) if measured else None)  # type: ignore[arg-type]
