"""Where the real data lies. It is not part of the project: most of it may not be passed on."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def find(*parts: str) -> Path:
    """The file ``parts`` below the shared data; ends the script with code 2 where it is absent."""
    beside = Path(__file__).resolve().parents[1].parent / "shared"
    path = Path(os.environ.get("JUNHENG_SHARED", beside)).joinpath("data", *parts)
    if not path.exists():
        print(
            f"没有数据 {'/'.join(parts)}：真实数据不随项目发布。"
            "请放在项目旁边的 ../shared/data 里，或用环境变量 JUNHENG_SHARED 指定。",
            file=sys.stderr,
        )
        raise SystemExit(2)
    return path


def invented_code(index: int) -> str:
    """A county code for the ``index``-th foreign district: 99 belongs to no province of China."""
    return f"99{1 + index // 99:02d}{1 + index % 99:02d}"
