"""What ``python -m benchmarks`` runs, and where it writes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("ibis")
pytest.importorskip("pandas")

from benchmarks import __main__ as command
from benchmarks.report import Goal, Section


def section(run: command.Run) -> Iterator[Section]:
    goal = Goal(title="比值", measured="3.00", limit="≤ 2", reached=False)
    yield Section(
        title=f"{run.counties} 个县，{run.rounds} 次",
        note="说明",
        header=("", "中位数"),
        lines=[("甲", "1 ms")],
        goals=(goal,),
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(command, "GROUPS", {"engine": section, "growth": section})
    monkeypatch.setattr(command, "RESULTS", tmp_path / "RESULTS.md")
    return tmp_path / "RESULTS.md"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", *arguments])
    assert command.main() == 0


def test_everything_is_run_and_written_to_the_table(
    asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(monkeypatch, "--counties", "30", "--rounds", "2")
    assert asked.read_text(encoding="utf-8").count("## 30 个县，2 次") == 2


def test_a_goal_that_is_missed_stands_in_the_table_and_on_the_terminal(
    asked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "--only", "engine", "--out", str(asked))
    assert "| 比值 | 3.00 | ≤ 2 | 未达到 |" in asked.read_text(encoding="utf-8")
    assert capsys.readouterr().err == "未达到目标：比值，3.00，目标 ≤ 2\n"


def test_a_few_groups_do_not_replace_the_table_of_all(
    asked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "--only", "growth")
    assert not asked.exists()
    assert "## 2900 个县，15 次" in capsys.readouterr().out
