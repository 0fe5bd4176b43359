"""Reading codes: text that looks like a number, and that spreadsheets therefore spoil.

A spreadsheet keeps 15 digits of a number, drops leading zeros, writes long codes as ``3.5E+17`` and
takes ``1-2`` for a date. What is spoilt cannot be guessed back, so it is refused with the remedy.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from junheng.census.grids import Cell
from junheng.census.values import Unreadable, exact, refuse_invisible, special_digit, text
from junheng.census.words import half_width

_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]+")
_LONGEST_KEPT = 10**15
_CLAUSE = re.compile(r"(?:第\s*)?([0-9]{1,2}(?:\.[0-9]{1,2})?|[A-Z]\.[0-9a-z]{1,4})(?![0-9.])")
_AS_TEXT = "先把整列的单元格格式改为“文本”，再按原始材料重新填写"


def code(cell: Cell) -> str | None:
    """A code as text, white space taken out, full-width characters made half-width.

    Raises ``Unreadable`` for a date, for scientific notation, for a number of more digits than a
    spreadsheet keeps and for one with decimals.
    """
    if type(cell) is str:
        if cell.isascii() and cell.isalnum() and "E" not in cell and "e" not in cell:
            return cell
        return _clean(text(cell) or "")
    if cell is None:
        return None
    if isinstance(cell, date | time | timedelta):
        raise Unreadable(
            "cell.code_date", "被表格软件变成了日期", expected="文本格式的代码", remedy=_AS_TEXT
        )
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        value = exact(cell) if isinstance(cell, float) else cell
        if isinstance(cell, float) and abs(cell) >= _LONGEST_KEPT:
            raise Unreadable(
                "cell.code_digits",
                "被存成了数字，第 15 位以后的数字已经丢失",
                expected="文本格式的代码",
                remedy=_AS_TEXT,
            )
        if not isinstance(value, int) or value < 0:
            raise Unreadable(
                "cell.code_number",
                "是小数或负数，不是代码",
                expected="文本格式的代码",
                remedy=_AS_TEXT,
            )
        return str(value)
    return text(cell)


def _clean(cell: str) -> str | None:
    refuse_invisible(cell)
    found = "".join(half_width(cell).split()).lstrip("'`‘’＇")
    if any(map(special_digit, found)):
        raise Unreadable(
            "cell.code_mark",
            "有注释的序号、上标或别的特殊数字，不能算在代码里",
            expected="只有普通数字和字母的代码",
            remedy="只留下代码；注释写到说明里",
        )
    if _SCIENTIFIC.fullmatch(found):
        raise Unreadable(
            "cell.code_scientific",
            "是科学计数法，后面的数字已经丢失",
            expected="文本格式的代码",
            remedy=_AS_TEXT,
        )
    return found or None


def clause(cell: Cell) -> str | None:
    """The id of a clause, such as ``7.10``: as a number 7.10 could not be told from 7.1.

    Raises ``Unreadable`` for the number 7.1, and for text that does not begin with a clause.
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if cell == 7.1:
            raise Unreadable(
                "cell.clause_number",
                "被存成了数字，分不清是第 7.1 条还是第 7.10 条",
                expected="文本格式的条款号",
                remedy=_AS_TEXT,
            )
        found: str | None = f"{cell:.15g}"
    elif isinstance(cell, str):
        refuse_invisible(cell)
        found = half_width(text(cell) or "").lstrip("'`‘’ ") or None
    else:
        found = code(cell)
    if found is None:
        return None
    match = _CLAUSE.match(found)
    if match is None or special_digit(found[match.end() : match.end() + 1]):
        raise Unreadable("cell.clause", "不是条款号", expected="条款号，如 7.1、8.3、10.2")
    return match[1]
