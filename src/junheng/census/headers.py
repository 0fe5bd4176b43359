"""Finding a table's columns by the meaning of their headers, wherever they stand.

Title rows may stand above the headers, headers may have up to three levels and be merged, carry
units and remarks in brackets, and be written in Chinese or English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from junheng.census.grids import Cell, Grid
from junheng.census.tables import Column, Kind, Table
from junheng.census.words import (
    ALL_UNITS,
    EXTRAS_ANYWHERE,
    HEADER_ALIASES,
    KNOWN_EXTRAS,
    TESTED_EXTRAS,
    TWO_LEVEL,
    UNITS,
    normal,
    without_brackets,
)

_SEARCHED_ROWS = 15
_LEVELS = 3
_TRIM = re.compile(r"^(?:[0-9]+[.、])?[*★]*(.*?)[*★:。]*$")
_UNIT_TAIL = re.compile(r"^(.+?)(?:[/,、]?(?:单位:?)|/)([^/]+(?:/[^/]+)?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One column found: the ``index``-th cell of each row, as ``header`` writes it.

    ``unit`` is the unit the header names (``""`` if none), ``scale`` how many of the column's own
    units one of them makes. ``remarks`` are other words in brackets.
    """

    column: Column
    index: int
    header: str
    unit: str = ""
    scale: int = 1
    remarks: tuple[str, ...] = ()
    bad_unit: bool = False


class Heading(NamedTuple):
    """Where the headers of a table stand; ``first_data`` is the index of the row after them.

    ``twice`` are columns whose meaning another one before them already has. ``unknown`` and
    ``checked`` are (index, header); ``checked`` are columns that are tested but not stored:
    ``credit_code``, ``identity_number``, ``postcode``.
    """

    table: Table
    columns: Mapping[str, Found]
    header_row: int
    first_data: int
    twice: tuple[Found, ...]
    unknown: tuple[tuple[int, str], ...]
    checked: Mapping[str, tuple[int, str]]
    missing: tuple[Column, ...]
    unit_column: int | None

    @property
    def headers(self) -> dict[int, str]:
        """The header of every column that has one, by the index of its cells."""
        return {
            **{found.index: found.header for found in (*self.columns.values(), *self.twice)},
            **dict(self.unknown),
            **dict(self.checked.values()),
        }


_VOCABULARIES: dict[str, dict[str, Column]] = {}


def vocabulary(table: Table) -> dict[str, Column]:
    """Every normal header of the table's columns. Kept: a table is a constant."""
    if table.name in _VOCABULARIES:
        return _VOCABULARIES[table.name]
    words: dict[str, Column] = {}
    more = HEADER_ALIASES.get(table.name, {})
    for column in table.columns:
        names = (column.name, column.header, *column.aliases, *more.get(column.name, ()))
        for name in names:
            word = normal(name)
            words.setdefault(word, column)
            if name is column.name:
                words.setdefault(word.replace("_", ""), column)
                bare = word.removesuffix("_m2").removesuffix("_yuan").replace("_", "")
                words.setdefault(bare, column)
            else:
                words.setdefault(without_brackets(word)[0], column)
    _VOCABULARIES[table.name] = words
    return words


class _Reading(NamedTuple):
    """One header cell taken apart."""

    column: Column | None
    word: str
    inside: tuple[str, ...]


def _take_apart(text: str, words: Mapping[str, Column]) -> _Reading:
    word = normal(text)
    if word in words:
        return _Reading(words[word], word, ())
    bare, inside = without_brackets(word)
    trimmed = _TRIM.match(bare)
    bare = trimmed[1] if trimmed else bare
    for candidate in (bare, bare.replace("_", "").replace("-", "") if bare.isascii() else bare):
        if candidate in words:
            return _Reading(words[candidate], bare, inside)
    tail = _UNIT_TAIL.match(bare)
    if tail and tail[1] in words:
        return _Reading(words[tail[1]], tail[1], (*inside, tail[2]))
    for unit in ("万元", "元", "平方米", "m2"):
        if bare.endswith(unit) and bare.removesuffix(unit) in words:
            return _Reading(words[bare.removesuffix(unit)], bare, (*inside, unit))
    return _Reading(None, bare, inside)


def _take_stack_apart(stack: Sequence[str], words: Mapping[str, Column], table: Table) -> _Reading:
    """The meaning of the headers above one another in one column, the lowest last."""
    parts = [text for text in stack if text.strip()]
    if not parts:
        return _Reading(None, "", ())
    lowest = _take_apart(parts[-1], words)
    if len(parts) == 1:
        return lowest
    above = "".join(without_brackets(normal(text))[0] for text in parts[:-1])
    inside = tuple(each for text in parts[:-1] for each in without_brackets(normal(text))[1])
    for pattern_of, spelled in TWO_LEVEL.get(table.name, {}).items():
        pattern, children = spelled
        if lowest.word in children and re.search(pattern, above):
            return _Reading(table.column(pattern_of), above + lowest.word, lowest.inside + inside)
    if lowest.column is not None:
        return _Reading(lowest.column, lowest.word, lowest.inside + inside)
    for start in range(len(parts) - 1):
        joined = _take_apart("".join(parts[start:]), words)
        if joined.column is not None:
            return joined
    return _Reading(None, "".join(parts), lowest.inside)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) else "" if cell is None else str(cell) for cell in row]


