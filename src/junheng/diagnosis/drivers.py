"""What drives a disparity: each row's part of CV^2, and how far the lowest rows would have to rise.

CV^2 = sum(P/PN x ((X - M)/M)^2), so row i drives the part P_i (X_i - M)^2 / sum(P (X - M)^2) of it;
the parts add up to 1 exactly. See docs/explanation/disparity.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from junheng.census.records import Exact
from junheng.diagnosis.shortfall import WHOLE_SCHOOL, lacking
from junheng.evaluation.disparity import spread
from junheng.evaluation.results import (
    CountyResult,
    Disparity,
    IndicatorResult,
    RowResult,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One row's part in a disparity. ``part`` is between 0 and 1."""

    row: RowResult
    value: Fraction
    mean: Fraction
    part: Fraction

    @property
    def above(self) -> bool:
        """Whether the row lies above the mean."""
        return self.value > self.mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Levelling:
    """The least level, among the values that rows have, to which the lowest rows can be raised so
    that the coefficient is within its limit, all others staying as they are.

    ``added`` is what the school of each row must add (whole people and rooms); ``total`` their sum.
    """

    level: Fraction
    added: tuple[tuple[RowResult, Exact], ...]
    total: Exact
    cv_squared: Fraction


Measured = tuple[RowResult, IndicatorResult, Fraction]
"""A row, its result on one indicator, and the value, which is known."""


def measured(county: CountyResult, disparity: Disparity) -> tuple[Measured, ...]:
    """The rows of the disparity's stage whose amount of its indicator is known."""
    found = []
    for row in county.rows:
        if row.stage is disparity.stage:
            result = row.indicator(disparity.indicator)
            if result.value is not None:
                found.append((row, result, result.value))
    return tuple(found)


def drivers(county: CountyResult, disparity: Disparity) -> tuple[Driver, ...]:
    """Every row's part of CV^2, the largest first, ties by school code.

    Empty where there is no coefficient, or where it is 0: nobody differs.
    """
    mean = disparity.mean
    if mean is None or not disparity.cv_squared:
        return ()
    whole = mean * mean * disparity.cv_squared * disparity.pupils
    found = [
        Driver(row=row, value=value, mean=mean, part=row.pupils * (value - mean) ** 2 / whole)
        for row, _, value in measured(county, disparity)
    ]
    return tuple(sorted(found, key=lambda driver: (-driver.part, driver.row.school_code)))


def levelling(county: CountyResult, disparity: Disparity) -> Levelling | None:
    """How far the lowest rows must rise; ``None`` where CV is unknown or within its limit.

    Raising the lowest rows to a common level never widens the spread, so the least level is found
    by halving; the result is then tested exactly with the whole people and rooms it asks for.
    """
    if disparity.cv_squared is None or disparity.cv_squared <= disparity.limit**2:
        return None
    rows = measured(county, disparity)
    levels = sorted({value for _, _, value in rows})
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high) // 2
        if _raised(rows, disparity, levels[middle]).cv_squared <= disparity.limit**2:
            high = middle
        else:
            low = middle + 1
    # Whole people and rooms raise a little further than the level itself, so the next level may be due.
    raised = (_raised(rows, disparity, level) for level in levels[low:])
    return next((found for found in raised if found.cv_squared <= disparity.limit**2), None)


def _raised(rows: tuple[Measured, ...], disparity: Disparity, level: Fraction) -> Levelling:
    """Every row below ``level`` raised to it, by what its whole school must add."""
    amounts: list[Exact] = []
    added: list[tuple[RowResult, Exact]] = []
    for row, result, _ in rows:
        amount = result.amount or 0
        share = row.share if disparity.indicator in WHOLE_SCHOOL else None
        part = share or Fraction(1)
        more = lacking(disparity.indicator, amount, level, row.pupils, part)
        amounts.append(amount + more * part)
        if more:
            added.append((row, more))
    cv_squared = spread(amounts, [row.pupils for row, _, _ in rows]).cv_squared
    return Levelling(
        level=level,
        added=tuple(added),
        total=sum((more for _, more in added), start=0),
        cv_squared=Fraction(0) if cv_squared is None else cv_squared,
    )
