"""What kind of nation is asked for. Needs neither numpy nor pyarrow."""

from __future__ import annotations

from dataclasses import dataclass

LAST_YEAR = 2025
"""The year of a nation of one year, and the last of several."""
MOST_COUNTIES = 27_000
"""Well within the codes there are."""
MOST_YEARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """A nation of ``counties`` counties, which ``seed`` gives; lists of people only where asked for.

    With ``years`` above 1 the last of them is the nation that one year alone would be.
    """

    counties: int
    seed: int
    classes: bool = False
    teachers: bool = False
    pupils: bool = False
    years: int = 1
    format: str = "parquet"
    last_year: int = LAST_YEAR

    @property
    def offsets(self) -> range:
        """The years, counted from the last one: -2, -1, 0."""
        return range(1 - self.years, 1)
