"""The whole fill-in workbook."""

from __future__ import annotations

import io
from pathlib import Path

import xlsxwriter

from junheng.census.template.county_sheets import write_attestations, write_county
from junheng.census.template.data_sheets import write_data_sheet
from junheng.census.template.instructions import NAME as INSTRUCTIONS
from junheng.census.template.instructions import write_instructions
from junheng.census.template.looks import FONT, Looks
from junheng.census.template.prefill import Prefill
from junheng.census.template.self_check import NAME as SELF_CHECK
from junheng.census.template.self_check import write_self_check
from junheng.census.template.sheets import PLANS
from junheng.census.writing import CREATED
from junheng.errors import UserError
from junheng.files import refuse_overwriting, write_whole

_TABS = {"schools": "#1F4E79", "stages": "#1F4E79", "county": "#548235", "attestations": "#548235"}


def write_template(path: Path, prefill: Prefill | None = None, *, replace: bool = False) -> None:
    """Write the workbook that a school or a county fills in, with what ``prefill`` knows already.

    Equal arguments give equal bytes. Raises ``UserError`` if ``path`` exists and ``replace`` is not
    set, if it cannot be written, or if more schools are listed than the workbook has room for.
    """
    prefill = prefill or Prefill()
    refuse_overwriting(path, force=replace)
    _refuse_too_many(prefill)
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(FONT),  # the library adds to it
        "in_memory": True,
    }
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, options)
    book.set_properties(
        {"title": "义务教育优质均衡数据填报工作簿", "created": CREATED, "author": ""}
    )
    looks = Looks(book)
    write_instructions(book.add_worksheet(INSTRUCTIONS), looks)
    for name, plan in PLANS.items():
        sheet = book.add_worksheet(plan.table.sheet)
        if name in _TABS:
            sheet.set_tab_color(_TABS[name])
        if name == "county":
            write_county(sheet, prefill, looks)
        elif name == "attestations":
            write_attestations(sheet, prefill, looks)
        else:
            write_data_sheet(sheet, plan, prefill.schools, looks)
    write_self_check(book.add_worksheet(SELF_CHECK), looks)
    book.close()
    write_whole(path, made.getvalue())


def _refuse_too_many(prefill: Prefill) -> None:
    stages = sum(len(school.stages) for school in prefill.schools)
    for table, count in (("schools", len(prefill.schools)), ("stages", stages)):
        plan = PLANS[table]
        if count > plan.rows:
            raise UserError(
                f"“{plan.table.sheet}”要预填 {count} 行，一个工作簿最多 {plan.rows} 行",
                remedy="按县分开，一县一个工作簿",
            )
