"""A program that is asked to end stops as if a person had stopped it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

ENTRY = "import sys; from junheng.cli.main import main; sys.argv[0] = 'junheng'; main()"


def test_a_termination_leaves_nothing_behind_and_says_so(tmp_path: Path) -> None:
    target = tmp_path / "nation"
    command = [sys.executable, "-c", ENTRY, "synthesize", "--counties", "2900", "--pupils"]
    command += ["--seed", "1", "--out", str(target)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        while not any(tmp_path.iterdir()):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "已停止。没有写完的文件不会留下。" in said
    assert list(tmp_path.iterdir()) == []
