"""A comparison written to its folder, as JSON and as a short page on the terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.box import ROUNDED
from rich.table import Table

from junheng.cli.screen import Screen
from junheng.cli.tables_written import write_tables
from junheng.engine.comparisons import Comparison
from junheng.model.text import escaped
from junheng.reports.across import words
from junheng.reports.across.comparison_sheets import write_comparison
from junheng.reports.across.naming import Naming

LISTED = 20
"""So many places are shown on the terminal; the workbook has them all."""

_WIDE_FIRST = tuple(words.LEVELS)
_SMALL = ("places", "place_disparities", "gaps", "groups")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A comparison with the names of its places."""

    comparison: Comparison
    naming: Naming
    notes: Sequence[str]

    @classmethod
    def of(cls, comparison: Comparison, *, places: Mapping[str, str]) -> Written:
        """Everything that is said of ``comparison``."""
        rules = comparison.about["ruleset"]
        note = f"规则集 {rules.get('id')}，规则日期 {rules.get('on')}，指纹 {rules['fingerprint'][:12]}…"
        counties = comparison.names
        return cls(
            comparison=comparison,
            naming=Naming(places=places, counties=counties),
            notes=[
                note,
                "均值按在校生加权；没有数的行不参加均值，另行计数。空格是没有数，不是 0。",
            ],
        )

    def write(self, out: Path, workbook: str) -> None:
        """Write every table and the workbook. Raises :class:`junheng.errors.UserError`."""
        write_tables(self.comparison.tables, out)
        write_comparison(self.comparison, out / workbook, naming=self.naming, notes=self.notes)

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table above the counties, the widest level first."""
        table = self.comparison.tables.get(name)
        found = [] if table is None else table.to_pylist()
        return sorted(
            (row for row in found if row["level"] != "county"),
            key=lambda row: (_WIDE_FIRST.index(row["level"]), row["code"]),
        )


def as_json(written: Written) -> str:
    """The tables of places, and of groups in the nation, provinces and prefectures."""
    document = {
        "ruleset": dict(written.comparison.about["ruleset"]),
        **{name: written.rows(name) for name in _SMALL if name in written.comparison.tables},
    }
    return escaped(json.dumps(document, ensure_ascii=False, allow_nan=False))


def show(written: Written, workbook: Path) -> None:
    """Print the page. No colour when piped; fits the width of the terminal."""
    console = Screen()
    _places(console, written)
    _coefficients(console, written)
    _gaps(console, written)
    console.print(f"各表和工作簿：{workbook}", soft_wrap=True)


def _places(console: Screen, written: Written) -> None:
    rows = written.rows("places")
    table = Table(title="各地结论", title_justify="left", title_style="bold", box=ROUNDED)
    table.add_column("地区", overflow="fold")
    for header in ("县", "达标", "未达标", "无法判定", "达标行", "未达标行的在校生", "占在校生"):
        table.add_column(header, justify="right")
    for row in rows[:LISTED]:
        table.add_row(
            written.naming.called(row["code"]),
            *(str(row[name]) for name in ("counties", "met", "not_met", "undetermined")),
            _share(row["rows_share"]),
            "—" if row["pupils_failing"] is None else f"{row['pupils_failing']:,}",
            _share(row["pupils_failing_share"]),
        )
    console.print(table)
    if len(rows) > LISTED:
        console.print(f"还有 {len(rows) - LISTED} 个地区，见工作簿“各地结论”", style="dim")


def _coefficients(console: Screen, written: Written) -> None:
    title = "全国的差异系数"
    table = Table(title=title, title_justify="left", title_style="bold", box=ROUNDED)
    for header in ("学段", "指标"):
        table.add_column(header)
    for header in ("县", "超过限值", "中位数", "最差", "限值"):
        table.add_column(header, justify="right")
    table.add_column("最差的县", overflow="fold")
    for row in _national(written, "place_disparities"):
        worst = row["worst_county"]
        table.add_row(
            words.STAGES[row["stage"]],
            words.INDICATORS.get(row["indicator"], row["indicator"]),
            str(row["counties"]),
            str(row["over"]),
            *(_places_3(row[name]) for name in ("median", "worst", "limit")),
            written.naming.called(worst) if worst else "—",
        )
    console.print(table)


def _gaps(console: Screen, written: Written) -> None:
    rows = _national(written, "gaps")
    if not rows:
        return
    title = "全国的城乡均值（按在校生加权）"
    table = Table(title=title, title_justify="left", title_style="bold", box=ROUNDED)
    for header in ("学段", "指标"):
        table.add_column(header)
    for header in ("城区", "镇区", "乡村", "城乡比", "镇乡比"):
        table.add_column(header, justify="right")
    for row in rows:
        table.add_row(
            words.STAGES[row["stage"]],
            words.INDICATORS.get(row["indicator"], row["indicator"]),
            *(_places_2(row[name]) for name in ("urban", "town", "rural", "ratio", "town_ratio")),
        )
    console.print(table)


def _national(written: Written, name: str) -> list[dict[str, Any]]:
    stages, indicators = list(words.STAGES), list(words.INDICATORS)
    rows = [row for row in written.rows(name) if row["level"] == "nation"]
    return sorted(
        rows,
        key=lambda row: (
            stages.index(row["stage"]),
            indicators.index(row["indicator"]) if row["indicator"] in indicators else 99,
        ),
    )


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value * 100:.1f}%"


def _places_2(value: float | None) -> str:
    return "—" if value is None else f"{value:,.2f}"


def _places_3(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
