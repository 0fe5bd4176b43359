"""A result of any size written by Spark's workers: a folder of Parquet parts, whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from junheng.engine.spark.failures import told
from junheng.errors import UserError
from junheng.files import unwritable

if TYPE_CHECKING:
    from junheng.engine.spark.backend import SparkBackend


def write_parts(backend: SparkBackend, expression: Any, target: Path) -> None:
    """Write ``expression`` to the folder ``target``, in parts that the workers write at once.

    It takes the place of an earlier result, a file or a folder of parts, if all went well. Raises
    :class:`UserError` where it cannot be written, and where parts written by the workers are not
    seen here: their disks are not shared then, and the result would be lost.
    """
    from pyspark.sql import Observation, functions  # noqa: PLC0415 - optional

    _refuse_anything_but_a_result(target)
    unfinished = target.with_name(f".junheng-{os.urandom(8).hex()}.part").absolute()
    counted = Observation()
    backend.unfinished.add(unfinished)  # a task that was cancelled writes on for a moment
    try:
        with told():
            backend._run_pre_execute_hooks(expression)  # noqa: SLF001 - as Ibis's own writers do
            frame = backend.session.sql(backend.compile(expression))
            frame = frame.observe(counted, functions.count(functions.lit(1)).alias("rows"))
            frame.write.parquet(unfinished.as_uri())
        _refuse_lost_parts(unfinished, expected=int(counted.get["rows"]))
        _replace(target, unfinished)
    except OSError as problem:
        raise unwritable(target, problem) from problem
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _refuse_lost_parts(folder: Path, *, expected: int) -> None:
    parts = sorted(folder.glob("part-*.parquet"))
    rows = sum(pq.read_metadata(part).num_rows for part in parts)
    if not parts or rows != expected:
        raise UserError(
            f"Spark 的工作机写出了 {expected} 行，本机在 {folder.parent} 只看到 {rows} 行",
            remedy="输出要放在所有工作机和本机都能以同一路径访问的共享存储上（例如 NFS）",
        )


def _refuse_anything_but_a_result(target: Path) -> None:
    """A folder that holds anything but parts was not made by us, and is not ours to replace."""
    if not target.is_dir():
        return
    strange = [each.name for each in target.iterdir() if not _ours(each.name)]
    if strange:
        raise UserError(
            f"{target} 里有不是计算结果的文件（{sorted(strange)[0]}），没有覆盖",
            remedy="换一个输出文件夹，或先移走它",
        )


def _ours(name: str) -> bool:
    return name.lstrip(".").startswith(("part-", "_SUCCESS"))


def _replace(target: Path, unfinished: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        old = unfinished.with_name(f"{unfinished.name}.old")
        target.rename(old)
        unfinished.rename(target)
        shutil.rmtree(old, ignore_errors=True)
        return
    target.unlink(missing_ok=True)
    unfinished.rename(target)
