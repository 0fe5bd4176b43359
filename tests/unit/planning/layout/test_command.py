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


def test_a_negative_budget_is_refused_as_such() -> None:
    done = called(EXAMPLE, "--budget", "-5")
    assert done.exit_code == 2
    assert "是负数，不能小于 0" in done.output


def test_sites_are_shown_with_their_places_on_the_map(tmp_path: Path) -> None:
    (tmp_path / "villages.csv").write_text(
        "村代码,村名,经度,纬度,小学1至3年级学生数,小学4至6年级学生数,初中学生数\n"
        "V1,甲,104.1,25.2,5,5,0\n",
        encoding="utf-8",
    )
    (tmp_path / "sites.csv").write_text(
        "校点代码,校点名称,现状,校点类型,经度,纬度,现有学位,每年固定运转经费\n"
        "S1,甲小学,现有,小学,104.11,25.21,50,1000\n",
        encoding="utf-8",
    )
    done = called(str(tmp_path), "--format", "json")
    assert done.exit_code == 0, done.output
    (row,) = json.loads(done.stdout)["tables"]["sites"]
    assert (row["lon"], row["lat"]) == (104.11, 25.21)


def test_a_stage_that_no_site_teaches_is_named(tmp_path: Path) -> None:
    (tmp_path / "villages.csv").write_text(
        "村代码,村名,经度,纬度,小学1至3年级学生数,小学4至6年级学生数,初中学生数\n"
        "V1,甲,104.1,25.2,5,5,7\n",
        encoding="utf-8",
    )
    (tmp_path / "sites.csv").write_text(
        "校点代码,校点名称,现状,校点类型,经度,纬度,现有学位,每年固定运转经费\n"
        "S1,甲小学,现有,小学,104.11,25.21,50,1000\n",
        encoding="utf-8",
    )
    done = called(str(tmp_path), "--format", "json")
    plan = json.loads(done.stdout)
    assert plan["ending"] == "impossible"
    assert "没有一个校点招收初中的学生" in plan["reasons"][0]["what"]
    assert "没有路" not in done.stdout
