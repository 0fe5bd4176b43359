"""A census written out reads back as the same census, the line numbers apart."""

from __future__ import annotations

import csv
import errno
import os
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from junheng.census.reading import read
from junheng.census.records import Census, CountyFact, Layout
from junheng.census.tables import TABLES
from junheng.census.writing import decimal_text, write_folder, write_workbook
from junheng.census.writing_parquet import write_parquet
from junheng.errors import UserError
from junheng.synthesis import FAILS_NARROWLY, PASSES, UNDECIDED, county

Write = Callable[[Census, Path], None]

WAYS: dict[str, Write] = {
    "data.xlsx": write_workbook,
    "csv": write_folder,
    "csv-gb18030": lambda census, path: write_folder(census, path, encoding="gb18030"),
    "csv-for-excel": lambda census, path: write_folder(census, path, encoding="utf-8-sig"),
    "csv-semicolon": lambda census, path: write_folder(census, path, delimiter=";"),
    "tsv": lambda census, path: write_folder(census, path, delimiter="\t"),
    "parquet": write_parquet,
}


def content(census: Census) -> dict[str, list[object]]:
    """Every row of every table, line numbers apart."""
    return {
        table.name: [replace(row, row=0) for row in getattr(census, table.name)] for table in TABLES
    }


def written_and_read(census: Census, path: Path, write: Write = write_workbook) -> Census:
    write(census, path)
    return read(path).require()


@pytest.fixture(scope="module")
def small() -> Census:
    """Three schools of the invented county, with everything that belongs to them."""
    whole = county(1, PASSES)
    codes = {"9999010001", "9999010029", "9999010044"}

    def keep(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(row for row in rows if getattr(row, "school_code", None) in codes)

    return replace(
        whole,
        schools=keep(whole.schools),
        stages=keep(whole.stages),
        rooms=keep(whole.rooms),
        classes=keep(whole.classes),
    )


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_writing_reads_back_equal(way: str, small: Census, tmp_path: Path) -> None:
    again = written_and_read(small, tmp_path / way, WAYS[way])

    assert content(again) == content(small)


@pytest.mark.parametrize("profile", [PASSES, FAILS_NARROWLY, UNDECIDED], ids=lambda p: p.code)
def test_an_invented_county_reads_back_equal_and_without_any_defect(
    profile: object, tmp_path: Path
) -> None:
    census = county(1, profile)  # type: ignore[arg-type]
    write_workbook(census, tmp_path / "county.xlsx")

    reading = read(tmp_path / "county.xlsx")

    assert reading.defects == ()
    assert content(reading.require()) == content(census)


def with_first_school(census: Census, **changes: object) -> Census:
    first, *others = census.schools
    return replace(census, schools=(replace(first, **changes), *others))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["=1+1", "+86", "-1", "@SUM(A1)", "http://x.cn/小学", "007"])
@pytest.mark.parametrize("way", ["data.xlsx", "csv", "parquet"])
def test_text_that_looks_like_a_formula_a_link_or_a_number_stays_the_same_text(
    way: str, name: str, small: Census, tmp_path: Path
) -> None:
    census = with_first_school(small, name=name)

    again = written_and_read(census, tmp_path / way, WAYS[way])

    assert again.schools[0].name == name


def test_text_from_a_user_is_a_text_cell_and_never_a_formula(small: Census, tmp_path: Path) -> None:
    path = tmp_path / "data.xlsx"
    write_workbook(with_first_school(small, name='=HYPERLINK("http://x")'), path)

    cell = openpyxl.load_workbook(path)["学校"]["C2"]

    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')


@pytest.mark.parametrize(
    "amount",
    [0, Fraction(1, 10), Fraction(123456789012345, 100), Fraction(12345678901234567891, 1000)],
)
@pytest.mark.parametrize("way", ["data.xlsx", "csv", "parquet"])
def test_an_amount_keeps_every_digit(
    way: str, amount: Fraction, small: Census, tmp_path: Path
) -> None:
    census = with_first_school(small, equipment_yuan=amount)

    again = written_and_read(census, tmp_path / way, WAYS[way])

    assert again.schools[0].equipment_yuan == amount


@pytest.mark.parametrize("way", ["data.xlsx", "csv", "parquet"])
def test_a_missing_value_is_written_as_a_blank_and_zero_as_zero(
    way: str, small: Census, tmp_path: Path
) -> None:
    census = with_first_school(small, equipment_yuan=None, leased_sports_m2=0)

    school = written_and_read(census, tmp_path / way, WAYS[way]).schools[0]

    assert (school.equipment_yuan, school.leased_sports_m2) == (None, 0)


