"""From a raw cell to an exact value: one reader for each kind of column.

A reader returns ``None`` for a blank cell and raises :class:`Unreadable`, with a sentence for the
clerk, for anything it would have to guess at. Nothing is ever turned into 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from unicodedata import normalize

from junheng.census.grids import Cell
from junheng.census.records import Exact
from junheng.census.tables import Column, Kind
from junheng.census.words import (
    ALL_UNITS,
    NO,
    PLACEHOLDERS,
    UNITS,
    YES,
    folded,
    half_width,
    normal,
)
from junheng.model.text import invisible

Value = Exact | str | bool | None
Reader = Callable[[Cell], Value]

_PLAIN = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_SCIENTIFIC = re.compile(r"[+-]?[0-9.]+e[+-]?[0-9]+")
_LEADING_NUMBER = re.compile(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)(.+)", re.DOTALL)
_SPACED = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?")
_BROKEN = re.compile(r"[0-9.,]\s+[0-9.,]")
EXCEL_ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)
UNCALCULATED = "#公式未计算"
"""What the workbook reader puts in place of a formula that was saved without a result."""
_LONGEST_NUMBER = 40
WHOLE_TO = 10**15
"""A whole number below this is one that a spreadsheet keeps exactly."""


class Unreadable(Exception):
    """A cell that cannot be read; ``check`` is the id of the check it fails."""

    def __init__(self, check: str, message: str, *, expected: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.check = check
        self.message = message
        self.expected = expected
        self.remedy = remedy


def exact(number: float) -> Exact:
    """The decimal that a workbook's float stands for: the 15 significant digits Excel keeps.

    Raises ``Unreadable`` for infinite and for what is not a number.
    """
    if number - number != 0:  # infinite or NaN
        raise Unreadable("cell.number", "不是有限的数", remedy="改填实际数，不知道就留空")
    whole = int(number)
    if whole == number and -WHOLE_TO < whole < WHOLE_TO:
        return whole
    return _whole_if_whole(Fraction(*Decimal(f"{number:.15g}").as_integer_ratio()))


def _whole_if_whole(value: Fraction) -> Exact:
    return value.numerator if value.denominator == 1 else value


def shown(cell: Cell) -> str:
    """The cell as the clerk sees it, shortened where it is very long."""
    match cell:
        case None:
            text = ""
        case str() if cell == UNCALCULATED:
            text = ""  # it is our word, not the clerk's
        case bool():
            text = "TRUE" if cell else "FALSE"
        case float():
            text = f"{cell:.15g}"
        case _:
            text = str(cell)
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:37]}…"


def number(cell: Cell, *, unit: str = "", written_unit: str = "") -> Exact | None:
    """The exact number in a cell, sign included; ``None`` if blank.

    ``unit`` is the column's unit and ``written_unit`` the one its header names: either may follow
    the number in the cell, no other unit may. Raises ``Unreadable``.
    """
    match cell:
        case None | "":
            return None
        case bool():
            raise Unreadable("cell.number", "是逻辑值，不是数字", expected="数字，例如 120 或 85.5")
        case float():
            return exact(cell)
        case int():
            return cell
        case Decimal():
            if not cell.is_finite():
                raise Unreadable("cell.number", "不是有限的数", remedy="改填实际数，不知道就留空")
            return _whole_if_whole(Fraction(cell))
        case Fraction():
            return _whole_if_whole(cell)
        case str():
            return _number_in(cell, unit=unit, written_unit=written_unit)
        case date() | time() | timedelta():
            raise Unreadable(
                "cell.date",
                "是日期或时间，不是数字",
                expected="数字，例如 120 或 85.5",
                remedy="把单元格格式改为“常规”，重新填写数字",
            )
    raise Unreadable("cell.number", "读不成数", expected="数字，例如 120 或 85.5")


def _number_in(text: str, *, unit: str, written_unit: str) -> Exact | None:
    stripped = text.strip()
    if stripped.isascii() and stripped.isdigit() and len(stripped) <= _LONGEST_NUMBER:
        return int(stripped)
    refuse_invisible(stripped)
    spread = half_width(stripped)
    word = folded(spread)
    if not word:
        return None
    if len(word) > _LONGEST_NUMBER:
        raise Unreadable("cell.number", "太长，读不成数", expected="数字，例如 120 或 85.5")
    if word in PLACEHOLDERS:
        raise Unreadable(
            "cell.placeholder",
            "用文字或符号代替了数，程序不能猜它是 0 还是没有数据",
            expected="数，或留空",
            remedy="确实没有就填 0，不知道就留空",
        )
    if _BROKEN.search(spread) and not _SPACED.fullmatch(spread):
        raise Unreadable(
            "cell.number",
            "数字中间有空格或换行，看不出是一个数还是两个数",
            expected="一个数",
            remedy="去掉空格；如果后面是注释的序号，把它移到说明里",
        )
    if _PLAIN.fullmatch(word):
        return _decimal(word)
    if _SCIENTIFIC.fullmatch(word):
        raise Unreadable(
            "cell.scientific",
            "是科学计数法，后面的数字已经丢失",
            expected="完整的数",
            remedy="把单元格格式改为“数值”，从原始材料重新填写",
        )
    if word in {"nan", "inf", "-inf", "+inf", "infinity", "-infinity", "∞", "-∞"}:
        raise Unreadable("cell.number", "不是有限的数", remedy="改填实际数，不知道就留空")
    _refuse_broken(stripped)
    return _with_unit(word, unit=unit, written_unit=written_unit)


def _with_unit(word: str, *, unit: str, written_unit: str) -> Exact:
    found = _LEADING_NUMBER.fullmatch(word)
    if found and _PLAIN.fullmatch(found[1]):
        tail = normal(found[2])  # a unit may be written ㎡
        if tail == written_unit or (not written_unit and UNITS.get(unit, {}).get(tail) == 1):
            return _decimal(found[1])
        if tail in ALL_UNITS or tail == "万":
            own = written_unit or unit
            raise Unreadable(
                "cell.unit",
                f"单元格里写了单位“{tail}”，与本列的单位{f'“{own}”' if own else '（无单位）'}不同",
                expected=f"以{own}为单位的数" if own else "不带单位的数",
                remedy="换算后只填数字",
            )
    if any(map(special_digit, word)):
        raise Unreadable(
            "cell.number",
            "数字旁边有注释的序号、上标或别的特殊数字，不能算在数里",
            expected="数字，例如 120 或 85.5",
            remedy="只留下数字；注释写到说明里",
        )
    raise Unreadable(
        "cell.number",
        "读不成数",
        expected="数字，例如 120 或 85.5",
        remedy="只填数字，不写文字；不知道就留空",
    )


def special_digit(char: str) -> bool:
    """Whether ``char`` is a digit in disguise: circled, superscript, a fraction, of another script."""
    return not char.isascii() and any(each.isdecimal() for each in normalize("NFKC", char))


def refuse_invisible(text: str) -> None:
    """Raise the refusal of ``text`` with a character that nobody sees."""
    code = invisible(text)
    if code:
        raise Unreadable(
            "cell.invisible",
            f"有看不见的控制字符（{code}）",
            expected="看得见的文字和数字",
            remedy="清除这一格，重新键入，不要粘贴",
        )


def _decimal(word: str) -> Exact:
    return _whole_if_whole(Fraction(word.replace(",", "")))


def _refuse_broken(text: str) -> None:
    """Raise the refusal of an Excel error such as ``#REF!``, if ``text`` is one."""
    if text == UNCALCULATED:
        raise Unreadable(
            "cell.formula_uncalculated",
            "公式还没有计算出结果",
            remedy="用 Excel 或 WPS 打开工作簿，保存一次后再读；或直接填写数值",
        )
    if text in EXCEL_ERRORS:
        raise Unreadable(
            "cell.formula_error",
            f"公式出错（{text}）",
            remedy="改正公式，或改填公式应得的结果",
        )


