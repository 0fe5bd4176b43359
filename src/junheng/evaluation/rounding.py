"""Where the printed figure of a clause would suggest the other verdict.

Source: docs/explanation/rounding.md. The official forms print coefficients (and between-school differences)
with three decimals, school values and means with two, the shares of form IV (article 7) with one, the
rest with none; halves go up. Nothing here decides a status.
"""

from __future__ import annotations

from fractions import Fraction

from junheng.model.quantity import round_half_up
from junheng.standards import Bound, Unit

_TWO_PLACES = (Unit.PER_100, Unit.M2_PER_PUPIL, Unit.YUAN_PER_PUPIL, Unit.ITEMS_PER_PUPIL)


def printed_value(value: Fraction, unit: Unit, *, clause: str, name: str = "") -> Fraction:
    """``value`` as the forms print it, in its own unit (a share printed as 94.9% is 0.949)."""
    if unit is Unit.COEFFICIENT or name.endswith("difference"):
        return round_half_up(value, 3)
    if unit in _TWO_PLACES:
        return round_half_up(value, 2)
    if unit is Unit.SHARE:
        return round_half_up(value, 3 if clause.startswith("7.") else 2)
    return round_half_up(value, 0)


def flips(value: Fraction | None, bound: Bound, *, clause: str, name: str = "") -> bool:
    """Whether the printed value stands to the bound otherwise than the exact one."""
    if value is None or bound.value is None:
        return False
    shown = printed_value(value, bound.unit, clause=clause, name=name)
    return bound.holds(shown) != bound.holds(value)
