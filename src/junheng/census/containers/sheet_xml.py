"""The XML of one worksheet, looked through for what the cell reader does not tell.

It lays out blank cells too, gives Excel errors and uncalculated formulas as blanks, and knows nothing
of hidden rows. Sheets as Excel, WPS and LibreOffice write them are searched as bytes, which is fast;
anything else is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

_NAMED_CELL = re.compile(rb'<c r="[A-Za-z]{1,3}[0-9]{1,7}"')
_CELL = re.compile(rb'<c r="([A-Za-z]{1,3})([0-9]{1,7})"(?:[^>/]|/(?!>))*>(?!</c>)')
_FAR = re.compile(rb'<c r="(?![A-Z][0-9]{1,4}"|A[A-Z][0-9]{1,4}")')
_NEAR_EXTENT = (9_999, 52)
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_ERROR = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"[^>]* t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>'
)
_NO_RESULT = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"((?:[^>/]|/(?!>))*)>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v></v>|<v ?/>)?</c>'
)
_HIDDEN_ROW = re.compile(rb'<row\b[^>]*? r="([0-9]{1,7})"[^>]*? hidden="(?:1|true)"')
_COLUMN = re.compile(rb"<col\b[^>]*>")
_SPAN = re.compile(rb' (min|max)="([0-9]{1,5})"')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')


class SheetScan(NamedTuple):
    """What was found: how far the cells reach, and the cells by name (``B7``) that are peculiar."""

    rows: int
    columns: int
    errors: Mapping[str, str] = MappingProxyType({})
    uncalculated: frozenset[str] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def scan(xml: bytes) -> SheetScan:
    """Look through one worksheet. Raises ``ValueError`` if it is no well-formed XML."""
    data = xml[xml.find(b"<sheetData") : xml.rfind(b"</sheetData>")]
    plain = data.count(b"<c") == xml.count(b'<c r="') and not _PREFIXED.search(xml)
    if not plain or not data:
        from junheng.census.containers.sheet_parsing import parse  # noqa: PLC0415 - seldom needed

        return parse(xml)
    rows, columns = _extent(xml)
    errors = {}
    if b' t="e"' in xml:
        errors = {
            cell.decode(): word.decode("utf-8", "replace") for cell, word in _ERROR.findall(xml)
        }
    return SheetScan(
        rows=rows,
        columns=columns,
        errors=errors,
        uncalculated=frozenset(_uncalculated(xml)),
        hidden_rows=frozenset(int(row) for row in _HIDDEN_ROW.findall(xml))
        if _HIDDEN.search(xml)
        else frozenset(),
        hidden_columns=frozenset(_hidden_columns(xml)),
    )


def _extent(xml: bytes) -> tuple[int, int]:
    """An upper bound of the rows and columns with content; exact where it could be large."""
    if not _FAR.search(xml):
        return _NEAR_EXTENT
    if len(_NAMED_CELL.findall(xml)) != xml.count(b'<c r="'):
        raise ValueError("a cell has no proper name")
    rows = columns = 0
    for found in _CELL.finditer(xml):
        rows = max(rows, int(found[2]))
        columns = max(columns, number_of(found[1]))
    return rows, columns


def number_of(letters: bytes) -> int:
    """The 1-based number of a column: A is 1, XFD is 16384."""
    number = 0
    for each in letters.upper():
        number = 26 * number + each - 64
    return number


def _uncalculated(xml: bytes) -> Iterator[str]:
    """Formulas saved without a result; one whose result is an empty text (``t="str"``) has one."""
    if b"</f></c>" in xml or b"</f><v></v>" in xml or b"</f><v/>" in xml or b"</f><v />" in xml:
        for cell, attributes in _NO_RESULT.findall(xml):
            if b' t="str"' not in attributes:
                yield cell.decode()


def _hidden_columns(xml: bytes) -> Iterator[int]:
    end = xml.find(b"<sheetData")
    for column in _COLUMN.findall(xml[:end]):
        if _HIDDEN.search(column):
            span = {name: int(value) for name, value in _SPAN.findall(column)}
            yield from range(span.get(b"min", 1) - 1, min(span.get(b"max", 0), 16_384))
