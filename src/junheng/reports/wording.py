"""Names that reports use beside those of the rule cards: short ones for charts, the four areas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from junheng.evaluation.results import ClauseResult, CountyResult, Evaluation
from junheng.model import Status, all_met

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One of the parts of the verdict: an article of the standard."""

    article: str
    name: str
    clauses: tuple[ClauseResult, ...]

    @property
    def deciding(self) -> tuple[ClauseResult, ...]:
        """The clauses that count for the verdict."""
        return tuple(clause for clause in self.clauses if clause.decides)

    @property
    def status(self) -> Status:
        """Whether every clause of the area is met."""
        return all_met(clause.status for clause in self.deciding)

    def count(self, status: Status) -> int:
        """How many of the deciding clauses have that status."""
        return sum(clause.status is status for clause in self.deciding)


AREAS = {
    "6": "资源配置",
    "7": "政府保障程度",
    "8": "教育质量",
    "9": "社会认可度",
    "10": "一票否决情形",
}


def areas(county: CountyResult) -> tuple[Area, ...]:
    """The parts of the verdict in the order of the standard; a part without clauses is left away.

    Clauses of another numbering (the 2012 scheme) stand together under "评估内容".
    """
    grouped: dict[str, list[ClauseResult]] = {}
    for clause in county.clauses:
        grouped.setdefault(clause.id.partition(".")[0], []).append(clause)
    return tuple(
        Area(article=article, name=AREAS.get(article, "评估内容"), clauses=tuple(clauses))
        for article, clauses in grouped.items()
    )


def area(county: CountyResult, article: str) -> Area:
    """One part of the verdict; without clauses where the rule set has none."""
    for each in areas(county):
        if each.article == article:
            return each
    return Area(article=article, name=AREAS[article], clauses=())


def chinese_date(day: date) -> str:
    """A date as official papers write it: 2025年9月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def may_miss(evaluation: Evaluation) -> int:
    """How many indicators the school rule lets stay below their bound (7 - 6 = 1)."""
    rules = evaluation.rules
    if "6.school" not in rules.clauses:
        return 0
    return len(rules.indicators) - int(rules["6.school"].figure("least_met"))


def source_name(evaluation: Evaluation) -> str:
    """The name of the file or folder the data came from, without the way to it."""
    source = evaluation.census.source.replace("\\", "/").rstrip("/")
    return source.rpartition("/")[2] or "（未记录）"
