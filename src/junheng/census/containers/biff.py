"""An old workbook (.xls, .et) before its cells are read. Source: MS-XLS, records of BIFF8."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from

from junheng.census.containers.compound import CompoundFile
from junheng.census.containers.limits import check_extent
from junheng.census.containers.sheet_xml import SheetScan
from junheng.census.grids import letter
from junheng.errors import InputError

_BOF, _EOF, _FILEPASS, _SHEET, _ROW = 0x809, 0x0A, 0x2F, 0x85, 0x208
_FORMULA, _ERROR_CELL = 0x06, 0x205
_CELLS = {0x203, 0x204, 0x205, 0x06, 0xFD, 0x27E, 0xBD, 0xD6, 0x03, 0x04, 0x02}
_MANY = 0xBD  # several numbers of one row; its last two bytes are the last column
_WORDS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_HIDDEN = 0x20


@dataclass(slots=True)
class _Sheet:
    rows: int = 0
    columns: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class OldInspection:
    """What an old workbook holds beside its cells; ``sheets`` by name."""

    macros: bool
    sheets: dict[str, SheetScan]


def inspect(name: str, content: bytes) -> OldInspection:
    """Look through the workbook. Raises ``InputError`` if it must not, or cannot, be opened."""
    file = CompoundFile(name, content)
    if "EncryptedPackage" in file.entries:
        raise _locked(name)
    stream = file.stream("Workbook") or file.stream("Book")
    if stream is None:
        raise InputError(f"{name} 不是工作簿", remedy="用 Excel 或 WPS 打开并另存为 .xlsx，再读取")
    try:
        sheets = _sheets(name, stream)
    except struct.error as problem:
        raise InputError(
            f"{name} 已经损坏", remedy="用 Excel 或 WPS 打开并另存为 .xlsx，再读取"
        ) from problem
    for title, sheet in sheets.items():
        check_extent(name, title, sheet.rows, sheet.columns)
    return OldInspection(
        macros="_VBA_PROJECT_CUR" in file.entries,
        sheets={
            title: SheetScan(
                rows=sheet.rows,
                columns=sheet.columns,
                errors=sheet.errors,
                hidden_rows=frozenset(sheet.hidden),
            )
            for title, sheet in sheets.items()
        },
    )


def _locked(name: str) -> InputError:
    return InputError(
        f"{name} 设了打开密码，读不了", remedy="用 Excel 或 WPS 打开，取消密码后另存，再读取"
    )


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """(kind, where its data begins, size) of every record."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        yield kind, at + 4, size
        at += 4 + size


def _sheets(name: str, stream: bytes) -> dict[str, _Sheet]:
    titles: dict[int, str] = {}
    sheets: dict[str, _Sheet] = {}
    current: _Sheet | None = None
    for kind, at, size in _records(stream):
        if kind == _FILEPASS:
            raise _locked(name)
        if kind == _SHEET:
            titles[unpack_from("<I", stream, at)[0]] = _title(stream, at)
        elif kind == _BOF:
            title = titles.get(at - 4)
            current = sheets.setdefault(title, _Sheet()) if title is not None else None
        elif current is not None and (kind in _CELLS or kind == _ROW):
            _look(current, kind, stream[at : at + size])
    return sheets


def _title(stream: bytes, at: int) -> str:
    length, wide = stream[at + 6], stream[at + 7] & 1
    raw = stream[at + 8 : at + 8 + (2 * length if wide else length)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _look(sheet: _Sheet, kind: int, data: bytes) -> None:
    row, column = unpack_from("<HH", data)
    if kind == _ROW:
        if unpack_from("<H", data, 12)[0] & _HIDDEN:
            sheet.hidden.add(row + 1)
        return
    if kind == _MANY:
        column = unpack_from("<H", data, len(data) - 2)[0]
    sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, column + 1)
    if kind == _ERROR_CELL and data[7]:
        sheet.errors[f"{letter(column)}{row + 1}"] = _WORDS.get(data[6], "#N/A")
    elif kind == _FORMULA and data[6] == 2 and data[12:14] == b"\xff\xff":
        sheet.errors[f"{letter(column)}{row + 1}"] = _WORDS.get(data[8], "#N/A")
