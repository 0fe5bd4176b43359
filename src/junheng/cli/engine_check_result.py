"""What came of checking many counties: on the terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
from rich.box import ROUNDED
from rich.table import Table
from rich.text import Text

from junheng import __version__
from junheng.census.catalogue import TITLES
from junheng.census.defects import Severity
from junheng.census.tables import STAGES
from junheng.cli.screen import Screen
from junheng.engine.backends import Connection
from junheng.engine.checks.examining import Examined, Failing, refused_counties
from junheng.engine.tables import DECLARED
from junheng.model.text import escaped

LISTED = 12
"""So many refused counties are named on the terminal."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The failures of a data set, the counties that cannot be judged, and the lists against the
    totals that were reported.
    """

    source: str
    failing: Sequence[Failing]
    errors: int
    warnings: int
    refused: Sequence[str]
    reconciliation: Sequence[dict[str, Any]]

    @staticmethod
    def of(
        connection: Connection, examined: Examined, defects: ir.Table, *, source: str
    ) -> Checked:
        """What ``examined`` found, computed; ``defects`` are all of its defects."""
        refused = connection.arrow(refused_counties(defects))
        sums = examined.reconciliation
        return Checked(
            source=source,
            failing=examined.failing,
            errors=examined.errors,
            warnings=examined.warnings,
            refused=sorted(refused["county_code"].to_pylist()),
            reconciliation=[] if sums is None else connection.arrow(sums).to_pylist(),
        )


def sheet_of(table: str) -> str:
    """What a table is called."""
    return DECLARED[table].sheet


def header_of(table: str, column: str | None) -> str:
    """What a column is called; its own name where the table has none of that name."""
    named = {each.name: each.header for each in DECLARED[table].columns}
    return named.get(column or "", column or "")


def as_json(checked: Checked) -> str:
    """The counts by check, table and column, for other programs."""
    content = {
        "junheng": __version__,
        "source": checked.source,
        "accepted": not checked.errors,
        "errors": checked.errors,
        "warnings": checked.warnings,
        "failing": [
            {
                "check": each.check,
                "severity": each.severity.value,
                "table": each.table,
                "column": each.column,
                "lines": each.lines,
            }
            for each in checked.failing
        ],
        "refused_counties": list(checked.refused),
        "reconciliation": list(checked.reconciliation),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))


def show(checked: Checked, out: Path | None) -> None:
    """Print the result. No colour when piped."""
    screen = Screen()
    screen.print()
    screen.print(_verdict(checked))
    if checked.failing:
        screen.print(_failures(checked))
    if checked.reconciliation:
        screen.print(_sums(checked))
    if checked.refused:
        named = "、".join(checked.refused[:LISTED])
        more = "等" if len(checked.refused) > LISTED else ""
        screen.print(f"有错误的县 {len(checked.refused)} 个：{named}{more}", soft_wrap=True)
    if out is not None:
        screen.print(f"逐处的说明：{out}", soft_wrap=True)
    elif checked.failing:
        screen.print("逐处的说明：加上 --out 文件夹", soft_wrap=True)


def _verdict(checked: Checked) -> Text:
    if checked.errors:
        return Text.assemble(
            (" ✗ 有错误，不能判定 ", "bold white on red"),
            f"  {checked.errors} 处错误，{checked.warnings} 处提醒",
        )
    said = f"没有错误，有 {checked.warnings} 处提醒" if checked.warnings else "没有错误，也没有提醒"
    return Text.assemble((" ✓ 可以判定 ", "bold white on green"), f"  {said}")


def _failures(checked: Checked) -> Table:
    table = Table(box=ROUNDED)
    table.add_column("", no_wrap=True)
    table.add_column("表", no_wrap=True)
    table.add_column("栏", overflow="fold", max_width=20)
    table.add_column("问题", overflow="fold", ratio=1)
    table.add_column("处", justify="right", no_wrap=True)
    ordered = sorted(checked.failing, key=lambda each: each.severity is not Severity.ERROR)
    for each in ordered:
        table.add_row(
            Text(each.severity.zh, style=_STYLES[each.severity]),
            sheet_of(each.table),
            header_of(each.table, each.column),
            TITLES[each.check],
            f"{each.lines:,}",
        )
    return table


def _sums(checked: Checked) -> Table:
    table = Table(title="名册与填报的合计", title_justify="left", box=ROUNDED)
    for header in ("名册", "栏"):
        table.add_column(header)
    for header in ("填报", "名册合计", "差", "不同的学段部"):
        table.add_column(header, justify="right")
    for row in checked.reconciliation:
        table.add_row(
            sheet_of(row["table"]),
            STAGES.column(row["column"]).header,
            f"{row['reported']:,}",
            f"{row['counted']:,}",
            f"{row['difference']:+,}" if row["difference"] else "0",
            f"{row['differing']:,} / {row['compared']:,}",
        )
    return table
