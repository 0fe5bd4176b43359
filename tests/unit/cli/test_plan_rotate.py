"""``junheng plan rotate`` from the command line, and its tables."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

from junheng.census.reading import read

DATA = Path(__file__).parents[3] / "examples" / "plans" / "rotate"
HEAD = "人员编号,学校标识码,学段,任教学科,学历,骨干教师,在本校年数"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def staff(data: Path, *rows: str, head: str = HEAD) -> Path:
    (data / "rotation_staff.csv").write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return data


def test_the_example_is_planned_within_the_gap(run: Run) -> None:
    ran = run("plan", "rotate", DATA, "--on", "2026-09-01", "--format", "json")
    told = json.loads(ran.out)

    assert ran.code == 0
    assert told["ending"] in ("within_gap", "proven")
    assert told["figures"]["share"] >= 0.1
    assert told["figures"]["backbone_share"] >= 0.2
    assert told["reasons"] == []
    for row in told["tables"]["disparities"]:
        assert row["after"] <= row["before"]


def test_a_lowering_that_is_not_reached_is_told_with_what_is_reached(run: Run) -> None:
    words = ("plan", "rotate", DATA, "--on", "2026-09-01", "--format", "json")
    told = json.loads(run(*words, "--lower", "100%").out)

    assert told["ending"] != "proven"
    asked = [
        each for each in told["reasons"] if "差异系数降低 100.00%，方案没有做到" in each["what"]
    ]
    rows = [row for row in told["tables"]["disparities"] if row["after"] > 0]
    assert len(asked) == len(rows) == 6
    for reason, row in zip(asked, rows, strict=True):
        assert row["stage"] == reason["where"]
        assert row["indicator"] in reason["what"]
        assert f"{1 - row['after'] / row['before']:.2%}" in reason["what"]

    usual = json.loads(run(*words).out)
    assert any("差异系数降低 5.00%，方案没有做到" in note for note in usual["notes"])
    nothing = json.loads(run(*words, "--lower", "0").out)
    assert not any(
        "差异系数" in text for text in [*nothing["notes"], *map(str, nothing["reasons"])]
    )


def test_given_posts_are_filled(run: Run, data: Path) -> None:
    rows = ("9999010005,小学,语文,2", "9999010009,初中,,1", "9999010006,小学,书法,1")
    posts = "\n".join(("学校标识码,学段,任教学科,岗位数", *rows)) + "\n"
    (data / "rotation_posts.csv").write_text(posts, encoding="utf-8")
    told = json.loads(run("plan", "rotate", data, "--format", "json").out)

    assert told["figures"]["moved"] == 3
    assert {row["taker"] for row in told["tables"]["transfers"]} == {
        "松树乡小学（虚构）",
        "白水镇中学（虚构）",
    }
    assert any("没有能动的小学书法教师" in reason["what"] for reason in told["reasons"])


def test_names_are_in_the_list_alone(run: Run, data: Path, tmp_path: Path) -> None:
    text = (data / "rotation_staff.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{line},张{i}" for i, line in enumerate(text[1:])]
    staff(data, *rows, head=text[0] + ",姓名")
    ran = run("plan", "rotate", data, "--out", tmp_path / "plan")

    assert ran.code == 0
    assert "张1" not in ran.out
    assert "不要公开" in ran.err
    assert (tmp_path / "plan" / "交流名单.xlsx").exists()
    assert "张1" not in (tmp_path / "plan" / "plan.json").read_text(encoding="utf-8")


def test_the_census_of_the_example_is_sound() -> None:
    assert read(DATA).require().county_codes == ("999901",)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("T1,9999010099,小学,语文,本科,否,8", "学段表里没有这个代码"),
        ("T1,9999010001,初中,语文,本科,否,8", "这所学校在学段表里没有这个学段"),
        ("T1,9999010001,小学,语文,本科,否,-8", "是负数"),
        ("T1,9999010001,小学,语文,本科,否,800", "不会这么久"),
        ("T1,9999010001,小学,语文,本科,也许,8", "看不出是“是”还是“否”"),
        ("T1,9999010001,小学,语文,,否,8", "必填的单元格是空的"),
        ("T1,9999010001,小学,,本科,否,8", "必填的单元格是空的"),
    ],
)
def test_what_cannot_be_used_is_named(run: Run, data: Path, row: str, message: str) -> None:
    ran = run("plan", "rotate", staff(data, row))

    assert ran.code == 2
    assert message in ran.err


def test_somebody_who_stands_there_twice_is_named_without_the_number(run: Run, data: Path) -> None:
    row = "110101198001011237,9999010001,小学,语文,本科,否,8"
    ran = run("plan", "rotate", staff(data, row, row))

    assert ran.code == 2
    assert "与第 2 行是同一个人" in ran.err
    assert "198001" not in ran.err


def test_a_roster_with_more_teachers_than_the_census_is_refused(run: Run, data: Path) -> None:
    rows = [f"T{i},9999010006,小学,语文,本科,否,8" for i in range(12)]
    ran = run("plan", "rotate", staff(data, *rows))

    assert ran.code == 2
    assert "专任教师多于学段表的 11 人" in ran.err


def test_half_a_home_and_absurd_distances_are_refused(run: Run, data: Path) -> None:
    row = "T1,9999010001,小学,语文,本科,否,8,100.1,,5000"
    ran = run("plan", "rotate", staff(data, row, head=HEAD + ",住址经度,住址纬度,最远公里数"))

    assert ran.code == 2
    assert "要一起填" in ran.err
    assert "不会这么远" in ran.err


def test_an_empty_roster_is_refused(run: Run, data: Path) -> None:
    ran = run("plan", "rotate", staff(data))

    assert ran.code == 2
    assert "没有一行数据" in ran.err


def test_posts_nobody_could_offer_are_refused(run: Run, data: Path) -> None:
    posts = "学校标识码,学段,岗位数\n9999010005,小学,5000\n"
    (data / "rotation_posts.csv").write_text(posts, encoding="utf-8")
    ran = run("plan", "rotate", data)

    assert ran.code == 2
    assert "不会有这么多岗位" in ran.err


def test_two_counties_are_refused(run: Run, data: Path) -> None:
    file = data / "schools.csv"
    text = file.read_text(encoding="utf-8").replace("999901,9999010009", "999902,9999010009")
    file.write_text(text, encoding="utf-8")
    ran = run("plan", "rotate", data)

    assert ran.code == 2
    assert "一次规划一个县" in ran.err


def test_what_is_impossible_is_an_answer(run: Run) -> None:
    ran = run("plan", "rotate", DATA, "--years", "30")

    assert ran.code == 0
    assert "做不到" in ran.out
