"""Reading a whole column at once, where every cell of it is as it should be.

Most columns hold nothing odd, and then a few passes in C do what thousands of calls would. Blank
cells aside, a column with anything unusual in it gives ``None`` and is read cell by cell, so that
nothing is decided here that the readers of single cells would decide otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from junheng.census.grids import Cell
from junheng.census.values import WHOLE_TO, Value

_DIGITS = 15
ColumnReader = Callable[[Sequence[Cell]], Sequence[Value] | None]


def read_at_once(read: ColumnReader, cells: Sequence[Cell]) -> Sequence[Value] | None:
    """What ``read`` makes of the column, blank cells being ``None`` as everywhere."""
    filled = [cell for cell in cells if cell is not None and cell != ""]
    if not filled:
        return [None] * len(cells)
    values = read(filled)
    if values is None or len(filled) == len(cells):
        return values
    rest = iter(values)
    return [None if cell is None or cell == "" else next(rest) for cell in cells]


def whole_numbers(cells: Sequence[Cell]) -> list[int] | None:
    """A column of whole numbers, zero or more: a workbook's, or plain digits in a text file."""
    kinds = set(map(type, cells))
    if kinds == {str}:
        return _whole_texts(cells)
    if kinds != {float}:
        return None
    try:
        whole = list(map(int, cast("Sequence[float]", cells)))
    except (OverflowError, ValueError):  # infinite, or not a number
        return None
    return whole if whole == cells and min(whole) >= 0 and max(whole) < WHOLE_TO else None


def _whole_texts(cells: Sequence[Cell]) -> list[int] | None:
    """Numbers as one writes them: no sign, no leading zero, nothing but the digits of ASCII."""
    texts_, joined = _joined(cells)
    if not joined.isascii() or not joined.isdigit() or not all(texts_):
        return None
    if max(map(len, texts_)) > _DIGITS:
        return None
    whole = list(map(int, texts_))
    return whole if list(map(str, whole)) == list(texts_) and max(whole) < WHOLE_TO else None


def codes(cells: Sequence[Cell]) -> Sequence[Value] | None:
    """A column of codes in plain letters and digits, none of which could be a spoilt number."""
    found, joined = _joined(cells)
    if "E" in joined or "e" in joined:
        return None
    return found if joined.isascii() and joined.isalnum() and all(found) else None


def texts(cells: Sequence[Cell]) -> list[str] | None:
    """A column of texts, none of them blank or an Excel error."""
    found, joined = _joined(cells)
    if "#" in joined:
        return None
    found = [cell.strip() for cell in found]
    return found if found and all(found) else None


def words(meanings: Mapping[str, Value]) -> ColumnReader:
    """A reader of columns that hold nothing but these words, exactly."""

    def read(cells: Sequence[Cell]) -> list[Value] | None:
        found = [meanings.get(cast("str", cell)) for cell in cells]
        return None if None in found else found

    return read


def _joined(cells: Sequence[Cell]) -> tuple[Sequence[str], str]:
    """The cells and all their text; none and "" where any of them is no text."""
    found = cast("Sequence[str]", cells)
    try:
        return found, "".join(found)
    except TypeError:
        return [], ""
