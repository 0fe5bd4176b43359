"""``junheng engine check``: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from junheng.cli.engine_check import command
from junheng.errors import InputError
from tests.engine.people.lists import large_class, written
from tests.unit.census.county_files import County

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


def run(*args: object) -> int:
    """The exit code of the command with these arguments, errors left as they are."""
    try:
        ended = command.main([str(each) for each in args], prog_name="check", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    return ended or 0


def test_data_without_fault_may_be_judged(county: County, capsys: Capture) -> None:
    assert run(county.folder()) == 0
    assert "✓ 可以判定   没有错误，也没有提醒" in capsys.readouterr().out


def test_errors_are_counted_by_column_and_end_with_2(county: County, capsys: Capture) -> None:
    county.stages[0]["boarders"] = county.stages[1]["boarders"] = "999"
    county.schools[0] |= {"lon": "31", "lat": "104"}

    assert run(county.folder()) == 2

    page = capsys.readouterr().out
    assert "✗ 有错误，不能判定   2 处错误，1 处提醒" in page
    assert "│ 错误 │ 学段 │ 寄宿生数 │ 寄宿生、随迁子女、划片范围内学生多于在校生 │  2 │" in page
    assert "有错误的县 1 个：999901" in page
    assert "逐处的说明：加上 --out 文件夹" in page


def test_every_defect_is_written_as_parquet_and_for_people_as_a_workbook(
    county: County, tmp_path: Path
) -> None:
    county.stages[0]["boarders"] = "999"
    county.schools[0] |= {"name": "=1+1"}
    county.schools[1] |= {"name": "=1+1"}
    out = tmp_path / "out"

    assert run(county.folder(), "--out", out) == 2

    defects = pq.read_table(out / "defects.parquet").to_pylist()
    assert {row["check"] for row in defects} == {"people.more_than_pupils", "doubled.school"}
    book = CalamineWorkbook.from_path(str(out / "问题.xlsx"))
    assert book.sheet_names == ["说明", "错误", "提醒"]
    head, *rows = book.get_sheet_by_name("错误").to_python()
    assert head[:4] == ["县级代码", "学校标识码", "学段", "表"]
    assert ["999901", "9990000001", "小学", "学段", "寄宿生数"] in [row[:5] for row in rows]


def test_the_lists_are_set_against_the_totals_that_were_reported(
    county: County, tmp_path: Path, capsys: Capture
) -> None:
    folder = written(county, tmp_path, pupils=large_class(46, "primary"))

    assert run(folder, "--out", tmp_path / "out") == 0

    assert "│ 学生 │ 在校生数           │  240 │       46 │ -194 │        1 / 1 │" in (
        capsys.readouterr().out
    )
    book = CalamineWorkbook.from_path(str(tmp_path / "out" / "问题.xlsx"))
    rows = book.get_sheet_by_name("名册与填报").to_python()
    assert ["学生", "在校生数", 240, 46, -194, 1, 1] in rows


def test_json_holds_the_counts_for_other_programs(county: County, capsys: Capture) -> None:
    county.stages[0]["boarders"] = "999"

    assert run(county.folder(), "--format", "json") == 2

    told = json.loads(capsys.readouterr().out)
    assert told["accepted"] is False
    assert told["failing"] == [
        {
            "check": "people.more_than_pupils",
            "severity": "error",
            "table": "stages",
            "column": "boarders",
            "lines": 1,
        }
    ]
    assert told["refused_counties"] == ["999901"]


def test_a_folder_without_schools_is_refused(county: County) -> None:
    folder = county.folder()
    (folder / "schools.csv").unlink()

    with pytest.raises(InputError, match="缺少“学校”（schools）表"):
        run(folder)
