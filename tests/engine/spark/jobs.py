"""Watching what Spark is doing, from beside the thread that waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def finished_tasks(session: Any) -> int:
    """How many tasks of the stages now running are finished."""
    tracker = session.sparkContext.statusTracker()
    stages = (tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds())
    return sum(stage.numCompletedTasks for stage in stages if stage is not None)


@contextmanager
def once_under_way(session: Any, tasks: int, then: Callable[[], None]) -> Iterator[list[int]]:
    """Call ``then`` while a job runs, as soon as so many tasks are finished and more are to come.

    Gives a list that holds how many were finished when ``then`` was called; it stays empty if that
    never came to pass.
    """
    seen: list[int] = []
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            finished = finished_tasks(session)
            if finished >= tasks:
                seen.append(finished)
                then()
                return
            time.sleep(0.02)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join(timeout=30)
