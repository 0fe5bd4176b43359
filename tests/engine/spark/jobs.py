"""Watching what Spark is doing, from beside the thread that waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def finished_tasks(session: Any) -> int:
    """How many tasks of this session are finished, in all jobs so far."""
    tracker = session.sparkContext.statusTracker()
    jobs = (tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup())
    stages = {stage for job in jobs if job is not None for stage in job.stageIds}
    found = (tracker.getStageInfo(stage) for stage in stages)
    return sum(stage.numCompletedTasks for stage in found if stage is not None)


@contextmanager
def once_under_way(session: Any, tasks: int, then: Callable[[], None]) -> Iterator[list[int]]:
    """Call ``then`` while a job runs, as soon as so many more tasks are finished.

    Gives a list of how many were finished when ``then`` was called, and how many at the end; it
    holds only the last if a job never came so far.
    """
    before = finished_tasks(session)
    seen: list[int] = []
    over = threading.Event()

    def watch() -> None:
        tracker = session.sparkContext.statusTracker()
        while not over.is_set():
            finished = finished_tasks(session) - before
            if finished >= tasks and tracker.getActiveStageIds():
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
        seen.append(finished_tasks(session) - before)
