"""``junheng synthesize``."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

pytest.importorskip("pyarrow", reason="the extra “engine” is not installed")


def test_it_tells_what_was_written(run: Run, tmp_path: Path) -> None:
    ran = run("synthesize", "--counties", 2, "--seed", 3, "--out", tmp_path / "a", "--classes")

    assert ran.code == 0
    first, *tables = ran.out.splitlines()
    assert first == f"✓ 已写出 {tmp_path / 'a'}：2 个县（虚构），种子 3"
    assert [line.split("：")[0] for line in tables] == [
        "  学校 schools", "  学段 stages", "  专用教室 rooms", "  县级数据 county",
        "  佐证 attestations", "  班级 classes",
    ]  # fmt: skip


def test_what_it_writes_can_be_checked(run: Run, tmp_path: Path) -> None:
    run("synthesize", "--counties", 1, "--seed", 3, "--out", tmp_path / "a", "--format", "csv")

    assert run("check", tmp_path / "a").code == 0


def test_with_several_years_it_says_which_year_the_figures_are_of(run: Run, tmp_path: Path) -> None:
    ran = run("synthesize", "--counties", 1, "--years", 2, "--out", tmp_path / "a")

    assert ran.out.splitlines()[1].endswith(" 行（最后一年）")


@pytest.mark.parametrize(
    ("option", "value", "bounds"),
    [
        ("--counties", "0", "1 到 27000 "),
        ("--counties", "27001", "1 到 27000 "),
        ("--years", "11", "1 到 10 "),
        ("--seed", "-1", "0 或更大"),
        ("--counties", "1.5", "1 到 27000 "),
        ("--counties", "九", "1 到 27000 "),
    ],
)
def test_a_number_out_of_bounds_is_refused(
    run: Run, tmp_path: Path, option: str, value: str, bounds: str
) -> None:
    ran = run("synthesize", option, value, "--out", tmp_path / "a")

    assert ran.code == 2
    assert ran.err.splitlines()[0] == f"✗ 参数 {option} 不对：“{value}”不是 {bounds}的整数"


def test_a_folder_in_use_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").write_text("")

    ran = run("synthesize", "--counties", 1, "--out", tmp_path / "a")

    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        f"✗ {tmp_path / 'a'} 不是空文件夹，没有覆盖",
    )
