"""A trend written to its folder, as JSON and as a short page on the terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.box import ROUNDED
from rich.table import Table
from rich.text import Text

from junheng.cli.screen import Screen, unbroken
from junheng.cli.tables_written import write_tables
from junheng.engine.trends import Trend
from junheng.evaluation.figures import shown
from junheng.model.text import escaped
from junheng.reports.across import words
from junheng.reports.across.naming import Naming
from junheng.reports.across.trend_sheets import write_trend
from junheng.standards import Clause, Judged, RuleSet, Unit

LISTED = 10
"""So many counties are named on the terminal; the workbook names them all."""

_STYLES = {
    "exceeded": "bold red",
    "at_risk": "yellow",
    "near": "",
    "unknown": "dim",
    "stable": "green",
}
_VERDICTS = ("met", "not_met", "undetermined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A trend with the names of its places and clauses, and what to know about it."""

    trend: Trend
    naming: Naming
    clauses: Mapping[str, Clause]
    notes: Sequence[str]
    content: Mapping[str, Sequence[Mapping[str, Any]]]

    @classmethod
    def of(
        cls, trend: Trend, *, places: Mapping[str, str], rules: RuleSet, notes: Sequence[str]
    ) -> Written:
        """Everything that is said of ``trend``."""
        content = {name: trend.tables[name].to_pylist() for name in _SMALL}
        counties = {row["county_code"]: row["name"] for row in content["verdicts"] if row["name"]}
        return cls(
            trend=trend,
            naming=Naming(places=places, counties=counties),
            clauses=rules.clauses,
            notes=[*_notes(trend, content), *notes],
            content=content,
        )

    def write(self, out: Path, workbook: str) -> None:
        """Write every table and the workbook. Raises :class:`junheng.errors.UserError`."""
        write_tables(self.trend.tables, out)
        titles = {name: clause.title.zh for name, clause in self.clauses.items()}
        write_trend(self.trend, out / workbook, naming=self.naming, titles=titles, notes=self.notes)

    def figure(self, row: Mapping[str, Any], value: float | None) -> str:
        """A figure of a row that names its clause or coefficient, with its unit."""
        if value is None:
            return "—"
        clause = self.clauses.get(row["clause"])
        unit = unit_of(clause) if clause else Unit.COEFFICIENT
        return shown(Fraction(repr(round(value, 9))), unit)


def unit_of(clause: Clause) -> Unit:
    """The unit of the figure that is given for a clause: a share where every school is looked at."""
    if clause.judged in (Judged.SCHOOL_RULE, Judged.DISPARITY, Judged.SCHOOLS, Judged.CLASSES):
        return Unit.SHARE
    bounds = list(clause.edition.bounds.values())
    return bounds[0].unit if bounds else Unit.NONE


_SMALL = ("verdicts", "slippage", "risks", "incomplete", "rules")


