"""The workbook of a planner's further tables, with what is known of the county in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import load_workbook

from junheng.planning.subjects import Subject
from junheng.reports.plans.template import write_plan_template

_WHERE = "A2"
"""Where the library's template says what to do with it."""


def template(subject: Subject, known: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """The library's workbook of a subject. ``known`` are rows by English name of the table."""
    with TemporaryDirectory(prefix="plan-") as room:
        path = Path(room) / "template.xlsx"
        write_plan_template(subject, path)
        book = load_workbook(path)
    book.worksheets[0][_WHERE] = "填好以后在提出规划的页面上传；不用的工作表留空或删去。"
    for table in subject.tables:
        sheet = book[table.sheet]
        for line, row in enumerate(known.get(table.name, ()), 2):
            for place, value in enumerate(row, 1):
                if value is not None and value != "":
                    cell = sheet.cell(line, place, value)
                    if isinstance(value, str):
                        cell.data_type, cell.number_format = "s", "@"
    made = BytesIO()
    book.save(made)
    return made.getvalue()
