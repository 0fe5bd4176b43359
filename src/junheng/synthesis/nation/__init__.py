"""A whole invented nation, streamed to Parquet or CSV: for trying and measuring, never a real place.

One seed gives one nation, byte for byte on the same machine and the same versions of numpy and
pyarrow. A county depends on the seed and its own number only, not on how many others there are.
What the figures aim at stands at the head of each module; they are orders of magnitude, not
statistics.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from junheng.errors import UserError
from junheng.synthesis.nation.plan import LAST_YEAR, MOST_COUNTIES, MOST_YEARS, Nation

if TYPE_CHECKING:
    from junheng.synthesis.nation.writing import Progress, Written

__all__ = ["LAST_YEAR", "MOST_COUNTIES", "MOST_YEARS", "Nation", "write_nation"]


def write_nation(nation: Nation, out: Path, *, progress: Progress, force: bool = False) -> Written:
    """Write ``nation`` to the folder ``out``, whole or not at all.

    Raises :class:`UserError` where a package is missing, ``out`` is not empty or cannot be written.
    """
    missing = [name for name in ("numpy", "pyarrow") if find_spec(name) is None]
    if missing:
        raise UserError(
            f"生成虚构数据要用 {'、'.join(missing)}，还没有安装",
            remedy='安装：pip install ".[engine]"',
        )
    from junheng.synthesis.nation.writing import write  # noqa: PLC0415 - numpy is optional

    return write(nation, out, progress=progress, force=force)
