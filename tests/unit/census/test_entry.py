"""Data entered in a form: read and checked exactly as the same data in files."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from junheng.census.defects import Defect
from junheng.census.entry import Entered, accepts, accepts_fact, cells_of, read_entered
from junheng.census.reading import Reading, read
from junheng.census.records import Census
from junheng.census.tables import BY_NAME, TABLES
from tests.unit.census.county_files import FIRST, SECOND, County, the

EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "counties").glob("*.xlsx"))
FACT = {"county_code": "999901", "key": "disabled_children"}


def entered(county: County) -> Entered:
    return {table.name: getattr(county, table.name) for table in TABLES}


def rows(census: Census) -> dict[str, list[object]]:
    return {
        table.name: [replace(row, row=0) for row in getattr(census, table.name)] for table in TABLES
    }


def told(reading: Reading) -> list[tuple[str, str, str, str]]:
    return [(each.check, each.message, each.header, each.found) for each in reading.defects]


def test_what_was_entered_gives_the_census_of_the_same_files(county: County) -> None:
    by_form, by_file = read_entered(entered(county)), county.read()
    assert (by_form.defects, by_file.defects) == ((), ())
    assert rows(by_form.require()) == rows(by_file.require())
    assert by_form.totals[0].columns == by_file.totals[0].columns


def test_numbers_are_as_exact_as_those_of_a_text_file(county: County) -> None:
    county.schools[0]["equipment_yuan"] = "12345678901234567890.01"
    census = read_entered(entered(county)).require()
    assert str(census.schools[0].equipment_yuan) == "1234567890123456789001/100"


def test_a_defect_tells_the_table_the_place_of_the_row_and_the_header(county: County) -> None:
    county.schools[1]["teaching_area_m2"] = "约三千"
    found = the(read_entered(entered(county)))
    assert (found.check, found.sheet, found.row, found.column) == ("cell.number", "学校", 2, "")
    assert (found.header, found.found) == ("教学及辅助用房面积", "约三千")
    assert found.school_code == SECOND
    assert found.place == "工作表“学校” 第 2 行 “教学及辅助用房面积”"


def test_rows_left_blank_keep_the_places_of_the_others(county: County) -> None:
    county.stages.insert(0, {"school_code": " ", "pupils": ""})
    reading = read_entered(entered(county))
    assert [row.row for row in reading.require().stages] == [2, 3, 4, 5]


def test_a_cell_is_named_by_table_row_and_header(county: County) -> None:
    census = read_entered(entered(county)).require()
    assert census.cell("schools", "teaching_area_m2", 3) == "学校 第3行“教学及辅助用房面积”"


def test_a_blank_and_a_missing_column_are_a_missing_value(county: County) -> None:
    county.schools[0]["multimedia_rooms"] = " "
    del county.schools[1]["multimedia_rooms"]
    schools = read_entered(entered(county)).require().schools
    assert [school.multimedia_rooms for school in schools] == [None, None, 12]


def test_a_required_table_without_rows_is_missed() -> None:
    reading = read_entered({"schools": []})
    assert reading.census is None
    assert [(each.check, each.sheet) for each in reading.defects] == [
        ("table.missing", "学校"),
        ("table.missing", "学段"),
    ]
    assert reading.defects[0].message == "“学校”一行也没有填"


def test_what_is_not_in_the_tables_is_named_and_not_read(county: County) -> None:
    county.schools[0]["headmaster"] = "某某"
    county.schools[1]["fax"] = ""
    found = read_entered({**entered(county), "canteens": [{"school_code": FIRST}]})
    assert [(each.check, each.sheet, each.header) for each in found.defects] == [
        ("header.unknown", "学校", "headmaster"),
        ("sheet.ignored", "canteens", ""),
    ]
    assert found.census is not None


def test_last_year_is_compared_as_with_files(county: County) -> None:
    before = deepcopy(county)
    before.stages[0] |= {"pupils": "180", "catchment_pupils": "", "largest_class": "",
                         "migrant_pupils": ""}  # fmt: skip
    last = read_entered(entered(before)).require()
    by_form = read_entered(entered(county), last_year=last)
    by_file = county.read(last_year=before.folder("last-year"))
    assert the(by_form).check == "change.large"
    assert the(by_form).message == the(by_file).message


def test_the_county_need_not_be_named_where_there_is_only_one(county: County) -> None:
    county.county = [{"key": "disabled_children", "value": "31"}]
    (fact,) = read_entered(entered(county)).require().county
    assert (fact.county_code, fact.value) == ("999901", 31)


def test_progress_is_told_table_by_table(county: County) -> None:
    steps: list[str] = []
    read_entered(entered(county), progress=lambda what, _done, _all: steps.append(what))
    assert steps == ["读取“学校”", "读取“学段”", "检查数据"]


def test_the_source_is_called_as_the_caller_calls_it(county: County) -> None:
    assert read_entered(entered(county)).require().source == "填报"
    assert read_entered(entered(county), source="2026年").require().source == "2026年"


def test_the_digest_depends_on_what_is_filled_in_and_on_no_order(county: County) -> None:
    digest = read_entered(entered(county)).require().digest
    other = deepcopy(county)
    other.schools = [dict(reversed(row.items())) for row in reversed(other.schools)]
    other.stages[0]["boarders"] = "0"
    other.schools[0]["lon"] = " "
    assert len(digest) == 64
    assert read_entered(entered(other)).require().digest == digest
    other.stages[0]["boarders"] = "1"
    assert read_entered(entered(other)).require().digest != digest


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_cells_of_an_example_read_back_as_the_same_census(path: Path) -> None:
    reading = read(path)
    again = read_entered(cells_of(reading.require()))
    assert rows(again.require()) == rows(reading.require())
    by_file = [each[:3] for each in told(reading) if each[0] != "header.absent"]
    assert [each[:3] for each in told(again)] == by_file


def test_cells_speak_as_a_form_stores(county: County) -> None:
    county.county = [
        {"county_code": "999901", "key": "国家公布的社会认可度", "value": "0.875"},
        {"county_code": "999901", "key": "disabled_children", "value": ""},
    ]
    cells = cells_of(county.read().require())
    school = cells["schools"][2]
    assert (school["type"], school["operator"], school["boarding"]) == ("nine_year", "7", "否")
    assert (cells["schools"][0]["teaching_area_m2"], school["built_year"]) == ("3000.5", "")
    assert [(row["key"], row["value"]) for row in cells["county"]] == [
        ("recognition_rate", "87.5%"),
        ("disabled_children", ""),
    ]
    assert cells["rooms"] == []


def accepted(table: str, column: str, text: str) -> Defect | None:
    return accepts(BY_NAME[table], BY_NAME[table].column(column), text)


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("schools", "type", "九年制学校"),
        ("schools", "teaching_area_m2", "3,000.5 平方米"),
        ("schools", "boarding", "√"),
        ("schools", "lon", ""),
        ("stages", "pupils", "240"),
        ("county", "key", "常住人口"),
        ("county", "value", "随便什么"),  # cannot be told without its key
        ("county", "county_code", ""),
        ("attestations", "clause", "第 7.10 条"),
    ],
)
def test_a_value_that_reading_takes_is_accepted(table: str, column: str, text: str) -> None:
    assert accepted(table, column, text) is None


@pytest.mark.parametrize(
    ("table", "column", "text", "check"),
    [
        ("schools", "type", "大学", "cell.choice"),
        ("schools", "teaching_area_m2", "3000 亩", "cell.unit"),
        ("schools", "school_code", "2.15E+10", "cell.code_scientific"),
        ("schools", "name", " ", "cell.required"),
        ("schools", "county_code", "", "cell.required"),
        ("schools", "name", "示例\u200b小学", "cell.text_invisible"),
        ("stages", "pupils", "-1", "cell.negative"),
        ("stages", "pupils", "2.5", "cell.whole"),
        ("stages", "pupils", "无", "cell.placeholder"),
        ("county", "key", "人口", "county.unknown_key"),
        ("county", "key", "", "cell.required"),
        ("attestations", "clause", "师资", "cell.clause"),
    ],
)
def test_a_value_that_reading_refuses_or_doubts_is_told_alike(
    county: County, table: str, column: str, text: str, check: str
) -> None:
    found = accepted(table, column, text)
    assert found is not None
    assert (found.check, found.sheet, found.row) == (check, BY_NAME[table].sheet, None)
    row = {**FACT, "clause": "7.1", **(getattr(county, table) or [{}])[0], column: text}
    reading = read_entered({**entered(county), table: [row]})
    assert found in [replace(each, row=None, school_code="") for each in reading.defects]


@pytest.mark.parametrize(
    ("key", "text", "check"),
    [
        ("population", "12,500", None),
        ("recognition_rate", "87.5%", None),
        ("name", "", None),
        ("monitoring_math_level", "Ⅲ 级", None),
        ("population", "12.5", "cell.whole"),
        ("社会认可度发放问卷数", "很多", "cell.number"),
        ("recognition_rate", "120%", "cell.share"),
        ("recognition_rate", "1", "cell.share_ambiguous"),
        ("happiness", "1", "county.unknown_key"),
    ],
)
def test_the_value_of_a_fact_is_judged_by_its_key(key: str, text: str, check: str | None) -> None:
    found = accepts_fact(key, text)
    assert (found.check if found else None) == check
