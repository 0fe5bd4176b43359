"""Ctrl-C while Spark works ends the program soon, as it ends any program, and leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from junheng.engine.spark.interruption import interrupted
from tests.engine.spark.conftest import needed

PROGRAM = Path(__file__).with_name("interrupted_run.py")


def begin(how: str, folder: Path) -> subprocess.Popen[str]:
    """The program, begun; its temporary files go below ``folder``."""
    (folder / how / "temporary").mkdir(parents=True)
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), how, str(folder / how)],
        env={**os.environ, "TMPDIR": str(folder / how / "temporary")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_interrupting_stops_the_jobs_and_java_and_leaves_no_file(tmp_path: Path) -> None:
    needed()
    programs = {how: begin(how, tmp_path) for how in ("collect", "write")}  # at once: Java is slow
    try:
        for how, program in programs.items():
            assert program.stdout is not None
            assert program.stdout.readline() == "working\n", how
            program.send_signal(signal.SIGINT)
        for how, program in programs.items():
            _, errors = program.communicate(timeout=60)  # the job would have taken five minutes
            assert not errors, how
            assert program.returncode == 130, how
            assert [each.name for each in (tmp_path / how).iterdir()] == ["temporary"]
            assert not list((tmp_path / how / "temporary").glob("junheng-*"))
    finally:
        for program in programs.values():
            program.kill()
            program.wait()


def interrupted_and_cleared_up() -> None:
    """Fail as PySpark does when what clears up after an interruption fails."""
    try:
        raise KeyboardInterrupt
    finally:
        raise RuntimeError("the job was cancelled")


def test_an_interruption_is_found_behind_the_failure_that_it_caused() -> None:
    with pytest.raises(RuntimeError) as failure:
        interrupted_and_cleared_up()
    assert interrupted(failure.value)
    assert not interrupted(RuntimeError("on its own"))
