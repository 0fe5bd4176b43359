"""A folder written whole or not at all: built beside the one asked for, renamed once it is complete."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from junheng.census.microdata.lists import LISTS
from junheng.census.tables import TABLES
from junheng.errors import UserError
from junheng.files import explained, make_folder

_NAMES = "|".join((*(table.name for table in TABLES), *LISTS))
_OURS = re.compile(rf"(?:{_NAMES})(?:\.csv|\.parquet|/part-\d{{5}}\.parquet)?")
_YEAR = re.compile(r"\d{4}")


@contextmanager
def whole_folder(target: Path, *, force: bool) -> Iterator[Path]:
    """An empty folder to fill; it takes the place of ``target`` if all went well, else it is removed.

    With ``force`` a ``target`` that holds nothing but such data is replaced. Raises
    :class:`UserError` where it holds anything else, and where nothing can be written.
    """
    try:
        target = target.resolve()
        _refuse(target, force=force)
        make_folder(target.parent)
        unfinished = target.with_name(f".junheng-{os.urandom(8).hex()}.part")
        unfinished.mkdir()
        try:
            yield unfinished
            _take_place(unfinished, target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as problem:
        reason, remedy = explained(problem)
        raise UserError(f"写不了 {target}：{reason}", remedy=remedy) from problem


def _refuse(target: Path, *, force: bool) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise UserError(f"{target} 是一个文件，不是文件夹", remedy="换一个文件夹的名字")
    if target.is_mount() or Path.cwd().is_relative_to(target):
        raise UserError(
            f"{target} 是当前文件夹，或者是一个磁盘的根，不能整个换掉",
            remedy="写到它里面的一个新文件夹",
        )
    entries = sorted(target.iterdir())
    if entries and not force:
        raise UserError(
            f"{target} 不是空文件夹，没有覆盖",
            remedy="换一个文件夹，或者加上 --force 整个换掉它",
        )
    strange = [path.relative_to(target) for path in _files(target) if not _ours(path, target)]
    if strange:
        raise UserError(
            f"{target} 里有不是数据表的内容（如 {strange[0]}），没有删除", remedy="换一个文件夹"
        )


def _files(folder: Path) -> Iterator[Path]:
    """Everything in a folder but the folders themselves; a link is not followed."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)
        else:
            yield entry


def _ours(path: Path, target: Path) -> bool:
    """Whether a file has a name that a nation's files have."""
    parts = path.relative_to(target).parts
    if _YEAR.fullmatch(parts[0]):
        parts = parts[1:]
    return _OURS.fullmatch("/".join(parts)) is not None


def _take_place(new: Path, target: Path) -> None:
    """Put ``new`` in the place of ``target``; what stood there is removed only afterwards."""
    if not target.exists():
        new.rename(target)
        return
    old = target.with_name(f".junheng-{os.urandom(8).hex()}.old")
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
