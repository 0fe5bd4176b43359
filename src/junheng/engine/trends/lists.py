"""The short lists that a user hands in beside the data: new codes, recognised counties, names of places.

Each is a CSV with a line of headers, in Chinese or English, in any order. Every line that cannot be
read is named, all of them at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from junheng.census.delimited import grid
from junheng.census.grids import is_blank
from junheng.census.words import half_width
from junheng.errors import InputError

FIRST_YEAR, LAST_YEAR = 1986, 2100
"""Compulsory education is law since 1986; a year outside is a slip of the pen."""

NAMED = 30
"""So many wrong lines are named in a message."""

CODE, NAME, OLD, NEW, YEAR = "code", "name", "old", "new", "year"
_HEADERS: Mapping[str, tuple[str, ...]] = {
    CODE: ("code", "county_code", "行政区划代码", "县级行政区划代码", "代码"),
    NAME: ("name", "名称", "地名"),
    OLD: ("old", "旧代码", "原代码"),
    NEW: ("new", "新代码", "现代码"),
    YEAR: ("year", "年份", "年", "认定年份", "启用年份"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """A county that has the code ``new`` since ``year``, and had ``old`` before."""

    old: str
    new: str
    year: int


def read_renamed(path: Path) -> tuple[Renaming, ...]:
    """Counties that were given another code: columns old, new, year. Raises :class:`InputError`."""
    lines = _lines(path, (OLD, NEW, YEAR))
    wrong = [
        *(
            f"第 {line} 行：新旧代码相同（{found[OLD]}）"
            for line, found in lines
            if found[OLD] == found[NEW]
        ),
        *_problems(lines, codes=(OLD, NEW), lengths=(6,)),
        *_repeated(lines, OLD),
    ]
    _refuse(path, wrong)
    return tuple(
        Renaming(old=found[OLD], new=found[NEW], year=int(found[YEAR])) for _, found in lines
    )


def read_recognised(path: Path) -> dict[str, int]:
    """The year in which each county was recognised: columns code, year. Raises :class:`InputError`."""
    lines = _lines(path, (CODE, YEAR))
    _refuse(path, [*_problems(lines, codes=(CODE,), lengths=(6,)), *_repeated(lines, CODE)])
    return {found[CODE]: int(found[YEAR]) for _, found in lines}


def read_places(path: Path) -> dict[str, str]:
    """Names by code, trailing pairs of zeros taken off (``530000`` is ``53``): columns code, name.

    Raises :class:`InputError`.
    """
    lines = _lines(path, (CODE, NAME))
    _refuse(path, _problems(lines, codes=(CODE,), lengths=(2, 4, 6)))
    return {_short(found[CODE]): found[NAME] for _, found in lines if found[NAME]}


def _short(code: str) -> str:
    while code.endswith("00"):
        code = code[:-2]
    return code


_Lines = Sequence[tuple[int, Mapping[str, str]]]


def _lines(path: Path, columns: Sequence[str]) -> list[tuple[int, Mapping[str, str]]]:
    """Every line that is not blank, by column, with its number."""
    rows = grid(path).rows
    shown = "、".join(columns)
    header = [half_width(str(cell)).strip().lower() for cell in rows[0]]
    places = {
        column: next((header.index(word) for word in _HEADERS[column] if word in header), None)
        for column in columns
    }
    absent = [column for column, place in places.items() if place is None]
    if absent:
        raise InputError(f"{path} 缺少列 {'、'.join(absent)}", remedy=f"第一行写表头：{shown}")
    return [
        (
            number,
            {
                column: half_width(str(row[place])).strip() if place < len(row) else ""
                for column, place in places.items()
                if place is not None
            },
        )
        for number, row in enumerate(rows[1:], 2)
        if not all(map(is_blank, row))
    ]


def _problems(lines: _Lines, *, codes: Sequence[str], lengths: Sequence[int]) -> list[str]:
    """What is wrong with codes and years, line by line."""
    wrong = []
    for number, found in lines:
        for column in codes:
            code = found[column]
            if not (code.isascii() and code.isdigit() and len(code) in lengths):
                digits = "、".join(map(str, lengths))
                wrong.append(f"第 {number} 行：“{code}”不是 {digits} 位数字的行政区划代码")
        if YEAR in found and not is_year(found[YEAR]):
            wrong.append(f"第 {number} 行：“{found[YEAR]}”不是年份")
    return wrong


def _repeated(lines: _Lines, column: str) -> list[str]:
    seen: dict[str, int] = {}
    wrong = []
    for number, found in lines:
        if found[column] in seen:
            wrong.append(f"第 {number} 行：{found[column]} 在第 {seen[found[column]]} 行已经写过")
        seen.setdefault(found[column], number)
    return wrong


def is_year(text: str) -> bool:
    """Whether ``text`` is a year that data can be of."""
    return text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR


def _refuse(path: Path, wrong: Sequence[str]) -> None:
    if wrong:
        shown = [*wrong[:NAMED], *(["……"] if len(wrong) > NAMED else [])]
        raise InputError(
            f"{path} 有 {len(wrong)} 处错误：{'；'.join(shown)}", remedy="逐处改正后再运行"
        )
