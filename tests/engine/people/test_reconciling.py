"""Sums of what was reported and of what was counted, over the school-stages that have both."""

from __future__ import annotations

from pathlib import Path

from junheng.engine.backends import connect
from junheng.engine.people.contradictions import contradictions, reconciliation
from junheng.engine.people.counting import counted_pupils, counted_teachers
from junheng.engine.sources import open_folder
from tests.engine.people.lists import large_class, written
from tests.unit.census.county_files import FIRST, SECOND, County


def test_a_column_has_both_sums_and_how_many_stages_differ(tmp_path: Path) -> None:
    county = County(tmp_path)
    county.stages[1]["backbone"] = ""
    teachers = [
        {"person_id": f"{code}{n}", "school_code": code, "stage": "primary", "backbone": "是"}
        for code, number in ((FIRST, 5), (SECOND, 7))
        for n in range(number)
    ]
    folder = written(county, tmp_path, teachers=teachers)
    with connect() as connection:
        tables = open_folder(connection, folder)
        assert tables.teachers is not None
        sums = reconciliation(tables.stages, counted_teachers(tables.teachers), None)
        assert sums is not None
        rows = {row["column"]: row for row in connection.arrow(sums).to_pylist()}

    assert rows["teachers"] == {
        "table": "teachers",
        "column": "teachers",
        "reported": 40,
        "counted": 12,
        "difference": -28,
        "compared": 2,
        "differing": 2,
    }
    assert rows["backbone"] == {
        "table": "teachers",
        "column": "backbone",
        "reported": 3,
        "counted": 5,
        "difference": 2,
        "compared": 1,
        "differing": 1,
    }
    assert set(rows) == {"teachers", "backbone"}


def test_without_lists_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with connect() as connection:
        tables = open_folder(connection, County(tmp_path).folder())

        assert reconciliation(tables.stages, None, None) is None
        assert contradictions(tables.stages, None, None) is None


def test_without_the_schools_a_contradiction_calls_a_school_by_its_code(tmp_path: Path) -> None:
    folder = written(County(tmp_path), tmp_path, pupils=large_class(45, "primary"))
    with connect() as connection:
        tables = open_folder(connection, folder)
        assert tables.pupils is not None
        found = contradictions(tables.stages, None, counted_pupils(tables.pupils))
        assert found is not None
        told = {row["column"]: row for row in connection.arrow(found).to_pylist()}

    assert told["pupils"]["county_code"] is None
    assert told["pupils"]["message"] == (
        "“9990000001”小学在校生数填的是 240，按名册是 45；以名册为准"
    )
