"""The years ahead: what is expected, formula (4), and what else might be, formula (6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from junheng.projection.history import History, Numbers, bases
from junheng.projection.ratios import Method, Rates, rates_of

LEAST_RATIOS = 3
"""Fewer years of ratios say too little of how ratios vary: no interval is given."""
DRAWS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """``expected`` (T, H, G) and ``cohorts`` (T, H), the children of entry age expected.

    ``below`` (T, H, G) is by how much departures exceed the pupils there would be: they are counted
    as none, never as fewer.
    """

    rates: Rates
    expected: Numbers
    cohorts: Numbers
    below: Numbers


def forecast(history: History, method: Method = Method.MEAN) -> Forecast:
    """The pupils expected in each of the years ahead, by (4).

    Cohorts not known yet (not born, or not counted) are taken to be as the last one known.
    Raises ``ValueError`` where the last year of the past is unknown for a grade that a town has.
    """
    if (np.isnan(history.pupils[:, -1]) & history.present).any():
        raise ValueError("the last year must be known for every grade that a town has")
    rates = rates_of(history, method)
    cohorts = _carried_on(history)
    now = np.where(np.isnan(history.pupils[:, -1]), 0.0, history.pupils[:, -1])
    found = np.zeros((now.shape[0], history.ahead, now.shape[1]))
    below = np.zeros_like(found)
    for step in range(history.ahead):
        base = bases(history, now, cohorts[:, step])
        more = history.migrants[:, history.years + step]
        then = np.where(history.present, rates.rates * base + more, 0.0)
        below[:, step] = np.maximum(-then, 0.0)
        now = np.maximum(then, 0.0)
        found[:, step] = now
    return Forecast(rates=rates, expected=found, cohorts=cohorts, below=below)


def draws(
    history: History, found: Forecast, *, seed: int = 1, count: int = DRAWS
) -> Iterator[Numbers]:
    """Year after year, ``count`` draws of the pupils there might be: (T, ``count``, G), by (6).

    Nothing is drawn where there are fewer than :data:`LEAST_RATIOS` years with ratios. The same
    seed gives the same draws.
    """
    rates = found.rates
    years = rates.residuals.shape[1]
    if years < LEAST_RATIOS:
        return
    rng = np.random.Generator(np.random.PCG64(seed))
    inflation = np.sqrt((years - 1) / rng.chisquare(years - 1, size=count))
    resampled = rng.integers(years, size=(count, years))
    error = np.einsum("n,tbng->tbg", rates.weights, rates.residuals[:, resampled])
    happening = rng.integers(years, size=(history.ahead, count))
    luck = rng.random(size=(history.ahead, count))
    known = np.where(np.isnan(history.pupils[:, -1]), 0.0, history.pupils[:, -1])
    now = np.repeat(known[:, None, :], count, axis=1)
    cohort = _cohort_draws(history, found.cohorts, luck, inflation)
    for step in range(history.ahead):
        shock = error + rates.residuals[:, happening[step]]
        ratio = np.maximum(rates.rates[:, None, :] + inflation[None, :, None] * shock, 0.0)
        base = bases(history, now, cohort[step])
        more = history.migrants[:, None, history.years + step]
        now = np.where(history.present[:, None, :], np.maximum(ratio * base + more, 0.0), 0.0)
        yield now


def _carried_on(history: History) -> Numbers:
    """(T, H): the cohorts ahead; unknown ones as the last known, 0 where none ever was."""
    found = history.cohorts.copy()
    for year in range(1, found.shape[1]):
        missing = np.isnan(found[:, year])
        found[missing, year] = found[missing, year - 1]
    return np.where(np.isnan(found), 0.0, found)[:, history.years :]


def _cohort_draws(
    history: History, expected: Numbers, luck: Numbers, inflation: Numbers
) -> list[Numbers]:
    """For each year ahead (T, draws): a known cohort as it is, an unknown one by its past changes."""
    towns, count = expected.shape[0], luck.shape[1]
    changes = [_changes(history.cohorts[town]) for town in range(towns)]
    state = np.ones((towns, count))
    found = []
    for step in range(history.ahead):
        for town in np.nonzero(np.isnan(history.cohorts[:, history.years + step]))[0]:
            own = changes[town]
            if len(own):
                chosen = own[np.minimum((luck[step] * len(own)).astype(int), len(own) - 1)]
                state[town] *= np.maximum(1.0 + inflation * chosen, 0.0)
        found.append(expected[:, step, None] * state)
    return found


def _changes(cohorts: Numbers) -> Numbers:
    """The relative changes of one town's cohorts from year to year, less their mean."""
    before, after = cohorts[:-1], cohorts[1:]
    usable = ~np.isnan(before) & ~np.isnan(after) & (before > 0)
    found = after[usable] / before[usable] - 1.0
    if len(found) < 2:
        return np.zeros(0)
    centred: Numbers = (found - found.mean()) * np.sqrt(len(found) / (len(found) - 1))
    return centred
