"""``junheng plan comply``: the cheapest plan to comply, by school and year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from junheng.cli.arguments import FiniteRange, ManySwitches, data_argument, rule_options
from junheng.cli.plan_shared import following, plan_options, present, require, year_option
from junheng.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from junheng.standards import RuleSet

MOST_YEARS = 10
USUAL_YEARS = 3


@click.command(name="comply", cls=ManySwitches)
@data_argument
@rule_options
@click.option(
    "--county", metavar="CODE", default="", help="数据里有几个县时，规划哪一个（县级代码）"
)
@click.option(
    "--years",
    type=click.IntRange(1, MOST_YEARS),
    metavar="N",
    help=f"几年达标（1 到 {MOST_YEARS}）；默认到规则里本县的目标年份，没有就 {USUAL_YEARS} 年",
)
@year_option("--target-year", "到哪一年达标，与 --years 只给一个")
@year_option("--year", "数据是哪一年的，默认按 --on；方案从下一年开始")
@click.option(
    "--gap",
    type=FiniteRange(0, 50),
    default=0.1,
    metavar="PERCENT",
    help="算到离最好的方案不超过百分之几为止，默认 0.1",
)
@click.option(
    "--compare/--no-compare",
    default=True,
    help="也算（默认）或不算：不统筹的做法要多少钱，最早哪一年，每一条的代价",
)
@plan_options
def command(  # noqa: PLR0913 - one argument an option
    data: Path,
    *,
    jurisdiction: str,
    on: date | None,
    with_: tuple[str, ...],
    county: str,
    years: int | None,
    target_year: int | None,
    year: int | None,
    gap: float,
    compare: bool,
    format_: str,
    out: Path | None,
    time_limit: float | None,
) -> None:
    r"""到目标年份，各校过关、差异系数全部达标、交流轮岗够比例，最省的办法：分校分年。

    \b
    DATA 是判定用的数据。另外可以有：达标单价、达标年度（预算、能力、阶段目标）、达标学校条件、
    可交流教师、教师构成、各年在校生。缺的数据不当作 0：缺了就说缺哪一格。
    例：
      junheng plan comply 我县.xlsx --years 3
      junheng plan comply 数据文件夹 --jurisdiction 532323 --target-year 2028 --out 达标方案
    """
    require("numpy", "highspy", "pyscipopt")
    from junheng.census.reading import read
    from junheng.planning.comply.planner import ComplyOptions, plan_comply
    from junheng.planning.inputs.comply import read_inputs
    from junheng.rulebook import rules

    day = on or date.today()
    rule_set = rules(jurisdiction=jurisdiction, on=day, with_=with_)
    span = _years(rule_set, year or day.year, years=years, target_year=target_year)
    census = read(data).require()
    inputs = read_inputs(data, census, now=span[0] - 1)
    code = _county(county, census.county_codes)
    with following(time_limit) as watch:
        outcome = plan_comply(
            census,
            rule_set,
            inputs,
            code=code,
            years=span,
            options=ComplyOptions(gap=gap / 100, compare=compare),
            watch=watch,
        )
    present(outcome, format_=format_, out=out)


def _years(
    rule_set: RuleSet, now: int, *, years: int | None, target_year: int | None
) -> tuple[int, ...]:
    """The years of the plan, after ``now``. Raises a usage error."""
    if years is not None and target_year is not None:
        raise click.UsageError("--years 和 --target-year 只给一个")
    if target_year is None and years is None:
        clause = rule_set.clauses.get("T.pass_year")
        scheduled = int(clause.figure("pass_year")) if clause else now + USUAL_YEARS
        target_year = min(max(scheduled, now + 1), now + MOST_YEARS)
    last = target_year if target_year is not None else now + (years or USUAL_YEARS)
    if not now < last <= now + MOST_YEARS:
        raise click.UsageError(f"--target-year 应在 {now + 1} 到 {now + MOST_YEARS} 之间")
    return tuple(range(now + 1, last + 1))


def _county(asked: str, known: Sequence[str]) -> str:
    """The county to plan for. Raises :class:`UserError`."""
    if not asked and len(known) == 1:
        return known[0]
    if asked in known:
        return asked
    raise UserError(
        f"数据里没有县 {asked}" if asked else f"数据里有 {len(known)} 个县，一次只规划一个",
        remedy=f"用 --county 选一个：{'、'.join(known[:20])}",
    )
