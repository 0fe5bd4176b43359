"""Where a plan gives what: the county's schools by longitude and latitude, each shaped by its part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from junheng.planning.outcome import Column, Outcome, Shape, Table
from junheng_web.assessments.models import SchoolCase
from junheng_web.assessments.plan import Plan, drawn
from junheng_web.plans.comparing import adds_up
from junheng_web.plans.tables import SCHOOL, text_of

_NO_MEASURE = ("year", "lon", "lat", "order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A column of a table whose sums by school the sketch shows."""

    table: Table
    column: Column

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.table.name}.{self.column.name}"

    @property
    def label(self) -> str:
        """What it is called."""
        unit = f"（{self.column.unit}）" if self.column.unit else ""
        return f"{self.table.title}：{self.column.header}{unit}"

    def by_school(self) -> dict[str, float]:
        """The sum for each school that has rows."""
        found: dict[str, float] = {}
        for row in self.table.records():
            value = row[self.column.name]
            if row[SCHOOL]:
                part = float(value) if isinstance(value, int | float) else 0.0
                found[row[SCHOOL]] = found.get(row[SCHOOL], 0.0) + part
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One school on the sketch. ``size`` of its part: ``none``, ``less`` or ``more``."""

    code: str
    name: str
    part: str
    said: str
    x: float
    y: float
    r: float

    @property
    def circle(self) -> SafeString:
        """The attributes of its circle, numbers only."""
        place = (f"{number:.1f}" for number in (self.x, self.y, self.r))
        return format_html('cx="{}" cy="{}" r="{}"', *place)

    @property
    def path(self) -> str:
        """A triangle: it gets more than half of the schools that get something."""
        x, y, r = self.x, self.y, self.r + 1
        return f"M{x:.1f},{y - r:.1f} L{x + r:.1f},{y + r:.1f} L{x - r:.1f},{y + r:.1f} Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """The sketch of one measure, those that get nothing first so that the others lie on top."""

    measure: Measure
    width: int
    height: int
    marks: tuple[Mark, ...]


def measures_of(outcome: Outcome) -> list[Measure]:
    """What can be shown on the sketch: quantities in tables whose rows name a school, money first, its total

    before its parts.
    """
    found = [
        Measure(table=table, column=column)
        for table in outcome.tables
        if table.rows and any(each.name == SCHOOL for each in table.columns)
        for column in table.columns
        if not column.name.endswith(_NO_MEASURE)
        and (adds_up(table, column) or column.shape is Shape.NUMBER)
    ]
    return sorted(
        found, key=lambda each: (each.column.shape is not Shape.YUAN, each.column.name != "total")
    )


def sketch_of(measure: Measure, cases: Sequence[SchoolCase]) -> Sketch | None:
    """The sketch; ``None`` where no school has a place."""
    plan: Plan | None = drawn(cases)
    if plan is None:
        return None
    sums = measure.by_school()
    middle = _middle(sums)
    marks = []
    for point in plan.points:
        amount = sums.get(point.case.school_code, 0.0)
        part = "none" if amount == 0 else "more" if abs(amount) > middle else "less"
        marks.append(
            Mark(
                code=point.case.school_code,
                name=point.case.name,
                part=part,
                said=f"{text_of(amount, measure.column)} {measure.column.unit}".strip(),
                x=point.x,
                y=point.y,
                r=point.size,
            )
        )
    marks.sort(key=lambda mark: mark.part != "none")
    return Sketch(measure=measure, width=plan.width, height=plan.height, marks=tuple(marks))


def _middle(sums: Mapping[str, Any]) -> float:
    """The middle of what schools get, of those that get something."""
    some = sorted(abs(value) for value in sums.values() if value)
    return some[(len(some) - 1) // 2] if some else 0.0
