"""Where a county stands in its prefecture, and which counties are most like it."""

from __future__ import annotations

import math

import pytest

from junheng.engine.backends import Connection
from junheng.engine.comparisons.alike import alike, traits
from junheng.engine.comparisons.ranks import ranks
from tests.engine.comparisons.conftest import rows_of, table
from tests.engine.finished_runs import county, disparity, school


def test_equals_share_a_place_and_other_prefectures_do_not_count(connection: Connection) -> None:
    met = {"990101": 9, "990102": 8, "990103": 8, "990104": 5, "990201": 1}
    counties = [county(code=code, rows_met=each) for code, each in met.items()]
    found = ranks(table("counties", counties), table("disparities", []))
    assert rows_of(connection, found, "county_code", "rank", "of", measure="rows_share") == [
        ("990101", 1, 4),
        ("990102", 2, 4),
        ("990103", 2, 4),
        ("990104", 4, 4),
        ("990201", 1, 1),
    ]


def test_the_smaller_coefficient_is_the_better_one(connection: Connection) -> None:
    rows = [disparity(0.4), disparity(0.2, county_code="990102")]
    found = ranks(table("counties", []), table("disparities", rows))
    assert rows_of(connection, found, "county_code", "rank", measure="cv") == [
        ("990101", 2),
        ("990102", 1),
    ]


def test_the_share_of_the_limit_used_is_that_of_the_worst_coefficient(
    connection: Connection,
) -> None:
    rows = [
        disparity(0.4),
        disparity(0.45, stage="junior", limit=0.45),
        disparity(None, "undetermined", "equipment"),
    ]
    found = ranks(table("counties", []), table("disparities", rows))
    assert rows_of(connection, found, "value", measure="limit_used") == [(1.0,)]


def test_a_county_without_figure_has_no_place_and_is_not_counted(connection: Connection) -> None:
    rows = [disparity(0.4), disparity(None, "undetermined", county_code="990102")]
    found = ranks(table("counties", []), table("disparities", rows))
    assert rows_of(connection, found, "county_code", "rank", "of", measure="cv") == [
        ("990101", 1, 1),
        ("990102", None, None),
    ]


def test_size_and_rural_share_of_a_county(connection: Connection) -> None:
    rows = [school("1", pupils=300), school("2", area_class="urban"), school("3", area_class=None)]
    found = traits(table("rows", rows))
    assert rows_of(connection, found, "pupils", "rural_share") == [(500, 0.6)]


def test_the_nearest_county_comes_first_at_the_distance_worked_by_hand(
    connection: Connection,
) -> None:
    """All rural, of 100, 200 and 400 pupils: logarithms ln 2 apart, standard deviation
    ln 2 sqrt(2/3), so that neighbours are sqrt(3/2) apart.
    """
    sizes = {"990101": 100, "990102": 200, "990203": 400}
    rows = [school("1", pupils=each, county_code=code) for code, each in sizes.items()]
    counties = [county("met", code) for code in sizes]
    found = alike(traits(table("rows", rows)), table("counties", counties), 1)
    columns = ("county_code", "neighbour", "distance", "neighbour_pupils", "neighbour_verdict")
    apart = pytest.approx(math.sqrt(1.5))
    assert rows_of(connection, found, *columns) == [
        ("990101", "990102", apart, 200, "met"),
        ("990102", "990101", apart, 100, "met"),  # as near as 990203: the lower code
        ("990203", "990102", apart, 200, "met"),
    ]


def test_counties_that_do_not_differ_at_all_are_at_no_distance(connection: Connection) -> None:
    codes = ("990101", "990102")
    rows = [school("1", county_code=code) for code in codes]
    found = alike(
        traits(table("rows", rows)), table("counties", [county(code=c) for c in codes]), 5
    )
    assert rows_of(connection, found, "neighbour", "distance") == [("990101", 0), ("990102", 0)]
