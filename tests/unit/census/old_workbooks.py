"""Old workbooks made byte by byte: BIFF8 records in a compound file, as .xls and WPS's .et are."""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack
from typing import Any

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def record(kind: int, data: bytes = b"") -> bytes:
    """One record."""
    return pack("<HH", kind, len(data)) + data


def _wide(text: str) -> bytes:
    return b"\x01" + text.encode("utf-16-le")


def cell(row: int, column: int, value: Any) -> bytes:
    """A cell: text, number, or the code of an Excel error as ``bytes``."""
    at = pack("<HHH", row, column, 0)
    if isinstance(value, bytes):
        return record(0x205, at + value + b"\x01")
    if isinstance(value, str):
        return record(0x204, at + pack("<H", len(value)) + _wide(value))
    return record(0x203, at + pack("<d", value))


def failed_formula(row: int, column: int, error: int) -> bytes:
    """A formula whose saved result is an error."""
    result = bytes([2, 0, error, 0, 0, 0, 0xFF, 0xFF])
    return record(0x06, pack("<HHH", row, column, 0) + result + bytes(6) + pack("<H", 0))


def hidden_row(row: int) -> bytes:
    """A row that is not shown."""
    return record(0x208, pack("<HHHHHHHH", row, 0, 9, 255, 0, 0, 0x20, 0))


def workbook(
    sheets: dict[str, Sequence[Sequence[Any]]], *, before: bytes = b"", extra: bytes = b""
) -> bytes:
    """The stream ``Workbook``; ``before`` goes into the globals, ``extra`` into every sheet."""
    begin = record(0x809, pack("<HHHHII", 0x600, 0x5, 0, 1997, 0, 0x600))
    begin_sheet = record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0x600))
    bodies = []
    for rows in sheets.values():
        cells = b"".join(
            cell(down, across, value)
            for down, row in enumerate(rows)
            for across, value in enumerate(row)
            if value not in ("", None)
        )
        bodies.append(begin_sheet + cells + extra + record(0x0A))

    def bound(offsets: Sequence[int]) -> bytes:
        return b"".join(
            record(0x85, pack("<IBB", offset, 0, 0) + bytes([len(name)]) + _wide(name))
            for name, offset in zip(sheets, offsets, strict=True)
        )

    codepage = record(0x42, pack("<H", 1200))
    head = begin + codepage + before
    size = len(head) + len(bound([0] * len(bodies))) + len(record(0x0A))
    offsets = [size + sum(map(len, bodies[:number])) for number in range(len(bodies))]
    return head + bound(offsets) + record(0x0A) + b"".join(bodies)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3) with those streams, each padded to 4096 bytes or more."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    sectors: list[bytes] = []
    chain: list[int] = []
    starts = {}
    for name, content in padded.items():
        starts[name] = len(sectors)
        pieces = [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
        chain += [len(sectors) + number + 1 for number in range(len(pieces) - 1)] + [_END]
        sectors += pieces
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, name in enumerate(padded, 1):
        right = number + 1 if number < len(padded) else _FREE
        entries.append(_entry(name, 2, starts[name], len(padded[name]), right=right))
    directory = b"".join(entries).ljust(-(-len(entries) * 128 // 512) * 512, b"\0")
    first_directory = len(sectors)
    pieces = [directory[at : at + 512] for at in range(0, len(directory), 512)]
    chain += [len(sectors) + number + 1 for number in range(len(pieces) - 1)] + [_END]
    sectors += pieces
    needed = 1
    while needed * 128 < len(sectors) + needed:
        needed += 1
    table = chain + [_FAT] * needed
    table += [_FREE] * (needed * 128 - len(table))
    allocation = [len(sectors) + number for number in range(needed)]
    packed = pack(f"<{len(table)}I", *table)
    sectors += [packed[at : at + 512] for at in range(0, len(packed), 512)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += pack("<HHHHHHIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, needed)
    header += pack("<IIIIIII", first_directory, 0, 4096, _END, 0, _END, 0)
    header += pack("<109I", *allocation, *[_FREE] * (109 - needed))
    return header + b"".join(sectors)


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE
) -> bytes:
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + pack("<HBB", len(raw) + 2, kind, 1)
        + pack("<III", _FREE, right, child)
        + bytes(16 + 4 + 16)
        + pack("<III", start, size, 0)
    )
