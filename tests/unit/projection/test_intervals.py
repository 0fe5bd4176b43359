"""How often the truth lies in the interval, and how the forecasts compare with simple ones."""

from __future__ import annotations

import numpy as np
import pytest

from junheng.projection.backtest import back_test, interval
from junheng.projection.forecast import draws, forecast
from junheng.projection.ratios import Method
from tests.unit.projection.towns import history, invented

TOWNS = 250


@pytest.mark.parametrize("years", [6, 9])
@pytest.mark.parametrize("method", list(Method))
def test_an_interval_of_nominally_80_percent_covers_about_that(years: int, method: Method) -> None:
    inside = []
    for seed in range(TOWNS):
        past, truth = invented(seed, years=years, ahead=3)
        drawn = draws(past, forecast(past, method), seed=seed, count=300)
        for actual, year in zip(truth, drawn, strict=True):
            low, high = interval(year[..., :6].sum(axis=-1, keepdims=True))
            inside.append(low[0, 0] <= actual[:6].sum() <= high[0, 0])

    assert 0.75 <= np.mean(inside) <= 0.88


def test_one_town_s_chances_are_those_of_all_so_that_the_sum_spreads_as_far() -> None:
    past, _ = invented(1, years=8, ahead=1)
    twice = history(
        np.repeat(past.pupils, 2, axis=0).tolist(),
        np.repeat(past.cohorts, 2, axis=0).tolist(),
        primary=past.primary,
    )
    [year] = draws(twice, forecast(twice), count=200)

    assert (year[0] == year[1]).all()


def test_back_testing_compares_with_what_happened() -> None:
    past, _ = invented(2, years=12, ahead=1)
    found = back_test(past, Method.MEAN, most=3)

    assert [held.step for held in found] == [1, 2, 3]
    assert [held.cases for held in found] == [16, 14, 12]
    for held in found:
        assert held.mean is not None
        assert held.last_value is not None
        assert held.five_years is not None
        assert held.mean < min(held.last_value, held.five_years)


def test_back_testing_knows_nothing_of_later_years() -> None:
    past, _ = invented(2, years=8, ahead=1)
    changed = past.pupils.copy()
    changed[:, 5:] += 100
    same = history(changed.tolist(), past.cohorts.tolist(), primary=past.primary)
    guesses = [forecast(each.until(5)).expected for each in (past, same)]

    assert (guesses[0] == guesses[1]).all()


def test_steady_towns_are_forecast_without_error() -> None:
    steady = history([[[100.0, 90.0]] * 9], [[100.0] * 10], primary=1)

    for held in back_test(steady, Method.SMOOTHING):
        assert held.smoothing == pytest.approx(0, abs=1e-12)


def test_a_short_history_is_not_tested() -> None:
    past, _ = invented(2, years=4, ahead=1)

    assert back_test(past, Method.MEAN) == ()


def test_a_stage_that_a_town_never_had_is_not_compared() -> None:
    nan = float("nan")
    past = history([[[100.0, nan]] * 6], [[100.0] * 7], primary=1)

    assert [held.cases for held in back_test(past, Method.MEAN)] == [2, 1]
