"""Before Spark starts: what is missing is said, with how to get it. No Java is needed here."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from junheng.engine.spark import start
from junheng.engine.spark.needs import SparkMissing, java_version, master_addresses, reach
from junheng.engine.spark.settings import mebibytes, settings

INSTALL = "安装 Java 17 或更新的版本，例如 apt install default-jre-headless"


def refused(engine: str = "spark", memory: str | None = None) -> str:
    """What the user reads."""
    with pytest.raises(SparkMissing) as refusal:
        start(engine, memory=memory)
    return str(refusal.value)


@pytest.fixture
def java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program named java, alone on the path."""
    program = tmp_path / "bin" / "java"
    program.parent.mkdir()
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr("junheng.engine.spark.needs.find_spec", lambda name: object())
    return program


def says(program: Path, version: str) -> None:
    program.write_text(f"#!/bin/sh\necho '{version}' >&2\n", encoding="utf-8")
    program.chmod(0o755)


def test_without_pyspark_the_program_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "junheng.engine.spark.needs.find_spec", lambda name: None if name == "pyspark" else object()
    )
    assert refused() == (
        "用 Spark 计算需要的程序库没有安装：pyspark\n"
        '  怎么改：运行 pip install ".[spark]"；只用一台机器时不需要 Spark，去掉 --engine 即可'
    )


def test_without_java_the_program_says_how_to_install_it(java: Path) -> None:
    assert refused() == (f"Spark 需要 Java，这台机器上没有找到 java\n  怎么改：{INSTALL}")


def test_a_java_home_without_java_is_named(java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/opt/gone")
    assert refused() == (
        "环境变量 JAVA_HOME 指向 /opt/gone，那里没有 bin/java\n"
        f"  怎么改：改正或去掉 JAVA_HOME；没有 Java 时，{INSTALL}"
    )


def test_a_java_too_old_for_spark_is_named_with_its_version(java: Path) -> None:
    says(java, 'openjdk version "11.0.22" 2024-01-16')
    assert refused() == (f"{java} 是 Java 11，Spark 需要 Java 17 或更新的版本\n  怎么改：{INSTALL}")


def test_a_java_that_cannot_be_run_is_named(java: Path) -> None:
    java.write_text("no program", encoding="utf-8")
    java.chmod(0o755)
    assert refused() == (
        f"{java} 不能运行：Exec format error\n  怎么改：重新安装 Java 17 或更新的版本"
    )


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ('java version "1.8.0_392"', 8),
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('openjdk version "21" 2023-09-19', 21),
        ("something else", None),
    ],
)
def test_the_version_of_a_java_is_read_from_what_it_says(
    java: Path, said: str, number: int | None
) -> None:
    says(java, said)
    assert java_version(str(java)) == number


def test_an_address_of_a_cluster_may_name_spare_masters() -> None:
    assert master_addresses("spark://a:7077,b:7078") == [("a", 7077), ("b", 7078)]


@pytest.mark.parametrize(
    "engine", ["spark://", "spark://host", "spark://host:port", "spark://:7077"]
)
def test_an_address_without_host_or_port_is_refused(engine: str) -> None:
    with pytest.raises(SparkMissing) as refusal:
        master_addresses(engine)
    assert str(refusal.value) == (
        f"“{engine}”不是 Spark 集群的地址\n"
        "  怎么改：写成 spark://主机:端口，例如 spark://10.0.0.5:7077；只用本机写 spark"
    )


def test_a_master_that_is_not_running_is_told_at_once() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(SparkMissing) as refusal:
        reach(f"spark://127.0.0.1:{port}")
    assert str(refusal.value) == (
        f"连不上 Spark 集群的主节点：127.0.0.1:{port}（拒绝连接）\n"
        "  怎么改：检查地址和端口、主节点是否已启动、防火墙是否放行；默认端口是 7077"
    )


def test_a_master_with_an_impossible_port_is_told() -> None:
    with pytest.raises(SparkMissing, match="端口要在 1 到 65535 之间"):
        reach("spark://127.0.0.1:70000")


def test_this_machines_address_is_the_one_that_the_master_sees() -> None:
    with socket.create_server(("127.0.0.1", 0)) as master:
        port = master.getsockname()[1]
        assert reach(f"spark://127.0.0.1:1,127.0.0.1:{port}") == "127.0.0.1"


@pytest.mark.parametrize(
    ("memory", "size"),
    [("4GB", 4096), ("4g", 4096), ("1.5 GiB", 1536), ("600MB", 600), ("1T", 1024 * 1024)],
)
def test_memory_is_written_as_for_duckdb(memory: str, size: int) -> None:
    assert mebibytes(memory) == size


@pytest.mark.parametrize("memory", ["much", "80%", "4", ""])
def test_a_memory_that_is_no_size_is_refused(memory: str) -> None:
    with pytest.raises(SparkMissing) as refusal:
        mebibytes(memory)
    assert str(refusal.value) == (f"“{memory}”不是内存的大小\n  怎么改：写成 4GB 或 512MB 的样子")


def test_a_memory_too_small_for_spark_is_refused() -> None:
    with pytest.raises(SparkMissing) as refusal:
        mebibytes("100MB")
    assert str(refusal.value) == (
        "内存 100MB 太小，Spark 至少需要 512MB\n"
        "  怎么改：给得多一些；只用一台机器时，duckdb 需要的内存少得多"
    )


def test_limits_are_this_machines_alone_and_each_workers_on_a_cluster(tmp_path: Path) -> None:
    alone = settings("local[2]", folder=tmp_path, memory="1GB", threads=2)
    spread = settings("spark://a:7077", folder=tmp_path, memory="1GB", threads=6)
    assert alone["spark.driver.memory"] == "1024m"
    assert "spark.executor.memory" not in alone
    assert spread["spark.executor.memory"] == "1024m"
    assert spread["spark.cores.max"] == "6"
    assert "spark.driver.memory" not in spread
