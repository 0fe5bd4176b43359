"""A sketch of where schools lie: points by longitude and latitude, without any map under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from django.utils.html import format_html
from django.utils.safestring import SafeString

from junheng_web.assessments.models import SchoolCase

WIDTH, EDGE = 720.0, 24.0
LEAST_HEIGHT, MOST_HEIGHT = 200.0, 460.0
_SIZES = ((300, 6.0), (1000, 8.0))
_LARGE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One school: where it is drawn, how large, and the status that gives its shape."""

    case: SchoolCase
    x: float
    y: float
    size: float

    @property
    def status(self) -> str:
        """Its status, by which the template chooses the shape."""
        return self.case.status

    @property
    def circle(self) -> SafeString:
        """The attributes of its circle, numbers only."""
        place = (f"{number:.1f}" for number in (self.x, self.y, self.size))
        return format_html('cx="{}" cy="{}" r="{}"', *place)

    @property
    def path(self) -> str:
        """The outline of its shape: a triangle for not met, a diamond for undetermined."""
        x, y, r = self.x, self.y, self.size
        if self.status == "not_met":
            return f"M{x:.1f},{y - r:.1f} L{x + r:.1f},{y + r:.1f} L{x - r:.1f},{y + r:.1f} Z"
        return (
            f"M{x:.1f},{y - r:.1f} L{x + r:.1f},{y:.1f} L{x:.1f},{y + r:.1f} L{x - r:.1f},{y:.1f} Z"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The sketch: its size and its points, those that comply first so that the others lie on top."""

    width: int
    height: int
    points: tuple[Point, ...]


def drawn(cases: Sequence[SchoolCase]) -> Plan | None:
    """The sketch of these schools, north on top, distances to scale; ``None`` without any place."""
    places = [
        (case, case.lon, case.lat)
        for case in cases
        if case.lon is not None and case.lat is not None
    ]
    if not places:
        return None
    middle = sum(lat for _, _, lat in places) / len(places)
    shrink = max(cos(radians(middle)), 0.01)
    xs = [lon * shrink for _, lon, _ in places]
    ys = [lat for _, _, lat in places]
    across, along = max(max(xs) - min(xs), 1e-6), max(max(ys) - min(ys), 1e-6)
    inner = WIDTH - 2 * EDGE
    scale = min(inner / across, (MOST_HEIGHT - 2 * EDGE) / along)
    height = max(LEAST_HEIGHT, along * scale + 2 * EDGE)
    left = (WIDTH - across * scale) / 2
    top = (height - along * scale) / 2
    order = {"met": 0, "not_applicable": 0, "undetermined": 1, "not_met": 2}
    points = sorted(
        (
            Point(
                case=case,
                x=left + (x - min(xs)) * scale,
                y=top + (max(ys) - y) * scale,
                size=_size(case.pupils),
            )
            for (case, _, _), x, y in zip(places, xs, ys, strict=True)
        ),
        key=lambda point: order.get(point.status, 0),
    )
    return Plan(width=round(WIDTH), height=round(height), points=tuple(points))


def _size(pupils: int | None) -> float:
    for most, size in _SIZES:
        if (pupils or 0) < most:
            return size
    return _LARGE
