"""The reference evaluator alone, beside article 6 in a plain loop of floats."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date
from statistics import median

from benchmarks.county import Sample
from benchmarks.plain import plain_statuses
from benchmarks.report import Goal, Section, milliseconds
from junheng.evaluation import evaluate
from junheng.rulebook import rules

MOST_SECONDS = 0.050


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(sample: Sample, *, rounds: int) -> Section:
    """Every clause, exactly and with its derivation, against the rows and disparities in floats."""
    rule_set = rules(on=date(2024, 9, 1))
    (county,) = evaluate(sample.census, rule_set).counties
    exact = [row.status.value for row in county.rows]
    rough = plain_statuses(sample.census)
    if exact != rough:
        raise RuntimeError("the two evaluators do not do the same work")
    ours, plain = [], []
    gc.collect()
    gc.freeze()  # the other counties kept here are no part of the work
    for _ in range(rounds):
        plain.append(_timed(lambda: plain_statuses(sample.census)))
        ours.append(_timed(lambda: evaluate(sample.census, rule_set)))
    gc.unfreeze()
    return Section(
        title="参考评估器本身",
        note=f"{len(county.rows)} 个学段部，全部条款，精确分数，带推导；"
        f"旁边是只算第六条的浮点循环（逐行结论相同）。各 {rounds} 次，同一进程内。",
        header=("", "中位数", "与浮点循环之比"),
        lines=[
            ("浮点循环（只有第六条）", milliseconds(median(plain)), "1.0"),
            (
                "参考评估器（全部条款）",
                milliseconds(median(ours)),
                f"{median(ours) / median(plain):.1f}",
            ),
        ],
        goals=(
            Goal(
                title="参考评估器，300 行",
                measured=milliseconds(median(ours)),
                limit=f"≤ {milliseconds(MOST_SECONDS)}",
                reached=median(ours) <= MOST_SECONDS,
            ),
        ),
    )