def _notes(trend: Trend, content: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """What a reader must know before believing a figure."""
    notes = []
    years = len(trend.plan.years)
    if trend.rules_differ:
        changed = [str(row["year"]) for row in content["rules"] if row["same_as_before"] is False]
        notes.append(
            f"各年所用的规则不同（{'、'.join(changed)} 年与上一年不同）：结论的变化可能出自规则，不出自学校"
        )
    if years == 1:
        notes.append("只有一年的数据：没有变化可比，也不能外推")
    elif years == 2:
        notes.append("只有两年的数据：只能说走向，不能给区间，也就不能判断明年是否有风险")
    elif years == 3:
        notes.append("只有三年的数据：区间只有一个自由度，很宽；区间够到限值只说明不能排除越限")
    if content["incomplete"]:
        notes.append(
            f"{len(content['incomplete'])} 个县缺少某些年份，见“数据不齐的县”；缺的年份没有补"
        )
    return notes


def summary(written: Written) -> dict[str, Any]:
    """The counts that the terminal shows, and JSON holds."""
    found: dict[str, Any] = {"verdicts": [], "changes": [], "risks": {}}
    rows = written.content["verdicts"]
    for year in written.trend.plan.years:
        of_year = [row for row in rows if row["year"] == year]
        verdicts = Counter(row["verdict"] for row in of_year)
        judged = sum(row["rows"] for row in of_year)
        found["verdicts"].append(
            {
                "year": year,
                "counties": len(of_year),
                **{verdict: verdicts[verdict] for verdict in _VERDICTS},
                "rows_share": sum(row["rows_met"] for row in of_year) / judged if judged else None,
                "newly_failing": _total(of_year, "newly_failing"),
                "newly_passing": _total(of_year, "newly_passing"),
            }
        )
    for measure in words.MEASURES:
        levels = Counter(
            row["level"] for row in written.content["risks"] if row["measure"] == measure
        )
        found["risks"][measure] = {level: levels[level] for level in words.RISKS}
    found["changes"] = dict(Counter(row["change"] for row in rows if row["change"]))
    return found


def _total(rows: Sequence[Mapping[str, Any]], name: str) -> int | None:
    known = [row[name] for row in rows if row[name] is not None]
    return sum(known) if known else None


def as_json(written: Written) -> str:
    """The whole of it but the long tables, which are in the folder."""
    plan = written.trend.plan
    document = {
        "years": list(plan.years),
        "next": plan.following,
        "confidence": plan.confidence,
        "notes": list(written.notes),
        **summary(written),
        "slippage": written.content["slippage"],
        "at_risk": [
            row for row in written.content["risks"] if row["level"] in ("exceeded", "at_risk")
        ],
        "incomplete": written.content["incomplete"],
        "rules": written.content["rules"],
    }
    return escaped(json.dumps(document, ensure_ascii=False, allow_nan=False))


def show(written: Written, workbook: Path) -> None:
    """Print the page. No colour when piped; fits the width of the terminal."""
    console = Screen()
    found = summary(written)
    for note in written.notes:
        console.print(Text(unbroken(f"! {note}"), style="yellow"))
    console.print(_verdicts(found))
    console.print(_risks(found, written))
    _slipped(console, written)
    _endangered(console, written)
    console.print(f"各表和工作簿：{workbook}", soft_wrap=True)


def _verdicts(found: Mapping[str, Any]) -> Table:
    table = Table(title="各年结论", title_justify="left", title_style="bold", box=ROUNDED)
    for header in (
        "年",
        "县",
        "达标",
        "未达标",
        "无法判定",
        "达标行",
        "新不达标的行",
        "新达标的行",
    ):
        table.add_column(header, justify="right")
    for row in found["verdicts"]:
        share = "—" if row["rows_share"] is None else f"{row['rows_share'] * 100:.1f}%"
        counts = [str(row[name]) for name in ("year", "counties", *_VERDICTS)]
        turned = [_or_dash(row[name]) for name in ("newly_failing", "newly_passing")]
        table.add_row(*counts, share, *turned)
    return table


def _or_dash(value: int | None) -> str:
    return "—" if value is None else str(value)


def _risks(found: Mapping[str, Any], written: Written) -> Table:
    plan = written.trend.plan
    title = f"外推到 {plan.following} 年（区间的置信水平 {plan.confidence * 100:g}%）"
    table = Table(title=title, title_justify="left", title_style="bold", box=ROUNDED)
    table.add_column("看什么")
    for level, word in words.RISKS.items():
        table.add_column(Text(word, style=_STYLES[level]), justify="right")
    for measure, word in words.MEASURES.items():
        table.add_row(word, *(str(found["risks"][measure][level]) for level in words.RISKS))
    return table


def _slipped(console: Screen, written: Written) -> None:
    now = [row for row in written.content["slippage"] if row["since"] is not None]
    if not now:
        return
    table = Table(title="认定后滑坡", title_justify="left", title_style="bold", box=ROUNDED)
    for header in ("县", "认定", "条款"):
        table.add_column(header, overflow="fold")
    for header in ("自何年起", "数值", "限值", "还差"):
        table.add_column(header, justify="right", no_wrap=True)
    for row in now[:LISTED]:
        table.add_row(
            written.naming.called(row["county_code"]),
            str(row["recognised"]),
            unbroken(_clause(written, row)),
            str(row["since"]),
            *(written.figure(row, row[name]) for name in ("value", "bound", "shortfall")),
        )
    console.print(table)
    if len(now) > LISTED:
        console.print(f"还有 {len(now) - LISTED} 条，见工作簿“认定后滑坡”", style="dim")


def _endangered(console: Screen, written: Written) -> None:
    risky = sorted(
        (row for row in written.content["risks"] if row["level"] == "at_risk"),
        key=lambda row: (row["crosses"] is None, row["crosses"] or 0),
    )
    if not risky:
        return
    title = f"有风险：{written.trend.plan.following} 年的区间越过限值"
    table = Table(title=title, title_justify="left", title_style="bold", box=ROUNDED)
    for header in ("县", "看什么"):
        table.add_column(header, overflow="fold")
    for header in ("最近一年", "限值", "预测", "区间", "何年越限"):
        table.add_column(header, justify="right", no_wrap=True)
    for row in risky[:LISTED]:
        table.add_row(
            written.naming.called(row["county_code"]),
            unbroken(_clause(written, row)),
            *(written.figure(row, row[name]) for name in ("value", "limit", "predicted")),
            f"{written.figure(row, row['low'])}～{written.figure(row, row['high'])}",
            _or_dash(row["crosses"]),
        )
    console.print(table)
    if len(risky) > LISTED:
        console.print(f"还有 {len(risky) - LISTED} 项，见工作簿“预警”", style="dim")


def _clause(written: Written, row: Mapping[str, Any]) -> str:
    if row["clause"]:
        clause = written.clauses.get(row["clause"])
        return f"{row['clause']} {clause.title.zh if clause else ''}".strip()
    stage, indicator = words.STAGES[row["stage"]], row["indicator"]
    return f"{stage}{words.INDICATORS.get(indicator, indicator)}差异系数"
