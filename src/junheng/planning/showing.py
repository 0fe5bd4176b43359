"""How the values of a plan are written for people; rounded here and nowhere else."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from junheng.planning.outcome import Shape, Value

UNKNOWN = "—"


_PLACES = {Shape.COUNT: 0, Shape.YUAN: 0, Shape.FINE: 4, Shape.SHARE: 2}


def shown(value: Value, shape: Shape) -> str:
    """``value`` as it stands on a screen or in a report; ``—`` where it is unknown."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    if isinstance(value, int) and shape is Shape.NUMBER:
        return f"{value:,}"
    scaled, mark = (value * 100, "%") if shape is Shape.SHARE else (value, "")
    places = _PLACES.get(shape, 2)
    return f"{_rounded(scaled, places):,.{places}f}{mark}"


def _rounded(value: float | Fraction, places: int) -> float:
    """To ``places`` decimals, exact fractions half up; never a minus zero."""
    if isinstance(value, Fraction):
        scale = 10**places
        value = float(Fraction(floor(value * scale + Fraction(1, 2)), scale))
    return round(float(value), places) + 0.0
