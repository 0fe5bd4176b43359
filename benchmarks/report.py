"""The table of results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

INTRODUCTION = """由 `make bench` 生成，不要手工修改。对比的各项在同一次运行中轮流进行，取中位数；
机器是共用的，看比值，不看绝对时间。"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure to reach."""

    title: str
    measured: str
    limit: str
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One table: a title, what was compared and how, the lines."""

    title: str
    note: str
    header: Sequence[str]
    lines: Sequence[Sequence[str]]
    goals: tuple[Goal, ...] = field(default=())


def page(machine: str, sections: Iterable[Section]) -> str:
    """All sections as one Markdown page, the goals first."""
    sections = list(sections)
    goals = [
        (goal.title, goal.measured, goal.limit, "达到" if goal.reached else "未达到")
        for section in sections
        for goal in section.goals
    ]
    parts = [
        "# 基准测试结果",
        INTRODUCTION,
        machine,
        "## 目标",
        _table(("目标", "实测", "要求", "结果"), goals),
    ]
    for section in sections:
        parts += [f"## {section.title}", section.note, _table(section.header, section.lines)]
    return "\n\n".join(parts) + "\n"


def _table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [header, ["---"] * len(header), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def milliseconds(seconds: float) -> str:
    """A time for the table."""
    return f"{seconds * 1000:.1f} ms"
