"""Prefectures, provinces and the nation."""

from __future__ import annotations

import pytest

from junheng.engine.backends import Connection
from junheng.engine.comparisons.levels import at_levels
from junheng.engine.comparisons.places import disparities, failing_pupils, verdicts
from tests.engine.comparisons.conftest import rows_of, table
from tests.engine.finished_runs import county, disparity, school

LEVELS = ("nation", "province", "prefecture")
COUNTIES = [
    county("met", "990101", rows=10, rows_met=10),
    county("not_met", "990102", rows=30, rows_met=15),
    county("undetermined", "990201", rows=0, rows_met=0),
    county("met", "980101", rows=10, rows_met=10),
]


def test_counties_by_verdict_at_every_level(connection: Connection) -> None:
    found = verdicts(at_levels(table("counties", COUNTIES), LEVELS))
    columns = ("level", "code", "counties", "met", "not_met", "undetermined", "met_share")
    assert rows_of(connection, found, *columns) == [
        ("nation", "", 4, 2, 1, 1, 0.5),
        ("prefecture", "9801", 1, 1, 0, 0, 1.0),
        ("prefecture", "9901", 2, 1, 1, 0, 0.5),
        ("prefecture", "9902", 1, 0, 0, 1, 0.0),
        ("province", "98", 1, 1, 0, 0, 1.0),
        ("province", "99", 3, 1, 1, 1, pytest.approx(1 / 3)),
    ]


def test_the_share_of_rows_weighs_counties_by_their_rows(connection: Connection) -> None:
    found = verdicts(at_levels(table("counties", COUNTIES), ("prefecture",)))
    assert rows_of(connection, found, "code", "rows", "rows_share") == [
        ("9801", 10, 1.0),
        ("9901", 40, 0.625),
        ("9902", 0, None),
    ]


def test_pupils_in_rows_that_fail_not_in_those_that_cannot_be_judged(
    connection: Connection,
) -> None:
    rows = [
        school("1", "not_met", pupils=300),
        school("2", "undetermined", pupils=500),
        school("3", pupils=200),
    ]
    found = failing_pupils(at_levels(table("rows", rows), ("nation",)))
    assert rows_of(connection, found, "pupils_failing", "pupils_failing_share") == [(300, 0.3)]


def test_the_middle_and_the_worst_coefficient(connection: Connection) -> None:
    cvs = {"990101": 0.3, "990102": 0.6, "990103": 0.4, "990104": None}
    rows = [
        disparity(
            cv,
            "undetermined" if cv is None else "met" if cv <= 0.5 else "not_met",
            county_code=code,
        )
        for code, cv in cvs.items()
    ]
    found = disparities(at_levels(table("disparities", rows), ("prefecture",)))
    columns = ("counties", "unknown", "over", "over_share", "median", "worst", "worst_county")
    assert rows_of(connection, found, *columns) == [
        (3, 1, 1, pytest.approx(1 / 3), 0.4, 0.6, "990102")
    ]


def test_the_median_of_an_even_number_is_between_the_middle_two(connection: Connection) -> None:
    rows = [disparity(cv, county_code=f"99010{n}") for n, cv in enumerate((0.1, 0.2, 0.4, 0.5))]
    found = disparities(at_levels(table("disparities", rows), ("prefecture",)))
    assert rows_of(connection, found, "median") == [(pytest.approx(0.3),)]


def test_of_equally_bad_counties_the_first_is_named_and_all_are_counted(
    connection: Connection,
) -> None:
    rows = [disparity(0.4, county_code=code) for code in ("990103", "990102")]
    rows.append(disparity(0.3, county_code="990101"))
    found = disparities(at_levels(table("disparities", rows), ("nation",)))
    assert rows_of(connection, found, "worst_county", "worst_counties") == [("990102", 2)]


def test_a_stage_that_a_county_does_not_have_is_not_unknown(connection: Connection) -> None:
    rows = [disparity(0.4), disparity(None, "not_applicable", county_code="990102")]
    found = disparities(at_levels(table("disparities", rows), ("nation",)))
    assert rows_of(connection, found, "counties", "unknown") == [(1, 0)]


def test_where_no_coefficient_is_known_there_is_no_worst(connection: Connection) -> None:
    found = disparities(
        at_levels(table("disparities", [disparity(None, "undetermined")]), ("nation",))
    )
    columns = ("unknown", "median", "worst", "worst_county", "over_share")
    assert rows_of(connection, found, *columns) == [(1, None, None, None, None)]
