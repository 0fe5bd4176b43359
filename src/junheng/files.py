"""Files written whole or not at all, and why one could not be written, told in Chinese.

Everything that this program writes goes through :func:`replacing`: a run that is stopped, a full
disk, a second run to the same place never leave half a file, and never cost the old one.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from junheng.errors import UserError

_HELD_OR_FORBIDDEN = (
    "没有写入权限，或者文件正在别的程序中打开",
    "如果文件正在 Excel、WPS 或 Word 中打开，先关闭它；否则换一个允许写入的位置",
)
_FULL = ("磁盘已满", "清理磁盘，或换一个位置")
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _HELD_OR_FORBIDDEN,
    errno.EPERM: _HELD_OR_FORBIDDEN,
    errno.EROFS: ("这个磁盘只能读，不能写", "换一个位置"),
    errno.EISDIR: ("这是一个文件夹", "换一个文件名，或先移走这个文件夹"),
    errno.EEXIST: ("已经有一个同名的文件", "换一个名字，或先移走这个文件"),
    errno.ENOTDIR: ("路径里有一段是文件，不是文件夹", "检查路径，或换一个位置"),
    errno.ENOENT: ("文件夹不存在", "先建好文件夹，或换一个位置"),
    errno.ENAMETOOLONG: ("名字太长", "换一个短一些的名字，一般不超过 80 个汉字"),
    errno.ELOOP: ("路径里的链接绕成了一圈", "换一个位置"),
    errno.EIO: ("读写磁盘时出错", "检查磁盘或网络盘，或换一个位置"),
}
"""By the number of the system's error: what is wrong, and how to mend it."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """An empty file beside ``target`` to write to; it takes the place of ``target`` if all went well.

    It is removed otherwise, also when the user stops the program. Its name is new each time, so
    that two runs never share one: the last to finish wins, whole. Permissions of an existing
    ``target`` are kept; where ``target`` is a link, the link is replaced, not what it leads to.

    Raises :class:`UserError` where it cannot be written.
    """
    unfinished = target.with_name(f".junheng-{os.urandom(8).hex()}.part")
    try:
        _refuse_protected(target)
        unfinished.touch(exist_ok=False)  # made here: no link laid in its way is followed
        yield unfinished
        if target.is_file():
            unfinished.chmod(stat.S_IMODE(target.stat().st_mode))
        unfinished.replace(target)
    except OSError as problem:
        raise unwritable(target, problem) from problem
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes) -> None:
    """Write ``content`` to ``target``, as :func:`replacing` does. Raises :class:`UserError`."""
    with replacing(target) as unfinished:
        unfinished.write_bytes(content)


def make_folder(folder: Path) -> None:
    """Make ``folder``, and those it stands in, where they are not there yet.

    Raises :class:`UserError` where it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        reason, remedy = explained(problem)
        raise UserError(f"不能建立文件夹 {folder}：{reason}", remedy=remedy) from problem


def refuse_overwriting(target: Path, *, force: bool) -> None:
    """Raise :class:`UserError` if something stands at ``target`` already, unless ``force`` is set.

    For files that people fill in or sign: what they wrote cannot be made again.
    """
    try:
        _refuse_folder(target)
        there = target.exists()
    except OSError as problem:
        raise unwritable(target, problem) from problem
    if there and not force:
        raise UserError(
            f"{target} 已经存在，没有覆盖", remedy="换一个文件名，或者加上 --force 覆盖它"
        )


def unwritable(target: Path, problem: Exception) -> UserError:
    """The refusal of a file that cannot be written."""
    reason, remedy = explained(problem)
    return UserError(f"写不了 {target}：{reason}", remedy=remedy)


def explained(problem: Exception) -> tuple[str, str]:
    """Why the system refuses, and how to mend it, in Chinese.

    Some libraries hand on only the system's words, not its number; these are recognised too. What
    is not known here is told as the system tells it.
    """
    number = problem.errno if isinstance(problem, OSError) else None
    if number not in _REASONS:
        said = str(problem)
        number = next((each for each in _REASONS if os.strerror(each) in said), None)
    if number is not None:
        return _REASONS[number]
    told = problem.strerror if isinstance(problem, OSError) else None
    return (f"系统报告“{told or problem}”", "换一个位置再试")


def _refuse_folder(target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def _refuse_protected(target: Path) -> None:
    """Raise what opening ``target`` for writing would raise, since it is never opened itself."""
    _refuse_folder(target)
    if target.exists() and not (target.is_file() and os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
