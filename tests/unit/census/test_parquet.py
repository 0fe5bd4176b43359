"""Parquet: typed columns, several parts, missing values."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from junheng.census.reading import read
from junheng.errors import InputError
from tests.unit.census.county_files import County, of


def converted(folder: Path, name: str, select: str = "*", to: str | None = None) -> None:
    """Turn one CSV file of the folder into Parquet."""
    source = folder / f"{name}.csv"
    target = folder / (to or f"{name}.parquet")
    target.parent.mkdir(exist_ok=True)
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT {select} FROM read_csv('{source}', all_varchar=true)) TO '{target}'"
        )


def without_csv(folder: Path) -> Path:
    for path in folder.glob("*.csv"):
        path.unlink()
    return folder


def test_text_columns_read_as_in_csv(county: County) -> None:
    folder = county.folder()
    expected = read(folder).require()
    for name in ("schools", "stages"):
        converted(folder, name)
    census = read(without_csv(folder)).require()
    assert census.schools == expected.schools
    assert census.stages == expected.stages


def test_typed_columns_are_exact(county: County) -> None:
    folder = county.folder()
    converted(folder, "stages", "* REPLACE (pupils::BIGINT AS pupils, classes::DOUBLE AS classes)")
    converted(
        folder,
        "schools",
        "* REPLACE (teaching_area_m2::DECIMAL(12,2) AS teaching_area_m2, "
        "equipment_yuan::DOUBLE AS equipment_yuan, boarding = '是' AS boarding, "
        "operator::INTEGER AS operator)",
    )
    census = read(without_csv(folder)).require()
    assert census.schools[0].teaching_area_m2 == Fraction(30005, 10)
    assert census.schools[0].equipment_yuan == Fraction(120000025, 100)
    assert census.schools[0].boarding is False
    assert (census.stages[0].pupils, census.stages[0].classes) == (240, 6)


def test_a_null_is_missing_and_a_nan_is_refused(county: County) -> None:
    folder = county.folder()
    converted(folder, "schools")
    converted(folder, "stages", "* REPLACE (NULL AS backbone, 'NaN'::DOUBLE AS boarders)")
    reading = read(without_csv(folder))
    assert {each.message for each in reading.errors} == {"不是有限的数"}
    assert len(of(reading, "cell.number")) == 4


def test_the_parts_of_a_table_may_lie_in_a_folder_of_its_name(county: County) -> None:
    folder = county.folder()
    converted(folder, "schools")
    converted(folder, "stages", "* EXCLUDE (art)", to="stages/part-1.parquet")
    (folder / "schools.csv").unlink()
    (folder / "stages.csv").unlink()
    reading = read(folder)
    census = reading.require()
    assert [each.row for each in census.stages] == [2, 3, 4, 5]
    assert census.stages[0].art is None
    assert census.cell("stages", "pupils", 3) == "stages/part-1.parquet 第3行“pupils”"


def test_several_parts_are_one_table(county: County) -> None:
    folder = county.folder()
    converted(folder, "schools")
    converted(folder, "stages", "* EXCLUDE (art)", to="stages/a.parquet")
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT * FROM read_csv('{folder / 'stages.csv'}', all_varchar=true) "
            f"WHERE stage = 'junior') TO '{folder / 'stages' / 'b.parquet'}'"
        )
    reading = read(without_csv(folder))
    assert of(reading, "code.stage_twice")[0].file == "stages/*.parquet"
    assert of(reading, "code.stage_twice")[0].row == 6


def test_a_file_that_is_no_parquet_is_refused(county: County) -> None:
    folder = without_csv(county.folder())
    (folder / "schools.parquet").write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(InputError, match=r"schools.parquet 不是完好的 Parquet 文件"):
        read(folder)


def test_a_folder_may_be_called_like_a_pattern(county: County) -> None:
    folder = county.folder("数据[2026]*?")
    for name in ("schools", "stages"):
        converted(folder, name)
    assert read(without_csv(folder)).defects == ()


def test_lists_and_bytes_are_no_text(county: County) -> None:
    folder = county.folder()
    converted(folder, "stages")
    converted(folder, "schools", "* REPLACE ([name] AS name, [1] AS multimedia_rooms)")
    reading = read(without_csv(folder))
    assert {each.message for each in reading.errors} == {"不是文字", "读不成数"}


def test_more_rows_than_any_country_has_schools_are_refused(county: County) -> None:
    folder = without_csv(county.folder())
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT range AS school_code FROM range(1000001)) "
            f"TO '{folder / 'schools.parquet'}'"
        )
    with pytest.raises(InputError, match=r"schools.parquet 有 1000001 行"):
        read(folder)