def test_a_workbook_speaks_chinese_and_files_speak_english(small: Census, tmp_path: Path) -> None:
    write_workbook(small, tmp_path / "data.xlsx")
    write_folder(small, tmp_path / "csv")

    sheet = openpyxl.load_workbook(tmp_path / "data.xlsx")["学段"]
    lines = (tmp_path / "csv" / "stages.csv").read_text(encoding="utf-8").splitlines()

    assert [cell.value for cell in sheet[1]][:3] == ["学校标识码", "学段", "在校生数"]
    assert [cell.value for cell in sheet[2]][:2] == ["9999010001", "小学"]
    assert lines[0].startswith("school_code,stage,pupils,")
    assert lines[1].startswith("9999010001,primary,")


def test_an_optional_table_without_rows_is_left_out(small: Census, tmp_path: Path) -> None:
    write_folder(replace(small, rooms=(), classes=()), tmp_path / "csv")

    assert sorted(path.stem for path in (tmp_path / "csv").iterdir()) == [
        *("attestations", "county", "schools", "stages"),
    ]


@pytest.mark.parametrize("way", ["data.xlsx", "csv", "parquet"])
def test_a_table_that_stood_empty_in_the_source_is_written_empty(
    way: str, small: Census, tmp_path: Path
) -> None:
    census = replace(
        small, rooms=(), layouts={"rooms": Layout(source="专用教室", columns={"kind": "B"})}
    )

    again = written_and_read(census, tmp_path / way, WAYS[way])

    assert again.rooms == ()
    assert "rooms" in again.layouts


def test_equal_content_gives_equal_bytes(small: Census, tmp_path: Path) -> None:
    write_workbook(small, tmp_path / "one.xlsx")
    write_workbook(small, tmp_path / "two.xlsx")

    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_fact_with_a_key_of_its_own_keeps_it(small: Census, tmp_path: Path) -> None:
    census = replace(small, county=(CountyFact(county_code="999901", key="own", value=1),))
    write_workbook(census, tmp_path / "data.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "data.xlsx")["县级数据"]

    assert [cell.value for cell in sheet[2]] == ["999901", "own", 1]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-12, "-12"),
        (1200, "1200"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 20), "-0.05"),
        (Fraction(123456, 100), "1234.56"),
    ],
)
def test_a_number_is_written_as_its_shortest_decimal(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text


@pytest.mark.parametrize("way", ["data.xlsx", "csv", "parquet"])
def test_a_fraction_without_a_finite_decimal_is_refused_before_anything_is_written(
    way: str, small: Census, tmp_path: Path
) -> None:
    census = with_first_school(small, equipment_yuan=Fraction(1, 3))

    with pytest.raises(UserError) as refused:
        WAYS[way](census, tmp_path / way)

    assert str(refused.value) == (
        "1/3 不是有限小数，写成小数会失真\n  怎么改：数据集只收整数和有限小数；请给出原始数"
    )
    assert list(tmp_path.iterdir()) == []


def test_an_encoding_without_a_character_is_refused(small: Census, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        write_folder(small, tmp_path, encoding="latin-1")

    assert str(refused.value) == (
        f"{tmp_path / 'schools.csv'}：编码 latin-1 写不出字符“示”\n  怎么改：改用 utf-8 或 gb18030"
    )


def test_a_folder_with_a_table_of_another_data_set_is_refused(
    small: Census, tmp_path: Path
) -> None:
    (tmp_path / "classes.csv").write_text("school_code\n", encoding="utf-8")

    with pytest.raises(UserError) as refused:
        write_folder(replace(small, classes=()), tmp_path)

    assert str(refused.value) == (
        f"{tmp_path} 里还有另一份数据的 classes.csv，写进去会与这份数据混在一起\n"
        "  怎么改：换一个空文件夹，或者先移走这些文件"
    )


@pytest.mark.parametrize("way", ["data.xlsx", "csv", "parquet"])
def test_a_place_that_cannot_be_written_to_is_refused(
    way: str, small: Census, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")

    with pytest.raises(UserError) as refused:
        WAYS[way](small, blocked / way)

    what = "写不了" if way == "data.xlsx" else "不能建立文件夹"
    assert str(refused.value) == (
        f"{what} {blocked / way}：路径里有一段是文件，不是文件夹\n  怎么改：检查路径，或换一个位置"
    )


def test_a_disk_that_fills_up_costs_no_old_file_of_the_data_set(
    small: Census, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "schools.csv").write_text("old", encoding="utf-8")

    class Full:
        def __init__(self, *_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(csv, "writer", Full)
    with pytest.raises(UserError) as refused:
        write_folder(small, tmp_path)

    assert str(refused.value).startswith(f"写不了 {tmp_path / 'schools.csv'}：磁盘已满\n")
    assert [path.name for path in tmp_path.iterdir()] == ["schools.csv"]
    assert (tmp_path / "schools.csv").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(("way", "table"), [("csv", "schools.csv"), ("parquet", "schools.parquet")])
def test_a_table_that_cannot_be_written_is_refused(
    way: str, table: str, small: Census, tmp_path: Path
) -> None:
    (tmp_path / table).mkdir()

    with pytest.raises(UserError, match=f"^写不了 {re.escape(str(tmp_path / table))}"):
        WAYS[way](small, tmp_path)
