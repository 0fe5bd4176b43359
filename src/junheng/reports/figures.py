"""How figures are printed: the rounding of the official forms, units, gaps.

Source: docs/explanation/rounding.md. School values and means have two decimals, coefficients three, shares of
form IV one, the rest none; halves go up. Gaps go up always: who adds what is printed must not fall
short. What is printed is never compared.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from junheng.census.records import Exact
from junheng.diagnosis import Kind
from junheng.evaluation.results import ClauseResult, Part
from junheng.model.quantity import exactly, printed, round_half_up
from junheng.standards import Operator, Unit

MISSING = "—"
VALUE_PLACES = 2
COEFFICIENT_PLACES = 3
FLIP = "※"
"""Marks a printed figure that would suggest the other verdict."""

_SUFFIX = {
    Unit.SHARE: "%",
    Unit.YUAN: " 元",
    Unit.PUPILS: " 人",
    Unit.COUNT: " 项",
    Unit.LEVEL: " 级",
    Unit.YEARS: " 年",
    Unit.M2: " 平方米",
    Unit.YUAN_PER_PUPIL: " 元/生",
    Unit.M2_PER_PUPIL: " 平方米/生",
}


def is_difference(name: str) -> bool:
    """Whether a share is a between-school difference, printed like a coefficient (0.146, not 15%)."""
    return name.endswith("difference")


def places_of(unit: Unit, *, clause: str = "", name: str = "") -> int:
    """The decimals with which a figure of that unit is printed under a clause."""
    if unit is Unit.COEFFICIENT or is_difference(name):
        return COEFFICIENT_PLACES
    if unit in (Unit.PER_100, Unit.M2_PER_PUPIL, Unit.YUAN_PER_PUPIL, Unit.ITEMS_PER_PUPIL):
        return VALUE_PLACES
    if unit is Unit.SHARE:
        return 1 if clause.startswith("7.") else 0
    return 0


def scaled(value: Fraction | int, unit: Unit, name: str = "") -> Fraction | int:
    """The figure as it is written: shares in per cent, differences as they are."""
    return value * 100 if unit is Unit.SHARE and not is_difference(name) else value


def figure(value: Fraction | None, unit: Unit, *, clause: str = "", name: str = "") -> str:
    """A figure with its unit, rounded as the forms round it."""
    if value is None:
        return MISSING
    places = places_of(unit, clause=clause, name=name)
    return printed(scaled(value, unit, name), places) + _suffix(unit, name)


def _suffix(unit: Unit, name: str) -> str:
    return "" if is_difference(name) else _SUFFIX.get(unit, "")


def bound(value: Fraction | None, operator: Operator | None, unit: Unit, *, name: str = "") -> str:
    """A bound with its sign and unit, exact."""
    if value is None or operator is None:
        return MISSING
    return f"{operator.sign} {exactly(scaled(value, unit, name))}{_suffix(unit, name)}"


def percent(share: Fraction | None, places: int = 1) -> str:
    """A share in per cent."""
    return MISSING if share is None else f"{printed(share * 100, places)}%"


def coefficient(value: Fraction | None) -> str:
    """A coefficient of variation."""
    return printed(value, COEFFICIENT_PLACES)


def school_value(value: Fraction | None) -> str:
    """An indicator of a school, or its mean."""
    return printed(value, VALUE_PLACES)


def flips(
    value: Fraction | None, limit: Fraction | None, operator: Operator | None, places: int
) -> bool:
    """Whether rounding ``value`` to ``places`` decimals would turn the comparison round."""
    if value is None or limit is None or operator is None:
        return False
    return operator.holds(round_half_up(value, places), limit) != operator.holds(value, limit)


def part_flips(part: Part, clause: str) -> bool:
    """Whether the printed figure of one comparison would suggest the other verdict."""
    if part.value is None or part.bound is None:
        return False
    return flips(
        Fraction(scaled(part.value, part.unit, part.name)),
        Fraction(scaled(part.bound, part.unit, part.name)),
        part.operator,
        places_of(part.unit, clause=clause, name=part.name),
    )


def clause_flips(clause: ClauseResult) -> bool:
    """Whether any printed figure of a clause would suggest the other verdict."""
    return clause.rounding_flip or any(part_flips(part, clause.id) for part in clause.parts)


def rounded_up(value: Exact, places: int) -> Fraction:
    """``value`` rounded to ``places`` decimals, never down."""
    return Fraction(ceil(value * 10**places), 10**places)


def quantity(value: Exact | None, kind: Kind) -> str:
    """What has to be added, with its unit: ``3 人``, ``120.50 平方米``, ``18,240 元``."""
    if value is None:
        return MISSING
    if kind is Kind.AREA:
        return f"{printed(rounded_up(value, 2), 2)} {kind.zh}"
    return f"{ceil(value):,} {kind.zh}"
