"""Grade-progression ratios and cohort survival, against figures worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from junheng.projection.forecast import draws, forecast
from junheng.projection.ratios import Method, rates_of, weights
from tests.unit.projection.towns import WORKED, history, invented


def test_the_worked_example() -> None:
    found = forecast(WORKED)

    assert found.rates.rates[0] == pytest.approx([1.0, 0.9250000, 0.9678363], abs=1e-7)
    assert found.expected[0] == pytest.approx(
        np.array(
            [[125, 111.0, 95.8157895], [130, 115.625, 107.4298246], [128, 120.25, 111.9060673]]
        ),
        abs=1e-7,
    )


def test_smoothing_weighs_the_latest_year_with_four_tenths() -> None:
    assert weights(3, Method.SMOOTHING) == pytest.approx([0.36, 0.24, 0.4])
    assert weights(1, Method.SMOOTHING) == pytest.approx([1.0])
    rates = rates_of(WORKED, Method.SMOOTHING).rates[0]
    assert rates[1] == pytest.approx(0.6 * 0.95 + 0.4 * 0.9)


def test_a_ratio_from_nobody_is_unknown_and_left_out_of_the_mean() -> None:
    found = rates_of(history([[[10, 0], [10, 9], [0, 8], [5, 3]]], [[10, 10, 10, 10]]), Method.MEAN)

    assert math.isnan(found.ratios[0, 3, 1])
    assert found.rates[0, 1] == pytest.approx((9 / 10 + 8 / 10) / 2)


def test_a_town_without_a_ratio_of_its_own_borrows_that_of_all_towns() -> None:
    both = history(
        [[[100, 0], [100, 90], [100, 80]], [[0, 0], [0, 0], [20, 0]]],
        [[100, 100, 100, 100], [0, 0, 20, 20]],
    )
    found = forecast(both)

    assert found.rates.borrowed.tolist() == [[False, False], [False, True]]
    assert found.expected[1, 0, 1] == pytest.approx(20 * 0.85)


def test_primary_leavers_go_where_they_are_said_to_go() -> None:
    nan = math.nan
    two = history(
        [[[50, 40], [50, 40], [50, 40]], [[30, nan], [30, nan], [30, nan]]],
        [[50] * 4, [30] * 4],
        primary=1,
        leavers=[[1.0, 0.0], [0.5, 0.0]],
    )
    found = forecast(two)

    assert found.rates.rates[0, 1] == pytest.approx(40 / 65)
    assert found.expected[:, 0, 1].tolist() == pytest.approx([40.0, 0.0])


def test_arrivals_beyond_the_usual_are_added_and_change_no_ratio() -> None:
    migrants = np.zeros((1, 4, 1))
    migrants[0, 1, 0], migrants[0, 3, 0] = 20, 7
    found = forecast(history([[[90], [110], [90]]], [[100] * 4], migrants=migrants, primary=1))

    assert found.rates.rates[0, 0] == pytest.approx(0.9)
    assert found.expected[0, 0, 0] == pytest.approx(97)


def test_children_not_born_yet_are_as_many_as_the_last_known() -> None:
    found = forecast(history([[[90], [90]]], [[100, 100, 80, math.nan, math.nan]], primary=1))

    assert found.cohorts[0].tolist() == [80, 80, 80]


def test_nobody_is_ever_fewer_than_none() -> None:
    migrants = np.zeros((1, 4, 1))
    migrants[0, 3, 0] = -500
    found = forecast(history([[[90], [90], [90]]], [[100] * 4], migrants=migrants, primary=1))

    assert found.expected[0, 0, 0] == 0


def test_a_last_year_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="the last year must be known"):
        forecast(history([[[90], [math.nan]]], [[100] * 3], primary=1))


def test_the_same_seed_gives_the_same_draws_and_another_one_others() -> None:
    past, _ = invented(3, years=8, ahead=3)
    found = forecast(past)
    first, again, other = (
        np.stack(list(draws(past, found, seed=seed, count=50))) for seed in (4, 4, 5)
    )

    assert (first == again).all()
    assert (first != other).any()


def test_a_short_history_gives_no_draws() -> None:
    assert list(draws(WORKED, forecast(WORKED))) == []


def test_draws_spread_further_where_births_are_not_known() -> None:
    nan = math.nan
    past = [[[100.0], [104], [95], [103], [99], [101]]]
    known = history(past, [[100, 104, 95, 103, 99, 101, 100, 100]], primary=1)
    unknown = history(past, [[100, 104, 95, 103, 99, 101, nan, nan]], primary=1)
    spreads = [
        np.std(list(draws(each, forecast(each), count=400))[-1]) for each in (known, unknown)
    ]

    assert spreads[1] > spreads[0] + 1
