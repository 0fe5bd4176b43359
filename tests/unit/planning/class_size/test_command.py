"""The further tables, and ``junheng plan classes-needed``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from junheng.census.reading import read
from junheng.cli.plan_classes_needed import command
from junheng.errors import UserError
from junheng.model import Stage
from junheng.planning.inputs.class_size import Classrooms, read_class_size

EXAMPLE = Path(__file__).parents[4] / "examples/plans/class-size"
AUTUMN = ["--on", "2025-09-01"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The example, to be changed."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "data"))


def test_the_further_tables_are_read(data: Path) -> None:
    (data / "distances.csv").write_text(
        "学校标识码,另一学校标识码,路程\n9999030101,9999030102,2.5\n", encoding="utf-8"
    )
    found = read_class_size(data, read(data).require())

    assert found.classrooms["9999030101"] == Classrooms(rooms=17, most_new=4, yuan=400_000)
    assert found.classrooms["9999030102"].yuan is None
    assert found.km["9999030102", "9999030101"] == found.km["9999030101", "9999030102"]
    assert found.intakes["9999030101", Stage.PRIMARY, 2026] == 104


@pytest.mark.parametrize(
    ("table", "lines", "told"),
    [
        ("classrooms", ["学校标识码,普通教室间数", "9,3"], "“学校”表里没有这个代码"),
        ("classrooms", ["学校标识码,普通教室间数", "9999030101,-3"], "是负数"),
        ("classrooms", ["学校标识码,普通教室间数", "9999030101,99999"], "不合情理"),
        (
            "classrooms",
            ["学校标识码,普通教室间数", "9999030101,3", "9999030101,4"],
            "与第 2 行重复",
        ),
        ("distances", ["学校标识码,另一学校标识码,路程", "9999030101,7,3"], "没有这个代码"),
        ("distances", ["学校标识码,另一学校标识码,路程", "9999030101,9999030102,3000"], "不合情理"),
        (
            "intakes",
            ["学校标识码,学段,学年,新生数", "9999030101,初中,2026,3"],
            "没有这个学段；填的是“初中”",
        ),
        ("intakes", ["学校标识码,学段,学年,新生数", "9999030101,小学,明年,3"], "填的是“明年”"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(
    data: Path, table: str, lines: list[str], told: str
) -> None:
    (data / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    with pytest.raises(UserError, match=told) as refused:
        read_class_size(data, read(data).require())
    assert f"{table}.csv" in str(refused.value)


def test_the_example_has_a_plan() -> None:
    ran = CliRunner().invoke(command, [str(EXAMPLE), *AUTUMN, "--by", "2028", "--format", "json"])

    assert ran.exit_code == 0
    plan = json.loads(ran.output)
    assert plan["ending"] in ("proven", "within_gap")
    assert plan["reasons"] == []
    assert plan["tables"]["years"][-1]["grades_over"] == 0
    assert len(plan["tables"]["ledger"]) == 10
    assert plan["figures"]["gap"] <= 1e-3


def test_fewer_rooms_than_classes_is_impossible_and_not_an_error(data: Path) -> None:
    lines = ["学校标识码,普通教室间数,最多可新增间数", "9999030201,10,0"]
    (data / "classrooms.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = CliRunner().invoke(command, [str(data), *AUTUMN, "--no-moves", "--format", "json"])

    assert ran.exit_code == 0
    plan = json.loads(ran.output)
    assert plan["ending"] == "impossible"
    assert "城关中学" in {reason["where"] for reason in plan["reasons"]}


def test_options_are_said_in_the_basis() -> None:
    ran = CliRunner().invoke(
        command,
        [str(EXAMPLE), *AUTUMN, "--by", "2027", "--large-by", "2026", "--share", "10",
         "--staff-primary", "2.4", "--room-yuan", "300000", "--format", "json"],
    )  # fmt: skip

    basis = json.loads(ran.output)["basis"]
    assert (basis["year"], basis["by"], basis["large_by"], basis["share"]) == (
        2025, 2027, 2026, 0.1,
    )  # fmt: skip
    assert basis["staff_per_class"]["primary"] == 2.4
    assert basis["prices"]["room_yuan"] == 300_000


@pytest.mark.parametrize(
    "given",
    [
        ["--by", "2025"],
        ["--by", "2050"],
        ["--by", "2027", "--large-by", "2028"],
        ["--extra-large-by", "2025"],
        ["--share", "101"],
        ["--within", "-1"],
        ["--staff-primary", "0"],
    ],
)
def test_options_out_of_range_are_refused(given: list[str]) -> None:
    assert CliRunner().invoke(command, [str(EXAMPLE), *AUTUMN, *given]).exit_code == 2


def test_spring_belongs_to_the_school_year_before() -> None:
    ran = CliRunner().invoke(command, [str(EXAMPLE), "--on", "2026-03-01", "--format", "json"])

    assert json.loads(ran.output)["basis"]["year"] == 2025
