"""Progress on long work: shown on a terminal once it has lasted a moment, never when piped."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]

PATIENCE = 0.4
"""Seconds before a bar appears: short work shows none."""


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A callback ``(what, done, total)`` that draws on standard error, if that is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    begun = time.monotonic()
    tasks: dict[str, int] = {}

    def step(what: str, done: int, total: int) -> None:
        if time.monotonic() - begun < PATIENCE:
            return
        bar.start()
        if what not in tasks:
            tasks[what] = bar.add_task(what, total=total)
        bar.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

    try:
        yield step
    finally:
        bar.stop()
