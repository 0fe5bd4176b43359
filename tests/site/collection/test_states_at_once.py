"""Two hundred submissions in the last minute: none lost, none doubled. And a process that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgresql import running

pytestmark = pytest.mark.one_database  # its databases are its own

_SEASON = """
import sys
import django
django.setup()
from tests.site.collection.states_season import {name}
{name}(*sys.argv[1:])
"""


def carried_out(
    name: str, database: str, folder: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run a function of ``states_season`` in a process of its own on that database."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "junheng_web.site.settings",
        "DATABASE_URL": database,
        "JUNHENG_WEB_DATA": str(folder),
    }
    return subprocess.run(
        [sys.executable, "-c", _SEASON.format(name=name), *arguments],
        env=environment,
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_200_submissions_at_once_on_postgresql(tmp_path: Path) -> None:
    try:
        with running() as server:
            done = carried_out("rush", server.url(), tmp_path, "200", "20")
    except LookupError as problem:
        pytest.skip(str(problem))
    assert done.returncode == 0, done.stderr[-3000:]
    assert "200 submitted once, 200 told that it was done already" in done.stdout


def test_24_submissions_at_once_on_sqlite(tmp_path: Path) -> None:
    done = carried_out("rush", f"sqlite:///{tmp_path / 'site.sqlite3'}", tmp_path, "24", "6")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "24 submitted once, 24 told that it was done already" in done.stdout


def test_a_campaign_killed_while_it_opens_leaves_nothing_half_made(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'site.sqlite3'}"
    done = carried_out("killed_while_opening", database, tmp_path)
    assert done.returncode == -signal.SIGKILL, done.stderr[-3000:]
    assert "about to be killed with 30 returns made" in done.stdout
    done = carried_out("opened_after_all", database, tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "0 rounds, 0 returns, 0 notices before; 30 returns after" in done.stdout
