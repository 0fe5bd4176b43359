"""Reading a workbook into grids: .xlsx, .xlsm, .xlsb, .xls, .et and .ods, values only.

Macros, external links and formulas are never run; a formula gives the result saved with it. What a
file is, is told from its content: old .et files of WPS are .xls inside, new ones .xlsx.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import cast

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from junheng.census.catalogue import SEVERITY
from junheng.census.containers.access import opening
from junheng.census.containers.limits import check_file_size
from junheng.census.containers.sheet_xml import SheetScan, number_of
from junheng.census.defects import Defect
from junheng.census.folder import WORKBOOKS
from junheng.census.grids import Cell, Grid, Oddities
from junheng.census.values import UNCALCULATED
from junheng.errors import InputError

SUFFIXES = WORKBOOKS
"""The files read as workbooks."""

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def grids(path: Path) -> tuple[list[Grid], list[Defect]]:
    """One grid for each worksheet, in order, and what was odd. Raises ``InputError``."""
    with opening(path):
        check_file_size(path.name, path.stat().st_size)
        content = path.read_bytes()
    scans, defects = _inspected(path.name, content)
    defects += _renamed(path, content)
    try:
        with CalamineWorkbook.from_object(BytesIO(content)) as book:
            found = [
                _grid(path.name, book, meta.name, scans.get(meta.name), meta.visible)
                for meta in book.sheets_metadata
                if meta.typ is SheetTypeEnum.WorkSheet
            ]
    except PasswordError as problem:
        raise InputError(
            f"{path.name} 设了打开密码，读不了",
            remedy="用 Excel 或 WPS 打开，取消密码后另存，再读取",
        ) from problem
    except CalamineError as problem:
        raise _unreadable(path.name, problem) from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":  # the reader's own last resort
            raise
        raise _unreadable(path.name, problem) from problem
    return found, defects


_FORMATS = {
    ".xlsx": "ooxml",
    ".xlsm": "ooxml",
    ".xlsb": "ooxml",
    ".xls": "biff",
    ".ods": "opendocument",
}
"""What a file of that name is inside; .et of WPS may be the first or the second."""
_SPOKEN = {"ooxml": ".xlsx", "biff": ".xls", "opendocument": ".ods"}


def _format(content: bytes) -> str:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "biff"
    return "opendocument" if b"mimetypeapplication/vnd.oasis" in content[:200] else "ooxml"


def _renamed(path: Path, content: bytes) -> Iterator[Defect]:
    """A file of another format than its name says is read as what it is."""
    suffix, inside = path.suffix.lower(), _format(content)
    if _FORMATS.get(suffix, inside) != inside:
        yield Defect(
            check="file.other_format",
            severity=SEVERITY["file.other_format"],
            message=f"扩展名是 {suffix}，内容其实是 {_SPOKEN[inside]} 格式；按 {_SPOKEN[inside]} 读取",
            file=path.name,
            remedy="用 Excel 或 WPS 打开，另存为 .xlsx，别的程序才打得开",
        )


def _unreadable(name: str, problem: BaseException) -> InputError:
    return InputError(
        f"{name} 不是完好的工作簿（{problem}）",
        remedy="用 Excel 或 WPS 打开并另存为 .xlsx，再读取",
    )


def _inspected(name: str, content: bytes) -> tuple[Mapping[str, SheetScan], list[Defect]]:
    """Tell the kind of file by its first bytes, and look it through before it is read."""
    if content.startswith(b"PK"):
        if _format(content) == "opendocument":
            from junheng.census.containers import open_document  # noqa: PLC0415 - seldom needed

            open_document.inspect(name, content)
            return {}, []
        from junheng.census.containers import office_open  # noqa: PLC0415 - by the kind of file

        found = office_open.inspect(name, content)
        return found.sheets, list(_notes(name, macros=found.macros, links=found.links))
    if _format(content) == "biff":
        from junheng.census.containers import biff  # noqa: PLC0415 - seldom needed

        old = biff.inspect(name, content)
        return old.sheets, list(_notes(name, macros=old.macros, links=False))
    beginning = content[:2000].lower()
    if b"<html" in beginning or b"<table" in beginning or b"urn:schemas-microsoft-com" in beginning:
        raise InputError(
            f"{name} 其实是网页或 XML 文件，只是用了工作簿的扩展名",
            remedy="用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，再读取",
        )
    raise InputError(f"{name} 不是工作簿", remedy="用 Excel 或 WPS 打开并另存为 .xlsx，再读取")


def _notes(name: str, *, macros: bool, links: bool) -> Iterator[Defect]:
    if macros:
        yield _note("file.macros", "工作簿里有宏；只读了数据，没有运行宏", name)
    if links:
        yield _note(
            "file.links", "工作簿引用了别的文件；没有打开那些文件，用的是保存时的结果", name
        )


def _note(check: str, message: str, name: str) -> Defect:
    return Defect(check=check, severity=SEVERITY[check], message=message, file=name)


def _grid(
    file: str,
    book: CalamineWorkbook,
    name: str,
    scan: SheetScan | None,
    visible: SheetVisibleEnum,
) -> Grid:
    sheet = book.get_sheet_by_name(name)
    hidden = visible is not SheetVisibleEnum.Visible
    start = sheet.start or (0, 0)
    rows = cast("list[list[Cell]]", sheet.to_python()) if sheet.start else []
    if scan is None:
        oddities = Oddities()
    else:
        peculiar = {**scan.errors, **dict.fromkeys(scan.uncalculated, UNCALCULATED)}
        rows = _with_peculiar(rows, start, peculiar)
        oddities = Oddities(hidden_rows=scan.hidden_rows, hidden_columns=scan.hidden_columns)
    return Grid(
        file=file,
        sheet=name,
        rows=rows,
        first_row=start[0] + 1,
        first_column=start[1],
        merged=tuple(sheet.merged_cell_ranges or ()),
        hidden=hidden,
        oddities=oddities,
    )


def _with_peculiar(
    rows: list[list[Cell]], start: tuple[int, int], peculiar: Mapping[str, str]
) -> list[list[Cell]]:
    """``rows`` with a word in each cell that the reader leaves blank although it is none."""
    for name, word in peculiar.items():
        found = _CELL.fullmatch(name)
        if not found:
            continue
        row, column = int(found[2]) - 1 - start[0], number_of(found[1].encode()) - 1 - start[1]
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            rows[row][column] = word
    return rows
