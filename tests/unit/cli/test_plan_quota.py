"""``junheng plan quota`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

DATA = Path(__file__).parents[3] / "examples" / "plans" / "quota"


def test_the_example_is_shared_out_and_explained(run: Run) -> None:
    ran = run("plan", "quota", DATA, "--tilt", "20%", "--least", "2", "--on", "2026-09-01")

    assert ran.code == 0
    assert "各初中的名额" in ran.out
    assert "余数" in ran.out


def test_json_names_the_rules_and_the_commitment(run: Run) -> None:
    ran = run("plan", "quota", DATA, "--tilt", "0.2", "--format", "json")
    told = json.loads(ran.out)

    assert told["plan"] == "quota"
    assert told["basis"]["rural_tilt"] == "1/5"
    assert len(told["basis"]["commitment"]) == 64
    assert sum(row["places"] for row in told["tables"]["schools"]) == 403


def test_a_plan_is_written(run: Run, tmp_path: Path) -> None:
    ran = run("plan", "quota", DATA, "--out", tmp_path / "plan")

    assert ran.code == 0
    assert (tmp_path / "plan" / "plan.json").exists()


def test_what_is_impossible_is_an_answer_too(run: Run) -> None:
    ran = run("plan", "quota", DATA, "--share", "100%", "--least", "200")

    assert ran.code == 0
    assert "做不到" in ran.out


def test_lots_need_a_public_value_and_say_so(run: Run) -> None:
    ran = run("plan", "quota", DATA, "--method", "lot")

    assert ran.code == 2
    assert "--public-value" in ran.err
    drawn = run("plan", "quota", DATA, "--method", "lot", "--public-value", "2026088期0712")
    assert drawn.code == 0
    assert "中签" in drawn.out


@pytest.mark.parametrize("tilt", ["two", "-1", "300%", "nan", ""])
def test_a_tilt_that_is_no_share_is_refused(run: Run, tilt: str) -> None:
    ran = run("plan", "quota", DATA, "--tilt", tilt)

    assert ran.code == 2
    assert "20%" in ran.err


def test_a_folder_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("plan", "quota", tmp_path / "none")

    assert ran.code == 2
    assert "Traceback" not in ran.err
