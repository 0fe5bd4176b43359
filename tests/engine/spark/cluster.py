"""A standalone Spark cluster on this machine: one master, and workers that can be lost.

Started with the programs that PySpark's own package brings, as the page "When one machine is not
enough" tells users to. Every process is in a group of its own, so that nothing outlives a test.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

HOST = "127.0.0.1"
_PATIENCE = 60.0


class ClusterFailed(AssertionError):
    """A part of the cluster did not start."""


@dataclass(slots=True, kw_only=True)
class Cluster:
    """One master and its workers. Logs and scratch files stay in ``folder``."""

    folder: Path
    address: str = ""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _master: subprocess.Popen[bytes] | None = None
    _launched: int = 0

    def start(self, workers: int) -> None:
        """Start the master, then so many workers of one core each."""
        self._master = self._run("master", "org.apache.spark.deploy.master.Master", "--port", "0")
        self.address = self._said("master", r"Starting Spark master at (spark://\S+)")
        self.add_workers(workers)

    def add_workers(self, number: int) -> None:
        """Start so many more workers, and wait until the master has taken them in."""
        names = [f"worker-{self._launched + each}" for each in range(number)]
        for name in names:
            options = ["--cores", "1", "--memory", "1g", "--work-dir", str(self.folder / name)]
            worker = "org.apache.spark.deploy.worker.Worker"
            self.workers.append(self._run(name, worker, "--port", "0", *options, self.address))
        for name in names:
            self._said(name, r"Successfully registered with master")

    def lose_a_worker(self) -> None:
        """What a power cut does to a machine: worker and executors are gone, without a word."""
        lost = self.workers.pop()
        os.killpg(lost.pid, signal.SIGKILL)
        lost.wait()

    def stop(self) -> None:
        """Kill every process of the cluster and wait until it is gone."""
        for process in [*self.workers, *([self._master] if self._master else [])]:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.workers.clear()
        self._master = None

    def _run(self, name: str, main: str, *options: str) -> subprocess.Popen[bytes]:
        program = Path(_spark_home(), "bin", "spark-class")
        self._launched += name != "master"
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [program, main, "--host", HOST, "--webui-port", "0", *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={
                    **os.environ,
                    "SPARK_LOCAL_IP": HOST,
                    "SPARK_LOCAL_DIRS": str(self.folder / "scratch"),
                    "SPARK_DAEMON_MEMORY": "256m",
                },
                start_new_session=True,
            )

    def _said(self, name: str, pattern: str) -> str:
        """The first group of what a process has written to its log, once it has."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            log = (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")
            found = re.search(pattern, log)
            if found:
                return found.group(found.re.groups)
            time.sleep(0.1)
        raise ClusterFailed(f"{name} did not start within {_PATIENCE:.0f} s:\n{log[-2000:]}")


def _spark_home() -> Path:
    found = find_spec("pyspark")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent
