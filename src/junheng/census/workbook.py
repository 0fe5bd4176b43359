"""Reading a workbook into grids: .xlsx, .xlsm, .xlsb, .xls, .et and .ods, values only.

Macros, external links and formulas are never run; a formula gives the result saved with it.
"""

from __future__ import annotations

from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from junheng.census.defects import Defect
from junheng.census.grids import Grid
from junheng.errors import InputError

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods")
"""The files read as workbooks."""


def grids(path: Path) -> tuple[list[Grid], list[Defect]]:
    """One grid for each worksheet, in order, and what was odd. Raises ``InputError``."""
    try:
        with path.open("rb") as file, CalamineWorkbook.from_object(file) as book:
            found = [
                _grid(
                    path.name, book, meta.name, hidden=meta.visible is not SheetVisibleEnum.Visible
                )
                for meta in book.sheets_metadata
                if meta.typ is SheetTypeEnum.WorkSheet
            ]
            return found, []
    except PasswordError as problem:
        raise InputError(
            f"{path.name} 设了打开密码，读不了",
            remedy="用 Excel 或 WPS 打开，取消密码后另存，再读取",
        ) from problem
    except CalamineError as problem:
        raise InputError(
            f"{path.name} 不是完好的工作簿（{problem}）",
            remedy="用 Excel 或 WPS 打开并另存为 .xlsx，再读取",
        ) from problem


def _grid(file: str, book: CalamineWorkbook, name: str, *, hidden: bool) -> Grid:
    sheet = book.get_sheet_by_name(name)
    start = sheet.start
    if start is None:
        return Grid(file=file, sheet=name, rows=(), hidden=hidden)
    return Grid(
        file=file,
        sheet=name,
        rows=sheet.to_python(),
        first_row=start[0] + 1,
        first_column=start[1],
        merged=tuple(sheet.merged_cell_ranges or ()),
        hidden=hidden,
    )
