"""``junheng engine compare``: what it prints, what it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from python_calamine import CalamineWorkbook

from junheng.cli.engine_compare import command
from junheng.errors import InputError, UserError
from tests.engine.finished_runs import write_run
from tests.engine.nation import write_nation

Capture = pytest.CaptureFixture[str]
ALWAYS = {"places.parquet", "place_disparities.parquet", "ranks.parquet", "比较.xlsx"}


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The last year of the small nation."""
    return write_nation(tmp_path)[2025]


def run(*args: object) -> None:
    """The command with these arguments, errors left as they are."""
    command.main([str(each) for each in args], prog_name="compare", standalone_mode=False)


def test_the_page_tells_places_coefficients_and_gaps(
    folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "places.csv").write_text("code,name\n990000,某省\n", encoding="utf-8")
    run(folder, "--out", tmp_path / "out", "--places", tmp_path / "places.csv")
    page = capsys.readouterr().out
    for line in (
        "│ 全国 ",
        "│ 99 某省 ",
        "│ 9901 ",
        "全国的差异系数",
        "全国的城乡均值（按在校生加权）",
    ):
        assert line in page
    assert "示例" in page  # the county with the worst coefficient, by its name


def test_every_table_and_a_sheet_for_each_are_written(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, "--out", out, "--similar", "2")
    found = {path.name for path in out.iterdir()}
    assert found == ALWAYS | {
        f"{name}.parquet" for name in ("groups", "group_means", "gaps", "alike")
    }
    book = CalamineWorkbook.from_path(out / "比较.xlsx")
    assert book.sheet_names == [
        "说明",
        "各地结论",
        "各地差异系数",
        "城乡差距",
        "分组达标",
        "分组均值",
        "县的位次",
        "相近的县",
    ]
    assert len(book.get_sheet_by_name("县的位次").to_python()) == 6


def test_only_what_is_asked_for_is_compared(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out"
    run(folder, "--out", out, "--by", "prefecture", "--format", "json")
    assert {path.name for path in out.iterdir()} == ALWAYS
    places = json.loads(capsys.readouterr().out)["places"]
    assert {row["level"] for row in places} == {"nation", "prefecture"}


def test_one_grouping_is_compared_at_every_level(
    folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    run(folder, "--out", tmp_path / "out", "--by", "operator", "--format", "json")
    groups = json.loads(capsys.readouterr().out)["groups"]
    assert {row["grouping"] for row in groups} == {"operator"}
    assert {row["level"] for row in groups} == {"nation", "province", "prefecture"}


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到文件夹"):
        run(tmp_path / "none", "--out", tmp_path / "out")


def test_writing_over_the_run_is_refused(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "a")
    with pytest.raises(UserError, match="--out 和判定结果是同一个文件夹"):
        run(folder, "--out", folder)


def test_an_unknown_way_to_compare_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(click.BadParameter):
        run(folder, "--out", tmp_path / "out", "--by", "city")
