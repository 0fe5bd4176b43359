"""Terminal transcripts in the pages: run again, compared, and written anew.

A ``console`` block holds commands, each on a line that begins with ``$ ``, and below each what it
prints. A line ``……`` stands for any number of lines. Commands run in a folder that holds a copy of
``examples``; only ``junheng`` is run.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

GAP = "……"
WIDTH = "100"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENTRY = "import sys; from junheng.cli.main import main; sys.argv[0] = 'junheng'; main()"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One command and the lines printed below it in the page."""

    command: str
    printed: tuple[str, ...]


def exchanges(block: str) -> list[Exchange]:
    """The commands of one block with what stands below each."""
    found: list[Exchange] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Exchange(line.removeprefix("$ "), ()))
        elif found:
            last = found.pop()
            found.append(Exchange(last.command, (*last.printed, line)))
    return found


def run(command: str, folder: Path) -> list[str]:
    """What ``command`` (which must be ``junheng``) prints on both streams, without trailing spaces."""
    words = shlex.split(command, comments=True)
    if words[0] != "junheng":
        raise ValueError(f"only junheng is run in transcripts, not {words[0]}")
    environment = os.environ | {
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "error",
    }
    done = subprocess.run(  # noqa: S603 - only junheng itself, from pages of this repository
        [sys.executable, "-c", ENTRY, *words[1:]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    if done.returncode == 1:
        raise RuntimeError(f"{command}\n{done.stdout}")
    return [line.rstrip() for line in done.stdout.rstrip().splitlines()]


def same(printed: tuple[str, ...], actual: list[str]) -> bool:
    """Whether the page shows what is printed; a gap stands for any number of lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == GAP else re.escape(line.rstrip()) + r"\n"
        for line in _trimmed(printed)
    )
    return re.fullmatch(pattern, "".join(line + "\n" for line in actual)) is not None


def refreshed(text: str, folder: Path) -> str:
    """``text`` with every transcript that is out of date replaced by what is printed now.

    A block with gaps keeps its first and last part at their old lengths.
    """

    def block(match: re.Match[str]) -> str:
        lines: list[str] = []
        for exchange in exchanges(match[1]):
            actual = run(exchange.command, folder)
            lines.append(f"$ {exchange.command}")
            shown = list(exchange.printed)
            lines += (
                shown if same(exchange.printed, actual) else _shortened(exchange.printed, actual)
            )
        return "```console\n" + "".join(f"{line}\n" for line in lines) + "```"

    return BLOCK.sub(block, text)


def _shortened(printed: tuple[str, ...], actual: list[str]) -> list[str]:
    gaps = [index for index, line in enumerate(printed) if line.strip() == GAP]
    if not gaps:
        return actual
    head, tail = gaps[0], len(_trimmed(printed)) - gaps[-1] - 1
    if head + tail >= len(actual):
        return actual
    return [*actual[:head], GAP, *(actual[-tail:] if tail else [])]


def _trimmed(lines: tuple[str, ...]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept
