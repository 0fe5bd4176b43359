"""How much a row lacks to the bound of each indicator and to its 85% floor, as a school adds it.

With b the bound a pupil, P the pupils, A the amount that counts for the row and s the row's share
of the whole school (1 where nothing is split):

    lacking to b     = max(0, b x P - A)       per row
    to be added      = lacking / s             for the whole school, rooms and areas being split

People and rooms are whole: a shortfall of 0.2 teachers is one teacher. Areas and money stay exact.
Source: 教督〔2017〕6号 article 6 (bounds, floors); the application forms (splitting).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from junheng.census.records import Exact
from junheng.evaluation.results import (
    CountyResult,
    IndicatorResult,
    IndicatorStatus,
    RowResult,
)


class Kind(StrEnum):
    """What is lacking: people and rooms come whole, area and money in exact parts."""

    PEOPLE = "people"
    ROOMS = "rooms"
    AREA = "area"
    MONEY = "money"

    @property
    def zh(self) -> str:
        """The unit of the quantity."""
        return {"people": "人", "rooms": "间", "area": "平方米", "money": "元"}[self.value]

    @property
    def whole(self) -> bool:
        """Whether only whole ones exist."""
        return self in (Kind.PEOPLE, Kind.ROOMS)

    @property
    def per(self) -> int:
        """The number of pupils that the bound speaks of: a hundred for people and rooms."""
        return 100 if self.whole else 1


KINDS = {
    "above_required_degree": Kind.PEOPLE,
    "backbone": Kind.PEOPLE,
    "pe_arts": Kind.PEOPLE,
    "teaching_area": Kind.AREA,
    "sports_area": Kind.AREA,
    "equipment": Kind.MONEY,
    "multimedia": Kind.ROOMS,
}
"""The seven indicators, by what a school must add to raise them."""

WHOLE_SCHOOL = frozenset({"teaching_area", "sports_area", "equipment", "multimedia"})
"""The indicators whose quantity belongs to the whole school and is split between its stages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What one row lacks of one indicator, as the school would add it (not split).

    ``to_bound`` and ``to_floor`` are 0 where reached and ``None`` where the amount is missing.
    ``needed`` is what the bound asks of the school for this row, the measure of relative gaps.
    """

    indicator: str
    clause: str
    kind: Kind
    status: IndicatorStatus
    needed: Exact
    to_bound: Exact | None
    to_floor: Exact | None

    @property
    def spared(self) -> Exact:
        """What is saved by leaving this indicator at its floor; 0 where the gap is not known."""
        if self.to_bound is None or self.to_floor is None:
            return 0
        return self.to_bound - self.to_floor


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGaps:
    """The gaps of one row, in the order of the indicators."""

    row: RowResult
    gaps: tuple[Gap, ...]

    @property
    def lacking(self) -> tuple[Gap, ...]:
        """The indicators known to be below their bound."""
        return tuple(gap for gap in self.gaps if gap.to_bound)

    @property
    def unknown(self) -> tuple[Gap, ...]:
        """The indicators whose amount is missing."""
        return tuple(gap for gap in self.gaps if gap.to_bound is None)

    def gap(self, indicator: str) -> Gap:
        """The gap of one indicator. Raises ``KeyError``."""
        for each in self.gaps:
            if each.indicator == indicator:
                return each
        raise KeyError(indicator)


def quantity_needed(indicator: str, level: Fraction, pupils: int) -> Fraction:
    """The amount with which ``pupils`` pupils just reach ``level`` (people, rooms, m2, yuan)."""
    return level * pupils / KINDS[indicator].per


def lacking(
    indicator: str,
    amount: Exact,
    level: Fraction,
    pupils: int,
    share: Fraction = Fraction(1),
) -> Exact:
    """What the school must add so that this row reaches ``level``; 0 where it does already.

    ``share`` is the row's part of the whole-school quantity, more than 0.
    """
    short = quantity_needed(indicator, level, pupils) - amount
    if short <= 0:
        return 0
    whole = short / share
    return ceil(whole) if KINDS[indicator].whole else whole


def _gap(row: RowResult, result: IndicatorResult) -> Gap:
    share = row.share if result.id in WHOLE_SCHOOL else Fraction(1)
    needed = quantity_needed(result.id, result.bound, row.pupils)
    known = result.amount is not None and bool(share)
    return Gap(
        indicator=result.id,
        clause=result.clause,
        kind=KINDS[result.id],
        status=result.status,
        needed=needed / share if share else needed,
        to_bound=_lacking(row, result, result.bound, share) if known else None,
        to_floor=_lacking(row, result, result.floor, share) if known else None,
    )


def _lacking(
    row: RowResult, result: IndicatorResult, level: Fraction, share: Fraction | None
) -> Exact | None:
    if result.amount is None or not share:
        return None
    return lacking(result.id, result.amount, level, row.pupils, share)


def gaps(county: CountyResult) -> tuple[RowGaps, ...]:
    """The gaps of every row of a county, in the order of its rows.

    An indicator that is none of the seven (the 2012 scheme has others) has no gap: it has no bound.
    """
    return tuple(gaps_of(row) for row in county.rows)


def gaps_of(row: RowResult) -> RowGaps:
    """The gaps of one row."""
    return RowGaps(
        row=row,
        gaps=tuple(_gap(row, result) for result in row.indicators if result.id in KINDS),
    )


def total(quantities: Iterable[Exact | None]) -> Exact:
    """The sum of what is known. Unknown gaps add nothing; they are told apart where shown."""
    known: Exact = 0
    for quantity in quantities:
        if quantity is not None:
            known += quantity
    return known
