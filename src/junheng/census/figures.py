"""The value column of the county table: how a value is read depends on the fact it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from junheng.census.defects import Defect
from junheng.census.facts import BY_KEY, BY_LABEL, FACTS, Fact
from junheng.census.grids import Cell
from junheng.census.headers import Heading
from junheng.census.places import Place
from junheng.census.tables import Kind
from junheng.census.values import (
    Unreadable,
    Value,
    amount,
    count,
    has_percent_sign,
    number,
    share,
    shown,
    text,
)
from junheng.census.words import UNITS, folded, normal, without_brackets
from junheng.model.quantity import exactly
from junheng.model.text import invisible

_LEVELS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "ⅰ": 1,
    "ⅱ": 2,
    "ⅲ": 3,
    "ⅳ": 4,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
}

_LABELLED = {normal(label): fact for label, fact in BY_LABEL.items()}
_NAMED = {
    **_LABELLED,
    **{without_brackets(word)[0]: fact for word, fact in _LABELLED.items()},
    **BY_KEY,
}


def fact_named(word: str) -> Fact | None:
    """The fact of that key or Chinese label, however it is spelt; ``None`` if there is none."""
    found = normal(word)
    return _NAMED.get(found) or _NAMED.get(without_brackets(found)[0])


class FigureReader:
    """Reads the value of one fact after another, by key or Chinese label."""

    def __init__(self, place: Place, heading: Heading) -> None:
        self._place = place
        found = heading.columns.get("value")
        self._index = found.index if found else None
        self._unit_index = heading.unit_column

    def read(self, row: dict[str, Any], cells: Sequence[Cell]) -> Iterator[Defect]:
        """Put the key and the value of this line into ``row``; yield what is wrong with them."""
        if row["key"] is None:
            return
        fact = fact_named(row["key"])
        line = row["row"]
        if fact is None:
            yield self._unknown(line, row["key"])
            return
        row["key"] = fact.key
        if self._index is None:
            return
        cell = cells[self._index]
        try:
            row["value"] = figure(fact, cell, self._written_unit(cells))
        except Unreadable as problem:
            yield self._place.defect(
                problem.check,
                f"“{fact.label}”{problem.message}",
                row=line,
                column="value",
                found=shown(cell),
                expected=problem.expected,
                remedy=problem.remedy,
            )
            return
        for check, message, remedy in _doubts(fact, cell, row["value"]):
            yield self._place.defect(
                check,
                f"“{fact.label}”{message}",
                row=line,
                column="value",
                found=shown(cell),
                remedy=remedy,
            )

    def _written_unit(self, cells: Sequence[Cell]) -> str:
        if self._unit_index is None:
            return ""
        cell = cells[self._unit_index]
        return normal(cell) if isinstance(cell, str) else ""

    def _unknown(self, number: int, word: str) -> Defect:
        from difflib import get_close_matches  # noqa: PLC0415 - slow, and seldom needed

        near = get_close_matches(normal(word), _NAMED, n=1, cutoff=0.4)
        label = _NAMED[near[0]].label if near else ""
        return self._place.defect(
            "county.unknown_key",
            "不认识的项目",
            row=number,
            column="key",
            found=word,
            expected=f"最接近的项目是“{label}”" if near else f"{FACTS[1].label}等规定的项目",
            remedy="改成模板里的项目名称，不需要的项目删去整行",
        )


def _doubts(fact: Fact, cell: Cell, value: Value) -> Iterator[tuple[str, str, str]]:
    """What was read, but may have been meant otherwise: check, message and remedy."""
    if isinstance(value, str):
        code = invisible(value)
        if code:
            remedy = "清除这一格，重新键入，不要粘贴"
            yield "cell.text_invisible", f"有看不见的控制字符（{code}）", remedy
    elif fact.share and not has_percent_sign(cell):
        written = number(cell)
        if written is None or written < 1 or (written >= 2 and not fact.beyond_whole):
            return
        small, large = f"{exactly(written)}%", f"{exactly(written * 100)}%"
        taken = large if written == 1 else small
        yield (
            "cell.share_ambiguous",
            f"写的是 {exactly(written)}，没有百分号：可以是 {small}，也可以是 {large}；按 {taken} 读取",
            "对照原始材料核对，连百分号一起填写",
        )


def figure(fact: Fact, cell: Cell, written_unit: str = "") -> Value:
    """The value of ``fact`` in a cell, in the fact's own unit. Raises ``Unreadable``."""
    if fact.kind is Kind.TEXT:
        return text(cell)
    if fact.share:
        return share(cell)
    if fact.unit == "级" and isinstance(cell, str):
        cell = _LEVELS.get(folded(cell).removesuffix("级"), cell)
    accepted = UNITS.get(fact.unit, {})
    if written_unit and written_unit != normal(fact.unit) and written_unit not in accepted:
        raise Unreadable(
            "cell.unit",
            f"的单位写的是“{written_unit}”，应是“{fact.unit}”",
            remedy=f"换算成{fact.unit}后填写",
        )
    scale = accepted.get(written_unit, 1)
    read = count if fact.kind is Kind.COUNT else amount
    return read(cell, unit=fact.unit, written_unit=written_unit, scale=scale)
