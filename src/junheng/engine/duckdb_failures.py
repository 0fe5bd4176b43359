"""What DuckDB says when data, memory or the disk fail it, told to the person who can mend it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from junheng.errors import UserError

_SIGNS = (
    (
        ("No space left on device", "max_temp_directory_size"),
        "磁盘已满，计算或写结果没有完成",
        "清理磁盘，或用环境变量 TMPDIR 把临时文件夹换到大的磁盘",
    ),
    (
        ("Out of Memory Error",),
        "内存不够，计算没有完成",
        "用 --memory 给得多一些，或用 --threads 少用几个核",
    ),
    (
        ("CSV Error", "not utf-8", "Invalid unicode", "Invalid Input Error: Error when sniffing"),
        "CSV 文件读不下去",
        "每行的格数应和表头的列数相同，含逗号的内容用英文双引号括起来；文件用 UTF-8 编码",
    ),
    (
        (
            "Failed to read file",
            "ecompress",
            "a Parquet file",
            "magic bytes",
            "don't know what type",
            "orrupt",
            "TProtocol",
            "hrift",
        ),
        "Parquet 文件已损坏",
        "重新导出或重新复制这个文件",
    ),
    (
        ("IO Error",),
        "读写文件出错",
        "检查磁盘和文件夹的权限；计算时不要改动数据文件",
    ),
)
"""Signs in what DuckDB says, what they mean, and how to mend it; the first that is found counts."""


@contextmanager
def told() -> Iterator[None]:
    """Raise what a user can mend as :class:`UserError`, and ``KeyboardInterrupt`` where the user stopped a
    statement; let everything else through as it is.
    """
    import duckdb  # noqa: PLC0415 - optional

    try:
        yield
    except duckdb.Error as problem:
        found = explained(str(problem))
        if found is None:
            raise
        raise UserError(found[0], remedy=found[1]) from problem
    except RuntimeError as problem:
        if "Query interrupted" in str(problem):  # so DuckDB says that the user stopped it
            raise KeyboardInterrupt from problem
        raise


def explained(said: str) -> tuple[str, str] | None:
    """The sentence and remedy for what DuckDB said; ``None`` where the program is at fault.

    Of its words only the first line is passed on: those that follow may quote lines of the data.
    """
    for signs, message, remedy in _SIGNS:
        if any(sign in said for sign in signs):
            return f"{message}（{said.strip().splitlines()[0].strip()}）", remedy
    return None
