"""The workbook of schools to fill in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from junheng.model.school import AreaClass, SchoolType
from junheng_web.territory.models import Region
from junheng_web.territory.register import COLUMNS, MOST_ROWS, NAMES, SHEET

_COUNTIES = "区划"
_NOTES = (
    ("县级行政区划代码", "学校所在县（市、区）的现行代码，6 位数字，见“区划”表。"),
    ("学校标识码", "全国统一的学校（机构）标识码，按文本填写。已登记的学校按标识码认。"),
    ("学校名称", "正式名称。与登记的名称不同的，确认后改名，原名留在操作记录里。"),
    ("学校类型", "从下拉框选。已登记的学校不改类型。"),
    ("城乡类型", "从下拉框选。已登记的学校不改城乡类型。"),
    ("别的列", "可以直接上传填报工作簿，只读“学校”表的这五列，别的列不读。"),
    ("没有列出的学校", "仍旧在办，不会自动撤销；预览时逐所列出。"),
)


def template(counties: Iterable[Region]) -> bytes:
    """The workbook, with notes, and the words and the counties to choose from."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
    text, wrap = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True})
    sheet = book.add_worksheet(SHEET)
    for place, name in enumerate(NAMES):
        sheet.write_string(0, place, COLUMNS[name], head)
        sheet.set_column(place, place, 36 if name == "name" else 20, text)
    sheet.freeze_panes(1, 0)
    rows = [(each.code, each.name) for each in counties]
    if rows:
        source = f"={_COUNTIES}!$A$2:$A${len(rows) + 1}"
        _choices(sheet, "county_code", source, strict=False)
    _choices(sheet, "type", [each.zh for each in SchoolType])
    _choices(sheet, "area_class", [each.zh for each in AreaClass])
    _table(book, _("填写说明"), (_("列"), _("怎样填")), _NOTES, (head, wrap))
    _table(book, _COUNTIES, (_("代码"), _("名称")), rows, (head, text))
    book.close()
    return made.getvalue()


def _choices(sheet: Any, name: str, source: str | list[str], *, strict: bool = True) -> None:
    """Offer a list in a column; where it is not strict, other words may be typed."""
    column = NAMES.index(name)
    options = {"validate": "list", "source": source, "show_error": strict}
    sheet.data_validation(1, column, MOST_ROWS, column, options)


def _table(
    book: xlsxwriter.Workbook,
    name: str,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    formats: tuple[Any, Any],
) -> None:
    sheet = book.add_worksheet(name)
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, formats[0])
        sheet.set_column(place, place, 28 if place == 0 else 80)
    for line, row in enumerate(rows, 1):
        for place, word in enumerate(row):
            sheet.write_string(line, place, word, formats[1])
