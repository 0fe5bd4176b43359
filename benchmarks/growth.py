"""How the cost grows from ten counties to a nation."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from itertools import pairwise

from benchmarks.nations import Store, rows
from benchmarks.peers import PEERS
from benchmarks.report import Goal, Section, milliseconds
from benchmarks.turns import in_turn

STEPS = (10, 30, 100, 300, 1000, 2900)
NOISE = 1.1
WIDTH = 30


def measure(store: Store, *, counties: int, rounds: int) -> Section:
    """Nations of growing size, in turn; a county of a nation is the same in each of them."""
    steps = [each for each in STEPS if each <= counties]
    folders = {each: store.nation(each) for each in steps}
    with ExitStack() as stack:
        works = {}
        for each in steps:
            peer = stack.enter_context(PEERS["engine"](folders[each]))
            peer.work()
            works[str(each)] = peer.work
        timed = in_turn(works, rounds=rounds)
    seconds = [timed[str(each)].typical for each in steps]
    lines = [rows(folders[each], "stages") for each in steps]
    growth = steepest(lines, seconds)
    return Section(
        title="规模从 10 个县到全国",
        note=f"junheng.engine（DuckDB），热，同一进程内各 {rounds} 次，轮流进行。"
        "图按每个县的用时画：线越短越省；规模越大，固定的开销摊得越薄。",
        header=("县", "学段部", "中位数", "每县", "每县用时"),
        lines=[
            (
                f"{count:,}",
                f"{line:,}",
                milliseconds(found),
                f"{found / count * 1000:.2f} ms",
                _bar(found / count, seconds[0] / steps[0]),
            )
            for count, line, found in zip(steps, lines, seconds, strict=True)
        ],
        goals=(
            Goal(
                title="规模增大时，用时的倍数与行数的倍数之比（各步中最大）",
                measured=f"{growth:.2f}",
                limit=f"≤ 1（误差 {NOISE - 1:.0%}）",
                reached=growth <= NOISE,
            ),
        ),
    )


def steepest(lines: Sequence[int], seconds: Sequence[float]) -> float:
    """The largest of all steps' growth in time over growth in lines: at most 1 where linear."""
    pairs = zip(pairwise(seconds), pairwise(lines), strict=True)
    return max(
        (after / before) / (larger / smaller) for (before, after), (smaller, larger) in pairs
    )


def _bar(value: float, longest: float) -> str:
    return "█" * max(1, round(WIDTH * value / longest))
