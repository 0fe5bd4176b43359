"""The four areas of the standard and the vetoes: the parts a verdict is told in."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.evaluation.results import ClauseResult, CountyResult
from junheng.model import Status, all_met


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
"""The four areas of the standard, and the vetoes, by article."""


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
