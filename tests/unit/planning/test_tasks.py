"""The tasks of a plan add up to the plan: what is adopted is what was shown."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from junheng.cli.plan import command as plans

EXAMPLES = Path(__file__).parents[3] / "examples/plans"


def plan(command: str, folder: str, *words: str) -> dict[str, Any]:
    """The plan of an example."""
    arguments = [command, str(EXAMPLES / folder), *words, "--format", "json"]
    result = CliRunner().invoke(plans, arguments)
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def total(made: dict[str, Any], table: str, column: str = "quantity", **where: str) -> float:
    """The sum of a column over the rows in which a text holds each of the words."""
    rows = [
        row
        for row in made["tables"][table]
        if all(word in (row[name] or "") for name, word in where.items())
    ]
    return float(sum(row[column] or 0 for row in rows))


def figure(made: dict[str, Any], name: str) -> float:
    """A key figure."""
    return float(made["figures"][name])


def test_rooms_teachers_classes_and_pupils_add_up() -> None:
    made = plan("classes-needed", "class-size", "--on", "2025-09-01")
    assert total(made, "tasks", task="新增普通教室") == figure(made, "new_rooms") > 0
    assert total(made, "tasks", task="新生调剂") == total(made, "moves", "pupils") > 0
    most: dict[tuple[str, str], int] = {}
    for row in made["tables"]["teachers"]:
        unit = row["school_code"], row["stage"]
        most[unit] = max(most.get(unit, 0), row["short"])
    assert total(made, "tasks", task="补充教师") == sum(most.values()) > 0
    split = total(made, "tasks", task="增加")
    grown = [
        row["classes"] - row["before"]
        for row in made["tables"]["grades"]
        if "均衡编班" in row["action"]
    ]
    assert split == sum(grown) > 0
    for row in made["tables"]["tasks"]:
        assert date.fromisoformat(row["due"]) == date(int(row["year"]), 8, 31)


def test_a_room_costs_what_the_school_says() -> None:
    made = plan("classes-needed", "class-size", "--on", "2025-09-01")
    rooms = [row for row in made["tables"]["tasks"] if row["task"] == "新增普通教室"]
    each = {row["school_code"]: row["cost_yuan"] / row["quantity"] for row in rooms}
    assert each == {"9999030103": 250_000, "9999030201": 420_000, "9999030202": 250_000}


def test_what_is_built_adds_up() -> None:
    made = plan("layout", "layout")
    assert total(made, "tasks", "cost_yuan") == figure(made, "build_yuan") > 0
    sites = {row["site_code"]: row for row in made["tables"]["sites"]}
    for row in made["tables"]["tasks"]:
        site = sites[row["school_code"]]
        assert (row["quantity"] or 0) == max(0, site["places"] - site["places_now"])
    changed = figure(made, "built") + figure(made, "extended") + figure(made, "closed")
    assert len(made["tables"]["tasks"]) == changed


def test_posts_and_their_people_add_up() -> None:
    made = plan("posts", "posts", "--on", "2026-06-01")
    assert total(made, "tasks", task="编制", unit="名") == figure(made, "moved") > 0
    assert total(made, "tasks", task="随编") == figure(made, "people")


def test_people_in_posts_that_are_handed_in_are_not_forgotten() -> None:
    made = plan("posts", "posts", "--on", "2026-06-01", "--total", "250")
    people = total(made, "tasks", task="随编") + total(made, "tasks", task="安置")
    assert people == figure(made, "people") > 0
    assert total(made, "tasks", task="安置") > 0


def test_a_rotation_tells_numbers_and_nobody() -> None:
    made = plan("rotate", "rotate", "--on", "2026-06-01")
    assert total(made, "tasks") == len(made["tables"]["transfers"]) > 0
    told = json.dumps(made["tables"]["tasks"], ensure_ascii=False)
    assert not [row["person"] for row in made["tables"]["transfers"] if row["person"] in told]


def test_columns_that_no_task_fills_are_left_out() -> None:
    (row, *_) = plan("posts", "posts", "--on", "2026-06-01")["tables"]["tasks"]
    assert list(row) == ["school_code", "name", "task", "quantity", "unit", "responsible"]
    (row, *_) = plan("classes-needed", "class-size", "--on", "2025-09-01")["tables"]["tasks"]
    assert {"year", "due", "stage", "cost_yuan", "clause"} < set(row)
