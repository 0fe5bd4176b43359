"""``junheng plan layout``: where to build, extend or merge schools, and how pupils get there."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from junheng.cli.arguments import Command, FiniteRange, SomePath
from junheng.cli.plan_shared import following, plan_options, present, require
from junheng.errors import UserError

if TYPE_CHECKING:
    from junheng.planning.layout.buses import BusOptions
    from junheng.planning.layout.options import LayoutOptions
    from junheng.planning.outcome import Outcome
    from junheng.planning.watch import Watch


class Amount(click.ParamType[Fraction]):
    """A finite decimal number, 0 or more, read exactly."""

    name = "NUMBER"

    def __init__(self, *, above_zero: bool = False, most: int = 10**12) -> None:
        self._above_zero = above_zero
        self._most = most

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Fraction:
        """The number, or a usage error."""
        text = str(value).strip()
        digits = text.replace(".", "", 1)
        unsigned = digits.removeprefix("-")
        if unsigned != digits and unsigned.isascii() and unsigned.isdigit():
            self.fail(f"“{value}”是负数，不能小于 0", param, ctx)
        if not (digits.isascii() and digits.isdigit()) or len(text) > 20:
            self.fail(f"“{value}”不是数，应写作 3 或 2.5", param, ctx)
        number = Fraction(text)
        if number > self._most or (self._above_zero and not number):
            self.fail(f"{value} 不合理", param, ctx)
        return number


_KM = Amount(most=1000)


@click.command(name="layout", cls=Command)
@click.argument(
    "data",
    type=SomePath(),
    metavar="DATA",
    required=False,
    help="一个工作簿（.xlsx、.xls、.ods），或一个放 CSV、Parquet 的文件夹",
)
@click.option(
    "--low-km", type=_KM, default=None, metavar="KM", help="小学 1 至 3 年级走读最远几公里，默认 3"
)
@click.option(
    "--high-km", type=_KM, default=None, metavar="KM", help="小学 4 至 6 年级走读最远几公里，默认 5"
)
@click.option(
    "--junior-km", type=_KM, default=None, metavar="KM", help="初中走读最远几公里，默认 8"
)
@click.option(
    "--board-km", type=_KM, default=None, metavar="KM", help="寄宿生的家最远几公里，默认不限"
)
@click.option(
    "--years",
    type=click.IntRange(1, 100),
    default=20,
    show_default=False,
    metavar="N",
    help="投资之外，运转、上下学、寄宿的费用算几年，默认 20",
)
@click.option(
    "--km-yuan",
    type=Amount(most=10**6),
    default=None,
    metavar="YUAN",
    help="一名走读生离校每远一公里，一年折合多少元，默认 200；寄宿生一周回家一次，按五分之一算",
)
@click.option(
    "--boarder-yuan",
    type=Amount(most=10**6),
    default=None,
    metavar="YUAN",
    help="一名寄宿生一年的食宿管理费用，默认 2000",
)
@click.option(
    "--budget", type=Amount(), default=None, metavar="YUAN", help="建设投资的限额，默认不限"
)
@click.option(
    "--gap",
    type=FiniteRange(0, 0.5),
    default=2e-3,
    show_default=False,
    metavar="SHARE",
    help="与最省方案的差距证明到多小就停，默认 0.002",
)
@click.option("--no-proposals", is_flag=True, help="不另算“可以考虑撤并的学校”，时间约省一半")
@click.option("--buses", is_flag=True, help="再给住得远的走读生排校车线路")
@click.option("--seats", type=click.IntRange(1, 200), default=None, help="每辆校车几座，默认 36")
@click.option(
    "--ride",
    type=click.IntRange(1, 300),
    default=None,
    metavar="MINUTES",
    help="校车单程最长几分钟，默认 40",
)
@click.option(
    "--walk-km", type=_KM, default=None, metavar="KM", help="超过几公里的走读生坐校车，默认 2"
)
@click.option(
    "--speed",
    type=Amount(above_zero=True, most=200),
    default=None,
    metavar="KM/H",
    help="校车平均时速，默认 30",
)
@click.option(
    "--bus-yuan",
    type=Amount(most=10**8),
    default=None,
    metavar="YUAN",
    help="一辆校车一年的固定费用，默认 120000",
)
@click.option(
    "--or-library",
    type=SomePath(dir_okay=False),
    metavar="FILE",
    help="不读 DATA，改解一个 OR-Library 算例（pmed 或 pmedcap 格式）",
)
@click.option(
    "--vrplib",
    type=SomePath(dir_okay=False),
    metavar="FILE",
    help="不读 DATA，改解一个 CVRPLIB 算例（.vrp）",
)
@plan_options
def command(
    data: Path | None,
    or_library: Path | None,
    vrplib: Path | None,
    time_limit: float | None,
    out: Path | None,
    format_: str,
    **asked: Any,
) -> None:
    r"""学校布局：在哪里新建、扩建、撤并，各村学生去哪所学校，多少人寄宿，校车怎样走。

    先让超出走读距离的学生最少，再让费用最省；小学 1 至 3 年级不寄宿。没有完成论证、公示、审批的学校不撤并；
    任何村都不会失去走读距离内唯一的学校。DATA 要有“村”“校点”两张表，有“道路”表就按道路算距离。

    \b
    例：
      junheng plan layout 布局 --out 布局方案
      junheng plan layout 布局 --low-km 2.5 --budget 30000000 --buses
      junheng plan layout --or-library pmed1.txt --format json
    """
    given = [each for each in (data, or_library, vrplib) if each is not None]
    if len(given) != 1:
        raise UserError(
            "DATA、--or-library、--vrplib 要给一个，也只能给一个" if given else "少了参数 DATA",
            remedy="用法见：junheng plan layout --help",
        )
    require("numpy", "scipy", "highspy", "pyvrp")
    with following(time_limit) as watch:
        if or_library is not None:
            from junheng.planning.layout.instances import place
            from junheng.planning.layout.published import read_or_library

            outcome = place(read_or_library(or_library), watch)
        elif vrplib is not None:
            from junheng.planning.layout.instances import drive
            from junheng.planning.layout.published import read_vrplib

            outcome = drive(read_vrplib(vrplib), watch)
        else:
            outcome = _planned(given[0], watch, asked)
    present(outcome, format_=format_, out=out)


def _planned(data: Path, watch: Watch, asked: dict[str, Any]) -> Outcome:
    from junheng.planning.inputs.layout import read_layout
    from junheng.planning.layout.layout import plan_layout

    buses = _bus_options(asked) if asked["buses"] else None
    return plan_layout(read_layout(data), _options(asked), watch, buses=buses)


def _options(asked: dict[str, Any]) -> LayoutOptions:
    from junheng.planning.layout.county import Group
    from junheng.planning.layout.options import DAY_KM, LayoutOptions

    limits = {group: asked[f"{group.value}_km"] for group in Group}
    given = {name: asked[name] for name in ("km_yuan", "boarder_yuan") if asked[name] is not None}
    return LayoutOptions(
        day_km={g: DAY_KM[g] if limit is None else limit for g, limit in limits.items()},
        board_km=asked["board_km"],
        years=asked["years"],
        budget_yuan=asked["budget"],
        gap=asked["gap"],
        proposals=not asked["no_proposals"],
        **given,
    )


def _bus_options(asked: dict[str, Any]) -> BusOptions:
    from junheng.planning.layout.buses import BusOptions

    names = {
        "seats": "seats",
        "ride": "ride_minutes",
        "walk_km": "walk_km",
        "speed": "km_per_hour",
        "bus_yuan": "bus_yuan",
    }
    return BusOptions(**{to: asked[name] for name, to in names.items() if asked[name] is not None})
