"""What Spark says when it fails, told to the person who can mend it. No Java is needed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.engine.spark.failures import told
from junheng.engine.spark.starting import _not_started
from junheng.errors import UserError


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("[FAILED_READ_FILE.FILE_NOT_EXIST] file:/share/a", "Spark 的工作机找不到要读的文件"),
        ("Mkdirs failed to create file:/share/out", "Spark 的工作机没有写入权限，不能写结果"),
        ("java.io.IOException: No space left on device", "Spark 的一台机器磁盘已满"),
        ("java.lang.OutOfMemoryError: heap space", "Spark 的工作进程内存不够，或者反复中断"),
        ("SparkContext was shut down", "和 Spark 集群的联系断了，计算没有完成"),
    ],
)
def test_what_a_user_can_mend_is_told_in_words_with_sparks_own_line(
    line: str, meaning: str
) -> None:
    with pytest.raises(UserError) as refusal, told():
        raise RuntimeError(f"Job aborted.\n  {line}\n\tat org.apache.spark.rdd.RDD")
    assert refusal.value.message == f"{meaning}：{line}"
    assert refusal.value.remedy


def test_a_long_line_is_cut() -> None:
    with pytest.raises(UserError) as refusal, told():
        raise RuntimeError("No space left on device " + "x" * 500)
    assert refusal.value.message.endswith("x…")
    assert len(refusal.value.message) < 230


def test_everything_else_stays_a_defect_of_the_program() -> None:
    with pytest.raises(ZeroDivisionError), told():
        raise ZeroDivisionError("division by zero")


def test_a_refusal_of_ours_passes_as_it_is() -> None:
    with pytest.raises(UserError, match=r"^ours: No space left on device$"), told():
        raise UserError("ours: No space left on device")


def not_started(folder: Path, log: str) -> str:
    """What the user reads when Java has left this log."""
    (folder / "spark.log").write_text(log, encoding="utf-8")
    return str(_not_started(folder))


def test_the_first_error_in_the_log_says_why_spark_did_not_start(tmp_path: Path) -> None:
    log = (
        "WARNING: Using incubator modules: jdk.incubator.vector\n"
        "Error: Could not find or load main class org.apache.spark.deploy.SparkSubmit\n"
    )
    assert not_started(tmp_path, log) == (
        "Spark 没有启动：Error: Could not find or load main class "
        "org.apache.spark.deploy.SparkSubmit\n"
        "  怎么改：检查 Java 的版本、内存和环境变量 SPARK_HOME、SPARK_CONF_DIR、PYSPARK_SUBMIT_ARGS"
    )


def test_a_log_without_errors_says_its_last_line_and_an_empty_one_nothing(tmp_path: Path) -> None:
    assert not_started(tmp_path, "first\nlast\n").startswith("Spark 没有启动：last\n")
    assert not_started(tmp_path, "").startswith("Spark 没有启动：它什么也没有说\n")


def test_a_master_that_refuses_is_told_with_what_must_be_the_same(tmp_path: Path) -> None:
    log = (
        "26/11/22 01:22:38 ERROR StandaloneSchedulerBackend: Application has been killed. "
        "Reason: All masters are unresponsive! Giving up.\n"
    )
    assert not_started(tmp_path, log) == (
        "Spark 集群的主节点不接受本机\n"
        "  怎么改：集群的 Spark 要与本机的 PySpark 同为 4.0 版；"
        "集群设了密钥（spark.authenticate）的，本机也要设同一个"
    )
