"""The national school table to all verdicts: the engine, statements by hand, a plain scan, pandas."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.nations import Store, size
from benchmarks.peers import ON, PEERS, check_equal
from benchmarks.processes import Cost, in_turn, python
from benchmarks.report import Goal, Section, milliseconds
from benchmarks.turns import Timed, ratio
from benchmarks.turns import in_turn as timed_in_turn

NAMES = {
    "engine": "junheng.engine（DuckDB）",
    "hand": "手写 DuckDB SQL（nation.sql）",
    "scan": "只扫描所需的列",
    "pandas": "pandas（nation_pandas.py）",
}
MOST_TIMES_BY_HAND = 2
MOST_TIMES_SCAN = 8
TIMES_FASTER_THAN_PANDAS = 3
MOST_SECONDS_COLD = 3.0
JUNHENG = "from junheng.cli.main import main; main()"


def measure(store: Store, *, counties: int, rounds: int) -> list[Section]:
    """Warm in one process, and whole processes from a cold start."""
    folder = store.nation(counties)
    return [_warm(folder, counties, rounds), _cold(folder, counties, max(3, rounds // 3))]


def _warm(folder: Path, counties: int, rounds: int) -> Section:
    with ExitStack() as stack:
        peers = {name: stack.enter_context(PEERS[name](folder)) for name in NAMES}
        for peer in peers.values():
            peer.work()
        check_equal({name: peer.statuses() for name, peer in peers.items() if name != "scan"})
        timed = timed_in_turn({name: peer.work for name, peer in peers.items()}, rounds=rounds)
    memory = in_turn({name: peer_process(name, folder) for name in NAMES}, rounds=1)
    return Section(
        title=f"全国学校表到全部结论，热：{counties:,} 个县",
        note=f"{size(folder)}；全部条款的状态逐县相同，先核对再计时。同一进程内各 {rounds} 次，轮流进行，"
        "两个线程，计划和数据文件都已在缓存里；比值是各轮比值的中位数；内存峰值来自各自单独的进程。",
        header=("", "中位数", "处理器时间", "与手写 SQL 之比", "与扫描之比", "内存峰值"),
        lines=[_line(name, timed, memory) for name in NAMES],
        goals=_goals(timed),
    )


def _line(name: str, timed: Mapping[str, Timed], memory: Mapping[str, Cost]) -> tuple[str, ...]:
    return (
        NAMES[name],
        milliseconds(timed[name].typical),
        milliseconds(timed[name].typical_processor),
        f"{ratio(timed, name, 'hand'):.2f}",
        f"{ratio(timed, name, 'scan'):.1f}",
        f"{memory[name].memory / 2**20:.0f} MiB",
    )


def _goals(timed: Mapping[str, Timed]) -> tuple[Goal, ...]:
    by_hand, scan = ratio(timed, "engine", "hand"), ratio(timed, "engine", "scan")
    pandas = ratio(timed, "pandas", "engine")
    return (
        Goal(
            title="全国学校表，热：与手写 SQL 之比",
            measured=f"{by_hand:.2f}",
            limit=f"≤ {MOST_TIMES_BY_HAND}",
            reached=by_hand <= MOST_TIMES_BY_HAND,
        ),
        Goal(
            title="全国学校表，热：与扫描之比",
            measured=f"{scan:.1f}",
            limit=f"≤ {MOST_TIMES_SCAN}",
            reached=scan <= MOST_TIMES_SCAN,
        ),
        Goal(
            title="全国学校表，热：比 pandas 快几倍",
            measured=f"{pandas:.2f}",
            limit=f"≥ {TIMES_FASTER_THAN_PANDAS}",
            reached=pandas >= TIMES_FASTER_THAN_PANDAS,
        ),
    )


def _cold(folder: Path, counties: int, rounds: int) -> Section:
    """Whole processes, results written: what a user waits for."""
    with TemporaryDirectory() as out:
        command = ("engine", "run", str(folder), "--on", ON.isoformat(), "--threads", "2")
        costs = in_turn(
            {
                "junheng engine run --checked": python(
                    JUNHENG, *command, "--checked", "--out", f"{out}/checked"
                ),
                "junheng engine run（先检查）": python(JUNHENG, *command, "--out", f"{out}/whole"),
                "Python 启动，手写 SQL": peer_process("hand", folder),
                "Python 启动，pandas": peer_process("pandas", folder),
            },
            rounds=rounds,
        )
    ours = costs["junheng engine run --checked"]
    return Section(
        title=f"全国学校表到全部结论，整个进程：{counties:,} 个县",
        note=f"各 {rounds} 次，用时取中位数。junheng 把结论、条款、差异系数、学段部写成 Parquet；"
        "手写 SQL 和 pandas 只算出结论，不写文件。目标是空闲机器上的时间，只报告，不作为测试。",
        header=("", "用时", "处理器时间", "内存峰值"),
        lines=[
            (
                name,
                milliseconds(cost.seconds),
                milliseconds(cost.processor),
                f"{cost.memory / 2**20:.0f} MiB",
            )
            for name, cost in costs.items()
        ],
        goals=(
            Goal(
                title="全国学校表，整个进程（空闲机器，仅报告）",
                measured=milliseconds(ours.seconds),
                limit=f"≤ {milliseconds(MOST_SECONDS_COLD)}",
                reached=ours.seconds <= MOST_SECONDS_COLD,
            ),
        ),
    )


def peer_process(name: str, folder: Path) -> list[str]:
    """A fresh interpreter that goes one way once."""
    return [sys.executable, "-m", "benchmarks.peers", name, str(folder)]
