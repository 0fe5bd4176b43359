"""A worker killed in the middle of a run leaves nothing half-written, and the run is taken up again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.one_database  # its databases are its own

ROOT = str(Path(__file__).resolve().parents[3])
BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); import django; django.setup(); "
    "from tests.site.assessments import killed_worker; getattr(killed_worker, sys.argv[2])()"
)


def command(folder: Path, what: str) -> tuple[list[str], dict[str, str]]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    kept |= {
        "JUNHENG_WEB_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "junheng_web.site.settings",
    }
    return [sys.executable, "-c", BEGIN, ROOT, what], kept


def done(folder: Path, what: str) -> str:
    call, environment = command(folder, what)
    ended = subprocess.run(
        call, env=environment, capture_output=True, text=True, check=False, timeout=180
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def state(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done(folder, "state").splitlines()[-1])
    return found


def test_a_killed_run_leaves_nothing_and_resumes(tmp_path: Path) -> None:
    done(tmp_path, "prepare")
    call, environment = command(tmp_path, "hang")
    with subprocess.Popen(
        call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as worker:
        assert worker.stdout is not None
        assert any("half-written" in line for line in worker.stdout)
        worker.kill()
    left = state(tmp_path)
    assert (left["assessment"], left["job"]) == ("pending", "running")
    assert left["lines"] == [0, 0, 0, 0]
    done(tmp_path, "resume")
    after = state(tmp_path)
    assert (after["assessment"], after["job"], after["unmet"]) == ("done", "done", 3)
    assert min(after["lines"]) > 0
    assert after["trail"]