def count(cell: Cell, *, unit: str = "", written_unit: str = "", scale: int = 1) -> int | None:
    """A whole number >= 0. Raises ``Unreadable`` for a negative number and for a decimal."""
    value = number(cell, unit=unit, written_unit=written_unit)
    if value is None:
        return None
    value *= scale
    if value < 0:
        raise _negative()
    if not isinstance(value, int):
        if value.denominator != 1:
            raise Unreadable(
                "cell.whole", "是小数，这里只能是整数", expected="整数", remedy="核对后填整数"
            )
        return value.numerator
    return value


def amount(cell: Cell, *, unit: str = "", written_unit: str = "", scale: int = 1) -> Exact | None:
    """An exact decimal >= 0, in the column's own unit. Raises ``Unreadable`` if negative."""
    if type(cell) is float and cell >= 0 and scale == 1:
        return exact(cell)  # nearly every cell of a workbook
    value = number(cell, unit=unit, written_unit=written_unit)
    if value is None:
        return None
    if value < 0:
        raise _negative()
    return value if scale == 1 else _whole_if_whole(Fraction(value * scale))


def _negative() -> Unreadable:
    return Unreadable("cell.negative", "是负数", expected="大于或等于 0 的数")


def share(cell: Cell) -> Exact | None:
    """A share as a ratio: 0.87, 87% and 87 are all 87/100; 1 is everything.

    Raises ``Unreadable`` for a negative number and for more than 100%.
    """
    percent = has_percent_sign(cell)
    value = number(half_width(cell).strip()[:-1] if percent and isinstance(cell, str) else cell)
    if value is None:
        return None
    if value < 0:
        raise _negative()
    if percent or value > 1:
        value = _whole_if_whole(Fraction(value) / 100)
    if value > 1:
        raise Unreadable("cell.share", "超过 100%", expected="0 到 100% 之间的比例")
    return value


