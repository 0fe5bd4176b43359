"""What the engine takes as data, and what it says of what it cannot take."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from junheng.census.tables import SCHOOLS, STAGES
from junheng.census.writing import write_folder
from junheng.engine.backends import EngineMissing, connect
from junheng.engine.results import judge
from junheng.engine.sources import open_data, open_folder, without
from junheng.engine.tables import types_of
from junheng.errors import InputError
from tests.engine import datasets
from tests.engine.agreement import disagreements
from tests.spec import drawing


def refusal(folder: Path) -> str:
    with connect() as connection, pytest.raises(InputError) as caught:
        open_folder(connection, folder)
    return str(caught.value)


def written(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_every_canonical_column_is_there_with_its_type_even_where_the_data_lacks_it(
    tmp_path: Path,
) -> None:
    written(tmp_path, "stages.csv", [{"school_code": "A", "stage": "primary", "pupils": "7"}])
    written(
        tmp_path,
        "schools.csv",
        [
            {
                "county_code": "990001",
                "school_code": "A",
                "name": "甲",
                "type": "小学",
                "operator": "县教育",
                "area_class": "乡村",
                "boarding": "否",
            }
        ],
    )
    with connect() as connection:
        tables = open_folder(connection, tmp_path)
        schema = tables.stages.schema()
        assert {name: str(schema[name]) for name in types_of(STAGES)} == types_of(STAGES)
        (school,) = connection.arrow(tables.schools).to_pylist()
        (stage,) = connection.arrow(tables.stages).to_pylist()

    assert set(types_of(SCHOOLS)) < set(school)
    assert (school["type"], school["operator"], school["area_class"]) == ("primary", "7", "rural")
    assert school["boarding"] is False
    assert school["equipment_yuan"] is None
    assert stage["pupils"] == 7


def test_a_folder_of_csv_with_chinese_headers_is_judged_as_the_same_parquet(
    tmp_path: Path,
) -> None:
    census, rules = drawing.county(drawing.FOUR_SCHOOLS), drawing.ruleset()
    write_folder(census, tmp_path / "csv")
    with connect() as connection:
        judged = judge(connection, open_folder(connection, tmp_path / "csv"), rules)
        assert disagreements(judged, census, rules) == []


def test_a_table_may_be_a_folder_of_parts(tmp_path: Path) -> None:
    census, rules = drawing.county(drawing.FOUR_SCHOOLS), drawing.ruleset()
    folder = datasets.write(census, tmp_path / "data")
    stages = pq.read_table(folder / "stages.parquet")
    (folder / "stages.parquet").unlink()
    (folder / "stages").mkdir()
    for place in range(len(stages)):
        pq.write_table(stages.slice(place, 1), folder / "stages" / f"part-{place}.parquet")
    with connect() as connection:
        judged = judge(connection, open_folder(connection, folder), rules)
        assert disagreements(judged, census, rules) == []


def test_all_missing_tables_and_columns_are_named_at_once(tmp_path: Path) -> None:
    pq.write_table(pa.table({"school_code": ["A"], "name": ["甲"]}), tmp_path / "schools.parquet")

    assert refusal(tmp_path) == (
        f"{tmp_path} 的数据不全：缺少“学段”（stages）表；“学校”（schools）缺少必填列："
        "县级行政区划代码（county_code）、学校类型（type）、举办者类型代码（operator）、"
        "城乡类型（area_class）、寄宿制学校（boarding）\n  怎么改：补上缺少的表或列"
    )


def test_a_table_given_twice_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"school_code": ["A"]}), tmp_path / "schools.parquet")
    written(tmp_path, "学校.csv", [{"school_code": "A"}])

    assert refusal(tmp_path) == (
        f"{tmp_path} 里“学校”（schools）表有两份：schools.parquet、学校.csv\n  怎么改：只留一份"
    )


def test_parts_of_two_formats_are_refused(tmp_path: Path) -> None:
    (tmp_path / "schools").mkdir()
    pq.write_table(pa.table({"school_code": ["A"]}), tmp_path / "schools" / "a.parquet")
    written(tmp_path / "schools", "b.csv", [{"school_code": "A"}])

    assert refusal(tmp_path) == (
        f"{tmp_path / 'schools'} 里既有 CSV 又有 Parquet，不知道该读哪一种\n  怎么改：只留一种格式"
    )


def test_a_damaged_parquet_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "schools.parquet").write_bytes(b"PAR1 and nothing else")

    said = refusal(tmp_path)

    assert said.startswith("“学校”（schools）的文件不能读取：")
    assert said.endswith("怎么改：CSV 用 UTF-8 编码；Parquet 重新导出")


def test_a_csv_file_in_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_bytes("学校标识码,学校名称\nA,镇中心小学\n".encode("gbk"))

    said = refusal(tmp_path)

    assert said.startswith("“学校”（schools）的文件不能读取：")
    assert "UTF-8" in said


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with connect() as connection, pytest.raises(InputError, match="nowhere"):
        open_data(connection, str(tmp_path / "nowhere"))


def test_counties_can_be_left_out(tmp_path: Path) -> None:
    one, rules = drawing.county(drawing.FOUR_SCHOOLS), drawing.ruleset()
    census = datasets.together([one, one, one])
    with connect() as connection:
        tables = open_folder(connection, datasets.write(census, tmp_path / "data"))
        judged = judge(connection, without(tables, ["990002"]), rules)

        assert judged.counties["county_code"].to_pylist() == ["990001", "990003"]
        assert len(connection.arrow(judged.large("rows"))) == 8


def test_an_engine_of_another_name_is_refused() -> None:
    with pytest.raises(EngineMissing) as caught, connect("polars"):
        pass

    assert str(caught.value) == (
        "没有名为“polars”的计算引擎\n"
        "  怎么改：可用：duckdb（默认），spark（本机），spark://主机:端口（集群）"
    )


def test_libraries_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("junheng.engine.backends.find_spec", lambda name: None)
    with pytest.raises(EngineMissing) as caught, connect():
        pass

    assert str(caught.value) == (
        '成批判定所用的程序库没有安装：ibis、pyarrow、numpy\n  怎么改：运行 pip install ".[engine]"'
    )
