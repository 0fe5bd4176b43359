"""``junheng plan``: what to do about it. Each command is loaded when it is called."""

from __future__ import annotations

import click

from junheng.cli.groups import LazyGroup

COMMANDS = {
    "comply": "到目标年份全部达标的最省方案：补人、建房、添设备、交流，分校分年",
    "rotate": "教师交流轮岗：谁去哪所学校",
    "classes-needed": "消除大班额：要几个班、几间教室、几名教师",
    "places": "学位预测：各年学龄人口、学位缺口和预警",
    "layout": "学校布局：新建、扩建、撤并，学生就近入学，校车线路",
    "posts": "编制：应有与实有，怎样调剂",
    "assign": "阳光分班：均衡编班，可公开验证",
    "quota": "优质高中指标到校的分配",
    "template": "生成规划要填的工作簿",
}
"""Every command of the group with its line of help."""


@click.group(
    name="plan",
    cls=LazyGroup,
    prefix="junheng.cli.plan_",
    lines=COMMANDS,
    epilog="每个命令都有说明：junheng plan 命令 --help",
)
def command() -> None:
    r"""规划：最省的达标方案，谁去哪里，建在哪里，分到哪个班；说明差最好的方案有多远。

    \b
    每个方案都用判定的同一套规则重新核算；做不到的，说明是哪所学校、哪一条、差多少。
    按 Ctrl-C 停下来，给出目前找到的最好方案。
    需要的程序库：pip install ".[plan]"。
    """
