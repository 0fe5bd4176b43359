"""``junheng plan layout`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from junheng.cli.plan_layout import command
from junheng.errors import UserError

EXAMPLE = str(Path(__file__).parents[4] / "examples" / "plans" / "layout")


def called(*words: str) -> Result:
    return CliRunner().invoke(command, list(words))


def test_the_plan_is_given_as_json() -> None:
    done = called(EXAMPLE, "--format", "json", "--buses", "--seats", "40", "--ride", "30")
    assert done.exit_code == 0
    plan = json.loads(done.stdout)
    assert plan["ending"] == "proven"
    figures = plan["figures"]
    assert figures["bound_yuan"] <= figures["cost_yuan"]
    assert figures["gap"] <= 1e-6
    assert plan["basis"]["buses"]["seats"] == 40
    closed = [row["site"] for row in plan["tables"]["sites"] if row["decision"] == "撤并"]
    assert closed == ["河西教学点"]
    assert plan["tables"]["proposals"] == [
        {"site_code": "S06", "site": "小湾教学点", "steps": "公示、审批"}
    ]
    assert all(row["minutes"] <= 30 for row in plan["tables"]["bus_routes"])


def test_the_plan_is_shown() -> None:
    done = called(EXAMPLE, "--no-proposals")
    assert done.exit_code == 0
    assert "学校布局方案" in done.stdout
    assert "超出走读距离" in done.stdout


def test_options_change_the_plan() -> None:
    done = called(EXAMPLE, "--format", "json", "--low-km", "1000", "--budget", "3e6")
    assert done.exit_code == 2
    done = called(
        EXAMPLE, "--format", "json", "--low-km", "5", "--budget", "3000000", "--years", "1"
    )
    plan = json.loads(done.stdout)
    assert plan["figures"]["beyond_pupils"] == 0
    assert plan["figures"]["build_yuan"] <= 3_000_000
    assert plan["basis"]["day_km"]["low"] == 5


def test_a_budget_of_nothing_is_explained_not_an_error() -> None:
    done = called(EXAMPLE, "--format", "json", "--budget", "0")
    assert done.exit_code == 0
    plan = json.loads(done.stdout)
    assert plan["ending"] in ("impossible", "proven", "within_gap")


@pytest.mark.parametrize(
    "words", [(), (EXAMPLE, "--vrplib", "a.vrp"), ("--vrplib", "a", "--or-library", "b")]
)
def test_exactly_one_thing_is_to_be_read(words: tuple[str, ...]) -> None:
    assert isinstance(called(*words).exception, UserError)


@pytest.mark.parametrize("value", ["nan", "-1", "inf", "1e3", "", "三", "1001"])
def test_a_distance_that_is_no_number_is_a_usage_error(value: str) -> None:
    assert called(EXAMPLE, "--low-km", value).exit_code == 2


def test_a_published_instance_is_solved(tmp_path: Path) -> None:
    path = tmp_path / "pmed.txt"
    path.write_text("3 2 1\n1 2 4\n2 3 6\n", encoding="utf-8")
    done = called("--or-library", str(path), "--format", "json")
    assert json.loads(done.stdout)["figures"] == {"objective": 10, "bound": 10, "gap": 0}
