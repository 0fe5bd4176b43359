"""``junheng plan comply`` from a file to a plan, and what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from junheng.cli.plan_comply import command
from junheng.errors import UserError

EXAMPLES = Path("examples/counties")
COMMON = ["--on", "2025-09-01", "--no-compare", "--format", "json"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, [*arguments])


def test_it_plans_an_example_from_beginning_to_end(tmp_path: Path) -> None:
    data = str(EXAMPLES / "fails-narrowly.xlsx")
    out = tmp_path / "out"
    result = CliRunner().invoke(
        command, [data, "--on", "2025-09-01", "--years", "2", "--format", "json", "--out", str(out)]
    )
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    figures = told["figures"]
    assert told["ending"] in ("proven", "within_gap")
    assert figures["bound"] <= figures["cost"] <= figures["bound"] * 1.0011
    assert figures["earliest"] == "2026"
    assert figures["peer_fill"] >= figures["peer_careful"] >= figures["bound"]
    assert told["tables"]["costs"][-1]["total"] == figures["cost"]
    assert sum(row["total"] for row in told["tables"]["schools"]) == figures["cost"]
    assert all(row["after"] for row in told["tables"]["rows"])
    assert all(row["met"] for row in told["tables"]["disparities"])
    assert not told["reasons"]
    assert (out / "plan.json").exists()


def test_three_runs_give_the_same_plan() -> None:
    data = str(EXAMPLES / "fails-narrowly.xlsx")
    outputs = {run(data, "--years", "2", *COMMON).stdout for _ in range(3)}
    assert len(outputs) == 1


def test_missing_cells_are_unusable_input() -> None:
    result = run(str(EXAMPLES / "undecided.xlsx"), "--years", "1", *COMMON)
    assert isinstance(result.exception, UserError)
    assert "有 7 格没有填" in str(result.exception)
    assert "学段!P2" in str(result.exception)


def test_an_impossible_demand_is_an_answer(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(EXAMPLES / "passes-csv", data)
    (data / "comply_years.csv").write_text("年份,预算\n2026,1000\n", encoding="utf-8")
    result = run(str(data), "--years", "1", *COMMON)
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["ending"] == "impossible"
    assert told["reasons"]
    assert not told["tables"]


def test_own_prices_are_used_and_said(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(EXAMPLES / "passes-csv", data)
    (data / "comply_prices.csv").write_text("项目,一次性单价\n交流轮岗,0\n", encoding="utf-8")
    told = json.loads(run(str(data), "--years", "1", *COMMON).stdout)
    assert told["figures"]["cost"] == 0
    assert told["basis"]["prices"]["move"]["own"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--years", "2", "--target-year", "2027"),
        ("--target-year", "2025"),
        ("--target-year", "2080"),
        ("--years", "0"),
        ("--gap", "-1"),
    ],
)
def test_arguments_that_cannot_be_meant_are_refused(arguments: tuple[str, ...]) -> None:
    result = run(str(EXAMPLES / "fails-narrowly.xlsx"), *arguments, *COMMON)
    assert result.exit_code == 2


def test_an_unknown_county_is_refused() -> None:
    result = run(str(EXAMPLES / "fails-narrowly.xlsx"), "--county", "110101", *COMMON)
    assert isinstance(result.exception, UserError)
    assert "999902" in str(result.exception)


def test_the_year_of_the_local_schedule_is_the_default() -> None:
    from datetime import date  # noqa: PLC0415

    from junheng.cli.plan_comply import _years  # noqa: PLC0415
    from junheng.rulebook import rules  # noqa: PLC0415

    scheduled = rules(jurisdiction="532328", on=date(2026, 9, 1))
    assert _years(scheduled, 2026, years=None, target_year=None) == (2027, 2028, 2029, 2030)
    assert _years(scheduled, 2031, years=None, target_year=None) == (2032,)
    assert len(_years(rules(on=date(2026, 9, 1)), 2026, years=None, target_year=None)) == 3


def test_a_time_limit_ends_it_with_the_best_so_far() -> None:
    result = run(
        str(EXAMPLES / "fails-narrowly.xlsx"), "--years", "5", "--time-limit", "1", *COMMON
    )
    assert result.exit_code == 0
    assert json.loads(result.stdout)["ending"] in ("stopped", "proven", "within_gap")
