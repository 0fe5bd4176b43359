"""Writing sheets into one workbook: headers that stay, filters, figures as figures, text as text.

Text is always written as text: a school named ``=1+1`` stays a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from junheng.census.writing import CREATED
from junheng.files import write_whole
from junheng.model.text import printable
from junheng.reports.across.columns import Column, Form, Row, Sheet

MOST_ROWS = 100_000
"""A longer sheet is no help to a person, and the whole table stands beside it as Parquet."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "|")
_PLAIN = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_RULED = {"border": 1, "border_color": "#D9D9D9"}
_HEAD = {
    **_PLAIN,
    "bold": True,
    "text_wrap": True,
    "border": 1,
    "bg_color": "#F2F2F2",
    "align": "center",
}
_WIDEST, _SAMPLE = 36, 300


class Book:
    """A workbook in the making: first the sheet that explains the others, then these."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        }
        self._made = BytesIO()
        self._book = xlsxwriter.Workbook(self._made, options)
        self._book.set_properties({"created": CREATED})
        self._formats: dict[str, Format] = {}
        self._cover = self._book.add_worksheet("说明")
        self._title, self._lines = title, list(lines)
        self._listed: list[tuple[str, int, str]] = []

    def add(self, sheet: Sheet, found: Sequence[Row]) -> None:
        """Write one sheet."""
        rows = sheet.rows(found)
        page = self._book.add_worksheet(sheet.title)
        columns = sheet.filled(rows)
        self._head(page, columns)
        dropped = sum(column not in columns for column in sheet.columns[: sheet.frozen])
        page.freeze_panes(1, sheet.frozen - dropped)
        wrapped = [column for column in columns if column.form is Form.WRAPPED]
        for line, row in enumerate(rows[:MOST_ROWS], 1):
            if wrapped:
                texts = [str(row.get(column.name) or "") for column in wrapped]
                page.set_row(line, 15 * max(_lines_of(text, _WIDEST - 4) for text in texts))
            for place, column in enumerate(columns):
                self._cell(page, line, place, column, row.get(column.name))
        self._fit(page, columns, rows)
        note = sheet.note
        if rows:
            page.autofilter(0, 0, min(len(rows), MOST_ROWS), len(columns) - 1)
        else:
            page.write_string(1, 0, sheet.empty, self._format(Form.TEXT))
        if len(rows) > MOST_ROWS:
            note += f"这里只列前 {MOST_ROWS:,} 行，全部在 {sheet.table}.parquet。"
        self._listed.append((sheet.title, len(rows), note))

    def write(self, path: Path) -> None:
        """Finish the first sheet and write the file. Raises :class:`junheng.errors.UserError`."""
        self._explain()
        self._book.close()
        write_whole(path, self._made.getvalue())

    def _head(self, page: Worksheet, columns: Sequence[Column]) -> None:
        head = self._styled("head", _HEAD)
        for place, column in enumerate(columns):
            page.write_string(0, place, column.header, head)
        page.set_row(0, 30)
        _print_set_up(page)

    def _cell(self, page: Worksheet, line: int, place: int, column: Column, value: Any) -> None:
        shown = column.shown(value)
        if shown is None:
            page.write_blank(line, place, None, self._format(Form.TEXT))
            return
        if isinstance(shown, int | float) and not isinstance(shown, bool):
            number = round(shown, 4) if column.form is Form.FIGURE else shown
            page.write_number(line, place, number, self._format(column.form))
            return
        text = printable(str(shown))
        quoted = text.startswith(_STARTS)
        form = Form.WRAPPED if column.form is Form.WRAPPED else Form.TEXT
        page.write_string(line, place, text, self._format(form, quoted=quoted))

    def _format(self, form: Form, *, quoted: bool = False) -> Format:
        more: dict[str, object] = {**_RULED, "num_format": "@" if form.is_text else form.value}
        if form.is_text:
            more |= {"align": "left", "indent": 1, "text_wrap": form is Form.WRAPPED}
        if quoted:
            more["quote_prefix"] = True
        return self._styled(f"{form}{quoted}", {**_PLAIN, **more})

    def _styled(self, name: str, properties: Mapping[str, object]) -> Format:
        if name not in self._formats:
            self._formats[name] = self._book.add_format(dict(properties))
        return self._formats[name]

    def _fit(self, page: Worksheet, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Give each column the width of what stands in it, headers over two lines."""
        for place, column in enumerate(columns):
            cells = [column.shown(row.get(column.name)) for row in rows[:_SAMPLE]]
            longest = max((_width(_like(cell, column.form)) for cell in cells), default=0)
            # the arrow of the filter covers the end of the header
            width = max(longest + 3, _width(column.header) // 2 + 5, 7)
            page.set_column(place, place, min(width, _WIDEST))

    def _explain(self) -> None:
        page = self._cover
        page.set_column(0, 0, 18)
        page.set_column(1, 1, 10)
        page.set_column(2, 2, 88)
        wrapped = self._styled("wrapped", {**_PLAIN, "text_wrap": True, "valign": "top"})
        title = self._styled("title", {**_PLAIN, "bold": True, "font_size": 14})
        page.write_string(0, 0, self._title, title)
        page.set_row(0, 26)
        line = 2
        for text in self._lines:
            page.merge_range(line, 0, line, 2, "", wrapped)
            page.write_string(line, 0, printable(text), wrapped)
            page.set_row(line, 15 * _lines_of(text, 112))
            line += 1
        line += 1
        head = self._styled("head", _HEAD)
        for place, text in enumerate(("工作表", "行数", "内容")):
            page.write_string(line, place, text, head)
        for name, rows, note in self._listed:
            line += 1
            page.write_url(line, 0, f"internal:'{name}'!A1", self._styled("link", _LINK), name)
            page.write_number(line, 1, rows, self._styled("count", _COUNT))
            page.write_string(line, 2, note, wrapped)
            page.set_row(line, 15 * _lines_of(note, 86))
        _print_set_up(page)


_COUNT = {**_PLAIN, "num_format": "#,##0", "valign": "top", "align": "center"}
_LINK = {**_PLAIN, "font_color": "#1f4e79", "underline": 1, "valign": "top"}


def _print_set_up(page: Worksheet) -> None:
    page.set_paper(9)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C&9第 &P 页，共 &N 页")


def _like(shown: Any, form: Form) -> str:
    """About how a cell reads, for its width."""
    if shown is None:
        return ""
    if isinstance(shown, int | float):
        if form is Form.FIGURE:
            return f"{round(shown, 4):g}"
        return f"{shown:,.0f}" if form in (Form.COUNT, Form.YEAR, Form.CHANGE) else "+00.0%"
    return str(shown)


def _width(text: str) -> int:
    """How wide a text stands: a Chinese character as two."""
    return sum(1 if sign.isascii() else 2 for sign in text)


def _lines_of(text: str, width: int) -> int:
    return max(-(-_width(text) // width), 1)
