"""Lists of people to verdicts: 10.7 million teachers, 157 million pupils, beside statements by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.nation import peer_process
from benchmarks.nations import Store, size
from benchmarks.peers import PEERS, Peer, check_equal
from benchmarks.processes import Cost, run_once
from benchmarks.report import Goal, Section, milliseconds
from benchmarks.turns import Timed, ratio
from benchmarks.turns import in_turn as timed_in_turn

NAMES = {
    "engine-600MB": "junheng.engine（DuckDB，memory=600MB）",
    "hand-600MB": "手写 DuckDB SQL（people.sql、nation.sql）",
}
SMALL = 30
MOST_TIMES_BY_HAND = 2
MOST_MEMORY = 2**30
LISTS: tuple[tuple[str, tuple[str, ...]], ...] = (("教师", ("teachers",)), ("学生", ("pupils",)))


def measure(store: Store, *, counties: int, rounds: int) -> list[Section]:
    """Each list by itself, with as little memory as the goal leaves."""
    return [_list(store, counties, what, lists, rounds) for what, lists in LISTS]


def _list(store: Store, counties: int, what: str, lists: Sequence[str], rounds: int) -> Section:
    _check(store.nation(min(SMALL, counties), lists=lists))
    folder = store.nation(counties, lists=lists)
    with _peers(folder) as peers:
        works = {name: peer.work for name, peer in peers.items()}
        timed = timed_in_turn(works, rounds=rounds)
        check_equal({name: peer.statuses() for name, peer in peers.items()})
    costs = {name: run_once(peer_process(name, folder)) for name in NAMES}
    return Section(
        title=f"{what}名册到全部结论：{counties:,} 个县",
        note=f"{size(folder)}；全部条款的状态逐县相同，先在 {min(SMALL, counties)} 个县上核对，"
        f"后在全部县上再核对一次。同一进程内各 {rounds} 次，轮流进行；内存峰值来自各自单独的进程；"
        "两边的 DuckDB 都限用 600 MB 和两个线程。",
        header=("", "中位数", "处理器时间", "与手写 SQL 之比", "内存峰值"),
        lines=[_line(name, timed, costs) for name in NAMES],
        goals=_goals(what, timed, costs),
    )


def _check(folder: Path) -> None:
    with _peers(folder) as peers:
        for peer in peers.values():
            peer.work()
        check_equal({name: peer.statuses() for name, peer in peers.items()})


@contextmanager
def _peers(folder: Path) -> Iterator[Mapping[str, Peer]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(PEERS[name](folder)) for name in NAMES}


def _line(name: str, timed: Mapping[str, Timed], costs: Mapping[str, Cost]) -> tuple[str, ...]:
    return (
        NAMES[name],
        milliseconds(timed[name].typical),
        milliseconds(timed[name].typical_processor),
        f"{ratio(timed, name, 'hand-600MB'):.2f}",
        f"{costs[name].memory / 2**20:.0f} MiB",
    )


def _goals(what: str, timed: Mapping[str, Timed], costs: Mapping[str, Cost]) -> tuple[Goal, ...]:
    times = ratio(timed, "engine-600MB", "hand-600MB")
    memory = costs["engine-600MB"].memory
    return (
        Goal(
            title=f"{what}名册：与手写 SQL 之比",
            measured=f"{times:.2f}",
            limit=f"≤ {MOST_TIMES_BY_HAND}",
            reached=times <= MOST_TIMES_BY_HAND,
        ),
        Goal(
            title=f"{what}名册：内存峰值",
            measured=f"{memory / 2**20:.0f} MiB",
            limit=f"≤ {MOST_MEMORY // 2**20} MiB",
            reached=memory <= MOST_MEMORY,
        ),
    )
