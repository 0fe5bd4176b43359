"""Comparing without rounding errors: whole numbers held in doubles.

A double holds every whole number below 2^53 exactly. Amounts are therefore brought to whole
ten-thousandths of their unit, ratios are compared by multiplying out, and such a comparison is exact.
One that is not, and that is closer to its bound than :data:`NEAR`, is *unsure*: its county is judged
again by the reference evaluator. See docs/explanation/engine.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import ibis
import ibis.expr.types as ir

from junheng.standards import Bound, Operator

PARTS = 10_000
"""Amounts are counted in ten-thousandths of a square metre, a yuan, a share."""

UNKNOWN = ibis.null("float64")
"""A figure that is missing, or cannot be had."""

LARGEST = float(2**53)
NEAR = 1e-9
"""Relative distance below which floating point alone is not trusted."""

_NO_FRACTION = 1.5 * 2**52
"""A double of this size has no room for a fraction: added to one below 2^51, and taken away again, it
leaves the nearest whole number. Engines round far more slowly.
"""


def in_parts(amount: ir.Value) -> ir.Value:
    """A double in whole ten-thousandths; unrounded where it has finer digits."""
    scaled = amount * float(PARTS)
    nearest = nearest_whole(scaled)
    return ibis.ifelse(nearest / float(PARTS) == amount, nearest, scaled)


def is_fine(amount: ir.Value) -> ir.BooleanValue:
    """Whether a double is a whole number of ten-thousandths that a double holds exactly."""
    scaled = amount * float(PARTS)
    return (nearest_whole(scaled) / float(PARTS) == amount) & (scaled.abs() < LARGEST)


def nearest_whole(number: ir.Value) -> ir.Value:
    """The whole number next to a double below 2^51, as a double."""
    return number + _NO_FRACTION - _NO_FRACTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What came of a comparison. ``holds`` is null where a side is; ``unsure`` never is."""

    holds: ir.BooleanValue
    unsure: ir.BooleanValue


def compare(
    numerator: ir.Value,
    denominator: ir.Value,
    bound: Bound,
    *,
    parts: int = 1,
    exact: ir.BooleanValue | bool = True,
) -> Compared:
    """``numerator / denominator`` against ``bound``, both doubles; ``exact``: both are whole.

    ``parts`` is how many times too large the numerator is against the denominator (ten thousand for
    an amount in ten-thousandths over a head count). Raises ``ValueError`` if the bound is open.
    """
    if bound.value is None:
        raise ValueError("an open bound cannot be compared with")
    left = times(numerator, bound.value.denominator)
    right = times(denominator, bound.value.numerator * parts)
    return Compared(
        holds=_stands(left, right, bound.operator), unsure=unsure(left, right, exact=exact)
    )


def _stands(left: ir.Value, right: ir.Value, operator: Operator) -> ir.BooleanValue:
    match operator:
        case Operator.AT_LEAST:
            return left >= right
        case Operator.AT_MOST:
            return left <= right
        case Operator.LESS_THAN:
            return left < right
        case Operator.MORE_THAN:
            return left > right
        case Operator.EQUAL:
            return left == right


def unsure(
    left: ir.Value, right: ir.Value, *, exact: ir.BooleanValue | bool = True
) -> ir.BooleanValue:
    """Whether two sides are too close to tell apart, and not known to be whole numbers.

    ``exact``: the factors of both sides are whole; so are the sides themselves below 2^53.
    """
    held = (left.abs() < LARGEST) & (right.abs() < LARGEST) & exact
    return ibis.ifelse(held, False, close(left, right)).fill_null(False)


def close(left: ir.Value, right: ir.Value) -> ir.BooleanValue:
    """Whether two sides differ by less than floating point can be trusted with."""
    return (left - right).abs() <= right.abs() * NEAR


def times(value: ir.Value, factor: int) -> ir.Value:
    """``value`` times a whole number, as a double."""
    double = value.cast("float64")
    return double if factor == 1 else double * float(factor)


def whole_times(figure: Fraction, denominator: int) -> int:
    """A figure of the rules in units of ``1/denominator``. Raises ``ValueError`` if not whole."""
    scaled = figure * denominator
    if scaled.denominator != 1:
        raise ValueError(f"{figure} is not a whole number of 1/{denominator}")
    return scaled.numerator
