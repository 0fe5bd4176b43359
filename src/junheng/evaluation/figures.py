"""Figures of clauses as people read them: shares in percent, bounds with their sign.

Everything here is for print; no status depends on it.
"""

from __future__ import annotations

from fractions import Fraction

from junheng.model.quantity import exactly, printed, round_half_up
from junheng.standards import Operator, Unit


def percent(value: Fraction) -> str:
    """A ratio in percent, one decimal where it needs one, and never rounded up to a whole it is not.

    ``9999/10000`` prints as 99.99%, not as 100%.
    """
    for places in (0, 1, 2, 4):
        shown_value = round_half_up(value * 100, places)
        if shown_value == value * 100:
            return f"{printed(value * 100, places)}%"
    short = printed(value * 100, 1)
    if Fraction(short).denominator == 1 and short.endswith(".0"):
        return f"{printed(value * 100, 2)}%"
    return f"{short}%"


def shown(value: Fraction | None, unit: Unit) -> str:
    """A value with its unit, two decimals where it has any."""
    if value is None:
        return "—"
    if unit is Unit.SHARE:
        return percent(value)
    if unit is Unit.COEFFICIENT:
        return printed(value, 3)
    places = 0 if value.denominator == 1 else 2
    return f"{printed(value, places)} {unit.zh}".strip()


def shown_bound(bound: Fraction | None, operator: Operator | None, unit: Unit) -> str:
    """A bound with its sign and unit; exact, never rounded."""
    if bound is None or operator is None:
        return ""
    if unit is Unit.SHARE:
        return f"{operator.sign} {exactly(bound * 100)}%"
    return f"{operator.sign} {exactly(bound)} {unit.zh}".strip()
