"""Numbers: what is accepted as one, and what is refused with which words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from junheng.census.grids import Cell
from junheng.census.values import (
    Unreadable,
    amount,
    count,
    degrees,
    exact,
    flag,
    number,
    share,
    text,
    year,
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("35", 35),
        (" 35 ", 35),
        ("３５", 35),
        ("35.0", 35),
        ("1,234", 1234),
        ("１，２３４．５", Fraction(24690, 20)),
        ("1 234", 1234),
        ("１　２３４", 1234),
        ("35 人", 35),
        ("＋３５", 35),
        ("+7", 7),
        ("35人", 35),
        (35.0, 35),
        (35, 35),
        (Decimal("35.00"), 35),
        (Fraction(70, 2), 35),
        ("", None),
        ("  ", None),
        ("\u3000", None),
        (None, None),
    ],
)
def test_a_number_may_be_written_in_many_ways(cell: Cell, value: int | Fraction | None) -> None:
    assert number(cell, unit="人") == value


@pytest.mark.parametrize(
    ("written", "value"),
    [(0.1 + 0.2, Fraction(3, 10)), (4.505, Fraction(901, 200)), (1e13 + 0.5, 10**13 + Fraction(1, 2)),
     (123456789012345.0, 123456789012345), (2.9999999999999996, 3)],
)  # fmt: skip
def test_a_float_is_the_decimal_of_the_fifteen_digits_a_spreadsheet_keeps(
    written: float, value: Fraction
) -> None:
    assert exact(written) == value


_MARKED = "数字旁边有注释的序号、上标或别的特殊数字，不能算在数里"
_SPREAD = "数字中间有空格或换行，看不出是一个数还是两个数"
REFUSED_COUNTS = [
    (-1.0, "是负数"),
    ("-3", "是负数"),
    (2.5, "是小数，这里只能是整数"),
    ("2.5", "是小数，这里只能是整数"),
    (True, "是逻辑值，不是数字"),
    (float("inf"), "不是有限的数"),
    (float("nan"), "不是有限的数"),
    (Decimal("NaN"), "不是有限的数"),
    ("NaN", "不是有限的数"),
    ("∞", "不是有限的数"),
    ("-inf", "不是有限的数"),
    ("三十", "读不成数"),
    ("约35", "读不成数"),
    ("3000①", _MARKED),
    ("6000²", _MARKED),
    ("1½", _MARKED),
    ("30⑩", _MARKED),
    ("⑥", _MARKED),
    ("٣٥", _MARKED),
    ("3000 1", _SPREAD),
    ("3000\n1", _SPREAD),
    ("12 34", _SPREAD),
    ("3000\u200b1", "有看不见的控制字符（U+200B）"),
    ("\u202e35", "有看不见的控制字符（U+202E）"),
    ("1,5", "读不成数"),
    ("1.234,5", "读不成数"),
    ("12-15", "读不成数"),
    ("=1+1", "读不成数"),
    ("1e400", "是科学计数法，后面的数字已经丢失"),
    ("9" * 5000, "太长，读不成数"),
    ("3.5E+17", "是科学计数法，后面的数字已经丢失"),
    ("#REF!", "公式出错（#REF!）"),
    ("35个班", "读不成数"),
    ("35平方米", "单元格里写了单位“平方米”，与本列的单位“人”不同"),
    ("3.5万", "单元格里写了单位“万”，与本列的单位“人”不同"),
    (dt.date(2020, 1, 2), "是日期或时间，不是数字"),
    (dt.time(1, 2), "是日期或时间，不是数字"),
]


@pytest.mark.parametrize(("cell", "message"), REFUSED_COUNTS)
def test_what_is_no_count_is_refused_and_never_guessed_at(cell: Cell, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        count(cell, unit="人")
    assert refused.value.message == message


@pytest.mark.parametrize(
    "cell", ["—", "-", "/", "无", "N/A", "n/a", "不详", "待填", "？", "－", "空"]
)
def test_a_sign_for_nothing_says_neither_zero_nor_unknown(cell: str) -> None:
    with pytest.raises(Unreadable) as refused:
        count(cell)
    assert refused.value.check == "cell.placeholder"
    assert refused.value.remedy == "确实没有就填 0，不知道就留空"


def test_a_unit_in_the_cell_is_accepted_where_the_header_names_the_same() -> None:
    assert amount("12.5万元", unit="元", written_unit="万元", scale=10_000) == 125_000


def test_ten_thousands_are_multiplied_exactly() -> None:
    assert amount(120.00005, unit="元", written_unit="万元", scale=10_000) == Fraction(2400001, 2)
    assert amount(0.1, unit="元", written_unit="万元", scale=10_000) == 1000


def test_the_columns_own_unit_in_a_cell_is_refused_where_the_header_names_another() -> None:
    with pytest.raises(Unreadable, match="单元格里写了单位“元”，与本列的单位“万元”不同"):
        amount("500元", unit="元", written_unit="万元", scale=10_000)


@pytest.mark.parametrize(
    ("cell", "ratio"),
    [(0.87, Fraction(87, 100)), ("87%", Fraction(87, 100)), ("８７％", Fraction(87, 100)),
     (87.0, Fraction(87, 100)), ("0.87", Fraction(87, 100)), (1.0, 1), ("100%", 1), (100.0, 1),
     ("0.5%", Fraction(5, 1000)), (0, 0), ("", None), (None, None)],
)  # fmt: skip
def test_a_share_may_be_a_ratio_or_a_percentage(cell: Cell, ratio: Fraction | None) -> None:
    assert share(cell) == ratio


@pytest.mark.parametrize("cell", ["87①", "85²%", "0.8⑥", "8 7%", "87%①", "⑨%"])
def test_a_mark_beside_a_share_is_no_part_of_it(cell: str) -> None:
    with pytest.raises(Unreadable):
        share(cell)


@pytest.mark.parametrize("cell", ["3000平方米", "3000 m2", "3000m²", "3000㎡", "3000平米"])
def test_a_unit_may_be_written_with_a_sign_of_its_own(cell: str) -> None:
    assert amount(cell, unit="平方米") == 3000


def test_a_share_of_more_than_everything_is_refused() -> None:
    with pytest.raises(Unreadable, match="超过 100%"):
        share(187.0)
    with pytest.raises(Unreadable, match="是负数"):
        share("-1%")


def test_a_year_has_four_digits() -> None:
    assert year("1998年") == 1998
    assert year(1998.0) == 1998
    assert year("") is None
    for wrong in (98.0, 1998.5, "1998.9"):
        with pytest.raises(Unreadable, match="不是年份"):
            year(wrong)
    with pytest.raises(Unreadable, match="是日期"):
        year(dt.date(1998, 9, 1))


def test_degrees_may_be_negative_but_stay_on_the_globe() -> None:
    assert degrees("-70.5") == Fraction(-141, 2)
    with pytest.raises(Unreadable, match="不是经纬度"):
        degrees(1015280.0)


@pytest.mark.parametrize("cell", ["是", "有", "true", "TRUE", "Y", "1", 1.0, True, "√"])
def test_yes_is_said_in_many_ways(cell: Cell) -> None:
    assert flag(cell) is True


@pytest.mark.parametrize("cell", ["否", "无", "false", "N", "0", 0.0, False, "×"])
def test_no_is_said_in_many_ways(cell: Cell) -> None:
    assert flag(cell) is False


def test_anything_else_is_neither_yes_nor_no() -> None:
    assert flag(" ") is None
    with pytest.raises(Unreadable, match="看不出是“是”还是“否”"):
        flag("部分")
    for disguised in ("①", "¹", "⓪"):
        with pytest.raises(Unreadable, match="看不出是“是”还是“否”"):
            flag(disguised)
    assert flag("１") is True
    with pytest.raises(Unreadable, match="有看不见的控制字符"):
        flag("是\u200b")


def test_text_keeps_its_inner_spaces_and_line_breaks() -> None:
    assert text("  第一 小学\n东校区 ") == "第一 小学\n东校区"
    assert text(3.0) == "3"
    assert text(3.5) == "3.5"
    assert text(True) == "TRUE"
    with pytest.raises(Unreadable, match="被表格软件变成了日期或时间"):
        text(dt.datetime(2020, 1, 2))
    with pytest.raises(Unreadable, match="公式还没有计算出结果"):
        text("#公式未计算")
