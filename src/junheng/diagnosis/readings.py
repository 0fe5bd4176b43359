"""The school rule leaves one indicator at 85%: which one, and what is then left to do.

With 7 indicators of which 6 must be met, a row that fails k of them passes when all but one of the
k reach their bound and the one reaches its floor. Each choice of that one is a reading. Which is
the cheapest depends on prices; without prices each gap counts as the part of its own bound
that is lacking, so that people, m2 and yuan can be put side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from junheng.census.records import Exact
from junheng.diagnosis.shortfall import KINDS, WHOLE_SCHOOL, Gap, RowGaps
from junheng.model import Stage

Prices = Mapping[str, Fraction]
"""What one person, room, m2 or yuan of an indicator costs, by indicator id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to pass: ``at_floor`` may stay at 85%, ``needs`` is what must be added, by indicator.

    ``cost`` is the sum of prices, or of relative gaps where no prices were given. Indicators whose
    amount is missing are not in it: ``unknown`` names them.
    """

    at_floor: tuple[str, ...]
    needs: Mapping[str, Exact]
    cost: Fraction
    unknown: tuple[str, ...]


def readings(row: RowGaps, *, may_miss: int, prices: Prices | None = None) -> tuple[Reading, ...]:
    """Every way for the row to pass, cheapest first; ties in the order of the indicators.

    ``may_miss`` is how many indicators may stay below their bound (7 - 6 = 1). A missing amount may
    turn out to be short, and would then use up that allowance: this is said by ``unknown``.
    """
    short = row.lacking
    spared = min(may_miss, len(short))
    found = [
        _reading(row, frozenset(gap.indicator for gap in chosen), prices)
        for chosen in combinations(short, spared)
    ]
    return tuple(sorted(found, key=lambda reading: reading.cost))


def cheapest(row: RowGaps, *, may_miss: int, prices: Prices | None = None) -> Reading:
    """The cheapest reading. A row that passes has one too: nothing to add."""
    return readings(row, may_miss=may_miss, prices=prices)[0]


def _reading(row: RowGaps, at_floor: frozenset[str], prices: Prices | None) -> Reading:
    needs: dict[str, Exact] = {}
    cost = Fraction(0)
    for gap in row.lacking:
        quantity = gap.to_floor if gap.indicator in at_floor else gap.to_bound
        if quantity:
            needs[gap.indicator] = quantity
            cost += _cost(gap, quantity, prices)
    return Reading(
        at_floor=tuple(gap.indicator for gap in row.lacking if gap.indicator in at_floor),
        needs=needs,
        cost=cost,
        unknown=tuple(gap.indicator for gap in row.unknown),
    )


def _cost(gap: Gap, quantity: Exact, prices: Prices | None) -> Fraction:
    if prices is None:
        return Fraction(quantity) / gap.needed
    return quantity * prices[gap.indicator]


def needs_of_school(
    rows: Iterable[tuple[Stage, Mapping[str, Exact]]],
) -> tuple[tuple[str, Stage | None, Exact], ...]:
    """What a school with several stages must add in all: ``(indicator, stage, quantity)``.

    Teachers are added stage by stage. What belongs to the whole school is added once: the stage
    that asks for most decides, as whatever is added is split by the same shares (stage ``None``).
    """
    rows = tuple(rows)
    found: list[tuple[str, Stage | None, Exact]] = []
    for indicator in KINDS:
        asked = [(stage, needs[indicator]) for stage, needs in rows if needs.get(indicator)]
        if not asked:
            continue
        if indicator in WHOLE_SCHOOL:
            found.append((indicator, None, max(quantity for _, quantity in asked)))
        else:
            found.extend((indicator, stage, quantity) for stage, quantity in asked)
    return tuple(found)
