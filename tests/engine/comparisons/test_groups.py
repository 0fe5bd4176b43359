"""Kinds of schools within places: means weighted by pupils, ratios, rows below the floor."""

from __future__ import annotations

from typing import Any

import pytest

from junheng.engine.backends import Connection
from junheng.engine.comparisons.groups import gaps, means, passing
from junheng.engine.comparisons.levels import at_levels, in_groups
from tests.engine.comparisons.conftest import rows_of, table
from tests.engine.finished_runs import Row, school


def grouped(rows: list[Row], by: str, level: str = "nation") -> Any:
    """The rows at one level, grouped one way."""
    return in_groups(at_levels(table("rows", rows), (level,)), (by,))


def test_a_mean_is_weighted_by_pupils(connection: Connection) -> None:
    """100 pupils with 2 and 300 with 1: (200 + 300) / 400 = 1.25."""
    rows = [school("1", backbone=2.0), school("2", backbone=1.0, pupils=300)]
    found = means(grouped(rows, "area_class"))
    columns = ("group", "mean", "pupils", "rows")
    assert rows_of(connection, found, *columns, indicator="backbone") == [("rural", 1.25, 400, 2)]


def test_a_row_without_figure_is_counted_and_not_zero(connection: Connection) -> None:
    rows = [school("1", backbone=2.0), school("2", backbone_status="undetermined", pupils=300)]
    found = means(grouped(rows, "area_class"))
    columns = ("mean", "rows", "unknown", "pupils")
    assert rows_of(connection, found, *columns, indicator="backbone") == [(2.0, 1, 1, 100)]


def test_the_share_below_the_floor_is_of_rows_with_a_figure(connection: Connection) -> None:
    rows = [
        school("1", backbone=0.8, backbone_status="below_floor"),
        school("2", backbone=0.9, backbone_status="within_floor"),
        school("3", backbone_status="undetermined"),
    ]
    found = means(grouped(rows, "area_class"))
    columns = ("below_floor", "below_floor_share")
    assert rows_of(connection, found, *columns, indicator="backbone") == [(1, 0.5)]


def test_urban_against_rural(connection: Connection) -> None:
    rows = [
        school("1", area_class="urban", backbone=3.0),
        school("2", area_class="town", backbone=2.5),
        school("3", area_class="rural", backbone=2.0),
    ]
    found = gaps(means(grouped(rows, "area_class")))
    columns = ("urban", "town", "rural", "ratio", "town_ratio", "gap")
    assert rows_of(connection, found, *columns, indicator="backbone") == [
        (3.0, 2.5, 2.0, 1.5, 1.25, 1.0)
    ]


@pytest.mark.parametrize(
    ("rows", "ratio", "gap"),
    [
        ([school("1", area_class="urban", backbone=3.0)], None, None),
        (
            [school("1", area_class="urban", backbone=3.0), school("2", backbone=0.0)],
            None,
            3.0,
        ),
    ],
    ids=["no rural schools", "rural schools with nothing"],
)
def test_there_is_no_ratio_to_nothing(
    connection: Connection, rows: list[Row], ratio: float | None, gap: float | None
) -> None:
    found = gaps(means(grouped(rows, "area_class")))
    assert rows_of(connection, found, "ratio", "gap", indicator="backbone") == [(ratio, gap)]


def test_stages_are_never_mixed(connection: Connection) -> None:
    rows = [school("1", backbone=2.0), school("1", stage="junior", backbone=4.0)]
    found = means(grouped(rows, "area_class"))
    assert rows_of(connection, found, "stage", "mean", indicator="backbone") == [
        ("junior", 4.0),
        ("primary", 2.0),
    ]


def test_private_is_operator_ten_and_every_other_is_public(connection: Connection) -> None:
    rows = [school(str(n), operator=code) for n, code in enumerate(("1", "7", "9", "10", None))]
    found = passing(grouped(rows, "operator"))
    assert rows_of(connection, found, "group", "rows") == [
        ("private", 1),
        ("public", 3),
        ("unknown", 1),
    ]


def test_kinds_of_school_with_rows_and_pupils_that_fail(connection: Connection) -> None:
    rows = [
        school("1", "not_met", type="nine_year", pupils=400),
        school("2", type="nine_year", pupils=600),
        school("3", "undetermined"),
    ]
    found = passing(grouped(rows, "type"))
    columns = ("group", "rows", "rows_met", "rows_not_met", "rows_open", "pupils_failing_share")
    assert rows_of(connection, found, *columns) == [
        ("nine_year", 2, 1, 1, 0, 0.4),
        ("primary", 1, 0, 0, 1, 0.0),
    ]
