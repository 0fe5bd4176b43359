"""How much a data set may be. A county is thousands of times smaller; a province still fits."""

from __future__ import annotations

from junheng.errors import InputError

FILE_BYTES = 100_000_000
"""The largest file that is opened."""
UNPACKED_BYTES = 400_000_000
"""The most that the parts of one workbook may unpack to."""
SUSPECT_BYTES = 30_000_000
"""A part that unpacks to more than this must not shrink more than ``RATIO`` times."""
RATIO = 200
"""Sheets shrink ten to forty times; bombs a thousand times."""
PARTS = 4_000
"""The most parts of one workbook."""
ROWS = 1_000_000
"""The most rows of one Parquet table."""
COLUMNS = 16_384
"""The most columns of one line of text: as many as a spreadsheet has."""
CELLS = 2_500_000
"""The most cells between the first and the last one of a workbook, blank ones included."""


def check_file_size(name: str, size: int) -> None:
    """Raise ``InputError`` for an empty file and for one beyond ``FILE_BYTES``."""
    if not size:
        raise InputError(f"{name} 是空文件", remedy="重新导出或重新复制这个文件")
    if size > FILE_BYTES:
        raise InputError(
            f"{name} 有 {size // 1_000_000} MB，超过 {FILE_BYTES // 1_000_000} MB，没有打开",
            remedy="检查是不是放错了文件；数据确实很多时改用 Parquet",
        )


def check_rows(name: str, rows: int, most: int) -> None:
    """Raise ``InputError`` if a table has more than ``most`` rows."""
    if rows > most:
        raise InputError(
            f"{name} 有 {rows} 行，超过 {most} 行，没有打开", remedy="按省或按市分成几份数据"
        )


def check_columns(name: str, line: int, columns: int) -> None:
    """Raise ``InputError`` if a line of text has more than ``COLUMNS`` columns."""
    if columns > COLUMNS:
        raise InputError(
            f"{name} 第 {line} 行有 {columns} 列，超过 {COLUMNS} 列，没有读取",
            remedy="多半是导出时出了错：重新导出，或删去这一行末尾多余的分隔符",
        )


def check_extent(name: str, sheet: str, rows: int, columns: int) -> None:
    """Raise ``InputError`` if a sheet of that many rows and columns is beyond ``CELLS``."""
    if rows * columns > CELLS:
        raise InputError(
            f"{name} 的工作表“{sheet}”从第一个到最后一个有内容的单元格，有 {rows} 行、{columns} 列，"
            "太大，没有打开",
            remedy="多半是很远的地方误填了一格：按 Ctrl+End 找到它，删去多余的行和列后保存",
        )