def _stacks(grid: Grid, top: int, levels: int) -> list[list[str]]:
    """The header texts of each column, merged cells spread over the columns they cover."""
    block = [_texts(grid.rows[row]) for row in range(top, top + levels)]
    width = max(len(row) for row in block)
    for row in block:
        row.extend([""] * (width - len(row)))
    covered: set[tuple[int, int]] = set()
    for (r1, c1), (r2, c2) in grid.merged:
        level, first = r1 - (grid.first_row - 1) - top, c1 - grid.first_column
        if not 0 <= level < levels or first < 0:
            continue
        across = range(first, min(c2 - grid.first_column + 1, width))
        for index in across:
            block[level][index] = block[level][first]
        last = min(r2 - (grid.first_row - 1) - top + 1, levels)
        covered.update((down, index) for down in range(level, last) for index in across)
    for level, row in enumerate(block[:-1]):
        for index in range(1, width):
            under = any(block[below][index].strip() for below in range(level + 1, levels))
            if not row[index].strip() and under and (level, index) not in covered:
                row[index] = row[index - 1]
    return [[row[index] for row in block] for index in range(width)]


def locate(grid: Grid, table: Table) -> Heading | None:
    """The heading of ``table`` in ``grid``; ``None`` if no row looks like its headers."""
    words = vocabulary(table)
    height = min(len(grid.rows), _SEARCHED_ROWS)
    best: tuple[int, int, int] = (0, 0, 0)  # columns found, minus levels, minus row
    for top in range(height):
        single = [_take_apart(text, words) for text in _texts(grid.rows[top]) if text.strip()]
        found = len({each.column.name for each in single if each.column})
        best = max(best, (found, -1, -top))
        if found == len(table.columns):
            break
    need = min(2, len(table.columns))
    if best[0] < len(table.columns) and (best[0] < need or _seems_levelled(grid, -best[2], words)):
        for levels in range(2, _LEVELS + 1):
            for top in range(max(height - levels + 1, 0)):
                readings = [
                    _take_stack_apart(stack, words, table) for stack in _stacks(grid, top, levels)
                ]
                found = len({each.column.name for each in readings if each.column})
                best = max(best, (found, -levels, -top))
    found, minus_levels, minus_top = best
    if found < need:
        return None
    return _heading(grid, table, words, top=-minus_top, levels=-minus_levels)


def _seems_levelled(grid: Grid, top: int, words: Mapping[str, Column]) -> bool:
    """Whether the row has headers without meaning, or none where other rows have some."""
    row = _texts(grid.rows[top])
    return any(not text.strip() or _take_apart(text, words).column is None for text in row)


def _heading(
    grid: Grid, table: Table, words: Mapping[str, Column], *, top: int, levels: int
) -> Heading:
    columns: dict[str, Found] = {}
    twice: list[Found] = []
    unknown: list[tuple[int, str]] = []
    checked: dict[str, tuple[int, str]] = {}
    unit_column = None
    first_data = top + levels
    units = _unit_row(grid, first_data)
    if units is not None:
        first_data += 1
    for index, stack in enumerate(_stacks(grid, top, levels)):
        texts = [" ".join(text.split()) for text in stack if text.strip()]
        if not texts:
            continue
        header = " ".join(dict.fromkeys(texts))
        reading = _take_stack_apart(list(dict.fromkeys(stack)), words, table)
        if reading.column is not None:
            inside = (
                (*reading.inside, units[index]) if units and index < len(units) else reading.inside
            )
            found = _with_unit(reading.column, index, header, inside)
            if reading.column.name in columns:
                twice.append(found)
            else:
                columns[reading.column.name] = found
            continue
        word = reading.word
        tested = TESTED_EXTRAS.get(word)
        if tested:
            checked[tested] = (index, header)
        elif word in EXTRAS_ANYWHERE or word in KNOWN_EXTRAS.get(table.name, ()):
            if table.name == "county" and word in ("单位", "unit"):
                unit_column = index
        else:
            unknown.append((index, header))
    return Heading(
        table=table,
        columns=columns,
        header_row=top,
        first_data=first_data,
        twice=tuple(twice),
        unknown=tuple(unknown),
        checked=checked,
        missing=tuple(column for column in table.columns if column.name not in columns),
        unit_column=unit_column,
    )


def _unit_row(grid: Grid, index: int) -> list[str] | None:
    """The normal texts of a row that holds nothing but units, such as 人 or 万元."""
    if index >= len(grid.rows):
        return None
    row = [normal(text).strip("()") for text in _texts(grid.rows[index])]
    filled = [text for text in row if text]
    if len(filled) >= 2 and all(text in ALL_UNITS for text in filled):
        return row
    return None


def _with_unit(column: Column, index: int, header: str, inside: tuple[str, ...]) -> Found:
    accepted = UNITS.get(column.unit, {})
    unit, scale, bad = "", 1, False
    remarks = []
    for each in inside:
        for part in re.split(r"[,;、]|单位:?", each):
            if part in accepted:
                unit, scale = part, accepted[part]
            elif part in ALL_UNITS and column.kind in (Kind.COUNT, Kind.AMOUNT):
                unit, bad = part, True
            elif part:
                remarks.append(part)
    return Found(
        column=column,
        index=index,
        header=header,
        unit=unit,
        scale=scale,
        remarks=tuple(remarks),
        bad_unit=bad,
    )
