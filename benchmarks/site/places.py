"""Servers on the loopback: PostgreSQL, and the site on it with two workers."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "src/junheng_web/site/static/vendor"
WORKERS = 2
PATIENCE = 60


def environment(folder: Path, url: str) -> dict[str, str]:
    """What the site is told."""
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith("JUNHENG_WEB_")},
        "DJANGO_SETTINGS_MODULE": "benchmarks.site.settings",
        "DATABASE_URL": url,
        "JUNHENG_WEB_DATA": str(folder),
        "JUNHENG_WEB_SECRET_KEY": "only-for-measuring",
    }


def command(told: Mapping[str, str], *words: str) -> Any:
    """Run Python with these words; what it prints last, read as JSON if it is.

    Raises ``RuntimeError`` with what it said if it fails.
    """
    ran = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=dict(told),
        check=False,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise RuntimeError(f"{' '.join(words)}:\n{ran.stdout[-4000:]}\n{ran.stderr[-4000:]}")
    last = ran.stdout.strip().rpartition("\n")[2]
    return json.loads(last) if last.startswith(("{", "[")) else last


@contextmanager
def served(told: Mapping[str, str]) -> Iterator[str]:
    """The site, by gunicorn, for as long as the block runs; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("-m", "gunicorn", "junheng_web.site.wsgi", "--bind", f"127.0.0.1:{port}", "--workers",
             str(WORKERS), "--log-level", "error", "--no-control-socket")  # fmt: skip
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=dict(told))
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError("the site does not answer")
