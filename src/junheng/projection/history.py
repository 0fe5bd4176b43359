"""What is known of the past, and of the years ahead, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
FIRST_UNKNOWN = 5
"""Births known in a year tell who enters school in each of the next five years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The towns' past, and what is already known of the years ahead. Shapes: T towns, Y years of the
    past, H years ahead, G grades; unknown is NaN, never 0.

    ``pupils`` (T, Y, G); ``cohorts`` (T, Y + H) children of entry age; ``migrants`` (T, Y + H, G) net
    arrivals beyond the usual; ``leavers`` (T, T): ``leavers[j, i]`` is the share of the primary
    leavers of j who go on in i. ``primary`` is how many of the grades are primary. A town that never
    had a grade has NaN in all its years and gets no pupils there.
    """

    first_year: int
    pupils: Numbers
    cohorts: Numbers
    migrants: Numbers
    leavers: Numbers
    primary: int

    @property
    def years(self) -> int:
        """Y, the number of years of the past."""
        return int(self.pupils.shape[1])

    @property
    def ahead(self) -> int:
        """H, the number of years to forecast."""
        return int(self.cohorts.shape[1]) - self.years

    @property
    def present(self) -> NDArray[np.bool_]:
        """(T, G): whether a town has pupils of the grade in any year, or says that it has none."""
        found: NDArray[np.bool_] = (~np.isnan(self.pupils)).sum(axis=1) > 0
        return found

    def until(self, years: int) -> History:
        """The history as it stood after its first ``years`` years; what came later is not known.

        The years that followed are those to forecast.
        """
        cohorts = self.cohorts[:, : self.years].copy()
        cohorts[:, years + FIRST_UNKNOWN :] = np.nan
        migrants = self.migrants[:, : self.years].copy()
        migrants[:, years:] = 0.0
        return replace(self, pupils=self.pupils[:, :years], cohorts=cohorts, migrants=migrants)


def bases(history: History, before: Numbers, cohort: Numbers) -> Numbers:
    """(1): the pupils that each grade of the next year comes from.

    ``before`` (T, ..., G) are the pupils of the year before, ``cohort`` (T, ...) the children who
    reach school age; the result has the shape of ``before``.
    """
    found = np.empty_like(before)
    found[..., 0] = cohort
    found[..., 1:] = before[..., :-1]
    if history.primary < before.shape[-1]:
        found[..., history.primary] = _from_leavers(history, before[..., history.primary - 1])
    return found


def _from_leavers(history: History, leaving: Numbers) -> Numbers:
    """The last line of (1): unknown where a town that sends pupils has an unknown number of them."""
    never = ~history.present[:, history.primary - 1]
    leaving = np.where(never.reshape((-1,) + (1,) * (leaving.ndim - 1)), 0.0, leaving)
    unknown = np.isnan(leaving)
    shares = history.leavers.T
    moved = np.tensordot(shares, np.where(unknown, 0.0, leaving), axes=1)
    in_doubt = np.tensordot((shares > 0).astype(float), unknown.astype(float), axes=1)
    found: Numbers = np.where(in_doubt > 0, np.nan, moved)
    return found
