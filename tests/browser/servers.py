"""A real site: web server, worker and database in processes of their own, as ``make serve`` has them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.browser.databases import Place
from tests.browser.needs import ROOT

PATIENCE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that answers at ``address``; ``land`` is what it was filled with."""

    address: str
    place: Place
    environment: Mapping[str, str]
    land: Mapping[str, Any]

    def command(self, *words: str) -> str:
        """Run one of the site's commands beside it; what it says."""
        return command(self.environment, "-m", "junheng_web", *words)


def command(environment: Mapping[str, str], *words: str) -> str:
    """Run Python with these words. Raises ``RuntimeError`` with what it said if it fails."""
    ran = subprocess.run(
        [sys.executable, *words],
        check=False,
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise RuntimeError(f"{' '.join(words)}:\n{ran.stdout}\n{ran.stderr}")
    return ran.stdout


def environment_of(place: Place, static: Path) -> dict[str, str]:
    """What the site is told: nothing but its place, and where static files are."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUNHENG_WEB_", "DJANGO_", "DATABASE_URL", "COV_CORE"))
    }
    return {
        **kept,
        **place.environment,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "JUNHENG_WEB_STATIC": str(static),
        "JUNHENG_WEB_SECRET_KEY": "only-for-tests",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@contextmanager
def serving(place: Place, static: Path, land: Mapping[str, Any]) -> Iterator[Site]:
    """Web server and worker for as long as the block runs. Their words go to files in the place."""
    environment = environment_of(place, static)
    port = _free_port()
    server = ("-m", "gunicorn", "junheng_web.site.wsgi", "--bind", f"127.0.0.1:{port}", "--threads",
              "4", "--log-level", "warning", "--no-control-socket")  # fmt: skip
    worker = ("-m", "junheng_web", "work", "--interval", "0.1")
    processes = [
        _started(environment, place.folder / "server.log", server),
        _started(environment, place.folder / "worker.log", worker),
    ]
    try:
        _wait_for(port, processes[0], place.folder / "server.log")
        yield Site(
            address=f"http://127.0.0.1:{port}", place=place, environment=environment, land=land
        )
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _started(
    environment: Mapping[str, str], log: Path, words: tuple[str, ...]
) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=dict(environment), stdout=file,
                                stderr=subprocess.STDOUT)  # fmt: skip


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise RuntimeError(f"the site does not answer:\n{log.read_text(encoding='utf-8')}")
