"""The rule by which posts are due: the rule book's ratios, and what it leaves open, from editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from junheng.model import Stage
from junheng.standards import RuleSet

CLAUSE = "P.establishment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What holds for a place from a day on. ``boarders_per_post`` is ``None`` where no figure is named."""

    place: str
    since: date
    source: str
    standing: str
    below_pupils: int
    boarders_per_post: Fraction | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsRule:
    """The rule as used. ``per_class`` is ``None`` where nobody has named the posts of a class in small
    schools; ``sources`` tells where each figure stands, in words.
    """

    pupils_per_post: dict[Stage, Fraction]
    per_class: Fraction | None
    below_pupils: int
    boarders_per_post: Fraction | None
    sources: tuple[str, ...]


def edition(place: str, on: date) -> Edition:
    """The edition in force for the county or jurisdiction ``place`` on that day: of those that hold,
    the one for the smallest area, then the latest; the nation's first one before all.
    """
    known = [each for each in editions() if place.startswith(each.place) and each.since <= on]
    return max(known or editions()[:1], key=lambda each: (len(each.place), each.since))


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """Every edition, in the order of the file."""
    text = files("junheng.planning").joinpath("posts_rules.yaml").read_text("utf-8")
    return tuple(_edition(entry) for entry in yaml.safe_load(text))


def _edition(entry: dict[str, Any]) -> Edition:
    boarders = entry["boarders_per_post"]
    return Edition(
        place=entry["place"],
        since=entry["since"],
        source=entry["source"],
        standing=entry["standing"],
        below_pupils=int(entry["below_pupils"]),
        boarders_per_post=None if boarders is None else Fraction(str(boarders)),
        note=entry["note"],
    )


def rule(
    rules: RuleSet,
    *,
    per_class: Fraction | None = None,
    below_pupils: int | None = None,
    boarders_per_post: Fraction | None = None,
) -> PostsRule:
    """The rule of the jurisdiction and date of ``rules``; figures handed in replace those found."""
    clause = rules[CLAUSE]
    found = edition(rules.jurisdiction, rules.on)
    ratios = {stage: clause.figure(stage.value) for stage in (Stage.PRIMARY, Stage.JUNIOR)}
    nation, local = (rules.cited(clause.lineage[place][2]) for place in (0, -1))
    stated = clause.edition.bounds["small_class"].value if per_class is None else per_class
    extra = found.boarders_per_post if boarders_per_post is None else boarders_per_post
    return PostsRule(
        pupils_per_post=ratios,
        per_class=stated,
        below_pupils=found.below_pupils if below_pupils is None else below_pupils,
        boarders_per_post=extra,
        sources=(
            f"每名教职工的学生数：规则手册 {CLAUSE}（{nation}）",
            _told("小规模学校每班人数", stated, given=per_class is not None, source=local),
            f"小规模学校的界限：{'本次给定' if below_pupils is not None else found.source}",
            _told(
                "多少名寄宿生加一名",
                extra,
                given=boarders_per_post is not None,
                source=found.source,
            ),
        ),
    )


def _told(what: str, value: Fraction | None, *, given: bool, source: str) -> str:
    if value is None:
        return f"{what}：{source}没有写数，没有计算"
    return f"{what}：{'本次给定' if given else source}"
