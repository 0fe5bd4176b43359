"""The same nation on DuckDB and on Spark on this machine: reported, no goal."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from importlib.util import find_spec

from benchmarks.nations import Store, size
from benchmarks.peers import PEERS, check_equal
from benchmarks.report import Section, milliseconds
from benchmarks.turns import in_turn, ratio

NAMES = {"engine": "DuckDB", "spark": "本机的 Spark"}
MOST_ROUNDS = 3


def missing() -> str:
    """What Spark needs and this machine lacks, in words; empty where nothing is."""
    lacking = [] if find_spec("pyspark") else ["pyspark"]
    return "、".join([*lacking, *([] if shutil.which("java") else ["Java"])])


def measure(store: Store, *, counties: int, rounds: int) -> Section:
    """Both engines warm, in turn; the first time of Spark, with its start, is not counted."""
    folder = store.nation(counties)
    rounds = min(rounds, MOST_ROUNDS)
    with ExitStack() as stack:
        peers = {name: stack.enter_context(PEERS[name](folder)) for name in NAMES}
        for peer in peers.values():
            peer.work()
        check_equal({name: peer.statuses() for name, peer in peers.items()})
        timed = in_turn({name: peer.work for name, peer in peers.items()}, rounds=rounds)
    return Section(
        title=f"同一份全国数据，DuckDB 与本机的 Spark：{counties:,} 个县",
        note=f"{size(folder)}；同样的定义，全部条款的状态逐县相同，先核对再计时。"
        f"各 {rounds} 次，轮流进行，第一次（含启动）不计。只报告：Spark 是给一台机器装不下的数据用的。",
        header=("引擎", "中位数", "与 DuckDB 之比"),
        lines=[
            (NAMES[name], milliseconds(timed[name].typical), f"{ratio(timed, name, 'engine'):.1f}")
            for name in NAMES
        ],
    )
