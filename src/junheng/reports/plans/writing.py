"""Writes every file of a plan into a folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from junheng.census.writing import CREATED
from junheng.files import make_folder, write_whole
from junheng.planning.outcome import Outcome, document
from junheng.reports.page import write_single_page
from junheng.reports.plans.content import report
from junheng.reports.plans.workbook import write_workbook
from junheng.reports.word import write_document

WORKBOOK = "方案.xlsx"
REPORT = "方案.docx"
PAGE = "方案.html"
JSON = "plan.json"


def write_plan(outcome: Outcome, folder: Path) -> tuple[Path, ...]:
    """Write workbook, report, page and JSON of a plan; return the files, each whole or not at all.

    Raises :class:`junheng.errors.UserError` where the folder or a file cannot be written.
    """
    make_folder(folder)
    text = json.dumps(document(outcome), ensure_ascii=False, indent=1, allow_nan=False)
    write_workbook(outcome, folder / WORKBOOK)
    write_document(report(outcome), folder / REPORT, on=_dated(outcome))
    write_single_page(report(outcome), folder / PAGE)
    write_whole(folder / JSON, f"{text}\n".encode())
    return tuple(folder / name for name in (WORKBOOK, REPORT, PAGE, JSON))


def _dated(outcome: Outcome) -> date:
    """The date the plan's rules are of, so that equal input gives equal files."""
    on = outcome.basis.get("on")
    return date.fromisoformat(on) if isinstance(on, str) else CREATED.date()
