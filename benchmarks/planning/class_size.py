"""Large classes: what the plan costs beside rounding up, how soon, and how sure.

    python -m benchmarks.planning.class_size

Invented counties with classes from 80% to 120% of the limit. Peers: every grade rounded up by itself,
nobody moved; and every class that is too large split in two. Every plan is judged by the reference
evaluator before it is timed.
"""

from __future__ import annotations

import random
import time
from datetime import date
from fractions import Fraction

from benchmarks.report import Goal, Section
from junheng.census.records import Census, ClassRow, School, StageRow
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage
from junheng.planning.class_size.judged import failing
from junheng.planning.class_size.plan import ClassPlan, ClassSizeOptions, plan_classes
from junheng.planning.class_size.told import gap
from junheng.planning.inputs.class_size import ClassSizeInputs
from junheng.planning.watch import Watch
from junheng.rulebook import rules

YEAR = 2025
SIZES = ((50, 1), (150, 1), (300, 1), (50, 3), (150, 3))
"""Schools and years of the plan."""
MOST_SECONDS = 4.0
"""For one year at up to 300 schools."""
LIMITS = {Stage.PRIMARY: 45, Stage.JUNIOR: 50}
GRADES = {Stage.PRIMARY: 6, Stage.JUNIOR: 3}
NAMES = "一二三四五六七八九"


def county(number: int) -> Census:
    """``number`` schools of a plain; about every third class is above the limit."""
    lots = random.Random(number)
    width = 100 * number**0.5
    schools: list[School] = []
    stages: list[StageRow] = []
    classes: list[ClassRow] = []
    for place in range(number):
        [kind] = lots.choices(
            [SchoolType.PRIMARY, SchoolType.JUNIOR, SchoolType.NINE_YEAR], [70, 20, 10]
        )
        size = lots.lognormvariate(0, 0.7)
        schools.append(
            School(
                county_code="999903",
                school_code=f"S{place:04d}",
                name=f"第{place}学校",
                type=kind,
                operator=OperatorCode.COUNTY_EDUCATION,
                area_class=AreaClass.TOWN,
                boarding=False,
                lon=101 + Fraction(lots.randint(0, int(width)), 6000),
                lat=25 + Fraction(lots.randint(0, int(width)), 6000),
            )
        )
        for stage in kind.stages:
            own = _classes(lots, f"S{place:04d}", stage, size)
            classes += own
            stages.append(
                StageRow(
                    school_code=f"S{place:04d}",
                    stage=stage,
                    pupils=sum(each.pupils for each in own),
                    grades=GRADES[stage],
                    classes=len(own),
                    teachers=round(len(own) * (2.3 if stage is Stage.PRIMARY else 3.6)),
                )
            )
    return Census(schools=tuple(schools), stages=tuple(stages), classes=tuple(classes))


def _classes(lots: random.Random, code: str, stage: Stage, size: float) -> list[ClassRow]:
    found = []
    first = 0 if stage is Stage.PRIMARY else 6
    for grade in range(GRADES[stage]):
        pupils = max(3, round(size * (70 if first == 0 else 150) * lots.uniform(0.85, 1.15)))
        count = max(1, round(pupils / (LIMITS[stage] * lots.uniform(0.8, 1.2))))
        found += [
            ClassRow(
                school_code=code,
                stage=stage,
                grade=f"{NAMES[first + grade]}年级",
                class_no=f"{number + 1}班",
                pupils=pupils // count + (number < pupils % count),
            )
            for number in range(count)
        ]
    return found


def planned(census: Census, years: int) -> tuple[ClassPlan, float]:
    """The plan, and the processor time it took. Raises ``ValueError`` if it breaks a rule."""
    rule_set = rules(on=date(YEAR, 9, 1))
    options = ClassSizeOptions(
        year=YEAR, by=YEAR + years, large_by=YEAR + max(1, years - 1), extra_by=YEAR + 1
    )
    begun = time.process_time()
    plan = plan_classes(ClassSizeInputs(census=census), rule_set, options, Watch())
    seconds = time.process_time() - begun
    last = [line for line in plan.lines if line.year == options.by]
    if plan.broken or failing(census, last, rule_set):
        raise ValueError("the plan breaks a rule")
    return plan, seconds


def measure() -> Section:
    """Each size once: the search ends on its gap, not on the clock."""
    lines = []
    slowest = widest = 0.0
    for number, years in SIZES:
        plan, seconds = planned(county(number), years)
        apart = gap(plan) or 0.0
        widest = max(widest, apart)
        if years == 1:
            slowest = max(slowest, seconds)
        naive = plan.unmoved.cost / plan.totals.cost if plan.unmoved else Fraction(1)
        lines.append(
            (
                str(number),
                str(years),
                f"{sum(unit.classes for unit in plan.problem.units):,} → {plan.totals.classes:,}",
                f"{seconds:.1f} s",
                f"{apart:.2%}",
                f"{float(naive):.2f}",
                f"{float(plan.halved.cost / plan.totals.cost):.2f}",
            )
        )
    return Section(
        title="消除大班额",
        note="费用是新增教室、补充教师、班级运转、学生交通之和；用时是处理器时间，"
        "含不调剂新生的那一次求解。方案都由判定程序复核过第 7.5 条。",
        header=(
            "学校",
            "年数",
            "班级",
            "用时",
            "差距",
            "逐年级进位的费用倍数",
            "逐班拆开的费用倍数",
        ),
        lines=lines,
        goals=(
            Goal(
                title="消除大班额一年的方案，300 所学校以内",
                measured=f"{slowest:.1f} s",
                limit=f"≤ {MOST_SECONDS:.0f} s",
                reached=slowest <= MOST_SECONDS,
            ),
            Goal(
                title="消除大班额方案的差距",
                measured=f"{widest:.2%}",
                limit="≤ 0.10%",
                reached=widest <= 1e-3,
            ),
        ),
    )


if __name__ == "__main__":
    from benchmarks.machine import described
    from benchmarks.report import page

    print(page(described(), [measure()]))
