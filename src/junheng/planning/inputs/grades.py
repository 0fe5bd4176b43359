"""Grades as they are written: 一年级, 1, 小一, 七年级, 初一."""

from __future__ import annotations

import re

from junheng.census.words import half_width
from junheng.model import Stage

_DIGITS = {word: number for number, word in enumerate("一二三四五六七八九", 1)}
_WRITTEN = re.compile(r"(小学?|初中?)?([1-9一二三四五六七八九])(?:年级?)?")
GRADE_NAMES = tuple(f"{word}年级" for word in _DIGITS)
"""一年级 to 九年级."""


def grade_number(written: str, *, primary: int = 6) -> int | None:
    """The grade from 1 to 9; ``None`` where it cannot be told.

    ``primary`` is the number of primary grades: 初一 is the one after the last of them.
    """
    found = _WRITTEN.fullmatch("".join(half_width(written).split()))
    if found is None:
        return None
    prefix, word = found[1] or "", found[2]
    number = _DIGITS.get(word) or int(word)
    if prefix.startswith("初") and number <= primary:
        return primary + number if number <= 9 - primary else None
    if prefix.startswith("小") and number > primary:
        return None
    return number


def grade_in_stage(written: str, stage: Stage, *, primary: int = 6) -> int | None:
    """Which grade of its stage it is, from 1; ``None`` where it cannot be told.

    七年级, 初一 and a 1 among junior classes are all the first junior grade.
    """
    number = grade_number(written, primary=primary)
    if number is None:
        return None
    if stage is Stage.PRIMARY:
        return number if number <= primary else None
    return number - primary if number > primary else number if number <= 9 - primary else None
