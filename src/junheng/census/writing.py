"""A data set written out again: one workbook, or a folder of CSV files.

Reading what was written gives an equal census, the line numbers apart. Two ways of speaking, as in
docs/reference/tables.md: a workbook is for clerks and speaks Chinese, in headers and in values; files are
for programs and use the English names. Numbers are never rounded.

Text is written as it stands. In a workbook it is always a text cell, so a name that starts with
``=`` never becomes a formula. In CSV nothing is put before such a name: these files are the data
set itself and must read back unchanged; a CSV meant to be opened in a spreadsheet is an export and
belongs to ``reports``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import xlsxwriter

from junheng.census.facts import BY_KEY
from junheng.census.records import Census, Exact
from junheng.census.tables import TABLES, Column, Kind, Table
from junheng.errors import UserError
from junheng.files import make_folder, replacing, write_whole

CREATED = datetime(2024, 9, 1)
"""The date every workbook carries, so that equal content gives equal bytes."""

_WIDEST = 42


def write_workbook(census: Census, path: Path) -> None:
    """Write ``census`` as one workbook: a sheet a table, Chinese headers and values.

    Optional tables without rows are left out. Raises ``UserError`` if the file cannot be written,
    or holds a number that no finite decimal can express.
    """
    content = [(table, rows_of(census, table, clerk=True)) for table in present_tables(census)]
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"created": CREATED})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDEBF7", "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    for table, rows in content:
        sheet = book.add_worksheet(table.sheet)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            shown = [column.header, *(text_of(row[place]) for row in rows)]
            sheet.set_column(place, place, min(_WIDEST, 2 + max(map(_signs, shown))))
            sheet.write_string(0, place, column.header, head)
        for line, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                write_value(sheet, (line, place), value, text if isinstance(value, str) else None)
    book.close()
    write_whole(path, made.getvalue())


def write_folder(
    census: Census, folder: Path, *, encoding: str = "utf-8", delimiter: str = ","
) -> None:
    """Write ``census`` as CSV files, one a table, named as the table, with English headers.

    Raises ``UserError`` if the folder cannot be written to or already holds a table that this
    census lacks (reading it back would mix the two), if the encoding lacks a character, or if a
    number is not a finite decimal.
    """
    content = [(table, rows_of(census, table, clerk=False)) for table in present_tables(census)]
    prepare_folder(folder, [table for table, _ in content], ".csv")
    for table, rows in content:
        path = folder / f"{table.name}.csv"
        try:
            with (
                replacing(path) as unfinished,
                unfinished.open("w", encoding=encoding, newline="") as file,
            ):
                out = csv.writer(file, delimiter=delimiter, lineterminator="\n")
                out.writerow([column.name for column in table.columns])
                out.writerows([text_of(value) for value in row] for row in rows)
        except UnicodeEncodeError as problem:
            raise UserError(
                f"{path}：编码 {encoding} 写不出字符“{problem.object[problem.start]}”",
                remedy="改用 utf-8 或 gb18030",
            ) from problem


def decimal_text(value: Exact) -> str:
    """``value`` as a finite decimal, without loss. Raises ``UserError`` where there is none."""
    rest, places = value.denominator, 0
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        raise UserError(
            f"{value} 不是有限小数，写成小数会失真",
            remedy="数据集只收整数和有限小数；请给出原始数",
        )
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def word_of(column: Column, stored: str) -> str:
    """The Chinese word of a choice (``primary`` -> 小学); the first, where there are several."""
    return next(
        word for word, value in column.choices.items() if value == stored and not word.isascii()
    )


def present_tables(census: Census) -> list[Table]:
    """The tables to write: an optional one only if it has rows, or stood empty in the source."""
    return [
        table
        for table in TABLES
        if table.required or getattr(census, table.name) or table.name in census.layouts
    ]


def rows_of(census: Census, table: Table, *, clerk: bool) -> list[list[Exact | str | None]]:
    """Every row of a table, cell by cell; in Chinese words for a ``clerk``, else in stored values.

    Raises ``UserError`` for a number that is not a finite decimal.
    """
    return [
        [_cell(column, row, clerk=clerk) for column in table.columns]
        for row in getattr(census, table.name)
    ]


def _cell(column: Column, row: Any, *, clerk: bool) -> Exact | str | None:
    value = getattr(row, column.name)
    if value is None:
        return None
    if column.kind is Kind.FLAG:
        return "是" if value else "否"
    if column.kind is Kind.CHOICE:
        return word_of(column, str(value)) if clerk else str(value)
    if clerk and column.name == "key" and value in BY_KEY:
        return BY_KEY[value].label
    if isinstance(value, int | Fraction):
        decimal_text(value)  # refused here, before anything is written
        return value
    return str(value)


def write_value(sheet: Any, place: tuple[int, int], value: Exact | str | None, style: Any) -> None:
    """Write one cell of an XlsxWriter sheet so that it reads back as the same value.

    Text is always a text cell. A number longer than the 15 digits that a spreadsheet keeps becomes
    text too.
    """
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(*place, value, style)
        return
    written = decimal_text(value)
    number = float(written)
    if Decimal(f"{number:.15g}") == Decimal(written):
        sheet.write_number(*place, number, style)  # a cell keeps 15 digits, and these suffice
    else:
        sheet.write_string(*place, written, style)


def text_of(value: Exact | str | None) -> str:
    """A cell as the text that reads back as the same value; ``""`` for a missing one."""
    if value is None:
        return ""
    return value if isinstance(value, str) else decimal_text(value)


def prepare_folder(folder: Path, tables: Sequence[Table], suffix: str) -> None:
    """Make the folder; refuse one whose other files would be read together with ours.

    Raises ``UserError``.
    """
    make_folder(folder)
    ours = {f"{table.name}{suffix}" for table in tables}
    known = {f"{table.name}{each}" for table in TABLES for each in (".csv", ".parquet")}
    left = sorted(path.name for path in folder.iterdir() if path.name in known - ours)
    if left:
        raise UserError(
            f"{folder} 里还有另一份数据的 {'、'.join(left)}，写进去会与这份数据混在一起",
            remedy="换一个空文件夹，或者先移走这些文件",
        )


def _signs(text: str) -> int:
    """How wide a text stands: a Chinese character as two."""
    return sum(1 if sign.isascii() else 2 for sign in text)
