"""Starting a Spark session and leaving nothing behind when it is stopped."""

from __future__ import annotations

import logging
import re
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import TimeoutExpired  # nosec B404
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from junheng.engine.spark.interruption import Interruption
from junheng.engine.spark.needs import SparkMissing, reach, require_java, require_libraries
from junheng.engine.spark.settings import settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from junheng.engine.spark.backend import SparkBackend

LOCAL = "spark"
_PATIENCE = 60.0  # seconds for the first worker to take part
_FAREWELL = 15.0  # seconds for Java to end by itself
_LOG = "spark.log"
_WHEN = re.compile(r"^[\d/]+ [\d:]+ (?:ERROR|WARN) ")
_REFUSED = "All masters are unresponsive"
_FAILED_QUERIES = "SQLQueryContextLogger"
"""To this logger PySpark writes pages on each failed query, which is told by its exception."""


def start(
    engine: str, *, memory: str | None = None, threads: int | None = None
) -> tuple[SparkBackend, Callable[[], None]]:
    """An Ibis backend on Spark, and a function that stops it and waits until it is gone.

    ``engine`` is ``spark`` for this machine alone, or ``spark://host:port`` for a standalone cluster.
    ``memory`` and ``threads`` limit this machine's, or each worker's memory and the cluster's
    cores. Nothing is written where the user stands. Raises :class:`SparkMissing`.
    """
    require_libraries()
    require_java()
    seen_as = None if engine == LOCAL else reach(engine)
    master = f"local[{threads or '*'}]" if engine == LOCAL else engine.rstrip("/")
    folder = Path(mkdtemp(prefix="junheng-spark-"))
    try:
        chosen = settings(master, folder=folder, memory=memory, threads=threads)
        if seen_as is not None:
            chosen["spark.driver.host"] = seen_as
        started = _Started(chosen, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    try:
        return started.backend(wait_for_workers=engine != LOCAL), started.stop
    except BaseException:
        started.stop()
        raise


class _Started:
    """A Java process of Spark's, and the session in it."""

    def __init__(self, chosen: dict[str, str], folder: Path) -> None:
        from pyspark import SparkConf, SparkContext  # noqa: PLC0415 - optional
        from pyspark.java_gateway import launch_gateway  # noqa: PLC0415 - optional

        if SparkContext._active_spark_context is not None:  # noqa: SLF001 - there is no other way
            raise SparkMissing(
                "这个 Python 进程里已经有一个 Spark 会话",
                remedy="先停止它（spark.stop()），或在另一个进程里运行",
            )
        self.folder = folder
        self.interruption = Interruption()
        logging.getLogger(_FAILED_QUERIES).setLevel(logging.CRITICAL)
        conf = SparkConf(loadDefaults=False).setAll(list(chosen.items()))
        with (folder / _LOG).open("wb") as log:
            try:
                # All that Java says goes to a file: it would say much before it can be told not to.
                spoken = {"stdout": log, "stderr": log}
                self.gateway: Any = launch_gateway(conf, spoken)  # type: ignore[no-untyped-call]
            except Exception as problem:
                raise _not_started(folder) from problem
        SparkContext._gateway = self.gateway  # noqa: SLF001 - as PySpark keeps one it launched
        SparkContext._jvm = self.gateway.jvm  # noqa: SLF001
        self.session: SparkSession | None = None
        self.connected: SparkBackend | None = None

    def backend(self, *, wait_for_workers: bool) -> SparkBackend:
        """The session in Ibis's clothes, once it has someone to work for it."""
        from pyspark.sql import SparkSession  # noqa: PLC0415 - optional

        from junheng.engine.spark.backend import SparkBackend  # noqa: PLC0415 - optional

        try:
            self.session = SparkSession.builder.getOrCreate()
        except Exception as problem:
            raise _not_started(self.folder) from problem
        context = self.session.sparkContext
        self.interruption.watch(self.gateway._gateway_client, context.cancelAllJobs)  # noqa: SLF001
        if wait_for_workers:
            self._wait_for_workers()
        cores = self.session.sparkContext.defaultParallelism
        self.session.conf.set("spark.sql.shuffle.partitions", str(max(2, cores * 2)))
        SparkBackend.register_options()
        connected: SparkBackend = SparkBackend().connect(self.session)
        self.connected = connected
        return connected

    def _wait_for_workers(self) -> None:
        """Without this, Spark would wait without end for workers that do not exist."""
        context: Any = self.session.sparkContext if self.session else None
        patience = time.monotonic() + _PATIENCE
        while context._jsc.sc().getExecutorMemoryStatus().size() < 2:  # noqa: SLF001
            if time.monotonic() > patience:
                raise SparkMissing(
                    f"Spark 集群在 {_PATIENCE:.0f} 秒内没有派出一台工作机",
                    remedy="检查工作机是否已启动、有没有空闲的核和内存"
                    "（--memory 不能大于一台工作机的内存）、能不能连到本机",
                )
            time.sleep(0.1)

    def stop(self) -> None:
        """End the session and its Java process; do nothing if that was done before."""
        from pyspark import SparkContext  # noqa: PLC0415 - optional

        if self.gateway is None:
            return
        self.interruption.settle()
        # In a thread, which has a connection of its own: this one's may be in the middle of a call.
        ending = threading.Thread(target=self._end_session, daemon=True)
        ending.start()
        ending.join(timeout=_FAREWELL)
        with suppress(Exception):
            self.gateway.shutdown()
        _end(self.gateway.proc)
        SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001
        SparkContext._active_spark_context = None  # noqa: SLF001
        self.gateway = None
        self.interruption.restore()
        for folder in (self.folder, *(self.connected.unfinished if self.connected else ())):
            shutil.rmtree(folder, ignore_errors=True)

    def _end_session(self) -> None:
        with suppress(Exception):  # a session that has already broken down cannot be ended nicely
            if self.connected is not None:
                self.connected.let_go()
            if self.session is not None:
                self.session.stop()


def _end(process: Any) -> None:
    """Spark's Java ends when its input ends; one that does not is killed."""
    with suppress(OSError):
        process.stdin.close()
    try:
        process.wait(timeout=_FAREWELL)
    except TimeoutExpired:
        process.kill()
        process.wait()


def _not_started(folder: Path) -> SparkMissing:
    said = (folder / _LOG).read_text(encoding="utf-8", errors="replace").splitlines()
    lines = [_WHEN.sub("", line.strip()) for line in said if "rror" in line or "xception" in line]
    why = next(iter(lines), said[-1] if said else "它什么也没有说")
    if _REFUSED in why:
        return SparkMissing(
            "Spark 集群的主节点不接受本机",
            remedy="集群的 Spark 要与本机的 PySpark 同为 4.0 版；"
            "集群设了密钥（spark.authenticate）的，本机也要设同一个",
        )
    return SparkMissing(
        f"Spark 没有启动：{why[:300]}",
        remedy="检查 Java 的版本、内存和环境变量 SPARK_HOME、SPARK_CONF_DIR、PYSPARK_SUBMIT_ARGS",
    )
