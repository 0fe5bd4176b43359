"""Why a file or folder cannot be read, told in Chinese."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from junheng.errors import InputError

_CHECK = "检查路径；应给出一个工作簿，或一个装有数据表的文件夹"
_REASONS = {
    errno.EACCES: ("没有读取权限", "请文件的所有者允许读取，或复制到自己的文件夹里再读"),
    errno.EPERM: ("没有读取权限", "请文件的所有者允许读取，或复制到自己的文件夹里再读"),
    errno.ENOTDIR: ("路径里有一段是文件，不是文件夹", _CHECK),
    errno.EISDIR: ("这是一个文件夹", _CHECK),
    errno.ENAMETOOLONG: ("名字太长", _CHECK),
    errno.ELOOP: ("路径里的链接绕成了一圈", _CHECK),
    errno.EIO: ("读写磁盘时出错", "检查磁盘或网络盘，或复制到别处再读"),
}


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Turn what the system says on the way into an ``InputError`` that names ``path``."""
    try:
        yield
    except OSError as problem:
        raise unreadable(path, problem) from problem


def unreadable(path: Path, problem: OSError) -> InputError:
    """The refusal of a file or folder that the system does not let us read."""
    if isinstance(problem, FileNotFoundError):
        return InputError(f"找不到 {path}", remedy=_CHECK)
    known = _REASONS.get(problem.errno or 0)
    reason, remedy = known or (f"系统报告“{problem.strerror or problem}”", _CHECK)
    return InputError(f"读不了 {path}：{reason}", remedy=remedy)
