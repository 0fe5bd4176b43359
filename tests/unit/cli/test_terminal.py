"""What a terminal may be and may be given: other encodings, closed pipes, names that steer it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

from junheng.census.records import Census
from junheng.census.writing import write_folder
from junheng.synthesis import FAILS_NARROWLY, UNDECIDED, county

COMMANDS = (["evaluate"], ["evaluate", "--format", "json"], ["explain", "6.school"], ["check"])


def shell(data: Path, command: list[str], **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command on ``data`` in a process of its own."""
    name, *rest = command
    return subprocess.run(
        [sys.executable, "-m", "junheng.cli", name, str(data), *rest],
        capture_output=True,
        check=False,
        env={**os.environ, **variables},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county with open clauses, as a folder of CSV."""
    path = tmp_path_factory.mktemp("terminal") / "county"
    write_folder(county(1, UNDECIDED), path)
    return path


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_encoding_that_lacks_characters_is_no_defect(
    folder: Path, command: list[str], encoding: str
) -> None:
    ran = shell(folder, command, PYTHONIOENCODING=encoding)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)
    assert ran.stdout


def test_marks_that_gbk_lacks_are_shown_by_its_own(folder: Path) -> None:
    shown = shell(folder, ["evaluate"], PYTHONIOENCODING="gbk").stdout.decode("gbk")
    assert "√社会认可度达标" in shown


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_closed_pipe_ends_quietly(folder: Path, command: list[str]) -> None:
    name, *rest = command
    with subprocess.Popen(
        [sys.executable, "-m", "junheng.cli", name, str(folder), *rest],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_said(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "junheng.cli", "evaluate", str(folder)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (ran.returncode, ran.stderr.decode()) == (2, "✗ 结果没有写出去：磁盘已满\n")


def renamed(census: Census, name: str) -> Census:
    """The county with every school called ``name``, numbered."""
    schools = tuple(
        replace(school, name=f"{name}{number}") for number, school in enumerate(census.schools)
    )
    return replace(census, schools=schools)


@pytest.mark.parametrize("name", ["学校[/]", "[red]学校", "[link=x]学校", ":smile:学校"])
def test_names_that_look_like_markup_are_shown_as_they_are(
    run: Run, tmp_path: Path, name: str
) -> None:
    write_folder(renamed(county(1, FAILS_NARROWLY), name), tmp_path / "county")
    ran = run("evaluate", tmp_path / "county")
    assert ran.code == 0
    assert name in ran.out


@pytest.mark.parametrize("steering", ["\x1b[2J", "\x1b]52;c;aGk=\x07", "\x9b2J", "\u202e"])
def test_names_never_steer_the_terminal(run: Run, tmp_path: Path, steering: str) -> None:
    write_folder(renamed(county(1, FAILS_NARROWLY), f"学校{steering}"), tmp_path / "county")
    for command in (["evaluate"], ["explain", "999902"], ["check", "--no-marked"]):
        ran = run(command[0], tmp_path / "county", *command[1:])
        assert steering[0] not in ran.out + ran.err


def test_an_empty_path_is_not_the_current_folder(run: Run) -> None:
    for args in (["evaluate", ""], ["check", ""], ["evaluate", "x.xlsx", "--out", ""]):
        ran = run(*args)
        assert ran.code == 2
        assert "路径是空的" in ran.err


def test_rules_of_another_place_are_pointed_out(run: Run, folder: Path) -> None:
    ran = run("evaluate", folder, "--jurisdiction", "210381")
    assert "不在海城市，却按海城市的规则判定" in ran.out
    ran = run("evaluate", folder, "--jurisdiction", "110105")
    assert "规则手册里没有 110105 自己的规定" in ran.out


def test_a_place_with_rules_of_its_own_is_pointed_out(run: Run, tmp_path: Path) -> None:
    census = county(1, FAILS_NARROWLY)
    moved = replace(
        census,
        schools=tuple(replace(each, county_code="532323") for each in census.schools),
        county=tuple(replace(each, county_code="532323") for each in census.county),
        attestations=tuple(replace(each, county_code="532323") for each in census.attestations),
    )
    write_folder(moved, tmp_path / "county")
    assert "请加 --jurisdiction 532323" in run("evaluate", tmp_path / "county").out


def test_a_code_of_no_place_at_all_is_judged_by_the_nation(run: Run, tmp_path: Path) -> None:
    census = county(1, FAILS_NARROWLY)
    schools = tuple(replace(each, county_code="100001") for each in census.schools)
    write_folder(replace(census, schools=schools, county=(), attestations=()), tmp_path / "county")
    ran = run("evaluate", tmp_path / "county")
    assert (ran.code, ran.err) == (0, "")
    assert "100001" in ran.out


def test_many_counties_get_one_line_each(run: Run, tmp_path: Path) -> None:
    census = county(1, FAILS_NARROWLY)
    schools = tuple(
        replace(school, county_code=f"53232{number % 5}")
        for number, school in enumerate(census.schools)
    )
    write_folder(replace(census, schools=schools, county=(), attestations=()), tmp_path / "county")
    ran = run("evaluate", tmp_path / "county")
    assert "5 个县" in ran.out
    assert (
        sum(f"53232{number}" in line for number in range(5) for line in ran.out.splitlines()) >= 5
    )
