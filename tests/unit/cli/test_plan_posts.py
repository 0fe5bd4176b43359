"""``junheng plan posts`` from the command line, and its table."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

DATA = Path(__file__).parents[3] / "examples" / "plans" / "posts"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def rewrite(data: Path, name: str, old: str, new: str) -> None:
    file = data / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_example_is_planned(run: Run) -> None:
    ran = run("plan", "posts", DATA, "--per-class", "1.5", "--boarders-per-post", "50")

    assert ran.code == 0
    assert "调剂方案" in ran.out
    assert "民办学校没有编制" in ran.out


def test_json_carries_the_rule(run: Run) -> None:
    ran = run("plan", "posts", DATA, "--jurisdiction", "210300", "--format", "json")
    told = json.loads(ran.out)

    assert told["basis"]["per_class"] == "3/2"
    assert told["figures"]["allotted"] == 314


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("9999010008,3,", "9999010008,-3,", "是负数"),
        ("9999010008,3,", "9999010008,999999,", "不会有这么多"),
        ("9999010008,3,", "9999019999,3,", "学校表里没有这个代码"),
        ("9999010008,3,3,0\n", "", "有 1 所公办学校没有填：冷水教学点（虚构）"),
        ("9999010008,3,3,0\n", "9999010008,3,3,0\n9999010008,3,3,0\n", "重复"),
        ("9999010008,3,3,0\n", "9999010008,3,3,0\n9999010021,9,9,0\n", "民办学校没有编制"),
        ("9999010008,3,", "9999010008,,", "必填的单元格是空的"),
    ],
)
def test_what_cannot_be_used_is_named(
    run: Run, data: Path, old: str, new: str, message: str
) -> None:
    rewrite(data, "posts.csv", old, new)
    ran = run("plan", "posts", data)

    assert ran.code == 2
    assert message in ran.err


def test_two_counties_are_refused(run: Run, data: Path) -> None:
    rewrite(data, "schools.csv", "999901,9999010008", "999902,9999010008")
    ran = run("plan", "posts", data)

    assert ran.code == 2
    assert "一次规划一个县" in ran.err


def test_missing_classes_are_asked_for(run: Run, data: Path) -> None:
    rewrite(data, "stages.csv", "9999010008,小学,17,3,0", "9999010008,小学,17,,0")
    ran = run("plan", "posts", data, "--per-class", "1.5")

    assert ran.code == 2
    assert "缺“班级数”" in ran.err


def test_a_folder_without_the_table_says_what_is_needed(run: Run, data: Path) -> None:
    (data / "posts.csv").unlink()
    ran = run("plan", "posts", data)

    assert ran.code == 2
    assert "缺少“编制”表" in ran.err


@pytest.mark.parametrize("number", ["0", "-1", "a", "1e3"])
def test_posts_of_a_class_are_a_number_above_nothing(run: Run, number: str) -> None:
    ran = run("plan", "posts", DATA, "--per-class", number)

    assert ran.code == 2
    assert "大于 0" in ran.err
