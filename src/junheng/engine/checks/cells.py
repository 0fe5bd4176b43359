"""Single cells: there where they must be, readable, within what can be.

The cells as they were found stand beside what was read of them. The engine reads plain numbers and
the words of the tables only; what ``junheng check`` tells apart further is here "not a number".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import ibis
import ibis.expr.types as ir

from junheng.census.tables import Column, Kind, Table
from junheng.engine.checks.looks import Condition, Look
from junheng.engine.tables import DECLARED, types_of
from junheng.engine.typed import reading

CODES = ("county_code", "school_code", "parent_code")
LISTS = ("teachers", "pupils")
_SCIENTIFIC = "^[0-9]([.][0-9]+)?[eE][+][0-9]+$"
_CLAUSE = "^([0-9]{1,2}([.][0-9]{1,2})?|[A-Z][.][0-9a-z]{1,4})$"
_AS_TEXT = "先把整列的单元格格式改为“文本”，再按原始材料重新填写"
_FINITE = float("inf")


def view_name(table: str) -> str:
    """What the view of the cells of a table is called."""
    return f"cells of {table}"


def cells(raw: ir.Table, table: Table) -> ir.Table:
    """Every column as read, under its name, and as found, as ``raw_<name>``, where it was there."""
    types = types_of(table)
    there = [each for each in table.columns if each.name in raw.columns]
    read = {each.name: reading(raw[each.name], each, types[each.name]) for each in there}
    lacking = {
        each.name: ibis.null(types[each.name]) for each in table.columns if each not in there
    }
    found = {_raw(each.name): raw[each.name] for each in there}
    numbers = {
        _number(each.name): _as_number(raw[each.name]) for each in there if each.kind in _NUMERIC
    }
    return raw.select(**read, **lacking, **found, **numbers)


def looks(raw: ir.Table, name: str) -> Iterator[Look]:
    """The looks at every column of table ``name`` that ``raw`` has."""
    table = DECLARED[name]
    for column in table.columns:
        if column.name not in raw.columns:
            continue
        for problem in _problems(column):
            private = name in LISTS
            said, shown = problem.message, problem.check != "cell.required"
            yield Look(
                check=problem.check,
                view=view_name(name),
                table=name,
                column=column.name,
                fails=problem.fails,
                message=f"有 {{people}} 人的“{column.header}”{said}" if private else said,
                found=f"{{{_raw(column.name)}}}" if shown and not private else "",
                expected=problem.expected,
                remedy=problem.remedy,
                people=private,
            )


def clean(read: ir.Table, table: Table) -> ir.Table:
    """The typed table with null for every value that cannot be."""
    values = {each.name: _clean(read[each.name], each) for each in table.columns}
    return read.select(**values)


def sound(read: ir.Table, table: Table) -> ir.BooleanValue:
    """Whether a line of a clean table has all that it must have."""
    result: ir.BooleanValue = ibis.literal(True)
    for column in table.columns:
        if column.required:
            result = result & read[column.name].notnull()
    return result


_NUMERIC = (Kind.COUNT, Kind.AMOUNT, Kind.DEGREES, Kind.YEAR)


class _Problem(NamedTuple):
    """One thing that can be wrong with a cell."""

    check: str
    fails: Condition
    message: str
    expected: str = ""
    remedy: str = ""


def _problems(column: Column) -> Iterator[_Problem]:
    """Whatever can be wrong with a cell of the column."""
    if column.required:
        yield _Problem("cell.required", _missing(column), "必填的单元格是空的", remedy="填写这一格")
    name, number = column.name, _number(column.name)
    match column.kind:
        case Kind.COUNT:
            yield _unreadable(column)
            yield _negative(number)
            yield _Problem(
                "cell.whole",
                lambda t: (t[number] >= 0) & (t[number] < _FINITE) & t[name].isnull(),
                "是小数，这里只能是整数",
                "整数",
                "核对后填整数",
            )
        case Kind.AMOUNT:
            yield _unreadable(column)
            yield _negative(number)
        case Kind.DEGREES:
            yield _unreadable(column)
            yield _Problem(
                "cell.degrees",
                lambda t: (t[number].abs() > 180) & _finite(t[number]),
                "不是经纬度",
                "十进制度，如 101.5280",
            )
        case Kind.YEAR:
            yield _unreadable(column)
            yield _Problem(
                "cell.year",
                lambda t: _finite(t[number]) & ~_year(t[name]),
                "不是年份",
                "四位年份，如 1998",
            )
        case Kind.FLAG:
            yield _Problem(
                "cell.flag",
                lambda t: t[_raw(name)].notnull() & t[name].isnull(),
                "看不出是“是”还是“否”",
                "是 或 否",
            )
        case Kind.CHOICE:
            words = "、".join(dict.fromkeys(word for word in column.choices if not word.isascii()))
            yield _Problem(
                "cell.choice",
                lambda t: ~_chosen(t[name], column),
                "不在可选范围内",
                words,
                "从下拉列表中选择",
            )
        case Kind.TEXT if name in CODES:
            yield _Problem(
                "cell.code_scientific",
                lambda t: _spoilt(t[name]),
                "是科学计数法，后面的数字已经丢失",
                "文本格式的代码",
                _AS_TEXT,
            )
        case Kind.TEXT if name == "clause":
            yield _Problem(
                "cell.clause",
                lambda t: ~t[name].re_search(_CLAUSE),
                "不是条款号",
                "条款号，如 7.1、8.3、10.2",
            )


def _clean(value: ir.Value, column: Column) -> ir.Value:
    holds: ir.BooleanValue | None = None
    match column.kind:
        case Kind.COUNT:
            holds = value >= 0
        case Kind.AMOUNT:
            holds = (value >= 0) & (value < _FINITE)
        case Kind.DEGREES:
            holds = value.abs() <= 180
        case Kind.YEAR:
            holds = _year(value)
        case Kind.CHOICE:
            holds = _chosen(value, column)
        case Kind.TEXT if column.name in CODES:
            holds = ~_blank(value) & ~_spoilt(value)
        case Kind.TEXT if column.name == "clause":
            holds = value.re_search(_CLAUSE)
        case Kind.TEXT if column.required:
            holds = ~_blank(value)
    return value if holds is None else ibis.ifelse(holds, value, ibis.null(value.type()))


def _missing(column: Column) -> Condition:
    def missing(t: ir.Table) -> ir.BooleanValue:
        cell = t[_raw(column.name)]
        if cell.type().is_string():
            return cell.isnull() | _blank(cell)
        return cell.isnull()

    return missing


def _unreadable(column: Column) -> _Problem:
    def unreadable(t: ir.Table) -> ir.BooleanValue:
        number = t[_number(column.name)]
        return t[_raw(column.name)].notnull() & ~_finite(number)

    remedy = "只填数字，不写文字；不知道就留空"
    return _Problem("cell.number", unreadable, "读不成数", "数字，例如 120 或 85.5", remedy)


def _negative(number: str) -> _Problem:
    return _Problem(
        "cell.negative",
        lambda t: (t[number] < 0) & _finite(t[number]),
        "是负数",
        "大于或等于 0 的数",
    )


def _raw(name: str) -> str:
    return f"raw_{name}"


def _number(name: str) -> str:
    return f"number_{name}"


def _as_number(cell: ir.Value) -> ir.Value:
    return cell.try_cast("float64") if cell.type().is_string() else cell.cast("float64")


def _finite(number: ir.Value) -> ir.BooleanValue:
    """False for null, infinite and not a number, which both engines take for the largest number."""
    return (number.abs() < _FINITE).fill_null(False)


def _year(value: ir.Value) -> ir.BooleanValue:
    return ((value >= 1000) & (value <= 9999)).fill_null(False)


def _chosen(value: ir.Value, column: Column) -> ir.BooleanValue:
    return value.isin(_stored(column.choices))


def _stored(choices: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(choices.values()))


def _blank(text: ir.Value) -> ir.BooleanValue:
    return text.strip() == ""


def _spoilt(code: ir.Value) -> ir.BooleanValue:
    return code.re_search(_SCIENTIFIC)
