"""Colours, comments and the list of defects on the sheets of a marked copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from junheng.census.defects import Defect, Severity
from junheng.census.grids import letter
from junheng.model.text import printable

LISTING = "检查结果"
"""The name of the first sheet of every marked copy."""
_HEAD = (
    "序号",
    "程度",
    "工作表",
    "行",
    "列",
    "表头",
    "学校标识码",
    "问题",
    "填的是",
    "应为",
    "怎么改",
)
_WIDTHS = (6, 7, 14, 7, 6, 22, 16, 54, 20, 26, 44)
_FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="F8B4B4"),
    Severity.WARNING: PatternFill("solid", fgColor="FDE9A9"),
}
_LONGEST_COMMENT = 2000
_LONGEST_TEXT = 32_000


@dataclass(slots=True)
class Marks:
    """Where to mark: sheets by (file, sheet) of a defect, and columns that have no letter."""

    sheets: dict[tuple[str, str], Worksheet]
    columns: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def cell(self, defect: Defect) -> Cell | None:
        """The cell to mark: that of the defect, or the first of its row; ``None`` without a row."""
        sheet = self.sheets.get((defect.file, defect.sheet))
        if sheet is None or defect.row is None:
            return None
        column = self.columns.get((defect.file, defect.sheet, defect.header), 1)
        found = (
            sheet[f"{defect.column}{defect.row}"]
            if defect.column
            else sheet.cell(defect.row, column)
        )
        if isinstance(found, MergedCell):
            corner = next(
                each for each in sheet.merged_cells.ranges if found.coordinate in each
            ).start_cell
            found = sheet.cell(corner.row, corner.column)
        return found if isinstance(found, Cell) else None


def write_text(cell: Any, value: object) -> None:
    """Put ``value`` into ``cell`` as it is: text stays text whatever it begins with."""
    if value is None or value == "":
        return
    if isinstance(value, bool | int | float | date | datetime | time):
        cell.value = value
        return
    text = printable(str(value))[:_LONGEST_TEXT]
    cell.value = text
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def mark(defects: Sequence[Defect], marks: Marks) -> None:
    """Colour every cell with a defect, errors over warnings, and say in a comment what is wrong."""
    by_cell: dict[tuple[str, str], tuple[Cell, list[Defect]]] = {}
    for defect in defects:
        cell = marks.cell(defect)
        if cell is not None:
            key = (cell.parent.title, cell.coordinate)
            by_cell.setdefault(key, (cell, []))[1].append(defect)
    for cell, found in by_cell.values():
        worst = min(found, key=lambda each: each.severity is not Severity.ERROR).severity
        cell.fill = _FILLS[worst]
        lines = [cell.comment.text] if cell.comment else []
        lines += [_in_comment(each) for each in found]
        text = printable("\n\n".join(lines))[:_LONGEST_COMMENT]
        comment = Comment(text, "junheng check")
        comment.width, comment.height = (
            320,
            min(60 + 22 * (len(text) // 22 + text.count("\n")), 400),
        )
        cell.comment = comment


def _in_comment(defect: Defect) -> str:
    lines = [f"【{defect.severity.zh}】{defect.message}"]
    if defect.expected:
        lines.append(f"应为：{defect.expected}")
    if defect.remedy:
        lines.append(f"怎么改：{defect.remedy}")
    return "\n".join(lines)


def list_defects(sheet: Worksheet, defects: Sequence[Defect], marks: Marks) -> None:
    """All defects, one a row, each linked to its cell."""
    errors = sum(each.severity is Severity.ERROR for each in defects)
    title = sheet.cell(1, 1)
    write_text(
        title,
        f"检查结果：{errors} 处错误，{len(defects) - errors} 处提醒。"
        "红色是错误，黄色是提醒；点“行”一格可以跳到出问题的地方。请在原文件上改，这份只供对照。",
    )
    title.font = Font(bold=True, size=13)
    for column, (header, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True), 1):
        head = sheet.cell(2, column, header)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="35506B")
        head.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[letter(column - 1)].width = width
    for number, defect in enumerate(defects, 1):
        _list_one(sheet, number, defect, marks.cell(defect))
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{letter(len(_HEAD) - 1)}{len(defects) + 2}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "2:2"


def _lines(text: str, width: int) -> int:
    """How many lines ``text`` takes in a column of that width; Chinese characters count double."""
    wide = sum(1 if char.isascii() else 2 for char in text)
    return max(1, -(-wide * 11 // (width * 10 - 10)))


def _list_one(sheet: Worksheet, number: int, defect: Defect, target: Cell | None) -> None:
    values = (
        number,
        f"{'✗' if defect.severity is Severity.ERROR else '!'} {defect.severity.zh}",
        defect.sheet or defect.file,
        defect.row,
        defect.column,
        defect.header,
        defect.school_code,
        defect.message,
        defect.found,
        defect.expected,
        defect.remedy,
    )
    row = number + 2
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        write_text(cell, value)
        centred = "center" if column in (1, 2, 4, 5) else None
        cell.alignment = Alignment(vertical="top", horizontal=centred, wrap_text=True)
    sheet.row_dimensions[row].height = 4 + 15 * max(
        _lines(str(value or ""), width) for value, width in zip(values, _WIDTHS, strict=True)
    )
    sheet.cell(row, 2).fill = _FILLS[defect.severity]
    if target is not None:
        link = sheet.cell(row, 4)
        where = f"{quote_sheetname(target.parent.title)}!{target.coordinate}"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=where)
        link.font = Font(color="0563C1", underline="single")
