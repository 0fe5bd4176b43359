"""How far the cells of a binary worksheet (.xlsb) reach. Source: MS-XLSB, records of the sheet part."""

from __future__ import annotations

_ROW = 0
_CELLS = range(2, 12)  # cells with content, BrtCellRk to BrtFmlaError; 1 is a blank


def extent(content: bytes) -> tuple[int, int]:
    """Rows and columns up to the last cell with content. A damaged part ends the search."""
    rows = columns = row = 0
    at = 0
    while at < len(content):
        kind, at = _number(content, at, 2)
        size, at = _number(content, at, 4)
        if kind == _ROW:
            row = int.from_bytes(content[at : at + 4], "little") + 1
        elif kind in _CELLS:
            rows = max(rows, row)
            columns = max(columns, int.from_bytes(content[at : at + 4], "little") + 1)
        at += size
    return rows, columns


def _number(content: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first; the high bit says that more follow."""
    number = 0
    for place in range(longest):
        if at >= len(content):
            return 0, at
        byte = content[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at