def has_percent_sign(cell: Cell) -> bool:
    """Whether a share is written with a percent sign, and so can be read in one way only."""
    return isinstance(cell, str) and half_width(cell).strip().endswith("%")


def year(cell: Cell) -> int | None:
    """A year as four digits. Raises ``Unreadable``."""
    if isinstance(cell, date):
        raise Unreadable(
            "cell.date", "是日期", expected="四位年份", remedy="把单元格格式改为“常规”，只填年份"
        )
    value = number(cell, unit="年")
    if value is None:
        return None
    if not isinstance(value, int) or not 1000 <= value <= 9999:
        raise Unreadable("cell.year", "不是年份", expected="四位年份，如 1998")
    return value


def degrees(cell: Cell) -> Exact | None:
    """A longitude or latitude in decimal degrees. Raises ``Unreadable`` beyond +-180."""
    value = number(cell, unit="度")
    if value is not None and not -180 <= value <= 180:
        raise Unreadable("cell.degrees", "不是经纬度", expected="十进制度，如 101.5280")
    return value


def flag(cell: Cell) -> bool | None:
    """是 or 否, and their usual equivalents. Raises ``Unreadable`` for anything else."""
    if isinstance(cell, bool):
        return cell
    word = text(cell)
    if word is None:
        return None
    refuse_invisible(word)
    word = folded(word)
    if word in YES:
        return True
    if word in NO:
        return False
    raise Unreadable("cell.flag", "看不出是“是”还是“否”", expected="是 或 否")


def text(cell: Cell) -> str | None:
    """Text without white space around it; a whole number as its digits. ``None`` if blank."""
    match cell:
        case str():
            stripped = cell.strip()
            if stripped.startswith("#"):
                _refuse_broken(stripped)
            return stripped or None
        case None:
            return None
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() | int() | Decimal() | Fraction():
            value = number(cell)
            return str(value) if isinstance(value, int) else f"{cell}"
        case date() | time() | timedelta():
            raise Unreadable(
                "cell.date",
                "被表格软件变成了日期或时间",
                expected="文字",
                remedy="把单元格格式改为“文本”，重新填写",
            )
        case _:  # a Parquet file may hold lists, structures or bytes
            raise Unreadable("cell.text", "不是文字", expected="文字")


def choice(column: Column, words: dict[str, str]) -> Reader:
    """A reader of one of the words of ``column``; ``words`` is keyed by :func:`words.folded`."""

    def read(cell: Cell) -> str | None:
        if type(cell) is str and cell in column.choices:
            return column.choices[cell]
        found = text(cell)
        if found is None:
            return None
        refuse_invisible(found)
        value = words.get(folded(found))
        if value is None:
            options = dict.fromkeys(word for word in column.choices if not word.isascii())
            raise Unreadable(
                "cell.choice",
                "不在可选范围内",
                expected="、".join(options),
                remedy="从下拉列表中选择",
            )
        return value

    return read


def reader(column: Column, *, written_unit: str = "", scale: int = 1) -> Reader:
    """The reader for ``column`` where its header names ``written_unit``, worth ``scale`` units."""
    unit = column.unit
    match column.kind:
        case Kind.COUNT:
            return lambda cell: count(cell, unit=unit, written_unit=written_unit, scale=scale)
        case Kind.AMOUNT:
            return lambda cell: amount(cell, unit=unit, written_unit=written_unit, scale=scale)
        case Kind.DEGREES:
            return degrees
        case Kind.YEAR:
            return year
        case Kind.FLAG:
            return flag
        case _:
            return text
