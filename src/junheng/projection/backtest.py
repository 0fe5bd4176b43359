"""What the forecasts would have been worth: years held back, forecast, and compared.

Peers: the last value goes on; the mean of the last five years goes on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.projection.forecast import draws, forecast
from junheng.projection.history import History, Numbers
from junheng.projection.ratios import Method

LEAST_YEARS = 4
"""So many years must be known before the first year that is forecast."""
NOMINAL = 0.8
_TEST_DRAWS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How forecasts of ``step`` years ahead came out, all towns and stages together.

    ``cases`` are the (town, stage, year) compared. The others are shares: the sum of the absolute
    errors over the sum of the actual pupils, ``None`` without any; ``covered`` the share of cases in
    the interval of nominally 80%, ``None`` where no interval was possible.
    """

    step: int
    cases: int
    mean: float | None
    smoothing: float | None
    last_value: float | None
    five_years: float | None
    covered: float | None


@dataclass(slots=True)
class _Sums:
    cases: int = 0
    actual: float = 0.0
    mean: float = 0.0
    smoothing: float = 0.0
    last_value: float = 0.0
    five_years: float = 0.0
    inside: int = 0
    with_interval: int = 0


def back_test(history: History, method: Method, *, most: int = 5) -> tuple[Held, ...]:
    """Every year from the fifth on is forecast from all the years before it, up to ``most`` ahead.

    Empty where the history is too short. Births not counted by then are not used.
    """
    sums: dict[int, _Sums] = {}
    for years in range(LEAST_YEARS, history.years):
        then = history.until(years)
        if (np.isnan(then.pupils[:, -1]) & then.present).any():
            continue
        _compare(history, then, sums, method, most)
    return tuple(_held(step, found) for step, found in sorted(sums.items()))


def _compare(
    history: History, then: History, sums: dict[int, _Sums], method: Method, most: int
) -> None:
    known = then.pupils
    guesses = {
        "mean": forecast(then, Method.MEAN),
        "smoothing": forecast(then, Method.SMOOTHING),
    }
    last = _stages(known[:, -1], history)
    five = _stages(known[:, -5:].mean(axis=1), history)
    years = draws(then, guesses[method.value], count=_TEST_DRAWS)
    for step in range(min(most, then.ahead)):
        actual = _stages(history.pupils[:, then.years + step], history)
        sure = ~np.isnan(actual) & ~np.isnan(five)
        found = sums.setdefault(step + 1, _Sums())
        found.cases += int(sure.sum())
        found.actual += float(actual[sure].sum())
        for name, guess in guesses.items():
            value = _stages(guess.expected[:, step], history)
            error = float(np.abs(value - actual)[sure].sum())
            setattr(found, name, getattr(found, name) + error)
        found.last_value += float(np.abs(last - actual)[sure].sum())
        found.five_years += float(np.abs(five - actual)[sure].sum())
        drawn = next(years, None)
        if drawn is not None:
            low, high = interval(_stages(drawn, history))
            found.inside += int(((low <= actual) & (actual <= high))[sure].sum())
            found.with_interval += int(sure.sum())


def interval(drawn: Numbers, nominal: float = NOMINAL) -> tuple[Numbers, Numbers]:
    """Lower and upper end of the middle ``nominal`` share of the draws, which are axis 1."""
    tail = (1.0 - nominal) / 2.0
    low, high = np.quantile(drawn, [tail, 1.0 - tail], axis=1)
    return low, high


def _stages(pupils: Numbers, history: History) -> Numbers:
    """(T, ..., G) to (T, ..., 2): the primary and the junior pupils; NaN where a grade is unknown.

    A stage that a town never had is NaN: there is nothing to compare.
    """
    across = (slice(None), *(None,) * (pupils.ndim - 2))
    present = history.present
    filled = np.where(present[across], pupils, 0.0)
    parts = (slice(0, history.primary), slice(history.primary, None))
    return np.stack(
        [
            np.where(
                (present[:, part].sum(axis=1) > 0)[across], filled[..., part].sum(axis=-1), np.nan
            )
            for part in parts
        ],
        axis=-1,
    )


def _held(step: int, sums: _Sums) -> Held:
    def share(error: float) -> float | None:
        return error / sums.actual if sums.actual > 0 else None

    return Held(
        step=step,
        cases=sums.cases,
        mean=share(sums.mean),
        smoothing=share(sums.smoothing),
        last_value=share(sums.last_value),
        five_years=share(sums.five_years),
        covered=sums.inside / sums.with_interval if sums.with_interval else None,
    )
