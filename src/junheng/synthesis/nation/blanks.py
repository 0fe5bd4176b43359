"""What was not filled in.

Three counties in five report everything. In the others up to one cell in fifteen is blank, so that over
all counties about one cell in a hundred is. A blank is a blank: it never becomes 0.
"""

from __future__ import annotations

import numpy as np

from junheng.synthesis.nation.draws import Draws, Flags, generator

_COMPLETE = 0.62
_PURPOSE = 1


def shares(draws: Draws) -> dict[int, float]:
    """By place in the batch: the share of blank cells of the counties that have any."""
    uniform = draws.county.uniform()
    return {
        int(place): 0.004 + 0.06 * ((uniform[place] - _COMPLETE) / (1 - _COMPLETE)) ** 1.5
        for place in np.flatnonzero(uniform >= _COMPLETE)
    }


class Blanks:
    """Where the cells of one table are blank. ``table`` tells the tables of a county apart."""

    def __init__(self, seed: int, draws: Draws, share: dict[int, float], year: int) -> None:
        self._seed = seed
        self._draws = draws
        self._share = share
        self._years_ago = -year

    def of(
        self, table: int, county: np.ndarray[tuple[int], np.dtype[np.int64]], width: int
    ) -> Flags:
        """A flag for each line (``county`` is in order) and each of ``width`` columns."""
        found = np.zeros((len(county), width), dtype=bool)
        starts = np.searchsorted(county, np.arange(len(self._draws.numbers) + 1))
        for place, share in self._share.items():
            first, last = int(starts[place]), int(starts[place + 1])
            number = int(self._draws.numbers[place])
            rng = generator(self._seed, number, _PURPOSE, table, self._years_ago)
            found[first:last] = rng.random((last - first, width)) < share
        return found
