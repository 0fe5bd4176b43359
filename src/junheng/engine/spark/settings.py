"""The settings under which Spark computes what DuckDB computes, quietly and out of the user's way."""

from __future__ import annotations

import re
from pathlib import Path

from junheng.engine.spark.needs import SparkMissing

_MEMORY = re.compile(r"(?P<amount>\d+(?:\.\d+)?)\s*(?P<unit>[KMGT])(?:I?B)?", re.IGNORECASE)
_MEBIBYTES = {"K": 1 / 1024, "M": 1.0, "G": 1024.0, "T": 1024.0 * 1024}
_LEAST_MEMORY = 512
"""MiB below which Spark refuses to start (450 MiB and its own needs)."""

SAME_RESULTS = {
    "spark.sql.ansi.enabled": "true",  # a cast or a sum that fails is an error, never a null
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.caseSensitive": "false",
    # Files written by pandas hold times in nanoseconds, which Spark otherwise refuses whole.
    "spark.sql.legacy.parquet.nanosAsLong": "true",
    # Parts may have come by different ways: a column that only some have is null in the others.
    "spark.sql.parquet.mergeSchema": "true",
    "spark.sql.parquet.compression.codec": "zstd",
}
_QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.catalogImplementation": "in-memory",  # no Hive: no metastore_db, no derby.log
}


def settings(
    master: str, *, folder: Path, memory: str | None, threads: int | None
) -> dict[str, str]:
    """Spark's settings for a session of ``master`` (``local[n]`` or ``spark://...``).

    ``folder`` takes what Spark would put where the user stands. ``memory`` and ``threads`` are this
    machine's on ``local``, and each worker's and the whole cluster's on a cluster. Raises
    :class:`SparkMissing` for a memory that is no size.
    """
    chosen = {
        **SAME_RESULTS,
        **_QUIET,
        "spark.app.name": "junheng",
        "spark.master": master,
        "spark.sql.warehouse.dir": (folder / "warehouse").as_uri(),
        "spark.local.dir": str(folder / "scratch"),
        "spark.driver.maxResultSize": "0",  # results that are brought here are small by design
        "spark.driver.extraJavaOptions": f"-Dderby.system.home={folder} -Duser.timezone=UTC",
    }
    size = None if memory is None else f"{mebibytes(memory)}m"
    if master.startswith("local"):
        chosen["spark.driver.memory"] = size or "2g"
        chosen["spark.driver.host"] = chosen["spark.driver.bindAddress"] = "127.0.0.1"
    else:
        chosen |= {} if size is None else {"spark.executor.memory": size}
        chosen |= {} if threads is None else {"spark.cores.max": str(threads)}
    return chosen


def mebibytes(memory: str) -> int:
    """``"4GB"``, ``"4g"`` or ``"512 MiB"`` in MiB. Raises :class:`SparkMissing` where it is no size."""
    match = _MEMORY.fullmatch(memory.strip())
    if match is None:
        raise SparkMissing(f"“{memory}”不是内存的大小", remedy="写成 4GB 或 512MB 的样子")
    size = int(float(match["amount"]) * _MEBIBYTES[match["unit"].upper()])
    if size < _LEAST_MEMORY:
        raise SparkMissing(
            f"内存 {memory} 太小，Spark 至少需要 {_LEAST_MEMORY}MB",
            remedy="给得多一些；只用一台机器时，duckdb 需要的内存少得多",
        )
    return size
