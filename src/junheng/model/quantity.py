"""Exact quantities: compared as they are, rounded only to print (docs/explanation/rounding.md)."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt


def round_half_up(value: Fraction | int, places: int) -> Fraction:
    """``value`` rounded to ``places`` decimals, halves away from zero (四舍五入)."""
    scale = 10**places
    numerator, denominator = value.numerator * scale, value.denominator
    quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
    return Fraction(quotient if numerator >= 0 else -quotient, scale)


def printed(value: Fraction | int | None, places: int, *, missing: str = "—") -> str:
    """``value`` as the official forms print it: half up, exactly ``places`` decimals.

    A missing value prints as ``missing``, never as 0.
    """
    if value is None:
        return missing
    rounded = round_half_up(value, places)
    digits = str(abs(rounded.numerator) * 10**places // rounded.denominator).rjust(places + 1, "0")
    sign = "-" if rounded < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def exactly(value: Fraction | int | None, *, missing: str = "—", places: int = 6) -> str:
    """``value`` without loss where that is short: whole, finite decimal, otherwise ``a/b``.

    Meant for derivations, where a reader wants to see 4.505 and not 4.51.
    """
    if value is None:
        return missing
    for decimals in range(places + 1):
        if (value * 10**decimals).denominator == 1:
            return printed(value, decimals)
    return f"{value.numerator}/{value.denominator}"


def square_root(value: Fraction, digits: int = 20) -> Fraction:
    """The square root of ``value`` >= 0, cut after ``digits`` decimals: for print, never for a verdict.

    Raises ``ValueError`` for a negative value.
    """
    if value < 0:
        raise ValueError("square root of a negative quantity")
    scale = 10**digits
    return Fraction(isqrt(value.numerator * scale * scale // value.denominator), scale)
