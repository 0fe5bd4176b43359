"""What Spark needs before it can start, each thing missing told with how to get it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess  # nosec B404
from importlib.util import find_spec
from pathlib import Path

from junheng.errors import UserError

OLDEST_JAVA = 17
"""Spark 4 runs on Java 17 and later."""

_PATIENCE = 5.0  # seconds for a master to answer
_MASTER = re.compile(r"spark://(?P<hosts>[^/,:\s]+:\d{1,5}(,[^/,:\s]+:\d{1,5})*)/?")


class SparkMissing(UserError):
    """Spark cannot be started: a part of it is missing, or its cluster cannot be reached."""


def require_libraries() -> None:
    """Raise :class:`SparkMissing` unless PySpark and Ibis are installed."""
    missing = [name for name in ("pyspark", "ibis") if find_spec(name) is None]
    if missing:
        raise SparkMissing(
            f"用 Spark 计算需要的程序库没有安装：{'、'.join(missing)}",
            remedy='运行 pip install ".[spark]"；只用一台机器时不需要 Spark，去掉 --engine 即可',
        )


def require_java() -> None:
    """Raise :class:`SparkMissing` unless a Java that Spark can use is found.

    Looked for where Spark looks: ``JAVA_HOME``, else the program ``java`` on the path.
    """
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    install = "安装 Java 17 或更新的版本，例如 apt install default-jre-headless"
    if java is None:
        raise SparkMissing("Spark 需要 Java，这台机器上没有找到 java", remedy=install)
    if not Path(java).is_file():
        raise SparkMissing(
            f"环境变量 JAVA_HOME 指向 {home}，那里没有 bin/java",
            remedy=f"改正或去掉 JAVA_HOME；没有 Java 时，{install}",
        )
    found = java_version(java)
    if found is not None and found < OLDEST_JAVA:
        raise SparkMissing(
            f"{java} 是 Java {found}，Spark 需要 Java {OLDEST_JAVA} 或更新的版本", remedy=install
        )


def java_version(java: str) -> int | None:
    """The main number of a Java's version, 8 for "1.8". ``None`` where it does not tell.

    Raises :class:`SparkMissing` where the program cannot be run.
    """
    try:
        said = subprocess.run(  # noqa: S603  # nosec B603 # the Java that Spark itself would run
            [java, "-version"], capture_output=True, text=True, errors="replace", check=False
        )
    except OSError as problem:
        raise SparkMissing(
            f"{java} 不能运行：{problem.strerror}", remedy="重新安装 Java 17 或更新的版本"
        ) from problem
    number = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    return int(number.group(1)) if number else None


def master_addresses(engine: str) -> list[tuple[str, int]]:
    """The addresses in ``spark://host:port``, or in ``spark://host:port,host:port`` of spare masters.

    Raises :class:`SparkMissing` where it is none.
    """
    match = _MASTER.fullmatch(engine)
    if match is None:
        raise SparkMissing(
            f"“{engine}”不是 Spark 集群的地址",
            remedy="写成 spark://主机:端口，例如 spark://10.0.0.5:7077；只用本机写 spark",
        )
    pairs = (each.rpartition(":") for each in match.group("hosts").split(","))
    return [(host, int(port)) for host, _, port in pairs]


def reach(engine: str) -> str:
    """This machine's address as the cluster's master sees it.

    Raises :class:`SparkMissing` where no master answers: Spark itself would try for minutes.
    """
    problems = []
    for host, port in master_addresses(engine):
        if not 0 < port < 65536:
            problems.append(f"{host}:{port}（端口要在 1 到 65535 之间）")
            continue
        try:
            with socket.create_connection((host, port), timeout=_PATIENCE) as connection:
                return str(connection.getsockname()[0])
        except (OSError, UnicodeError) as problem:
            problems.append(f"{host}:{port}（{_reason(problem)}）")
    raise SparkMissing(
        f"连不上 Spark 集群的主节点：{'，'.join(problems)}",
        remedy="检查地址和端口、主节点是否已启动、防火墙是否放行；默认端口是 7077",
    )


def _reason(problem: Exception) -> str:
    if isinstance(problem, socket.gaierror | UnicodeError):
        return "没有这个主机名"
    if isinstance(problem, TimeoutError):
        return f"{_PATIENCE:.0f} 秒内没有回答"
    if isinstance(problem, ConnectionRefusedError):
        return "拒绝连接"
    return getattr(problem, "strerror", None) or str(problem)
