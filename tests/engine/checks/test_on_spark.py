"""Spark finds the same defects, and counts the same people, as DuckDB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from junheng.engine.backends import Connection, connect
from junheng.engine.checks.examining import examine
from junheng.engine.sources import open_folder
from tests.engine.checks.spoilt import spoilt
from tests.engine.people.lists import CODES, large_class, written
from tests.engine.spark.conftest import needed
from tests.unit.census.county_files import Row

PLANTS = [
    ("schools", 0, "training_fund_yuan", "400000.25"),
    ("schools", 1, "boarding", "maybe"),
    ("schools", 1, "name", "示例一小（初中部）"),
    ("schools", 2, "parent_code", "8"),
    ("schools", 3, "lat", "104.5"),
    ("schools", 3, "lon", "31"),
    ("schools", 4, "teaching_area_m2", "651000"),
    ("stages", 0, "pe", "-1"),
    ("stages", 0, "largest_class", "inf"),
    ("stages", 3, "boarders", "300"),
    ("stages", 4, "stage", "senior"),
    ("classes", 0, "pupils", "46"),
    ("rooms", 0, "area_m2", "19.9"),
    ("county", 1, "value", "2.5"),
    ("attestations", 0, "conclusion", "perhaps"),
]


HERE = (*(f"999000000{each}" for each in (1, 2)), CODES[3])


def teachers() -> list[Row]:
    subjects = ("体育与健康", "音 乐", "ＰＥ", "语文", "")
    return [
        {
            "person_id": f"T{number // 2}",
            "school_code": HERE[number % 3],
            "stage": "primary",
            "degree": ("bachelor", "master", "below")[number % 3],
            "subject": subjects[number % 5],
            "training_hours_5y": str(358 + number % 4),
        }
        for number in range(60)
    ]


def told(connection: Connection, folder: Path) -> set[tuple[Any, ...]]:
    result = examine(connection, open_folder(connection, folder), who=True)
    rows = connection.arrow(result.defects()).to_pylist()
    return {tuple(row.values()) for row in rows}


# Libraries on the way warn of their own future, which is not what is tested here.
@pytest.mark.filterwarnings("default")
def test_every_defect_is_told_in_the_same_words(tmp_path: Path) -> None:
    needed()
    county = spoilt(0, PLANTS, "county", tmp_path)
    folder = written(county, tmp_path, teachers=teachers(), pupils=large_class(46, "primary"))
    with connect("duckdb") as duckdb:
        ours = told(duckdb, folder)
    with connect("spark") as spark:
        theirs = told(spark, folder)
    assert len(ours) > 30
    assert theirs == ours
