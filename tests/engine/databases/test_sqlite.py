"""A SQLite file as input."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from junheng.engine.databases import copied, copying
from junheng.errors import InputError
from tests.engine.databases.copies import SCHOOLS, STAGES, column, copy, types


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "教育.db"


def database(file: Path, *statements: str) -> str:
    """A SQLite file made by these statements, and its address."""
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return f"sqlite:///{file}"


def test_english_tables_and_columns_are_copied_under_their_names(
    file: Path, tmp_path: Path
) -> None:
    url = database(
        file,
        SCHOOLS,
        STAGES,
        "INSERT INTO schools VALUES ('190101', '1901010001', '一小', '小学', 1200.5, 1)",
        "INSERT INTO stages VALUES ('1901010001', 'primary', 480)",
    )
    tables = copy(url, tmp_path / "copy")
    assert tables["schools"].to_pylist() == [
        {
            "county_code": "190101",
            "school_code": "1901010001",
            "name": "一小",
            "type": "小学",
            "teaching_area_m2": 1200.5,
            "boarding": 1,
        }
    ]
    assert tables["stages"].to_pylist() == [
        {"school_code": "1901010001", "stage": "primary", "pupils": 480}
    ]


def test_chinese_sheet_names_and_headers_mean_the_same(file: Path, tmp_path: Path) -> None:
    url = database(
        file,
        'CREATE TABLE "学校" ("学校标识码" TEXT, "学校名称" TEXT)',
        'CREATE VIEW "学段" AS SELECT "学校标识码", \'小学\' AS "学段", 48 AS "在校生数" FROM "学校"',
        "INSERT INTO \"学校\" VALUES ('1901010001', '一小')",
    )
    tables = copy(url, tmp_path / "copy")
    assert tables["schools"].column_names == ["school_code", "name"]
    assert tables["stages"].to_pylist() == [
        {"school_code": "1901010001", "stage": "小学", "pupils": 48}
    ]


def test_no_other_table_and_no_other_column_leaves_the_database(file: Path, tmp_path: Path) -> None:
    url = database(
        file,
        "CREATE TABLE schools (school_code TEXT, headteacher_phone TEXT)",
        STAGES,
        "CREATE TABLE salaries (person TEXT, yuan INTEGER)",
        "INSERT INTO schools VALUES ('1901010001', '13800000000')",
    )
    tables = copy(url, tmp_path / "copy")
    assert set(tables) == {"schools", "stages"}
    assert tables["schools"].column_names == ["school_code"]


def test_a_column_of_numbers_and_words_comes_as_text_so_that_the_words_can_be_reported(
    file: Path, tmp_path: Path
) -> None:
    url = database(
        file,
        "CREATE TABLE schools (school_code, teaching_area_m2, indoor_sports_m2, name)",
        STAGES,
        "INSERT INTO schools VALUES (1, 0.1, 3, NULL)",
        "INSERT INTO schools VALUES (2, '未填', 2.5, NULL)",
        "INSERT INTO schools VALUES (3, 12, NULL, NULL)",
    )
    schools = copy(url, tmp_path / "copy")["schools"]
    assert types(schools) == {
        "school_code": "int64",
        "teaching_area_m2": "string",
        "indoor_sports_m2": "double",
        "name": "string",
    }
    assert column(schools, "teaching_area_m2") == ["0.1", "未填", "12"]
    assert column(schools, "indoor_sports_m2") == [3.0, 2.5, None]


def test_an_empty_cell_stays_missing_and_an_empty_table_keeps_its_columns(
    file: Path, tmp_path: Path
) -> None:
    url = database(file, SCHOOLS, STAGES, "INSERT INTO stages VALUES ('1', 'primary', NULL)")
    tables = copy(url, tmp_path / "copy")
    assert column(tables["stages"], "pupils") == [None]
    assert tables["schools"].num_rows == 0
    assert "teaching_area_m2" in tables["schools"].column_names


def test_a_large_table_is_copied_in_parts(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "ROWS_IN_A_PART", 100_000)
    url = database(
        file,
        SCHOOLS,
        STAGES,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 220000) "
        "INSERT INTO stages SELECT printf('%010d', i), 'primary', i FROM n",
    )
    told: list[tuple[str, int, int]] = []
    copied(url, tmp_path / "copy", progress=lambda *step: told.append(step))
    assert [part.name for part in sorted((tmp_path / "copy" / "stages").iterdir())] == [
        "part-00000.parquet",
        "part-00001.parquet",
        "part-00002.parquet",
    ]
    assert told[0] == ("学校", 0, 0)
    assert told[-1] == ("学段", 220_000, 220_000)


def test_the_database_is_not_written_to(file: Path, tmp_path: Path) -> None:
    url = database(file, SCHOOLS, STAGES)
    before = file.read_bytes()
    copy(url, tmp_path / "copy")
    assert file.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [tmp_path / "copy", file]


def refused(url: str, folder: Path) -> str:
    """What the user reads."""
    with pytest.raises(InputError) as refusal:
        copied(url, folder)
    return str(refusal.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refused(f"sqlite:///{tmp_path}/no.db", tmp_path / "copy").startswith(
        f"找不到 {tmp_path}/no.db\n"
    )
    assert not (tmp_path / "no.db").exists()


def test_a_file_that_is_no_database_is_named(file: Path, tmp_path: Path) -> None:
    file.write_text("学校标识码,学校名称\n" * 100, encoding="utf-8")
    assert refused(f"sqlite:///{file}", tmp_path / "copy") == (
        f"{file} 不是 SQLite 数据库文件，或者加了密\n  怎么改：检查文件；加密的先解密"
    )


def test_missing_tables_are_all_named_with_what_is_there_instead(
    file: Path, tmp_path: Path
) -> None:
    url = database(file, "CREATE TABLE xuexiao (a)", "CREATE TABLE banji (a)")
    assert refused(url, tmp_path / "copy") == (
        f"{url} 里没有“学校”（schools）、“学段”（stages）表；有：banji、xuexiao\n"
        "  怎么改：给表改名，或建一个同名的视图；名字见手册“规范表”一页"
    )


def test_one_table_under_two_names_is_refused(file: Path, tmp_path: Path) -> None:
    url = database(file, SCHOOLS, STAGES, 'CREATE TABLE "学校" (a)')
    assert refused(url, tmp_path / "copy") == (
        f"{url} 里“学校”（schools）表有两个：schools、学校\n  怎么改：只留一个，或给另一个换个名字"
    )


def test_text_in_another_encoding_is_refused(file: Path, tmp_path: Path) -> None:
    url = database(
        file, SCHOOLS, STAGES, "INSERT INTO schools (name) VALUES (CAST(x'bef9bae2' AS TEXT))"
    )
    assert refused(url, tmp_path / "copy") == (
        f"{file} 里有不是 UTF-8 的文字\n  怎么改：把数据库里的文字转成 UTF-8 再读"
    )


def test_a_database_that_another_program_is_writing_is_refused(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = database(file, SCHOOLS, STAGES)
    monkeypatch.setattr("junheng.engine.databases.sqlite.PATIENCE", 0.1)
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert refused(url, tmp_path / "copy") == (
            f"{file} 正被别的程序写入，读不了\n  怎么改：等那个程序写完，或复制一份再读"
        )
