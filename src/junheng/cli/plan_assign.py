"""``junheng plan assign``: sunshine classes on trial, everything at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from junheng.cli.arguments import Command, SomePath, data_argument
from junheng.cli.classes_options import dividing_options, options_of
from junheng.cli.plan_shared import following, plan_options, present

PROOF = "分班"


@click.command(name="assign", cls=Command)
@data_argument
@dividing_options
@click.option(
    "--public-value",
    "--seed",
    "public_value",
    default="试分班",
    metavar="TEXT",
    help="种子由它算出：同样的名册和它，分出同样的班",
)
@click.option(
    "--slips",
    type=SomePath(dir_okay=False),
    metavar="FILE",
    help="家长的纸条：文本文件，一行一张",
)
@click.option(
    "--meetings",
    type=click.IntRange(0, 1000),
    default=0,
    metavar="T",
    help="再换 T 个种子各分一次，数每两名学生同班几次，与纯随机比较；默认不数",
)
@plan_options
def command(
    data: Path,
    public_value: str,
    slips: Path | None,
    meetings: int,
    time_limit: float | None,
    out: Path | None,
    format_: str,
    **dividing: Any,
) -> None:
    r"""试分班：一步做完承诺、抽签、核验，看能有多均衡，与蛇形分班、随机分班比较。

    \b
    DATA 里要有“分班名册”（roster），可以有“同班分班要求”（pairs）、“班主任”（head_teachers）。
    正式分班分三步做，让人核验：junheng classes commit、draw、verify。

    \b
    例：
      junheng plan assign 初一新生.xlsx --classes 10
      junheng plan assign 初一新生.xlsx --classes 10 --mode best-of --out 试分
      junheng plan assign 初一新生.xlsx --classes 10 --meetings 50
    """
    from junheng.planning.assign.plan import (
        Impossible,
        Trial,
        trial,
        trial_secret,
    )
    from junheng.planning.assign.told import told
    from junheng.planning.inputs.assign import read_assign, read_slips

    asked = Trial(
        options=options_of(**dividing),
        public_value=public_value,
        slips=read_slips(slips) if slips else (),
        meetings=meetings,
    )
    inputs = read_assign(data)
    with following(time_limit) as watch:
        found = trial(inputs, asked, watch)
    if out is not None and not isinstance(found, Impossible):
        from junheng.cli.classes_folder import write_draw

        write_draw(found, trial_secret(found.drawn.public_value), out / PROOF)
    present(told(found), format_=format_, out=out)
