"""``junheng evaluate`` from a cold start, beside Python merely reading the same workbook."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from statistics import median

from benchmarks.county import Sample
from benchmarks.processes import in_turn, python
from benchmarks.report import Goal, Section, milliseconds
from junheng.census.reading import read
from junheng.evaluation import document, evaluate
from junheng.rulebook import rules

MOST_TIMES = 3
MOST_MEMORY = 200 * 2**20
PEER = """
import sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
rows = [len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]
"""
JUNHENG = "from junheng.cli.main import main; main()"
PHASES = """
import json, sys, time
marks = [("Python 启动之后", time.perf_counter())]
def mark(what):
    marks.append((what, time.perf_counter()))
import click, dataclasses, fractions, inspect, pathlib
mark("导入标准库和 click")
import python_calamine
mark("导入 python-calamine")
import junheng.census.reading
mark("导入 junheng.census")
import junheng.rulebook
mark("导入 junheng.standards、rulebook")
import junheng.evaluation
mark("导入 junheng.evaluation")
import junheng.cli.evaluate, junheng.cli.json_output
mark("导入 junheng.cli")
from datetime import date
rules = junheng.rulebook.rules(on=date(2024, 9, 1))
mark("取规则")
census = junheng.census.reading.read(pathlib.Path(sys.argv[1])).require()
mark("读取并检查工作簿")
evaluation = junheng.evaluation.evaluate(census, rules)
mark("判定")
junheng.cli.json_output.as_json(evaluation)
mark("写成 JSON")
print(json.dumps([(b, t - s) for (_, s), (b, t) in zip(marks, marks[1:])]))
"""


def _check(sample: Sample) -> None:
    """What is timed does the work: the workbook read back is judged like the county it was made from."""
    rule_set = rules(on=date(2024, 9, 1))
    written, original = (
        document(evaluate(census, rule_set))["counties"]
        for census in (read(sample.path).require(), sample.census)
    )
    if written != original or len(written[0]["schools"]) < 300:
        raise RuntimeError("the workbook is not judged like the county it was made from")


def measure(sample: Sample, *, rounds: int) -> Section:
    """Time and memory of the whole process."""
    _check(sample)
    path = str(sample.path)
    on = ("--on", "2024-09-01")
    costs = in_turn(
        {
            "Python 启动": python("pass"),
            "Python 启动，导入 python-calamine，读同一工作簿": python(PEER, path),
            "junheng evaluate --format json": python(
                JUNHENG, "evaluate", path, *on, "--format", "json"
            ),
            "junheng evaluate（表格）": python(JUNHENG, "evaluate", path, *on),
        },
        rounds=rounds,
    )
    peer = costs["Python 启动，导入 python-calamine，读同一工作簿"]
    ours = costs["junheng evaluate --format json"]
    ratio = ours.seconds / peer.seconds
    return Section(
        title=f"整个进程，冷启动：{sample.title}",
        note=f"{len(sample.census.schools)} 所学校，{len(sample.census.stages)} 个学段，"
        f"{len(sample.census.rooms)} 间专用教室，{len(sample.census.classes)} 个班；"
        f"工作簿 {sample.path.stat().st_size / 1024:.0f} KiB；各 {rounds} 次，用时取中位数。",
        header=("", "用时", "与读工作簿之比", "处理器时间", "内存峰值"),
        lines=[
            (
                name,
                milliseconds(cost.seconds),
                f"{cost.seconds / peer.seconds:.2f}",
                milliseconds(cost.processor),
                f"{cost.memory / 2**20:.0f} MiB",
            )
            for name, cost in costs.items()
        ],
        goals=(
            Goal(
                title=f"整个进程与读工作簿之比（{sample.title}）",
                measured=f"{ratio:.2f}",
                limit=f"≤ {MOST_TIMES}",
                reached=ratio <= MOST_TIMES,
            ),
            Goal(
                title=f"内存峰值（{sample.title}）",
                measured=f"{ours.memory / 2**20:.0f} MiB",
                limit=f"≤ {MOST_MEMORY // 2**20} MiB",
                reached=ours.memory <= MOST_MEMORY,
            ),
        ),
    )


def phases(sample: Sample, *, rounds: int) -> Section:
    """Where the time of one process goes."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        ran = subprocess.run(
            python(PHASES, str(sample.path)), capture_output=True, text=True, check=True
        )
        for what, seconds in json.loads(ran.stdout):
            found.setdefault(what, []).append(seconds)
    return Section(
        title="时间花在哪里",
        note=f"同一进程内各阶段，{sample.title}，不含 Python 本身的启动；各 {rounds} 次。",
        header=("阶段", "中位数"),
        lines=[(what, milliseconds(median(each))) for what, each in found.items()],
    )
