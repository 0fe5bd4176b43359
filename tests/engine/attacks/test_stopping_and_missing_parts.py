"""Stopped in the middle of a statement, out of disk, or without the libraries."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from junheng.engine.backends import connect
from junheng.engine.duckdb_failures import explained

_WITHOUT = """
import importlib.util, sys
from junheng.cli.main import main
LIBRARIES = {"ibis", "pyarrow", "duckdb", "numpy"}
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in LIBRARIES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name in LIBRARIES else find(name, *more)
main()
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["engine", "run", "data", "--out", "out"],
        ["engine", "check", "data"],
        ["engine", "sql"],
        ["engine", "trend", "2024=data", "--out", "out"],
        ["engine", "compare", "data", "--out", "out"],
        ["synthesize", "--counties", "1", "--out", "out"],
    ],
)
def test_every_command_says_what_is_not_installed(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "没有安装" in done.stderr or "还没有安装" in done.stderr
    assert 'pip install ".[engine]"' in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_libraries_are_there_for_these_tests() -> None:
    assert importlib.util.find_spec("ibis") is not None


def test_a_statement_that_the_user_stops_is_a_stop_and_no_defect() -> None:
    with pytest.raises(KeyboardInterrupt), connect():
        raise RuntimeError("Query interrupted")


def test_any_other_failure_of_the_program_stays_one() -> None:
    with pytest.raises(RuntimeError, match="something else"), connect():
        raise RuntimeError("something else")


def test_a_full_disk_is_told_with_what_to_do() -> None:
    said = 'IO Error: Could not write file "out/rows.parquet": No space left on device'
    assert explained(said) == (
        f"磁盘已满，计算或写结果没有完成（{said}）",
        "清理磁盘，或用环境变量 TMPDIR 把临时文件夹换到大的磁盘",
    )


def test_lines_of_the_data_that_duckdb_quotes_are_not_passed_on() -> None:
    said = "Invalid Input Error: CSV Error on Line: 7\nOriginal Line: P-0001,5323230001,primary\n"
    told = explained(said)
    assert told is not None
    assert told[0] == "CSV 文件读不下去（Invalid Input Error: CSV Error on Line: 7）"


def test_a_wrong_statement_is_a_defect_of_the_program() -> None:
    assert explained("Binder Error: Referenced column not found") is None
