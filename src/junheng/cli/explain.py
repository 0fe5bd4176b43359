"""``junheng explain``: the derivation of one figure or verdict, from input cell to clause."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from junheng.cli.arguments import ManySwitches, data_argument, rule_options
from junheng.cli.evaluate import judged
from junheng.evaluation import explain


@click.command(name="explain", cls=ManySwitches)
@data_argument
@click.argument("address", metavar="CODE[:STAGE[:INDICATOR]]", help="要问的数或结论，写法见上")
@rule_options
def command(
    data: Path, address: str, jurisdiction: str, on: date | None, with_: tuple[str, ...]
) -> None:
    r"""说明 DATA 里一个数或一个结论是怎么得来的，从填报的单元格一直到条款。

    \b
    CODE 可以是：
      县级代码                    全县结论          532323
      条款编号                    一条              7.11   6.cv:primary:backbone
      学校标识码                  一所学校          3153232300001
      学校标识码:学段:指标        一个数            3153232300001:junior:backbone
    数据里有几个县时，条款前加县级代码：532323:7.11
    """
    evaluation, _ = judged(data, jurisdiction=jurisdiction, on=on, with_=with_)
    step = explain(evaluation, address)
    from junheng.cli.tree import show_step

    show_step(step)
