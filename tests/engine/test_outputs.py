"""What a run writes: whole tables with the columns of the manual, and when it is finished."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from junheng.engine import schemas
from junheng.engine.backends import connect
from junheng.engine.results import Judged, judge, write
from junheng.engine.sources import open_folder
from junheng.errors import UserError
from tests.engine import datasets
from tests.spec import drawing

ONE_OF_EACH = """
    school | stage   | pupils | type           | backbone
    A      | primary | 1000   |                | 20
    B      | primary | 400    |                | 3
    C      | junior  | 1000   |                | ?
    D      | primary | 30     | teaching_point |
    E      | primary | 60     | special        |
"""


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[Judged]:
    census = datasets.together([drawing.county(drawing.FOUR_SCHOOLS), drawing.county(ONE_OF_EACH)])
    with connect() as connection:
        tables = open_folder(connection, datasets.write(census, tmp_path / "data"))
        yield judge(connection, tables, drawing.ruleset())


def test_every_table_has_the_columns_of_its_schema(judged: Judged, tmp_path: Path) -> None:
    write(judged, tmp_path / "out", source="数据")

    for name, schema in (
        ("counties", schemas.COUNTIES),
        ("clauses", schemas.CLAUSES),
        ("disparities", schemas.DISPARITIES),
        ("rows", schemas.rows_schema(drawing.ruleset())),
        ("left_out", schemas.LEFT_OUT),
    ):
        found = pq.read_schema(tmp_path / "out" / f"{name}.parquet")
        assert [(field.name, field.type) for field in found] == [
            (field.name, field.type) for field in schema
        ], name


def test_verdicts_are_told_with_their_areas_and_counts(judged: Judged) -> None:
    good, bad = judged.counties.to_pylist()

    assert good["verdict"] == "met"
    assert (good["clauses_not_met"], good["clauses_open"], good["decided_by"]) == (0, 0, "engine")
    assert (bad["verdict"], bad["resources"], bad["vetoes"]) == ("not_met", "not_met", "met")
    assert (bad["rows"], bad["rows_met"], bad["pupils"]) == (3, 1, 2400)


def test_what_is_left_out_has_its_reason(judged: Judged) -> None:
    found = judged.run.connection.arrow(judged.large("left_out")).to_pylist()

    assert sorted((row["school_code"], row["reason"]) for row in found) == [
        ("990002D", "教学点在校生 30 人，不足 50 人"),
        ("990002E", "特殊教育学校不参加七项资源配置指标的判定"),
    ]


def test_run_json_says_by_which_rules_and_engine(judged: Judged, tmp_path: Path) -> None:
    write(judged, tmp_path / "out", source="数据")

    about = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert about["ruleset"]["fingerprint"] == drawing.ruleset().fingerprint
    assert (about["engine"], about["input"], about["counties"]) == ("duckdb", "数据", 2)
    assert about["rechecked"] == []


def test_a_folder_whose_writing_fails_is_left_without_run_json(
    judged: Judged, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write(judged, out, source="第一次")
    (out / "rows.parquet").unlink()
    (out / "rows.parquet").mkdir()

    with pytest.raises(UserError):
        write(judged, out, source="第二次")

    assert not (out / "run.json").exists()
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


def test_each_step_is_told_to_who_waits(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    census = drawing.county(drawing.FOUR_SCHOOLS)
    with connect() as connection:
        tables = open_folder(connection, datasets.write(census, tmp_path / "data"))
        judge(
            connection,
            tables,
            drawing.ruleset(),
            progress=lambda what, done, total: told.append((what, done, total)),
        )

    assert [what for what, _, _ in told] == [
        "读县级数据", "汇总学校", "判定学段部", "判定学校条款", "计算差异系数", "判定各县", "判定完成",
    ]  # fmt: skip
    assert told[-1][1] == told[-1][2]
