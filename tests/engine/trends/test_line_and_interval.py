"""The line through some years and its prediction interval, against figures worked by hand."""

from __future__ import annotations

from typing import Any

import ibis
import pytest
from scipy import stats

from junheng.engine.backends import Connection
from junheng.engine.trends.regression import fitted, quantile


def line(connection: Connection, values: dict[int, float | None], at: int, **more: Any) -> Any:
    """The only series of ``values`` by year, fitted."""
    points = ibis.memtable(
        {"series": ["a"] * len(values), "year": list(values), "value": list(values.values())},
        schema={"series": "string", "year": "int64", "value": "float64"},
    )
    found = fitted(points, ["series"], at=at, years=len(values), **{"confidence": 0.8, **more})
    rows = connection.arrow(found).to_pylist()
    return rows[0] if rows else None


@pytest.mark.parametrize(
    ("confidence", "freedom", "printed"),
    [(0.8, 1, 3.078), (0.8, 2, 1.886), (0.8, 8, 1.397), (0.9, 1, 6.314), (0.95, 3, 3.182)],
)
def test_the_quantile_is_that_of_the_printed_tables(
    confidence: float, freedom: int, printed: float
) -> None:
    assert quantile(confidence, freedom) == pytest.approx(printed, abs=0.0005)
    assert quantile(confidence, freedom) == pytest.approx(
        stats.t.ppf((1 + confidence) / 2, freedom)
    )


def test_three_years_worked_by_hand(connection: Connection) -> None:
    """0.40, 0.44, 0.46: slope 0.03; residuals -1/300, 2/300, -1/300, so s^2 = 6/90000; two years
    from the middle the spread is s sqrt(1 + 1/3 + 4/2) = 0.0149071, times t = 3.0777.
    """
    found = line(connection, {2023: 0.40, 2024: 0.44, 2025: 0.46}, at=2026)
    assert found["n"] == 3
    assert found["slope"] == pytest.approx(0.03)
    assert found["predicted"] == pytest.approx(0.4933333)
    assert found["half"] == pytest.approx(0.0149071 * 3.0776835, rel=1e-5)


def test_five_uneven_years_agree_with_the_statistics_library(connection: Connection) -> None:
    values = {2018: 0.61, 2019: 0.58, 2021: 0.59, 2024: 0.50, 2025: 0.48}
    found = line(connection, dict(values), at=2027, confidence=0.9)
    peer = stats.linregress(list(values), list(values.values()))
    assert found["slope"] == pytest.approx(peer.slope)
    assert found["predicted"] == pytest.approx(peer.intercept + peer.slope * 2027)
    middle = sum(values) / 5
    square = sum((y - peer.intercept - peer.slope * x) ** 2 for x, y in values.items()) / 3
    width = 1 + 1 / 5 + (2027 - middle) ** 2 / sum((x - middle) ** 2 for x in values)
    assert found["half"] == pytest.approx(stats.t.ppf(0.95, 3) * (square * width) ** 0.5)


def test_a_perfect_line_has_an_interval_of_no_width(connection: Connection) -> None:
    found = line(connection, {2023: 0.25, 2024: 0.5, 2025: 0.75}, at=2026)
    assert (found["predicted"], found["half"]) == (pytest.approx(1.0), pytest.approx(0.0))


def test_two_years_have_a_line_and_no_interval(connection: Connection) -> None:
    found = line(connection, {2024: 0.40, 2025: 0.44}, at=2026)
    assert found["slope"] == pytest.approx(0.04)
    assert found["predicted"] == pytest.approx(0.48)
    assert found["half"] is None


def test_one_year_has_neither(connection: Connection) -> None:
    found = line(connection, {2025: 0.44}, at=2026)
    assert (found["n"], found["slope"], found["predicted"], found["half"]) == (1, None, None, None)


def test_a_missing_figure_is_no_point_and_not_zero(connection: Connection) -> None:
    found = line(connection, {2023: 0.40, 2024: None, 2025: 0.44}, at=2026)
    assert found["n"] == 2
    assert found["slope"] == pytest.approx(0.02)
    assert found["half"] is None


def test_a_series_without_any_figure_has_no_line(connection: Connection) -> None:
    assert line(connection, {2024: None, 2025: None}, at=2026) is None
