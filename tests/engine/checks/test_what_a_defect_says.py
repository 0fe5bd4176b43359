"""A defect says where it is, what was found, what is expected and how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from junheng.engine.backends import Connection
from junheng.engine.checks.examining import Examined, examine, refused_counties
from junheng.engine.defects import TYPES
from junheng.engine.sources import open_folder
from tests.unit.census.county_files import FIRST, SECOND, THIRD, County, school, stage


def examined(connection: Connection, folder: Path) -> Examined:
    return examine(connection, open_folder(connection, folder))


def the(connection: Connection, county: County) -> dict[str, Any]:
    """The only defect there is."""
    found = connection.arrow(examined(connection, county.folder()).defects()).to_pylist()
    assert len(found) == 1, found
    row: dict[str, Any] = found[0]
    return row


def test_a_county_without_fault_has_no_defects(duckdb: Connection, county: County) -> None:
    result = examined(duckdb, county.folder())

    assert result.failing == ()
    assert (result.errors, result.warnings) == (0, 0)
    table = duckdb.arrow(result.defects())
    assert table.num_rows == 0
    assert table.column_names == list(TYPES)


def test_a_part_larger_than_the_whole_names_both(duckdb: Connection, county: County) -> None:
    county.stages[3]["boarders"] = "241"

    assert the(duckdb, county) == {
        "check": "people.more_than_pupils",
        "severity": "error",
        "table": "stages",
        "county_code": "999901",
        "school_code": THIRD,
        "stage": "junior",
        "column": "boarders",
        "found": "241",
        "expected": "不大于在校生数 240",
        "message": "寄宿生数 241 大于在校生数 240",
        "remedy": "核对这两个数，改正填错的一个",
    }


def test_amounts_are_told_without_needless_digits(duckdb: Connection, county: County) -> None:
    county.schools[0] |= {"training_fund_yuan": "300000.5"}

    defect = the(duckdb, county)

    assert defect["message"] == "教师培训经费预算 300000.5 大于公用经费预算 300000"


def test_a_stage_of_the_wrong_type_of_school_names_those_it_may_have(
    duckdb: Connection, county: County
) -> None:
    county.stages[1]["stage"] = "junior"

    defect = the(duckdb, county)

    assert defect["check"] == "link.stage_not_allowed"
    assert defect["message"] == "“示例二小”的学校类型是小学，不会有初中学段"
    assert (defect["found"], defect["expected"]) == ("初中", "小学")


def test_a_name_entered_twice_names_the_other_school_and_what_is_equal(
    duckdb: Connection, county: County
) -> None:
    county.schools.append(school("9990000004", "示例一小（小学部）", sports_ground_m2="4001"))
    county.stages.append(stage("9990000004", pupils="241"))

    defect = the(duckdb, county)

    assert defect["check"] == "doubled.school"
    assert defect["message"] == (
        "“示例一小（小学部）”与“示例一小”（9990000001）是同一个校名，教学及辅助用房面积 3000.5、"
        "教学仪器设备资产值 1200000.25、网络多媒体教室间数 12也完全相同：全校的数填了两次"
    )


def test_a_code_that_stands_three_times_is_told_once(duckdb: Connection, county: County) -> None:
    county.rooms = []
    county.stages += [dict(county.stages[0]), dict(county.stages[0])]

    defect = the(duckdb, county)

    assert defect["check"] == "code.stage_twice"
    assert defect["message"] == "这个学校的这个学段有 3 行"


def test_a_county_in_no_province_is_told_once_however_many_schools_it_has(
    duckdb: Connection, county: County
) -> None:
    for each in county.schools:
        each["county_code"] = "190101"

    defect = the(duckdb, county)

    assert (defect["check"], defect["county_code"]) == ("code.county_place", "190101")
    assert defect["school_code"] is None
    assert defect["message"] == "前两位 19 不是任何省级行政区划"


def test_the_county_of_a_stage_is_known_even_where_the_row_of_its_school_is_refused(
    duckdb: Connection, county: County
) -> None:
    county.schools[0]["boarding"] = "maybe"
    county.stages[0]["pe"] = "-1"

    result = examined(duckdb, county.folder())

    found = duckdb.arrow(result.defects()).to_pylist()
    assert {(row["check"], row["county_code"]) for row in found} == {
        ("cell.flag", "999901"),
        ("cell.negative", "999901"),
    }


def test_codes_are_alike_within_a_county_and_may_differ_between_counties(
    duckdb: Connection, county: County
) -> None:
    county.schools = [school(f"88{each:05}", f"示例第{each}小学") for each in range(11)]
    county.schools += [
        school(f"77{each:08}", f"示例第{each}小学", county_code="999902") for each in range(11)
    ]
    county.schools[5]["school_code"] = "8805"
    for place, each in enumerate(county.schools):
        each |= {"teaching_area_m2": str(3000 + place)}
    county.stages = [stage(each["school_code"]) for each in county.schools]

    defect = the(duckdb, county)

    assert defect["check"] == "code.school_length"
    assert defect["message"] == ("是 4 位，别的学校都是 7 位，可能丢了前面的 0 或少了几位")


def test_a_limit_holds_for_each_check_and_column(duckdb: Connection, county: County) -> None:
    for row in county.stages:
        row |= {"boarders": "999", "migrant_pupils": "999"}

    result = examined(duckdb, county.folder())

    assert result.errors == 8
    found = duckdb.arrow(result.defects(limit=1)).to_pylist()
    assert sorted(row["column"] for row in found) == ["boarders", "migrant_pupils"]


def test_the_numbers_of_failures_are_those_of_the_defects(
    duckdb: Connection, county: County
) -> None:
    county.stages[0] |= {"boarders": "999", "pe": "-1"}
    county.stages[1] |= {"boarders": "999", "teachers": "0"}
    county.schools[2]["lat"] = "abc"

    result = examined(duckdb, county.folder())

    told = duckdb.arrow(result.defects()).to_pylist()
    assert sum(each.lines for each in result.failing) == len(told)
    assert result.errors == sum(row["severity"] == "error" for row in told)
    assert result.warnings == sum(row["severity"] == "warning" for row in told)


def test_an_error_refuses_its_county_and_a_warning_does_not(
    duckdb: Connection, county: County
) -> None:
    county.schools[0] |= {"county_code": "999902", "lon": "31", "lat": "104"}
    county.schools[1]["county_code"] = "999903"
    county.stages[1]["boarders"] = "999"

    result = examined(duckdb, county.folder())

    refused = duckdb.arrow(refused_counties(result.defects())).to_pylist()
    assert refused == [{"county_code": "999903", "errors": 1}]


def test_a_row_of_a_school_that_is_nowhere_refuses_no_county(
    duckdb: Connection, county: County
) -> None:
    county.stages.append(stage("9990000077"))

    result = examined(duckdb, county.folder())

    (defect,) = duckdb.arrow(result.defects()).to_pylist()
    assert (defect["check"], defect["county_code"]) == ("link.no_school", None)
    assert duckdb.arrow(refused_counties(result.defects())).num_rows == 0


def test_numbers_that_no_engine_can_hold_are_no_numbers(duckdb: Connection, county: County) -> None:
    for row, value in zip(county.stages, ("inf", "nan", "1e300", "-inf"), strict=True):
        row["grades"] = value
    county.schools[0]["teaching_area_m2"] = "inf"
    county.schools[1]["sports_ground_m2"] = "1e300"

    found = duckdb.arrow(examined(duckdb, county.folder()).defects()).to_pylist()

    numbers = {
        (row["school_code"], row["column"]) for row in found if row["check"] == "cell.number"
    }
    assert numbers == {
        (FIRST, "grades"),
        (SECOND, "grades"),
        (THIRD, "grades"),
        (FIRST, "teaching_area_m2"),
    }


def test_a_share_is_a_ratio_and_never_a_percentage(duckdb: Connection, county: County) -> None:
    county.county = [{"county_code": "999901", "key": "recognition_rate", "value": "87"}]

    defect = the(duckdb, county)

    assert (defect["check"], defect["found"]) == ("cell.share", "87")
    assert defect["message"] == "“国家公布的社会认可度”超过 1；成批判定时比例不能写成百分数"
    assert defect["expected"] == "0 到 1 之间的小数，如 0.87"


def test_a_share_of_everything_is_1(duckdb: Connection, county: County) -> None:
    county.county = [{"county_code": "999901", "key": "recognition_rate", "value": "1"}]

    assert examined(duckdb, county.folder()).failing == ()
