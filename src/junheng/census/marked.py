"""The marked copy: the user's tables with every defect coloured and explained where it stands.

A workbook in .xlsx keeps its looks; other formats and folders, and workbooks that only the reader
of cells can open, are copied cell by cell into a new workbook. A first sheet lists all defects with
links to their cells. The user's own file is never written to, and no text of it ever becomes a
formula.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from junheng.census.defects import Defect
from junheng.census.headers import locate
from junheng.census.marking import LISTING, Marks, list_defects, mark, write_text
from junheng.census.sources import Source, opened
from junheng.census.tables import BY_NAME
from junheng.errors import UserError
from junheng.files import unwritable, write_whole

_KEPT = (".xlsx", ".xlsm")


def default_path(data: Path) -> Path:
    """Beside the data: ``填报.xlsx`` gives ``填报-标注.xlsx``, a folder ``数据`` gives ``数据-标注.xlsx``."""
    whole = data.resolve()
    stem = whole.name if whole.is_dir() else whole.stem
    return whole.with_name(f"{stem}-标注.xlsx")


def write_marked(data: Path, defects: Sequence[Defect], target: Path) -> Path:
    """Write the marked copy of ``data`` to ``target`` and return it.

    Raises ``UserError`` if ``target`` is part of the data, or a file that is no marked copy, or
    cannot be written.
    """
    source = opened(data)
    _refuse_overwriting(source, target)
    content = _marked_original(data, defects) if _keeps_looks(data) else None
    if content is None:
        try:
            content = _marked(*_new_book(source), defects)
        except ValueError as problem:  # more rows than a sheet has
            raise UserError(
                f"这份数据写不成标注副本：{problem}", remedy="用 --format json 得到全部问题"
            ) from problem
    write_whole(target, content)
    return target


def _keeps_looks(data: Path) -> bool:
    return data.suffix.lower() in _KEPT and data.is_file()


def _marked_original(data: Path, defects: Sequence[Defect]) -> bytes | None:
    """The user's workbook with its marks; ``None`` if the library cannot open it or write it again.

    Workbooks of other programs lack styles or a list of parts, or are of another format than their
    name says. Their cells can be read all the same, but the library meets them with errors of
    nearly every kind.
    """
    try:
        return _marked(*_same_book(data), defects)
    except Exception:
        return None


def _marked(book: Workbook, marks: Marks, defects: Sequence[Defect]) -> bytes:
    listing = book.create_sheet(_free_name(book, LISTING), 0)
    list_defects(listing, defects, marks)
    mark(defects, marks)
    book.active = 0
    for sheet in book.worksheets[1:]:
        sheet.sheet_view.tabSelected = False
    whole = BytesIO()
    book.save(whole)
    return whole.getvalue()


def _refuse_overwriting(source: Source, target: Path) -> None:
    if target.suffix.lower() != ".xlsx":
        raise UserError(f"{target} 不是 .xlsx 文件名", remedy="把标注副本的文件名写成以 .xlsx 结尾")
    try:
        if not target.exists():
            return
    except OSError as problem:
        raise unwritable(target, problem) from problem
    if any(target.samefile(path) for path in source.files):
        raise UserError(
            f"{target} 就是要检查的数据，不能用标注副本覆盖它", remedy="用 --marked 换一个文件名"
        )
    try:
        first = load_workbook(target, read_only=True).sheetnames[0]
    except Exception:
        first = ""
    if not first.startswith(LISTING):
        raise UserError(
            f"{target} 已经存在，而且不是以前写的标注副本，不覆盖它",
            remedy="用 --marked 换一个文件名，或先移走这个文件",
        )


def _same_book(data: Path) -> tuple[Workbook, Marks]:
    """The user's workbook as it stands; macros are left behind."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions openpyxl does not keep: it is only a copy
        book = load_workbook(data)
    marks = Marks(sheets={})
    for sheet in book.worksheets:
        if isinstance(sheet, Worksheet):
            marks.sheets[data.name, sheet.title] = sheet
    return book, marks


def _new_book(source: Source) -> tuple[Workbook, Marks]:
    """Every table copied as text and numbers, each cell where it stood."""
    book = Workbook()
    book.remove(book.worksheets[0])
    marks = Marks(sheets={})
    for name, grid in source.grids.items():
        sheet = book.create_sheet(_free_name(book, grid.sheet or BY_NAME[name].sheet))
        for down, cells in enumerate(grid.rows):
            for across, cell in enumerate(cells):
                place = sheet.cell(grid.first_row + down, grid.first_column + across + 1)
                write_text(place, cell)
        marks.sheets[grid.file, grid.sheet] = sheet
        heading = source.headings.get(name) or locate(grid, BY_NAME[name])
        if heading is not None:
            sheet.freeze_panes = sheet.cell(grid.first_row + heading.first_data, 1)
            for index, header in heading.headers.items():
                marks.columns[grid.file, grid.sheet, header] = grid.first_column + index + 1
    return book, marks


def _free_name(book: Workbook, wanted: str) -> str:
    name, number = wanted, 1
    while name in book.sheetnames:
        number += 1
        name = f"{wanted}{number}"
    return name
