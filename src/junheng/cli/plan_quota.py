"""``junheng plan quota``: places of good senior high schools for junior schools."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from junheng.cli.arguments import ManySwitches, SomeText, data_argument, rule_options
from junheng.cli.plan_shared import following, plan_options, present, require
from junheng.cli.plan_shares import SHARE

METHODS = (
    "largest-remainder",
    "sainte-lague",
    "dhondt",
    "huntington-hill",
    "dean",
    "adams",
    "lot",
)


@click.command(name="quota", cls=ManySwitches)
@data_argument
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default="largest-remainder",
    help="分配方法：largest-remainder 最大余数法（默认），sainte-lague 圣拉古法，dhondt 洪德法，"
    "huntington-hill 亨廷顿-希尔法，dean 迪安法，adams 亚当斯法，lot 余数抽签",
)
@click.option(
    "--tilt",
    type=SHARE,
    default="0",
    metavar="SHARE",
    help="向乡村初中倾斜多少：0.2 或 20% 表示权重加两成；默认不加",
)
@click.option(
    "--town-tilt", type=SHARE, default="0", metavar="SHARE", help="镇区初中的倾斜；默认不加"
)
@click.option(
    "--least", type=click.IntRange(0, 10_000), default=0, metavar="N", help="每所初中至少几名"
)
@click.option(
    "--share",
    type=SHARE,
    default=None,
    metavar="SHARE",
    help="高中没有填到校名额时，拿出计划的多少；默认按条款 7.14 的下限",
)
@click.option(
    "--public-value",
    type=SomeText(),
    metavar="TEXT",
    help="公布承诺值以后才产生的数（如开奖号码）：相等时的先后和余数抽签由它决定",
)
@rule_options
@plan_options
def command(
    data: Path,
    jurisdiction: str,
    on: date | None,
    with_: tuple[str, ...],
    time_limit: float | None,
    out: Path | None,
    format_: str,
    **sharing: Any,
) -> None:
    r"""把优质高中的招生名额分到各初中：按毕业生数，向农村倾斜，保最低名额，逐校说明怎么得来。

    DATA 里有两张表：初中毕业生（quota_juniors）、优质高中招生计划（quota_seniors）。

    \b
    例：
      junheng plan quota 指标到校.xlsx --tilt 20%
      junheng plan quota 指标到校.xlsx --tilt 20% --least 2 --method sainte-lague --out 方案
      junheng plan quota 指标到校.xlsx --method lot --public-value 2026088期0712
    """
    require("numpy", "ortools")
    from junheng.planning.apportion import Method
    from junheng.planning.inputs.quota import read_quota
    from junheng.planning.quota import QuotaOptions
    from junheng.planning.quota_told import plan_quota
    from junheng.rulebook import rules

    options = QuotaOptions(
        rules=rules(jurisdiction=jurisdiction, on=on or date.today(), with_=with_),
        method=Method(sharing["method"]),
        rural_tilt=sharing["tilt"],
        town_tilt=sharing["town_tilt"],
        least=sharing["least"],
        share=sharing["share"],
        public_value=sharing["public_value"],
    )
    inputs = read_quota(data)
    with following(time_limit) as watch:
        outcome = plan_quota(inputs, options, watch)
    present(outcome, format_=format_, out=out)
