"""The workbook of forms for one county."""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path

import xlsxwriter

from junheng import __version__
from junheng.evaluation.results import CountyResult, Evaluation
from junheng.files import write_whole
from junheng.reports.forms.balance import form_3
from junheng.reports.forms.basics import form_1
from junheng.reports.forms.clauses import form_4, form_5
from junheng.reports.forms.schools import form_2_1, form_2_2
from junheng.reports.forms.sheet import Formats
from junheng.reports.forms.survey import form_6


def write_forms(county: CountyResult, evaluation: Evaluation, path: Path) -> None:
    """Write forms I-VI of ``county`` to ``path``. Equal input gives equal cells.

    Raises :class:`junheng.errors.UserError` where ``path`` cannot be written.
    """
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
        "in_memory": True,
    }
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, options) as workbook:
        workbook.set_properties(
            {
                "title": f"{county.title}义务教育优质均衡发展申报表",
                "author": f"junheng {__version__}",
                "created": datetime.combine(evaluation.rules.on, time()),
            }
        )
        formats = Formats(workbook)
        for form in (form_1, form_2_1, form_2_2, form_3, form_4, form_5, form_6):
            form(workbook, formats, county, evaluation)
    write_whole(path, made.getvalue())
