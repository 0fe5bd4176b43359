"""``junheng plan rotate``: which teacher goes to which school."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from junheng.cli.arguments import ManySwitches, data_argument, rule_options
from junheng.cli.plan_shared import following, plan_options, present, require
from junheng.cli.plan_shares import POSITIVE, SHARE
from junheng.files import make_folder

if TYPE_CHECKING:
    from junheng.planning.rotate.told import Rotation

PERSONS = "交流名单.xlsx"
LOWERED = Fraction(1, 20)
"""How much disparities are to be lowered where nothing is asked for."""


@click.command(name="rotate", cls=ManySwitches)
@data_argument
@click.option(
    "--years",
    type=click.IntRange(1, 30),
    default=6,
    metavar="N",
    help="在本校满几年算符合条件，默认 6",
)
@click.option(
    "--rest",
    type=click.IntRange(0, 30),
    default=3,
    metavar="N",
    help="上次交流后几年内不再动，默认 3",
)
@click.option(
    "--share",
    type=SHARE,
    default=None,
    metavar="SHARE",
    help="交流的人占符合条件的多少；默认按条款 7.11 的下限",
)
@click.option(
    "--furthest-km",
    type=POSITIVE,
    default=None,
    metavar="NUMBER",
    help="最远几公里；名册里个人填得更近的按个人",
)
@click.option(
    "--wait-km",
    type=click.IntRange(0, 100),
    default=1,
    metavar="N",
    help="等的年数少一年，当作多走几公里，默认 1；0 表示只看路程",
)
@click.option(
    "--most-out",
    type=SHARE,
    default="20%",
    metavar="SHARE",
    help="一所学校一个学段一年至多走多少人，默认 20%",
)
@click.option(
    "--lower",
    type=SHARE,
    default=None,
    metavar="SHARE",
    help="不给岗位时，教师指标的差异系数要降低多少；做不到就尽力，逐项写明。默认争取 5%",
)
@click.option(
    "--gap",
    type=SHARE,
    default="2%",
    metavar="SHARE",
    help="不给岗位时，与最好的方案相差多少就停，默认 2%",
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
    **choices: Any,
) -> None:
    r"""教师交流轮岗：谁去哪所学校，路最近，等得久的先去，学科不断人，差异降低。

    DATA 是一个县的数据，另加交流教师名册（rotation_staff）。给了交流岗位（rotation_posts）就派人到这些
    岗位；不给就由程序选去处，各校进出相等。

    \b
    例：
      junheng plan rotate 我县.xlsx
      junheng plan rotate 我县.xlsx --furthest-km 30 --out 方案
    """
    require("numpy", "highspy", "ortools")

    from junheng.planning.inputs.rotate import read_rotation
    from junheng.planning.rotate.situation import RotateOptions
    from junheng.planning.rotate.told import plan_rotate
    from junheng.rulebook import rules

    day = on or date.today()
    options = RotateOptions(
        rules=rules(jurisdiction=jurisdiction, on=day, with_=with_),
        year=day.year,
        years=choices["years"],
        rest=choices["rest"],
        share=choices["share"],
        furthest_km=choices["furthest_km"],
        wait_km=Fraction(choices["wait_km"]),
        most_out=choices["most_out"],
        lower=LOWERED if choices["lower"] is None else choices["lower"],
        lower_demanded=choices["lower"] is not None,
        gap=float(choices["gap"]),
    )
    inputs = read_rotation(data)
    with following(time_limit) as watch:
        rotation = plan_rotate(inputs, options, watch)
    if out is not None:
        _write_persons(rotation, out)
    present(rotation.outcome, format_=format_, out=out)


def _write_persons(rotation: Rotation, out: Path) -> None:
    """The list with names, in a workbook of its own."""
    from junheng.planning.outcome import Outcome
    from junheng.reports.plans.workbook import write_workbook

    make_folder(out)
    path = out / PERSONS
    outcome = Outcome(
        kind="rotate",
        title=rotation.persons.title,
        ending=rotation.outcome.ending,
        tables=(rotation.persons,),
        notes=(rotation.persons.note,),
    )
    write_workbook(outcome, path)
    click.echo(f"已写出 {path}：{rotation.persons.note}", err=True)
