"""What is followed over the years, and how far ahead one looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from junheng.engine.trends.lists import Renaming
from junheng.engine.trends.measures import Measure
from junheng.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``folders`` holds the finished run of each year.

    ``following`` is the year looked ahead to, ``confidence`` that of the two-sided prediction
    interval. ``measures`` are the clauses whose figure may be compared over the years;
    ``reversed_bounds`` are the clauses and bounds that must not be exceeded, all others being least
    values. ``recognised`` gives counties the year in which they were recognised, beside those met in
    a run.
    """

    folders: Mapping[int, Path]
    following: int
    measures: tuple[Measure, ...]
    reversed_bounds: tuple[tuple[str, float], ...] = ()
    confidence: float = 0.8
    renamed: tuple[Renaming, ...] = ()
    recognised: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.folders:
            raise InputError(
                "没有给出任何一年的判定结果", remedy="写成 2024=结果2024 2025=结果2025"
            )
        if not 0 < self.confidence < 1:
            raise InputError(
                f"置信水平 {self.confidence:g} 不在 0 与 1 之间", remedy="写成 0.8、0.9 或 0.95"
            )
        if self.following <= self.last:
            raise InputError(
                f"外推到 {self.following} 年，但最后一年的数据就是 {self.last} 年",
                remedy=f"外推的年份应晚于 {self.last} 年；不写就是 {self.last + 1} 年",
            )

    @property
    def years(self) -> tuple[int, ...]:
        """The years, earliest first."""
        return tuple(sorted(self.folders))

    @property
    def last(self) -> int:
        """The latest year there is data of."""
        return max(self.folders)
