"""The defects of many counties as a workbook: errors, warnings, and the lists against the totals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from junheng.census.catalogue import TITLES
from junheng.census.defects import Severity
from junheng.cli.engine_check_result import Checked, header_of, sheet_of
from junheng.model import Stage
from junheng.reports.across.columns import Column, Form, Sheet
from junheng.reports.across.workbook import Book

_DEFECTS = (
    Column(name="county_code", header="县级代码", form=Form.CODE),
    Column(name="school_code", header="学校标识码", form=Form.CODE),
    Column(name="stage", header="学段", words={each.value: each.zh for each in Stage}),
    Column(name="sheet", header="表"),
    Column(name="header", header="栏"),
    Column(name="title", header="检查什么", form=Form.WRAPPED),
    Column(name="message", header="问题", form=Form.WRAPPED),
    Column(name="found", header="填的是", form=Form.WRAPPED),
    Column(name="expected", header="应为", form=Form.WRAPPED),
    Column(name="remedy", header="怎么改", form=Form.WRAPPED),
    Column(name="check", header="编号"),
)
_SUMS = (
    Column(name="sheet", header="名册"),
    Column(name="header", header="栏"),
    Column(name="reported", header="填报的合计", form=Form.COUNT),
    Column(name="counted", header="名册的合计", form=Form.COUNT),
    Column(name="difference", header="差（名册减填报）", form=Form.CHANGE),
    Column(name="compared", header="两处都有的学段部", form=Form.COUNT),
    Column(name="differing", header="其中不同的", form=Form.COUNT),
)
_ORDER = ("county_code", "school_code", "stage", "check", "header")


def write(checked: Checked, defects: Sequence[dict[str, Any]], path: Path, *, most: int) -> None:
    """Write the workbook. Raises :class:`junheng.errors.UserError` where it cannot be written."""
    rows = [
        {
            **row,
            "sheet": sheet_of(row["table"]),
            "header": header_of(row["table"], row["column"]),
            "title": TITLES[row["check"]],
        }
        for row in defects
    ]
    book = Book(
        "数据检查",
        [
            f"数据：{checked.source}",
            f"{checked.errors} 处错误，{checked.warnings} 处提醒。",
            f"有错误的县 {len(checked.refused)} 个。",
            f"每项检查的每一栏最多列 {most:,} 处，全部在 defects.parquet。",
        ],
    )
    for severity, note in (
        (Severity.ERROR, "不改正就不能判定。"),
        (Severity.WARNING, "请再看一眼；确实如此的不用改。"),
    ):
        chosen = [row for row in rows if row["severity"] == severity.value]
        sheet = Sheet(
            title=severity.zh,
            table="defects",
            note=note,
            columns=_DEFECTS,
            empty=f"没有{severity.zh}。",
            sort=_ORDER,
        )
        book.add(sheet, chosen)
    if checked.reconciliation:
        sums = [
            {
                **row,
                "sheet": sheet_of(row["table"]),
                "header": header_of("stages", row["column"]),
            }
            for row in checked.reconciliation
        ]
        book.add(
            Sheet(
                title="名册与填报",
                table="reconciliation",
                note="名册数出的合计与“学段”表填报的合计，只计两处都有的学段部。",
                columns=_SUMS,
                empty="没有可以比较的栏。",
            ),
            sums,
        )
    book.write(path)
