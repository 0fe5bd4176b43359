"""Files that are broken, and columns that mean something else than they seem to."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from junheng.engine.backends import connect
from junheng.engine.results import judge
from junheng.engine.sources import open_folder
from junheng.errors import UserError
from tests.engine import datasets
from tests.spec import drawing


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two counties that meet everything."""
    county = drawing.county(drawing.FOUR_SCHOOLS)
    return datasets.write(datasets.together([county, county]), tmp_path / "data")


def changed(data: Path, table: str, column: str, values: pa.Array, *, name: str = "") -> None:
    path = data / f"{table}.parquet"
    found = pq.read_table(path)
    place = found.column_names.index(column)
    pq.write_table(found.set_column(place, name or column, values), path)


def refusal(data: Path) -> str:
    with pytest.raises(UserError) as caught, connect() as connection:
        judge(connection, open_folder(connection, data), drawing.ruleset())
    return str(caught.value)


def as_csv(data: Path, table: str, content: bytes) -> None:
    (data / f"{table}.parquet").unlink()
    (data / f"{table}.csv").write_bytes(content)


def test_a_number_stored_as_a_time_is_named_with_its_type(data: Path) -> None:
    changed(data, "stages", "pupils", pa.array([1000] * 8, pa.timestamp("us")))
    assert refusal(data) == (
        f"{data} 里有列读不了：“学段”（stages）的在校生数（pupils）是 timestamp(6) 类型，应是数或文字\n"
        "  怎么改：重新导出这些列：代码存成文字，数量存成数"
    )


def test_a_column_of_lists_is_named_with_its_type(data: Path) -> None:
    changed(data, "schools", "name", pa.array([["甲"]] * 8))
    assert "“学校”（schools）的学校名称（name）是 array<string> 类型" in refusal(data)


def test_codes_stored_as_decimals_are_not_taken_for_other_codes(data: Path) -> None:
    changed(data, "schools", "school_code", pa.array([1.0] * 8))
    assert "“学校”（schools）的学校标识码（school_code）被存成小数（float64），代码应是文字" in (
        refusal(data)
    )


def test_an_empty_file_is_named(data: Path) -> None:
    as_csv(data, "stages", b"")
    assert refusal(data) == (
        "“学段”（stages）的文件 stages.csv 里没有一列认得\n"
        "  怎么改：第一行应是表头，如 学校标识码、学段"
    )


def test_a_header_that_names_another_unit_is_never_left_out_in_silence(data: Path) -> None:
    header = "教学仪器设备资产值（万元）"
    changed(data, "schools", "equipment_yuan", pa.array(["500"] * 8), name=header)
    assert refusal(data) == (
        f"“学校”（schools）的文件 schools.parquet 的表头“{header}”括号里有别的话，成批判定不换算单位\n"
        "  怎么改：改成“教学仪器设备资产值”，以元为单位"
    )


def test_two_columns_of_the_same_meaning_are_both_named(data: Path) -> None:
    changed(data, "schools", "lon", pa.array(["990001"] * 8), name="县代码")
    assert refusal(data) == (
        "“学校”（schools）的文件 schools.parquet 有几列是同一个意思：county_code、县代码\n"
        "  怎么改：只留一列"
    )


def test_a_parquet_file_that_breaks_off_while_it_is_read_is_told_in_a_sentence(data: Path) -> None:
    path = data / "county.parquet"
    content = bytearray(path.read_bytes())
    footer = int.from_bytes(content[-8:-4], "little")
    content[4 : len(content) - footer - 8] = b"\xff" * (len(content) - footer - 12)
    path.write_bytes(bytes(content))
    said = refusal(data)
    assert said.startswith("Parquet 文件已损坏（")
    assert said.endswith("怎么改：重新导出或重新复制这个文件")


def test_a_part_of_a_table_that_is_empty_is_told_in_a_sentence(data: Path) -> None:
    (data / "schools").mkdir()
    (data / "schools.parquet").rename(data / "schools" / "part-0.parquet")
    (data / "schools" / "part-1.parquet").write_bytes(b"")
    assert "part-1.parquet" in refusal(data)


@pytest.mark.parametrize("lacking", ["first", "second"])
def test_a_column_that_only_one_part_has_is_kept_whichever_comes_first(
    data: Path, lacking: str
) -> None:
    schools = pq.read_table(data / "schools.parquet")
    (data / "schools.parquet").unlink()
    (data / "schools").mkdir()
    halves = [schools.slice(0, 4), schools.slice(4)]
    place = ("first", "second").index(lacking)
    halves[place] = halves[place].drop(["equipment_yuan"])
    for number, half in enumerate(halves):
        pq.write_table(half, data / "schools" / f"part-{number}.parquet")
    with connect() as connection:
        found = connection.arrow(open_folder(connection, data).schools)
    assert len(found) == 8
    assert found["equipment_yuan"].null_count == 4


def test_codes_and_names_with_quotes_are_data_and_nothing_else(data: Path) -> None:
    odd = "'\";--{name}%s"
    for table in ("schools", "stages", "rooms"):
        codes = pq.read_table(data / f"{table}.parquet")["school_code"].to_pylist()
        changed(data, table, "school_code", pa.array([code + odd for code in codes]))
    changed(data, "schools", "name", pa.array([f"甲{odd}"] * 8))
    with connect() as connection:
        judged = judge(connection, open_folder(connection, data), drawing.ruleset())
        rows = connection.arrow(judged.large("rows")).to_pylist()
    assert judged.counties["verdict"].to_pylist() == ["met", "met"]
    assert {row["name"] for row in rows} == {f"甲{odd}"}
