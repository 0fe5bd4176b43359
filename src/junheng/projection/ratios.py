"""Grade-progression ratios and the rate that is expected to go on: formulas (2), (3) and (5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from junheng.projection.history import History, Numbers, bases

SMOOTHING = 0.4
"""Weight of the latest year in exponential smoothing."""


class Method(StrEnum):
    """How the rate is taken from the ratios of the past."""

    MEAN = "mean"
    SMOOTHING = "smoothing"

    @property
    def zh(self) -> str:
        """The words shown to users."""
        return {Method.MEAN: "历年平均", Method.SMOOTHING: "指数平滑"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """``ratios`` (T, Y, G), NaN where unknown; ``rates`` (T, G); ``residuals`` (T, n, G), 0 where
    unknown, of the n years that have ratios; ``weights`` (n,). ``borrowed`` (T, G) marks rates that
    are those of all towns together, because the town has no ratio of its own.
    """

    ratios: Numbers
    rates: Numbers
    residuals: Numbers
    weights: Numbers
    borrowed: NDArray[np.bool_]


def weights(count: int, method: Method) -> Numbers:
    """The weights w of ``count`` ratios, oldest first; they add up to 1."""
    if method is Method.MEAN:
        return np.full(count, 1.0 / count)
    found = SMOOTHING * (1.0 - SMOOTHING) ** np.arange(count - 1, -1, -1, dtype=float)
    found[0] = (1.0 - SMOOTHING) ** (count - 1)
    return found


def ratios_of(history: History) -> Numbers:
    """(2): (T, Y, G). The first year has a ratio of entry only."""
    pupils = history.pupils - history.migrants[:, : history.years]
    base = np.full_like(history.pupils, np.nan)
    base[:, 0, 0] = history.cohorts[:, 0]
    for year in range(1, history.years):
        base[:, year] = bases(history, history.pupils[:, year - 1], history.cohorts[:, year])
    found = np.full_like(base, np.nan)
    known = ~np.isnan(pupils) & (base > 0)
    found[known] = np.maximum(pupils[known], 0.0) / base[known]
    return found


def rates_of(history: History, method: Method) -> Rates:
    """(2), (3) and (5) for every town and grade."""
    ratios = ratios_of(history)
    towns, _, grades = ratios.shape
    rates = np.zeros((towns, grades))
    borrowed = np.zeros((towns, grades), dtype=bool)
    whole = _together(history)
    for town, grade in zip(*np.nonzero(history.present), strict=True):
        known = ratios[town, :, grade]
        known = known[~np.isnan(known)]
        if not len(known):
            borrowed[town, grade] = True
            known = whole[:, grade][~np.isnan(whole[:, grade])]
        if len(known):
            rates[town, grade] = float(weights(len(known), method) @ known)
    usable = [year for year in range(1, history.years) if not np.isnan(ratios[:, year]).all()]
    return Rates(
        ratios=ratios,
        rates=rates,
        residuals=_residuals(ratios[:, usable]),
        weights=weights(len(usable), method) if usable else np.zeros(0),
        borrowed=borrowed,
    )


def _together(history: History) -> Numbers:
    """(Y, G): the ratios of all towns as one; those that are unknown are left out on both sides."""
    ratios = ratios_of(history)
    pupils = history.pupils - history.migrants[:, : history.years]
    known = ~np.isnan(ratios) & (ratios > 0)
    above = np.where(known, pupils, 0.0).sum(axis=0)
    below = np.where(known, pupils / np.where(known, ratios, 1.0), 0.0).sum(axis=0)
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)


def _residuals(ratios: Numbers) -> Numbers:
    """(5): (T, n, G)."""
    known = ~np.isnan(ratios)
    count = known.sum(axis=1, keepdims=True)
    mean = np.where(known, ratios, 0.0).sum(axis=1, keepdims=True) / np.maximum(count, 1)
    widened = np.sqrt(count / np.maximum(count - 1, 1))
    found: Numbers = np.where(known, (ratios - mean) * widened, 0.0)
    return found
