"""What Spark says when it fails, told to the person who can mend it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from junheng.engine.spark.interruption import interrupted
from junheng.errors import UserError

_SHARED = "输入和输出都要放在所有工作机和本机都能以同一路径访问的共享存储上（例如 NFS）"
_SIGNS = (
    (
        ("FAILED_READ_FILE.FILE_NOT_EXIST", "FileNotFoundException", "PATH_NOT_FOUND"),
        "Spark 的工作机找不到要读的文件",
        _SHARED,
    ),
    (
        ("Mkdirs failed to create", "AccessControlException", "Permission denied"),
        "Spark 的工作机没有写入权限，不能写结果",
        "检查输出文件夹的权限；工作机和本机要用同一个用户，或给工作机的用户写入权限",
    ),
    (
        ("No space left on device",),
        "Spark 的一台机器磁盘已满",
        "清理磁盘，或用环境变量 SPARK_LOCAL_DIRS 把工作机的临时文件夹换到大的磁盘",
    ),
    (
        ("OutOfMemoryError", "ExecutorLostFailure", "Container killed"),
        "Spark 的工作进程内存不够，或者反复中断",
        "用 --memory 给每台工作机更多内存；工作机的日志里写着原因",
    ),
    (
        (
            "All masters are unresponsive",
            "SparkContext was shut down",
            "Cannot call methods on a stopped SparkContext",
            "Master removed our application",
            "Connection refused",
        ),
        "和 Spark 集群的联系断了，计算没有完成",
        "检查主节点和工作机是否还在运行，再运行一次；没有写完的结果不会留下",
    ),
    (
        ("MALFORMED_RECORD_IN_PARSING", "Malformed CSV record", "number of cells"),
        "CSV 文件里有的行，格数和表头的列数不同",
        "检查漏掉或多出的逗号，含逗号的内容要用英文双引号括起来",
    ),
    (
        ("CSV header does not conform", "CSV header is not conforming"),
        "同一张表的几个 CSV 文件表头不同",
        "让每个文件的表头完全相同，列的先后也相同",
    ),
)
"""Signs in what Spark says, what they mean, and how to mend it; the first that is found counts."""


@contextmanager
def told() -> Iterator[None]:
    """Raise what a user can mend as :class:`UserError`; let everything else through as it is."""
    try:
        yield
    except UserError:
        raise
    except Exception as problem:
        if interrupted(problem):
            raise KeyboardInterrupt from None
        said = str(problem)
        for signs, message, remedy in _SIGNS:
            if any(sign in said for sign in signs):
                raise UserError(f"{message}：{_line(said, signs)}", remedy=remedy) from problem
        raise


def _line(said: str, signs: tuple[str, ...]) -> str:
    """The line of Spark's report that shows the sign, at most 200 characters."""
    line = next(line for line in said.splitlines() if any(sign in line for sign in signs))
    line = line.strip()
    return line if len(line) <= 200 else f"{line[:200]}…"
