"""Which clauses a county fails, and how it comes along over the years.

The shares are invented. They make counties from clearly passing to clearly failing: about a fifth
fail nothing, most fail one to three clauses, a few fail many. Counties get better from year to year,
one in eight gets worse. The year 0 is the last one; earlier years are negative.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.synthesis.nation.draws import Columns, Flags, Floats

RATES = {
    "6.school": 0.50, "6.cv": 0.34,
    "7.1": 0.03, "7.2": 0.05, "7.3": 0.22, "7.4": 0.20, "7.5": 0.24, "7.6": 0.07, "7.7": 0.05,
    "7.8": 0.08, "7.9": 0.10, "7.10": 0.06, "7.11": 0.18, "7.12": 0.04, "7.13": 0.05, "7.14": 0.04,
    "7.15": 0.05, "8.1": 0.03, "8.2": 0.04, "8.3": 0.01, "8.4": 0.10, "8.5": 0.01, "8.6": 0.01,
    "8.7": 0.01, "8.8": 0.01, "8.9": 0.18, "9": 0.06,
    "10.1": 0.006, "10.2": 0.006, "10.3": 0.006, "10.4": 0.012, "10.5": 0.006, "10.6": 0.006,
    "E.1": 0.01, "E.2": 0.02, "E.5": 0.01,
}  # fmt: skip
"""How often an average county fails a clause. Counties are not average: see :func:`failings`."""
_A_YEAR = 0.15
_WORSE = 0.125


@dataclass(frozen=True, slots=True, kw_only=True)
class Failings:
    """For every county: what it fails, and by how much (0 narrowly, 1 widely)."""

    fails: dict[str, Flags]
    by: dict[str, Floats]
    trend: Floats

    def where(self, clause: str) -> tuple[Flags, Floats]:
        """Whether each county fails the clause, and by how much."""
        return self.fails[clause], self.by[clause]


def failings(draws: Columns, year: int) -> Failings:
    """What each county fails in that year (0, or negative for earlier ones).

    How prone a county is to fail follows a gamma distribution (mean 1, shape 2), so that the number
    of clauses failed is spread more widely than by chance alone.
    """
    prone = -0.5 * np.log((1 - draws.uniform()) * (1 - draws.uniform()))
    worse = draws.uniform() < _WORSE
    trend = np.where(worse, 1.0, -1.0)
    times = np.exp(_A_YEAR * trend * year)
    fails, by = {}, {}
    for clause, rate in RATES.items():
        chance = 1.0 - np.exp(-rate * prone * times)
        fails[clause] = draws.uniform() < chance
        by[clause] = draws.uniform()
    return Failings(fails=fails, by=by, trend=trend)
