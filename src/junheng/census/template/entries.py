"""Input checks and drop-downs: what a cell of a column accepts, and what is said if it does not."""

from __future__ import annotations

from typing import Any

from junheng.census.facts import Fact
from junheng.census.records import Exact
from junheng.census.tables import Column, Kind
from junheng.census.template.sheets import PLANS, SheetPlan
from junheng.census.writing import word_of

_NUMBER_TITLE = "请填数字"


def entry_of(plan: SheetPlan, column: Column) -> dict[str, Any] | None:
    """The input check of a column; ``None`` where anything goes."""
    header = column.header
    entries = {
        Kind.COUNT: _whole(0, 9_999_999, f"“{header}”只能填大于或等于 0 的整数；不知道就留空。"),
        Kind.AMOUNT: _decimal(f"“{header}”只能填大于或等于 0 的数，不写单位；不知道就留空。"),
        Kind.YEAR: _whole(1000, 9999, "请填四位年份，如 1998。"),
        Kind.DEGREES: _between(-180, 180, "请填十进制度数，如 101.5280。"),
        Kind.FLAG: _list(["是", "否"]),
        Kind.CHOICE: _list(_words(column)),
        Kind.TEXT: _text(plan, column),
    }
    return entries.get(column.kind)


def entry_of_fact(fact: Fact) -> dict[str, Any] | None:
    """The input check of the value of one county fact."""
    if fact.kind is Kind.TEXT:
        return None
    if fact.share:
        few = fact.key.endswith("_difference")  # a difference is small where it is good
        forms = "0.13、13% 或 13" if few else "0.87、87% 或 87"
        return _between(0, 100, f"请填比例：{forms} 都可以；没有数据留空。")
    if fact.kind is Kind.COUNT:
        return _whole(0, 99_999_999, f"“{fact.label}”只能填大于或等于 0 的整数；没有数据留空。")
    return _decimal(f"“{fact.label}”只能填大于或等于 0 的数，单位是{fact.unit}；没有数据留空。")


def shown_word(column: Column, value: Exact | str | bool) -> Exact | str:
    """A stored value as the drop-down of its column offers it; a number as it is."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.kind is not Kind.CHOICE:
        return value
    word = word_of(column, str(value))
    return f"{value} {word}" if column.name == "operator" else word


def _words(column: Column) -> list[str]:
    """One word for each choice."""
    return [str(shown_word(column, value)) for value in dict.fromkeys(column.choices.values())]


def _text(plan: SheetPlan, column: Column) -> dict[str, Any] | None:
    cell = plan.cell(column.name).lstrip("$")
    if column.name == "county_code":
        return _custom(f"=AND(LEN({cell})=6,ISNUMBER(--{cell}))", "县级行政区划代码是 6 位数字。")
    if column.name == "school_code" and plan.table.name == "schools":
        here, every = plan.cell("school_code"), plan.area("school_code")
        return _custom(
            f"=AND(LEN({cell})<=20,SUMPRODUCT(--({every}={here}))=1)",
            "学校标识码不能重复，也不能超过 20 位。",
        )
    if column.name in ("school_code", "parent_code"):
        source = PLANS["schools"].area("school_code", sheet=True)
        return {
            "validate": "list",
            "source": f"={source}",
            "error_type": "warning",
            "error_title": "学校表里没有这个代码",
            "error_message": "请先在“学校”表登记这所学校，再在这里选它的学校标识码。",
        }
    return None


def _custom(formula: str, message: str) -> dict[str, Any]:
    return {
        "validate": "custom",
        "value": formula,
        "error_title": "请核对",
        "error_message": message,
    }


def _list(words: list[str]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": words,
        "error_title": "请从下拉列表中选择",
        "error_message": f"只能填：{'、'.join(words)}。",
    }


def _whole(low: int, high: int, message: str) -> dict[str, Any]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_title": _NUMBER_TITLE,
        "error_message": message,
    }


def _between(low: int, high: int, message: str) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_title": _NUMBER_TITLE,
        "error_message": message,
    }


def _decimal(message: str) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_title": _NUMBER_TITLE,
        "error_message": message,
    }
