"""What is wrong with lists of people is told by school and stage: never who, never a number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from junheng.engine.backends import Connection
from junheng.engine.checks.examining import examine
from junheng.engine.sources import open_folder
from tests.engine.people.lists import large_class, written
from tests.unit.census.county_files import FIRST, SECOND, County, Row

VALID, WRONG_SIGN, NO_SUCH_DAY = "110101198001011232", "110101198001011233", "110101198002301232"


@pytest.fixture
def pupils(county: County) -> list[Row]:
    """240 pupils of the first school as the table stages has them, in six classes of 40."""
    county.stages[0] |= {"largest_class": "40"}
    rows = large_class(240, "primary")
    for place, row in enumerate(rows):
        row |= {
            "person_id": f"P{place:04}",
            "grade": str(place % 6),
            "migrant": "是" if place < 10 else "否",
            "in_catchment": "否" if place < 10 else "是",
        }
    return rows


def told(
    connection: Connection, county: County, who: bool = False, **lists: list[Row]
) -> list[dict[str, Any]]:
    folder = written(county, county.path, **lists)
    result = examine(connection, open_folder(connection, folder), who=who)
    found: list[dict[str, Any]] = connection.arrow(result.defects()).to_pylist()
    return found


def test_a_list_that_agrees_with_the_stages_has_no_defects(
    duckdb: Connection, county: County, pupils: list[Row]
) -> None:
    assert told(duckdb, county, who=True, pupils=pupils) == []


def test_a_figure_that_differs_is_told_with_what_was_counted(
    duckdb: Connection, county: County, pupils: list[Row]
) -> None:
    pupils[0]["boarding"] = "是"

    (defect,) = told(duckdb, county, pupils=pupils)

    assert defect == {
        "check": "micro.overridden",
        "severity": "warning",
        "table": "stages",
        "county_code": "999901",
        "school_code": FIRST,
        "stage": "primary",
        "column": "boarders",
        "found": "0",
        "expected": "1",
        "message": "“示例一小”小学寄宿生数填的是 0，按名册是 1；以名册为准",
        "remedy": "核对名册和这个数",
    }


def test_pupils_of_a_stage_that_is_not_there_are_counted_in_the_defect(
    duckdb: Connection, county: County, pupils: list[Row]
) -> None:
    more = [{**row, "person_id": f"Q{row['person_id']}", "stage": "junior"} for row in pupils[:3]]

    (defect,) = told(duckdb, county, pupils=pupils + more)

    assert (defect["check"], defect["severity"]) == ("micro.no_stage", "error")
    assert defect["message"] == "“学段”表里没有示例一小的初中一行，名册里却有 3 人"
    assert defect["county_code"] == "999901"


def test_a_column_that_some_left_blank_is_told_once_for_the_county(
    duckdb: Connection, county: County, pupils: list[Row]
) -> None:
    pupils[0]["boarding"] = pupils[5]["boarding"] = ""

    (defect,) = told(duckdb, county, pupils=pupils)

    assert (defect["check"], defect["column"]) == ("micro.incomplete", "boarding")
    assert defect["county_code"] == "999901"
    assert defect["message"] == ("有 2 人没有填“寄宿”，他们所在学段的相应数不按这张表计算")


def test_unreadable_cells_are_counted_and_not_shown(
    duckdb: Connection, county: County, pupils: list[Row]
) -> None:
    pupils[0]["person_id"] = ""
    pupils[1]["boarding"] = "张三"

    found = told(duckdb, county, pupils=pupils)

    messages = {row["check"]: (row["message"], row["found"]) for row in found}
    assert messages["cell.required"] == ("有 1 人的“人员编号”必填的单元格是空的", None)
    assert messages["cell.flag"] == ("有 1 人的“寄宿”看不出是“是”还是“否”", None)
    assert "张三" not in str(found)


def test_a_person_listed_in_two_schools_is_told_to_both_without_the_number(
    duckdb: Connection, county: County, pupils: list[Row]
) -> None:
    teachers = [
        {"person_id": number, "school_code": code, "stage": "primary"}
        for number, code in (("T1", FIRST), ("T1", SECOND), ("T2", SECOND), ("T3", FIRST))
    ]

    found = told(duckdb, county, who=True, pupils=pupils, teachers=teachers)

    twice = [row for row in found if row["check"] == "micro.person_twice"]
    assert {(row["table"], row["school_code"]) for row in twice} == {
        ("teachers", FIRST),
        ("teachers", SECOND),
    }
    assert {row["message"] for row in twice} == {"有 1 行的人在名册里不止一行"}
    assert "T1" not in str(found)


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        (VALID, 0),
        (WRONG_SIGN, 1),
        (NO_SUCH_DAY, 1),
        ("99" + VALID[2:], 1),
        (VALID[:-1] + "十", 1),
        (VALID[:-1], 0),
    ],
)
def test_an_identity_number_that_cannot_be_is_counted(
    duckdb: Connection, county: County, pupils: list[Row], number: str, wrong: int
) -> None:
    pupils[0]["person_id"] = number

    found = told(duckdb, county, who=True, pupils=pupils)

    assert [row["check"] for row in found] == ["micro.identity_number"] * wrong
    assert number not in str(found)


def test_who_is_listed_is_looked_at_only_where_asked_for(
    duckdb: Connection, county: County, pupils: list[Row], tmp_path: Path
) -> None:
    pupils[0]["person_id"] = WRONG_SIGN

    assert told(duckdb, county, pupils=pupils) == []
