"""Names that reports use beside those of the rule cards: short ones for charts, dates, sources."""

from __future__ import annotations

from datetime import date

from junheng.evaluation.results import Evaluation
from junheng.standards import Judged

SHORT = {
    "above_required_degree": "高学历教师",
    "backbone": "骨干教师",
    "pe_arts": "体艺教师",
    "teaching_area": "教学用房",
    "sports_area": "体育场馆",
    "equipment": "仪器设备",
    "multimedia": "多媒体教室",
}
"""Short names of the seven indicators, for charts and notes."""


def short_name(indicator: str, evaluation: Evaluation) -> str:
    """The short name of an indicator; that of its card where it has none here."""
    if indicator in SHORT:
        return SHORT[indicator]
    return next(
        (each.title.zh for each in evaluation.rules.indicators if each.measure == indicator),
        indicator,
    )


def chinese_date(day: date) -> str:
    """A date as official papers write it: 2025年9月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def may_miss(evaluation: Evaluation) -> int:
    """How many indicators the school rule lets stay below their bound (7 - 6 = 1)."""
    rules = evaluation.rules
    if not rules.judged(Judged.SCHOOL_RULE):
        return 0
    return len(rules.indicators) - int(rules.school_rule.figure("least_met"))


def source_name(evaluation: Evaluation) -> str:
    """The name of the file or folder the data came from, without the way to it."""
    source = evaluation.census.source.replace("\\", "/").rstrip("/")
    return source.rpartition("/")[2] or "（未记录）"
