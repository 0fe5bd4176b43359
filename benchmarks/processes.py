"""Whole processes: how long they take from start to end, and how much memory they need."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

_LAUNCHER = """
import json, os, sys, time
quiet = os.open(os.devnull, os.O_RDWR)
where = [(os.POSIX_SPAWN_DUP2, quiet, 0), (os.POSIX_SPAWN_DUP2, quiet, 1)]
started = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=where)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - started
code = os.waitstatus_to_exitcode(status)
processor = usage.ru_utime + usage.ru_stime
print(json.dumps([code, seconds, processor, usage.ru_maxrss]))
"""
"""Starts the measured process from a tiny one: the peak memory that the system reports for a process is
never below that of the process it was started from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Wall and processor time in seconds, peak resident memory in bytes."""

    seconds: float
    processor: float
    memory: int


def run_once(command: Sequence[str]) -> Cost:
    """Run a command to its end, its output thrown away.

    Raises ``RuntimeError`` if it fails; what it has to say then stands on standard error.
    """
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command],
        stdout=subprocess.PIPE,
        check=True,
    )
    code, seconds, processor, memory = json.loads(ran.stdout)
    if code:
        raise RuntimeError(f"ended with {code}: {command}")
    scale = 1 if sys.platform == "darwin" else 1024
    return Cost(seconds=seconds, processor=processor, memory=memory * scale)


def in_turn(commands: Mapping[str, Sequence[str]], *, rounds: int) -> dict[str, Cost]:
    """Run every command ``rounds`` times, one after the other in each round; once before that
    unmeasured, so that the file system's caches are as warm for one as for another.

    Times are medians, memory is the highest of all runs.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for command in commands.values():
        run_once(command)
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(run_once(command))
    return {
        name: Cost(
            seconds=median(each.seconds for each in found),
            processor=median(each.processor for each in found),
            memory=max(each.memory for each in found),
        )
        for name, found in costs.items()
    }


def python(code: str, *arguments: str) -> list[str]:
    """A fresh interpreter running ``code``."""
    return [sys.executable, "-c", code, *arguments]
