"""The result of a check on the terminal: the verdict, the defects sheet by sheet, the totals."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click
from rich.box import ROUNDED, SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from junheng.census.catalogue import TITLES
from junheng.census.defects import Defect, Severity
from junheng.census.reading import Reading
from junheng.census.tables import BY_NAME
from junheng.census.totals import TableTotals
from junheng.cli.screen import Screen, unbroken
from junheng.errors import UserError
from junheng.model.quantity import exactly
from junheng.model.text import printable

ALIKE = 20
"""So many defects of one kind are printed for a sheet; the marked copy and the JSON hold them all."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}
_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!"}


def show(reading: Reading) -> None:
    """Print the result. No colour when piped; fits the width of the terminal."""
    console = Screen()
    with console.capture() as captured:
        console.print()
        console.print(_verdict(reading))
        for name, group in groupby(reading.defects, key=lambda each: each.sheet or each.file):
            _defects(console, name, list(group))
        for totals in reading.totals:
            _totals(console, totals)
    click.echo(captured.get(), nl=False)


def _verdict(reading: Reading) -> Text:
    errors, warnings = len(reading.errors), len(reading.warnings)
    if errors:
        return Text.assemble(
            (" ✗ 有错误，不能上报 ", "bold white on red"),
            f"  {errors} 处错误，{warnings} 处提醒",
        )
    said = f"没有错误，有 {warnings} 处提醒，请再看一眼" if warnings else "没有错误，也没有提醒"
    return Text.assemble((" ✓ 可以上报 ", "bold white on green"), f"  {said}")


def _defects(console: Console, name: str, defects: Sequence[Defect]) -> None:
    errors = sum(each.severity is Severity.ERROR for each in defects)
    table = Table(
        title=f"{printable(name) or '数据'}：{errors} 处错误，{len(defects) - errors} 处提醒",
        title_justify="left",
        title_style="bold",
        box=ROUNDED,
        show_lines=True,
    )
    table.add_column("", no_wrap=True)
    table.add_column("位置", overflow="fold", min_width=10, max_width=28)
    table.add_column("问题", ratio=1, overflow="fold")
    seen: Counter[str] = Counter()
    for defect in defects:
        seen[defect.check] += 1
        if seen[defect.check] <= ALIKE:
            table.add_row(
                Text(
                    f"{_MARKS[defect.severity]} {defect.severity.zh}",
                    style=_STYLES[defect.severity],
                ),
                Text(_place(defect)),
                _said(defect),
            )
    for check, count in seen.items():
        if count > ALIKE:
            table.add_row("", "……", Text(f"“{TITLES[check]}”还有 {count - ALIKE} 处", style="dim"))
    console.print()
    console.print(table)


def _place(defect: Defect) -> str:
    cell = f"{defect.column}{defect.row or ''}" if defect.column else ""
    if not cell and defect.row is not None:
        cell = f"第 {defect.row} 行"
    return printable("\n".join(part for part in (cell, defect.header) if part)) or "整张表"


def _said(defect: Defect) -> Text:
    text = Text(unbroken(defect.message))
    for label, words in (
        ("填的是", defect.found),
        ("应为", defect.expected),
        ("怎么改", defect.remedy),
    ):
        if words:
            text.append(f"\n{label}：", style="dim").append(unbroken(words))
    return text


def _totals(console: Console, totals: TableTotals) -> None:
    title = BY_NAME[totals.table].sheet
    left_out = [
        f"{name} {count} 行"
        for name, count in (
            ("空白", totals.blank),
            ("合计", totals.subtotals),
            ("说明", totals.remarks),
        )
        if count
    ]
    line = Text.assemble(
        (f"{title}", "bold"),
        f"  读入 {totals.rows_in} 行 = 接受 {totals.accepted} 行 + 拒绝 {totals.refused} 行",
    )
    if left_out:
        line.append(f"（另有{'、'.join(left_out)}，不是数据）", style="dim")
    console.print()
    console.print(line)
    if not totals.columns:
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for header, justify in (("栏", "left"), ("合计", "right"), ("单位", "left")):
        table.add_column(header, justify=justify)  # type: ignore[arg-type]
    table.add_column("填了", justify="right")
    table.add_column("空着", justify="right")
    table.add_column("读不了", justify="right")
    for column in totals.columns:
        if not column.filled and not column.unreadable:
            continue
        table.add_row(
            column.header,
            exactly(column.total),
            column.unit,
            str(column.filled),
            str(column.blank or ""),
            Text(str(column.unreadable or ""), style="bold red"),
        )
    console.print(table)


def show_next(reading: Reading, *, data: Path, marked: Path | UserError | None) -> None:
    """Print where the marked copy is, or why there is none, and what to do next."""
    console = Screen()
    console.print()
    if isinstance(marked, UserError):
        console.print(f"没有标注副本：{marked}", soft_wrap=True)
    elif marked is not None:
        console.print(f"标注副本：{marked}", soft_wrap=True)
    again = shlex.quote(str(data))
    if reading.errors:
        console.print(f"下一步：在原文件上逐处改正，再运行 junheng check {again}", soft_wrap=True)
    else:
        console.print(
            f"下一步：把上面的合计与原表核对，再运行 junheng evaluate {again}", soft_wrap=True
        )
