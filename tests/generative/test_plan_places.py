"""What every forecast of places keeps, on invented towns."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.planning.inputs.places import PlacesInputs
from junheng.planning.places import PlacesOptions, forecast_places
from junheng.planning.places_told import told
from junheng.planning.watch import Watch
from junheng.projection.ratios import Method, weights

YEARS = range(2018, 2026)


@st.composite
def inputs(draw: st.DrawFn) -> PlacesInputs:
    """One to three towns with some or all primary grades; years may be missing, but not the last."""
    towns = [f"T{n}" for n in range(draw(st.integers(1, 3)))]
    grades = draw(st.integers(1, 9))
    births = {
        (town, year): draw(st.integers(0, 300)) for town in towns for year in range(2010, 2026)
    }
    enrolment = {
        (town, year, grade): draw(st.integers(0, 300))
        for town in towns
        for year in YEARS
        for grade in range(1, grades + 1)
        if year in (YEARS[0], YEARS[-1]) or draw(st.integers(0, 9))
    }
    return PlacesInputs(
        source="", towns={town: town for town in towns}, births=births, enrolment=enrolment
    )


@settings(max_examples=60, deadline=None)
@given(inputs(), st.sampled_from(Method), st.integers(1, 9))
def test_every_figure_is_a_number_of_pupils_and_lies_in_order(
    found: PlacesInputs, method: Method, years: int
) -> None:
    plan = forecast_places(found, PlacesOptions(years=years, method=method, draws=60), Watch())

    for each in (*plan.grades, *plan.demands):
        assert math.isfinite(each.pupils)
        assert each.pupils >= 0
        if each.low is not None and each.high is not None:
            assert 0 <= each.low <= each.high < math.inf
    for town in found.towns:
        for year in range(2026, 2026 + years):
            grades = sum(e.pupils for e in plan.grades if (e.town, e.year) == (town, year))
            stages = sum(e.pupils for e in plan.demands if (e.town, e.year) == (town, year))
            assert math.isclose(grades, stages, abs_tol=1e-6)
    assert told(plan).tables


@settings(max_examples=30, deadline=None)
@given(inputs(), st.integers(2, 5))
def test_a_county_many_times_as_large_has_many_times_as_many_pupils(
    found: PlacesInputs, times: int
) -> None:
    larger = PlacesInputs(
        source="",
        towns=found.towns,
        births={key: times * count for key, count in found.births.items()},
        enrolment={key: times * count for key, count in found.enrolment.items()},
    )
    plain, grown = (
        [e.pupils for e in forecast_places(each, PlacesOptions(draws=20), Watch()).grades]
        for each in (found, larger)
    )

    assert np.allclose(np.array(plain) * times, grown, atol=1e-6)


@given(st.integers(1, 30), st.sampled_from(Method))
def test_the_weights_of_the_years_add_up_to_one(count: int, method: Method) -> None:
    assert math.isclose(weights(count, method).sum(), 1)
    assert (weights(count, method) > 0).all()
