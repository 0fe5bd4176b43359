"""How the values of a plan are written for people; rounded here and nowhere else."""

from __future__ import annotations

from fractions import Fraction

from junheng.planning.outcome import Shape, Value

UNKNOWN = "—"


def shown(value: Value, shape: Shape) -> str:
    """``value`` as it stands on a screen or in a report; ``—`` where it is unknown."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    match shape:
        case Shape.COUNT | Shape.YUAN:
            return f"{_rounded(value, 0):,.0f}"
        case Shape.FINE:
            return f"{_rounded(value, 4):,.4f}"
        case Shape.SHARE:
            return f"{_rounded(value * 100, 2):,.2f}%"
        case _ if isinstance(value, int):
            return f"{value:,}"
        case _:
            return f"{_rounded(value, 2):,.2f}"


def _rounded(value: float | Fraction, places: int) -> float:
    """To ``places`` decimals, exact fractions half up; never a minus zero."""
    if isinstance(value, Fraction):
        scale = 10**places
        value = float(
            Fraction(
                (2 * value.numerator * scale + value.denominator) // (2 * value.denominator), scale
            )
        )
    return round(float(value), places) + 0.0
