"""A DuckDB file as input."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from junheng.engine.databases import copied
from junheng.errors import InputError
from tests.engine.databases.copies import SCHOOLS, STAGES, column, copy, types


def database(file: Path, *statements: str) -> str:
    """A DuckDB file made by these statements, and its address."""
    with duckdb.connect(str(file)) as connection:
        for statement in statements:
            connection.execute(statement)
    return f"duckdb:///{file}"


def test_exact_decimals_come_as_text_and_other_types_as_they_are(tmp_path: Path) -> None:
    url = database(
        tmp_path / "a.duckdb",
        SCHOOLS,
        STAGES,
        "INSERT INTO schools VALUES ('190101', '1', '一小', NULL, 1200.5, true)",
        "INSERT INTO stages VALUES ('1', 'primary', 480), ('2', 'primary', NULL)",
    )
    tables = copy(url, tmp_path / "copy")
    assert types(tables["schools"]) == {
        "county_code": "string",
        "school_code": "string",
        "name": "string",
        "type": "string",
        "teaching_area_m2": "string",
        "boarding": "bool",
    }
    assert column(tables["schools"], "teaching_area_m2") == ["1200.5000"]
    assert column(tables["schools"], "boarding") == [True]
    assert column(tables["stages"], "pupils") == [480, None]


def test_single_precision_comes_as_the_number_people_meant(tmp_path: Path) -> None:
    url = database(
        tmp_path / "a.duckdb",
        "CREATE TABLE schools AS SELECT 0.1::FLOAT AS equipment_yuan",
        STAGES,
    )
    assert column(copy(url, tmp_path / "copy")["schools"], "equipment_yuan") == ["0.1"]


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.duckdb"
    file.write_text("学校标识码\n" * 1000, encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        copied(f"duckdb:///{file}", tmp_path / "copy")
    assert str(refusal.value) == f"{file} 不是 DuckDB 数据库文件\n  怎么改：检查文件"
