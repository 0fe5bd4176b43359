"""Workbooks for download: text stays text, so that nothing a user typed becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 48


def workbook(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet: a header that stays in sight, filters, columns as wide as their content."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
        },
    )
    sheet = book.add_worksheet(_sheet_name(name))
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDEBF7", "text_wrap": True})
    formats: dict[type, Any] = {
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    widths = [_signs(each) for each in heads]
    for place, each in enumerate(heads):
        sheet.write_string(0, place, each, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            widths[place] = max(widths[place], _signs(str(value)))
            _write(sheet, last, place, value, formats)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(_WIDEST, width + 3))
    sheet.freeze_panes(1, 1)
    if heads:
        sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)
    book.close()
    return made.getvalue()


def _write(sheet: Any, line: int, place: int, value: Any, formats: Mapping[type, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(line, place, "是" if value else "否")
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(line, place, value)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, formats[type(value)])
    else:
        sheet.write_string(line, place, str(value))


def workbook_response(
    name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """The workbook as a download named ``name.xlsx``."""
    return download(workbook(name, heads, rows), f"{name}.xlsx", XLSX)


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file that the browser saves and never shows."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _sheet_name(name: str) -> str:
    return "".join(each for each in name if each not in "[]:*?/\\'")[:31] or "Sheet1"


def _signs(text: str) -> int:
    """Its width: Chinese signs count double."""
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)
