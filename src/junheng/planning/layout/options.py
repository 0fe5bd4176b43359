"""What the layout is asked for: limits of travel, prices, years, budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from junheng.planning.layout.county import Group

DAY_KM = {Group.LOW: Fraction(3), Group.HIGH: Fraction(5), Group.JUNIOR: Fraction(8)}
"""How far day pupils may live. An assumption to be replaced by the county's own service radius."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutOptions:
    """``years`` of running and travel are counted beside what is built.

    ``km_yuan``: a pupil's kilometre from home to school, a year. ``boarder_yuan``: a boarder's year,
    who goes home once a week. ``board_km``: boarders live no farther, ``None`` for any distance.
    ``budget_yuan``: for all building together, ``None`` for no limit. ``proposals``: work out too
    which schools would be closed if the legal steps were taken.
    """

    day_km: Mapping[Group, Fraction] = field(default_factory=lambda: dict(DAY_KM))
    board_km: Fraction | None = None
    years: int = 20
    km_yuan: Fraction = Fraction(200)
    boarder_yuan: Fraction = Fraction(2000)
    budget_yuan: Fraction | None = None
    gap: float = 2e-3
    proposals: bool = True

    def day_metres(self, group: Group) -> int:
        """The limit of day pupils in whole metres, rounded down."""
        return int(self.day_km[group] * 1000)
