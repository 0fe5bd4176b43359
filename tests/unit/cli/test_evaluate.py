"""``junheng evaluate``: the verdict first, the JSON contract, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

Workbooks = dict[str, Path]


def test_the_first_line_is_the_verdict(run: Run, workbooks: Workbooks) -> None:
    for name, verdict in (
        ("passes", "✓ 达标"),
        ("narrowly", "✗ 未达标"),
        ("undecided", "? 无法判定"),
    ):
        ran = run("evaluate", workbooks[name])
        assert ran.code == 0
        assert verdict in ran.out.strip().splitlines()[0]


def test_it_ends_with_what_to_do_next(run: Run, workbooks: Workbooks) -> None:
    lines = run("evaluate", workbooks["narrowly"]).out.strip().splitlines()
    assert any(line.startswith("问为什么：junheng explain") for line in lines[-4:])
    assert any(line.startswith("生成申报表和报告：junheng evaluate") for line in lines[-4:])


def test_missing_data_is_listed_not_counted_as_zero(run: Run, workbooks: Workbooks) -> None:
    ran = run("evaluate", workbooks["undecided"])
    assert "缺的数据" in ran.out
    assert "缺的数据不当作 0" in ran.out


def test_json_keeps_the_contract(run: Run, workbooks: Workbooks) -> None:
    ran = run("evaluate", workbooks["narrowly"], "--format", "json", "--on", "2025-09-01")
    found = json.loads(ran.out)
    assert ran.err == ""
    assert {"junheng", "ruleset", "counties"} <= set(found)
    assert found["ruleset"]["on"] == "2025-09-01"
    (county,) = found["counties"]
    assert county["verdict"] == "not_met"
    ids = [clause["id"] for clause in county["clauses"]]
    assert ids[:9] == [*(f"6.{n}" for n in range(1, 8)), "6.school", "6.cv"]
    assert [i for i in ids if i.startswith("7.")] == [f"7.{n}" for n in range(1, 16)]
    assert [i for i in ids if i.startswith("8.")] == [f"8.{n}" for n in range(1, 10)]
    assert ids[-7:] == ["9", *(f"10.{n}" for n in range(1, 7))]
    assert all(clause["decides"] is (n >= 7) for n, clause in enumerate(county["clauses"]))


def test_with_takes_several_values_in_either_form(run: Run, workbooks: Workbooks) -> None:
    spaced = run(
        "evaluate", workbooks["passes"], "--format", "json",
        "--with", "rooms_built_by_2016", "room_count=summed",
    )  # fmt: skip
    repeated = run(
        "evaluate", "--with", "rooms_built_by_2016", "--with", "room_count=summed",
        "--format", "json", workbooks["passes"],
    )  # fmt: skip
    assert json.loads(spaced.out)["ruleset"] == json.loads(repeated.out)["ruleset"]
    assert json.loads(spaced.out)["ruleset"]["options"]["room_count"] == "summed"
    assert json.loads(spaced.out)["ruleset"]["switches"] == ["rooms_built_by_2016"]


def test_data_may_follow_the_switches(run: Run, workbooks: Workbooks) -> None:
    ran = run("evaluate", "--with", "rooms_built_by_2016", workbooks["passes"])
    assert ran.code == 0


def test_an_unknown_switch_is_refused_with_the_known_ones(run: Run, workbooks: Workbooks) -> None:
    ran = run("evaluate", workbooks["passes"], "--with", "moon")
    assert ran.code == 2
    assert "没有例外条款“moon”" in ran.err
    assert "rooms_built_by_2016" in ran.err


def test_data_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("evaluate", tmp_path / "没有.xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert "没有.xlsx" in ran.err
    assert "Traceback" not in ran.err


def test_out_writes_every_product_and_nothing_unfinished(
    run: Run, workbooks: Workbooks, tmp_path: Path
) -> None:
    out = tmp_path / "结果"
    ran = run("evaluate", workbooks["narrowly"], "--out", out)
    assert ran.code == 0
    written = sorted(path.name for path in out.iterdir())
    assert "evaluation.json" in written
    assert {path.suffix for path in out.iterdir()} == {".xlsx", ".docx", ".html", ".json"}
    assert not [name for name in written if name.startswith(".") or name.endswith(".part")]
    for name in written:
        assert name in ran.out.replace("\n", "")


def test_the_same_input_gives_the_same_document(run: Run, workbooks: Workbooks) -> None:
    args = ("evaluate", workbooks["undecided"], "--format", "json", "--on", "2025-09-01")
    assert run(*args).out == run(*args).out


@pytest.mark.parametrize("format_", ["table", "json"])
def test_a_reader_that_stops_early_is_no_defect(workbooks: Workbooks, format_: str) -> None:
    command = [
        sys.executable,
        "-m",
        "junheng.cli",
        "evaluate",
        str(workbooks["undecided"]),
        "--format",
    ]
    with subprocess.Popen(
        [*command, format_], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
