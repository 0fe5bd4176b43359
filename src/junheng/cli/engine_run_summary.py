"""The verdicts of many counties on the terminal: how many, what they fail, where the results are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyarrow.compute as pc
from rich.table import Table
from rich.text import Text

from junheng.cli.colours import STYLES
from junheng.cli.screen import Screen
from junheng.engine.results import LARGE, RUN_FILE, SMALL, Judged
from junheng.model import Status

MOST = 12
"""How many clauses are listed; the rest is in the results."""


def show(judged: Judged, out: Path, refused: Sequence[str], notes: Sequence[str]) -> None:
    """Print the board of a run, and what to know about its rules. No colour when piped."""
    screen = Screen()
    verdicts = Counter(judged.counties["verdict"].to_pylist())
    screen.print(
        Text.assemble(
            (f" {len(judged.counties)} 个县 ", "bold reverse"),
            *(
                part
                for status in (Status.MET, Status.NOT_MET, Status.UNDETERMINED)
                for part in (
                    "  ",
                    (f"{status.mark} {status.zh} {verdicts[status]}", STYLES[status]),
                )
            ),
        )
    )
    rules = judged.run.rules
    screen.print(
        f"规则：{rules.jurisdiction_name} {rules.on.isoformat()}  引擎：{judged.run.connection.name}"
    )
    screen.print(_clauses(judged))
    if judged.rechecked:
        screen.print(f"有 {len(judged.rechecked)} 个县的数值紧贴界限，已由参考评估器精确重判。")
    if refused:
        screen.print(
            Text(
                f"有 {len(refused)} 个县的数据有错误，没有判定：{'、'.join(refused[:MOST])}",
                "yellow",
            )
        )
    if judged.run.tables.ignored:
        listed = "、".join(judged.run.tables.ignored[:MOST])
        screen.print(Text(f"没有读取的列（表头不认识，是不是写错了）：{listed}", "yellow"))
    for note in notes:
        screen.print(Text(note, "yellow"))
    screen.print(f"结果：{out}（{'、'.join((*SMALL, *LARGE))}，{RUN_FILE}）")
    screen.print(f"接下来：junheng engine compare {out} --out 比较")


def _clauses(judged: Judged) -> Table:
    """The clauses that most counties fail, and those that most lack data for."""
    clauses = judged.small["clauses"]
    titles = {clause.id: clause.title.zh for clause in judged.run.rules}
    counted = {
        status: Counter(
            clauses.filter(pc.and_(pc.equal(clauses["status"], status.value), clauses["decides"]))[
                "clause"
            ].to_pylist()
        )
        for status in (Status.NOT_MET, Status.UNDETERMINED)
    }
    failing = counted[Status.NOT_MET]
    open_ = counted[Status.UNDETERMINED]
    # In the order of the standard where as many counties fail: the same data, the same board.
    listed = [each for each in titles if failing[each] or open_[each]]
    order = sorted(listed, key=lambda each: -failing[each])
    table = Table("条款", "", "未达标的县", "无法判定的县", box=None, pad_edge=False)
    for column in table.columns[2:]:
        column.justify = "right"
    for each in order[:MOST]:
        table.add_row(each, titles[each], str(failing[each]), str(open_[each]))
    return table
