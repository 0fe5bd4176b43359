"""``junheng plan classes-needed``: classes, rooms and teachers so that no class is too large."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from junheng.cli.arguments import FiniteRange, ManySwitches, data_argument, rule_options
from junheng.cli.plan_shared import (
    following,
    plan_options,
    present,
    require,
    year_option,
    yuan_option,
)

MOST_YEARS = 8


@click.command(name="classes-needed", cls=ManySwitches)
@data_argument
@rule_options
@year_option("--year", "数据是哪一学年的（开学那一年），默认按 --on")
@year_option("--by", "从哪一学年起没有超过上限的班，默认三年后")
@year_option("--large-by", "从哪一学年起没有 56 人以上的班，默认 --by 的上一年")
@year_option("--extra-large-by", "从哪一学年起没有 66 人以上的班，默认下一学年")
@click.option(
    "--moves/--no-moves",
    default=True,
    help="新生可以（默认）或不可以调剂到邻近的公办学校",
)
@click.option(
    "--within",
    type=FiniteRange(0, 100),
    default=3.0,
    metavar="KM",
    help="调剂的学校相距不超过几公里，默认 3",
)
@click.option(
    "--share",
    type=click.IntRange(0, 100),
    default=20,
    metavar="PERCENT",
    help="一所学校最多调出新生的百分之几，默认 20",
)
@click.option(
    "--rooms-a-year",
    type=click.IntRange(0),
    metavar="N",
    help="全县一年最多新增几间普通教室，默认不限",
)
@click.option(
    "--staff-primary",
    type=FiniteRange(0.5, 20),
    metavar="N",
    help="小学每班几名教师，默认按班额上限和编制的生师比",
)
@click.option(
    "--staff-junior",
    type=FiniteRange(0.5, 20),
    metavar="N",
    help="初中每班几名教师，默认同上",
)
@yuan_option("--room-yuan", "新增一间教室多少元，默认 250000", default=250_000, most=1e9)
@yuan_option("--teacher-yuan", "一名教师一年多少元，默认 120000", default=120_000, most=1e9)
@yuan_option(
    "--class-yuan", "一个班一年运转多少元（不含教师），默认 10000", default=10_000, most=1e9
)
@yuan_option("--travel-yuan", "调剂的学生每公里一年多少元，默认 300", default=300, most=1e6)
@yuan_option(
    "--early-yuan",
    "一名学生在超限的班里多待一年折合多少元：大于 0 就尽早拆班，默认 0",
    default=0,
    most=1e6,
)
@click.option(
    "--primary-grades",
    type=click.Choice(["6", "5"]),
    default="6",
    help="小学几年：六三学制 6（默认），五四学制 5",
)
@plan_options
def command(
    data: Path,
    *,
    jurisdiction: str,
    on: date | None,
    with_: tuple[str, ...],
    format_: str,
    out: Path | None,
    time_limit: float | None,
    **wanted: Any,
) -> None:
    r"""没有一个班超过上限（小学 45 人、初中 50 人），最少要几个班、几间教室、几名教师；分校分年级的台账。

    \b
    DATA 是判定用的数据；有“班级”表才能分年级安排。另外可以有：普通教室、学校间距离、预计招生。
    价格是示例，请按当地改。
    例：
      junheng plan classes-needed 我县.xlsx
      junheng plan classes-needed 数据文件夹 --by 2028 --large-by 2026 --rooms-a-year 20 --out 消除大班额
    """
    require("numpy", "highspy")
    from junheng.census.reading import read
    from junheng.planning.class_size.told import plan_class_size
    from junheng.planning.inputs.class_size import read_class_size
    from junheng.rulebook import rules

    day = on or date.today()
    options = _options(day, wanted)
    rule_set = rules(jurisdiction=jurisdiction, on=day, with_=with_)
    inputs = read_class_size(data, read(data).require())
    with following(time_limit) as watch:
        outcome = plan_class_size(inputs, rule_set, options, watch)
    present(outcome, format_=format_, out=out)


def _options(day: date, wanted: dict[str, Any]) -> Any:
    """The options, years checked against each other. Raises a usage error."""
    from junheng.model import Stage
    from junheng.planning.class_size.model import Prices
    from junheng.planning.class_size.plan import ClassSizeOptions

    year = wanted["year"] or (day.year if day.month >= 8 else day.year - 1)
    by = wanted["by"] or year + 3
    large_by = wanted["large_by"] or max(year + 1, by - 1)
    extra_by = wanted["extra_large_by"] or year + 1
    if not year < by <= year + MOST_YEARS:
        raise click.UsageError(f"--by 应在 {year + 1} 到 {year + MOST_YEARS} 之间")
    if not year < large_by <= by or not year < extra_by <= by:
        raise click.UsageError(f"--large-by、--extra-large-by 应在 {year + 1} 到 {by} 之间")
    staff = {
        Stage.PRIMARY: wanted["staff_primary"],
        Stage.JUNIOR: wanted["staff_junior"],
    }
    return ClassSizeOptions(
        year=year,
        by=by,
        large_by=large_by,
        extra_by=extra_by,
        within_km=wanted["within"],
        share=Fraction(wanted["share"], 100),
        moves=wanted["moves"],
        rooms_a_year=wanted["rooms_a_year"],
        staff={stage: _exact(each) for stage, each in staff.items() if each is not None},
        prices=Prices(
            room=_exact(wanted["room_yuan"]),
            teacher_year=_exact(wanted["teacher_yuan"]),
            class_year=_exact(wanted["class_yuan"]),
            pupil_km_year=_exact(wanted["travel_yuan"]),
            early=_exact(wanted["early_yuan"]),
        ),
        primary=int(wanted["primary_grades"]),
    )


def _exact(number: float) -> Fraction:
    """The number as it was written, not as it is held."""
    return Fraction(str(number))
