"""A program to be interrupted: ``python interrupted_run.py collect|write FOLDER``.

Says "working" once a task of a job that would take minutes is under way.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from junheng.engine.spark import start, write_parts

SLOW = "SELECT id, reflect('java.lang.Thread', 'sleep', CAST(1000 AS BIGINT)) AS x FROM range(600)"


def main(how: str, folder: Path) -> int:
    """130 if the interruption arrived as Python's own, and what was running is over."""
    backend, stop = start("spark", memory="600MB", threads=2)
    tracker = backend.session.sparkContext.statusTracker()

    def tell() -> None:
        while not tracker.getActiveStageIds():
            time.sleep(0.05)
        sys.stdout.write("working\n")
        sys.stdout.flush()

    backend.session.sql(SLOW).createOrReplaceTempView("slow")
    threading.Thread(target=tell, daemon=True).start()
    try:
        if how == "collect":
            backend.to_pyarrow(backend.table("slow"))
        else:
            write_parts(backend, backend.table("slow"), folder / "rows.parquet")
    except KeyboardInterrupt:
        for unfinished in backend.unfinished:  # as a task does that ends a moment later
            unfinished.mkdir(exist_ok=True)
            (unfinished / "part-late.parquet").write_bytes(b"late")
        return 130
    finally:
        stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
