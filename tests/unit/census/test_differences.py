"""What differs between two data sets as entered."""

from __future__ import annotations

from copy import deepcopy

import pytest

from junheng.census.differences import Difference, differences
from junheng.census.entry import Entered
from tests.unit.census.county_files import FIRST, SECOND, County, school

ROOM = {"school_code": FIRST, "kind": "音乐", "area_m2": "73"}


def entered(county: County) -> Entered:
    return {"schools": county.schools, "stages": county.stages, "rooms": county.rooms}


@pytest.fixture
def after(county: County) -> County:
    return deepcopy(county)


def between(before: County, after: County) -> list[tuple[object, ...]]:
    return [
        (each.table, each.key, each.column, each.before, each.after)
        for each in differences(entered(before), entered(after))
    ]


def test_a_cell_that_differs_is_named_by_the_key_of_its_row(county: County, after: County) -> None:
    after.stages[3]["pupils"] = "250"
    after.schools[0]["lon"] = "83"
    assert differences(entered(county), entered(after)) == (
        Difference(table="schools", key=(FIRST,), column="lon", before="", after="83"),
        Difference(
            table="stages",
            key=("9990000003", "junior"),
            column="pupils",
            before="240",
            after="250",
        ),
    )


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("boarding", "是", "true"),
        ("equipment_yuan", "1,000", "1000"),
        ("teaching_area_m2", "3.0", "3"),
        ("type", "小学", "primary"),
        ("operator", "7", "07"),
        ("school_code", FIRST, f" '{FIRST}"),
        ("lat", " ", ""),
        ("multimedia_rooms", "很多", "很多 "),
    ],
)
def test_another_spelling_is_no_difference(
    county: County, after: County, column: str, one: str, other: str
) -> None:
    county.schools[0][column], after.schools[0][column] = one, other
    assert between(county, after) == []


def test_blank_differs_from_zero(county: County, after: County) -> None:
    county.stages[0]["boarders"] = ""
    assert [each[3:] for each in between(county, after)] == [("", "0")]


def test_the_order_of_rows_is_no_difference(county: County, after: County) -> None:
    after.schools.reverse()
    assert between(county, after) == []


def test_a_row_that_is_gone_or_new_shows_its_filled_cells(county: County, after: County) -> None:
    county.rooms = [ROOM, {"school_code": "", "kind": " "}]
    after.rooms = [{"school_code": SECOND, "kind": "art"}]
    assert between(county, after) == [
        ("rooms", (FIRST, "music", "1"), "school_code", FIRST, None),
        ("rooms", (FIRST, "music", "1"), "kind", "音乐", None),
        ("rooms", (FIRST, "music", "1"), "area_m2", "73", None),
        ("rooms", (SECOND, "art", "1"), "school_code", None, SECOND),
        ("rooms", (SECOND, "art", "1"), "kind", None, "art"),
    ]


def test_rooms_of_one_kind_are_compared_by_position(county: County, after: County) -> None:
    county.rooms = [ROOM, {**ROOM, "kind": "art"}, ROOM]
    after.rooms = [ROOM, {**ROOM, "area_m2": "96"}, {**ROOM, "kind": "美术"}]
    assert between(county, after) == [("rooms", (FIRST, "music", "2"), "area_m2", "73", "96")]


def test_a_second_row_of_one_key_has_its_position(county: County, after: County) -> None:
    after.schools.append({"school_code": FIRST})
    assert between(county, after) == [
        ("schools", (FIRST, "2"), "school_code", None, FIRST),
    ]


def test_a_new_school_is_new_in_every_cell(county: County, after: County) -> None:
    new = school("9990000009", "示例新校")
    after.schools.append(new)
    found = between(county, after)
    assert {each[2]: each[4] for each in found} == new
    assert {each[3] for each in found} == {None}


def test_facts_are_compared_by_key_and_as_what_they_are() -> None:
    code = {"county_code": "999901"}
    before = {
        "county": [
            {**code, "key": "常住人口", "value": "12,500"},
            {**code, "key": "recognition_rate", "value": "0.875"},
            {**code, "key": "years_since_basic_balance", "value": "3"},
            {**code, "key": "别的", "value": "3"},
        ]
    }
    after = {
        "county": [
            {**code, "key": "population", "value": "12500"},
            {**code, "key": "国家公布的社会认可度", "value": "87.5%"},
            {**code, "key": "years_since_basic_balance", "value": "4"},
            {**code, "key": "别的", "value": "3 "},
        ]
    }
    (found,) = differences(before, after)
    assert (found.key, found.before, found.after) == (
        ("999901", "years_since_basic_balance"),
        "3",
        "4",
    )
