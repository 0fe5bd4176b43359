"""``junheng plan places``: school-age children and places by town and year."""

from __future__ import annotations

from pathlib import Path

import click

from junheng.cli.arguments import Command, data_argument
from junheng.cli.plan_shared import following, plan_options, present, require


@click.command(name="places", cls=Command)
@data_argument
@click.option(
    "--years",
    type=click.IntRange(1, 15),
    default=6,
    metavar="N",
    help="推算几个学年，默认 6；更远的入学儿童还没有出生",
)
@click.option(
    "--method",
    type=click.Choice(["mean", "smoothing"]),
    default="mean",
    help="升级比率：mean 历年平均（默认），smoothing 指数平滑（近年为重，0.4）",
)
@click.option(
    "--births",
    "births",
    type=click.Choice(["calendar", "school"]),
    default="calendar",
    help="出生人数怎样统计：calendar 自然年（默认），school 上年 9 月至当年 8 月",
)
@click.option(
    "--primary-grades",
    type=click.Choice(["6", "5"]),
    default="6",
    help="小学几年：六三学制 6（默认），五四学制 5",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    default=1,
    metavar="N",
    help="模拟用的种子，默认 1：同一个种子结果相同",
)
@plan_options
def command(  # noqa: PLR0913 - one a switch
    data: Path,
    *,
    years: int,
    method: str,
    births: str,
    primary_grades: str,
    seed: int,
    format_: str,
    out: Path | None,
    time_limit: float | None,
) -> None:
    r"""推算各乡镇各年级以后几年的学生数和区间，对照学位，给出缺口和预警；附历年回测。

    \b
    DATA 里的表：出生人数、历年在校生；学位、额外变动、生源去向、乡镇可以不填。
    例：
      junheng plan places 学位数据
      junheng plan places 学位数据.xlsx --years 8 --out 学位预测
    """
    require("numpy")
    from junheng.planning.inputs.places import read_places
    from junheng.planning.places import PlacesOptions
    from junheng.planning.places_told import plan_places
    from junheng.projection.ratios import Method

    inputs = read_places(data, primary=int(primary_grades))
    options = PlacesOptions(
        years=years, method=Method(method), school_births=births == "school", seed=seed
    )
    with following(time_limit) as watch:
        outcome = plan_places(inputs, options, watch)
    present(outcome, format_=format_, out=out)
