"""The workbook to fill in for a plan: a sheet for each of its tables, and what each column means.

What is filled in reads back through ``junheng.census.other_tables``.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from junheng.census.tables import Column, Kind, Table
from junheng.census.writing import CREATED
from junheng.files import write_whole
from junheng.planning.subjects import Subject

_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_LINED = {**_FONT, "border": 1, "border_color": "#BFBFBF"}
_KINDS = {
    Kind.TEXT: "文字",
    Kind.COUNT: "整数",
    Kind.AMOUNT: "数",
    Kind.DEGREES: "经纬度",
    Kind.YEAR: "年份",
    Kind.FLAG: "是或否",
    Kind.CHOICE: "选项",
}
_NOTE = 76  # characters of a line of notes
_ROWS = 2_000  # rows prepared for filling in
_LONGEST_LIST = 250  # characters that a drop-down may hold


def write_plan_template(subject: Subject, path: Path) -> None:
    """Write the workbook of a subject. Raises :class:`junheng.errors.UserError`."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": CREATED})
    _explain(book, subject)
    for table in subject.tables:
        _sheet(book, table)
    book.close()
    write_whole(path, made.getvalue())


def _explain(book: xlsxwriter.Workbook, subject: Subject) -> None:
    page = book.add_worksheet("填表说明")
    title = book.add_format({**_FONT, "bold": True, "font_size": 14})
    head = book.add_format({**_LINED, "bold": True, "bg_color": "#E2EEF9", "align": "center"})
    cell = book.add_format({**_LINED, "text_wrap": True})
    page.write_string(0, 0, f"{subject.title}：填报工作簿", title)
    page.write_string(1, 0, _where(subject), book.add_format(_FONT))
    for place, (header, width) in enumerate(
        (("工作表", 16), ("列", 26), ("必填", 7), ("填什么", 9), ("单位", 9), ("说明", _NOTE))
    ):
        page.set_column(place, place, width)
        page.write_string(3, place, header, head)
    line = 3
    for table in subject.tables:
        for column in table.columns:
            line += 1
            told = _told(table, column)
            page.set_row(line, 16 * max(1, -(-_width(told[-1]) // _NOTE)))
            for place, text in enumerate(told):
                page.write_string(line, place, text, cell)
    page.freeze_panes(4, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _where(subject: Subject) -> str:
    own = "不用的工作表留空或删去。"
    if subject.census:
        return f"把这些工作表放进填报工作簿里，和“学校”“学段”等表一起交给命令。{own}"
    return f"填好以后把这个工作簿交给命令。{own}"


def _told(table: Table, column: Column) -> tuple[str, ...]:
    note = column.note
    if column.kind is Kind.CHOICE:
        note = "；".join(filter(None, (f"可填：{'、'.join(_chinese(column))}", note)))
    required = "必填" if column.required else ""
    return (table.sheet, column.header, required, _KINDS[column.kind], column.unit, note)


def _width(text: str) -> int:
    """How wide a text stands: a Chinese character as two."""
    return sum(1 if sign.isascii() else 2 for sign in text)


def _chinese(column: Column) -> list[str]:
    """The words to choose from, the Chinese ones where there are some."""
    words = list(column.choices)
    return [word for word in words if not word.isascii()] or words


def _sheet(book: xlsxwriter.Workbook, table: Table) -> None:
    page = book.add_worksheet(table.sheet)
    needed = book.add_format({**_LINED, "bold": True, "bg_color": "#FCE8B2", "text_wrap": True})
    optional = book.add_format({**_LINED, "bold": True, "bg_color": "#F2F2F2", "text_wrap": True})
    text = book.add_format({**_FONT, "num_format": "@"})
    plain = book.add_format(_FONT)
    for place, column in enumerate(table.columns):
        header = f"{column.header}（{column.unit}）" if column.unit else column.header
        page.write_string(0, place, header, needed if column.required else optional)
        width = max(10, min(_width(header) + 4, 30))
        page.set_column(place, place, width, _format(column, text, plain))
        if column.note:
            page.write_comment(0, place, column.note, {"x_scale": 2})
        _limit(page, place, column)
    page.set_row(0, 32)
    page.freeze_panes(1, 0)


def _format(column: Column, text: Format, plain: Format) -> Format:
    """Codes are text, so that no spreadsheet takes them for numbers."""
    return text if column.kind in (Kind.TEXT, Kind.CHOICE) else plain


def _limit(page: Worksheet, place: int, column: Column) -> None:
    words = _chinese(column) if column.kind is Kind.CHOICE else []
    if column.kind is Kind.FLAG:
        words = ["是", "否"]
    if words and len(",".join(words)) <= _LONGEST_LIST:
        page.data_validation(1, place, _ROWS, place, {"validate": "list", "source": words})
    elif column.kind in (Kind.COUNT, Kind.YEAR):
        page.data_validation(
            1, place, _ROWS, place, {"validate": "integer", "criteria": ">=", "value": 0}
        )
    elif column.kind is Kind.AMOUNT:
        page.data_validation(
            1, place, _ROWS, place, {"validate": "decimal", "criteria": ">=", "value": 0}
        )
