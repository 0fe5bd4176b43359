"""Lists of teachers and pupils: counted into the table stages, never kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from junheng.census.reading import Reading, read
from junheng.census.records import StageRow
from tests.unit.census.county_files import FIRST, County, Row, of, the, write_csv


def teacher(number: int, **more: Any) -> Row:
    return {
        "person_id": f"T{number:03}",
        "school_code": FIRST,
        "stage": "小学",
        "degree": "本科",
        "subject": "语文",
        "backbone": "否",
        "certified": "是",
        "training_hours_5y": "400",
        **more,
    }


def pupil(number: int, **more: Any) -> Row:
    return {
        "person_id": f"P{number:03}",
        "school_code": FIRST,
        "stage": "小学",
        "grade": f"{number % 6 + 1}",
        "class_no": "1",
        "boarding": "否",
        "migrant": "否",
        "in_catchment": "是",
        **more,
    }


def blank(county: County, *columns: str) -> None:
    county.stages[0] |= dict.fromkeys(columns, "")


TEACHERS = (
    "teachers", "degree_associate", "degree_bachelor", "degree_master", "degree_doctor", "backbone",
    "pe", "music", "art", "arts", "certified", "trained_360",
)  # fmt: skip
PUPILS = (
    "grades", "classes", "largest_class", "classes_over", "boarders", "migrant_pupils",
    "catchment_pupils",
)  # fmt: skip


def with_list(county: County, name: str, rows: list[Row]) -> Reading:
    folder = county.folder()
    write_csv(folder / f"{name}.csv", list(rows[0]), rows)
    return read(folder)


def first(reading: Reading) -> StageRow:
    return reading.require().stages[0]


@pytest.fixture
def staff() -> list[Row]:
    """Twelve teachers of the first school."""
    rows = [teacher(number) for number in range(12)]
    for number, subject in enumerate(("体育", "体育与健康", "音乐", "美术", "艺术")):
        rows[number]["subject"] = subject
    rows[0]["degree"], rows[1]["degree"], rows[2]["degree"] = "大专", "硕士研究生", "中专"
    rows[3]["backbone"] = rows[4]["backbone"] = "是"
    rows[5]["certified"] = "否"
    rows[6]["training_hours_5y"] = "359.5"
    rows[7]["training_hours_5y"] = "360"
    return rows


def test_teachers_are_counted_into_every_column(county: County, staff: list[Row]) -> None:
    blank(county, *TEACHERS)
    reading = with_list(county, "teachers", staff)
    row = first(reading)
    assert [getattr(row, column) for column in TEACHERS] == [12, 1, 9, 1, 0, 2, 2, 1, 1, 1, 11, 11]
    assert of(reading, "micro.overridden") == []
    assert reading.require().stages[1].teachers == 20


def test_pupils_are_counted_into_every_column(county: County) -> None:
    rows = [pupil(number) for number in range(240)]
    for row in rows[:50]:
        row |= {"grade": "1", "class_no": "2", "boarding": "是"}
    rows[239]["migrant"] = "是"
    rows[238]["in_catchment"] = "否"
    blank(county, *PUPILS)
    row = first(with_list(county, "pupils", rows))
    assert [getattr(row, column) for column in ("pupils", *PUPILS)] == [
        240,
        6,
        7,
        50,
        1,
        50,
        1,
        239,
    ]


def test_what_was_written_gives_way_and_both_figures_are_told(
    county: County, staff: list[Row]
) -> None:
    reading = with_list(county, "teachers", staff)
    found = of(reading, "micro.overridden")
    assert found[0].message == ("“示例一小”小学专任教师数填的是 20，按名册是 12；以名册为准")
    assert (found[0].file, found[0].row, found[0].severity) == ("stages.csv", 2, "warning")
    assert first(reading).teachers == 12


def test_one_unknown_leaves_the_figure_of_that_stage_as_written(
    county: County, staff: list[Row]
) -> None:
    blank(county, *TEACHERS)
    county.stages[0]["backbone"] = "3"
    staff[9]["backbone"] = ""
    reading = with_list(county, "teachers", staff)
    assert first(reading).backbone == 3
    (defect,) = of(reading, "micro.incomplete")
    assert defect.message == "有 1 人没有填“县级及以上骨干教师”，他们所在学段的相应数不按这张表计算"


def test_a_column_that_is_not_in_the_list_changes_nothing(county: County) -> None:
    blank(county, "teachers", *TEACHERS[1:])
    rows = [
        {key: row[key] for key in ("person_id", "school_code", "stage")}
        for row in map(teacher, range(12))
    ]
    row = first(with_list(county, "teachers", rows))
    assert (row.teachers, row.backbone, row.pe) == (12, None, None)


def test_the_same_person_twice_is_an_error(county: County, staff: list[Row]) -> None:
    blank(county, *TEACHERS)
    staff[5]["person_id"] = staff[2]["person_id"]
    defect = of(with_list(county, "teachers", staff), "micro.person_twice")[0]
    assert (defect.row, defect.message) == (7, "与第 4 行是同一个人")


def test_identity_numbers_are_tested_and_never_shown(county: County, staff: list[Row]) -> None:
    blank(county, *TEACHERS)
    staff[0]["person_id"] = "110105194912310021"
    staff[1]["person_id"] = "3.50100E+17"
    reading = with_list(county, "teachers", staff)
    assert of(reading, "micro.identity_number")[0].found == "110*************21"
    assert of(reading, "cell.code_scientific")[0].found == "3.5******17"
    assert "19491231" not in str(reading)


def test_a_stage_that_is_not_listed_is_an_error(county: County, staff: list[Row]) -> None:
    blank(county, *TEACHERS)
    staff[0]["school_code"] = "9990000099"
    defect = of(with_list(county, "teachers", staff), "micro.no_stage")[0]
    assert (defect.file, defect.row) == ("teachers.csv", 2)
    assert defect.message == "“学段”表里没有9990000099的小学一行"


def test_unreadable_cells_are_told_with_their_line(county: County, staff: list[Row]) -> None:
    blank(county, *TEACHERS)
    staff[4]["degree"] = "博士后"
    reading = with_list(county, "teachers", staff)
    defect = the(reading)
    assert (defect.file, defect.row, defect.check) == ("teachers.csv", 6, "cell.choice")
    found = next(each for each in reading.totals if each.table == "teachers")
    assert (found.rows_in, found.accepted, found.refused) == (12, 11, 1)


def test_a_list_may_be_a_sheet_of_the_workbook(county: County, staff: list[Row]) -> None:
    blank(county, *TEACHERS)
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("教师名册")
    sheet.append(["教师名册", *[""] * 7])
    sheet.append(
        ["教职工号", "学校标识码", "学段", "学历", "任教学科", "骨干教师", "教师资格证", "培训学时"]
    )
    for row in staff:
        sheet.append(list(row.values()))
    book.save(path)
    assert first(read(path)).trained_360 == 11


def as_parquet(folder: Path, name: str) -> None:
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT * FROM read_csv('{folder / name}.csv', all_varchar=true)) "
            f"TO '{folder / name}.parquet'"
        )
    (folder / f"{name}.csv").unlink()


def test_a_long_list_is_read_in_pieces(
    county: County, staff: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("junheng.census.parquet._PIECE", 5)
    blank(county, *TEACHERS)
    staff[11]["degree"] = "?"
    folder = county.folder()
    write_csv(folder / "teachers.csv", list(staff[0]), staff)
    as_parquet(folder, "teachers")
    reading = read(folder)
    assert (the(reading).file, the(reading).row) == ("teachers.parquet", 13)
    found = next(each for each in reading.totals if each.table == "teachers")
    assert (found.rows_in, found.refused) == (12, 1)


def test_a_list_without_headers_is_an_error(county: County) -> None:
    folder = county.folder()
    (folder / "pupils.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert of(read(folder), "table.no_header")[0].file == "pupils.csv"
