"""``junheng plan posts``: posts of staff by rule, against those allotted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from junheng.cli.arguments import ManySwitches, data_argument, rule_options
from junheng.cli.plan_shared import following, plan_options, present, require
from junheng.cli.plan_shares import POSITIVE

METHODS = ("largest-remainder", "sainte-lague", "dhondt", "huntington-hill", "dean", "adams")


@click.command(name="posts", cls=ManySwitches)
@data_argument
@click.option(
    "--total",
    type=click.IntRange(0, 1_000_000),
    default=None,
    metavar="N",
    help="全县可用的编制总量；默认各校核定数之和",
)
@click.option(
    "--per-class",
    type=POSITIVE,
    default=None,
    metavar="NUMBER",
    help="小规模学校每班几名教职工，如 1.5；默认按规则，规则没有写就不算",
)
@click.option(
    "--small-below",
    type=click.IntRange(1, 1000),
    default=None,
    metavar="N",
    help="乡村学校、教学点少于几名学生算小规模学校；默认按规则（100）",
)
@click.option(
    "--boarders-per-post",
    type=POSITIVE,
    default=None,
    metavar="NUMBER",
    help="寄宿制学校每多少名寄宿生加一名；默认按规则，规则没有写就不算",
)
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default="largest-remainder",
    help="编制不够时怎样分到各校，见 junheng plan quota --help",
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
    **figures: Any,
) -> None:
    r"""按编制标准算各校应有的教职工编制，与核定数对照，给出动人最少、路最近的调剂方案。

    DATA 是一个县的数据，另加一张表：编制（posts）。

    \b
    例：
      junheng plan posts 我县.xlsx
      junheng plan posts 我县.xlsx --jurisdiction 210300 --boarders-per-post 50 --out 方案
    """
    require("numpy", "ortools")
    from junheng.planning.apportion import Method
    from junheng.planning.inputs.posts import read_posts
    from junheng.planning.posts_told import PostsOptions, plan_posts
    from junheng.rulebook import rules

    options = PostsOptions(
        rules=rules(jurisdiction=jurisdiction, on=on or date.today(), with_=with_),
        total=figures["total"],
        per_class=figures["per_class"],
        below_pupils=figures["small_below"],
        boarders_per_post=figures["boarders_per_post"],
        method=Method(figures["method"]),
    )
    inputs = read_posts(data)
    with following(time_limit) as watch:
        outcome = plan_posts(inputs, options, watch)
    present(outcome, format_=format_, out=out)
