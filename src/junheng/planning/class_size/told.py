"""The plan against large classes in words: key figures, reasons, notes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from junheng.evaluation.results import Finding
from junheng.planning.class_size import tables
from junheng.planning.class_size.choice import classes_of
from junheng.planning.class_size.judged import failing
from junheng.planning.class_size.plan import ClassPlan, ClassSizeOptions, plan_classes
from junheng.planning.class_size.tasks import tasks
from junheng.planning.inputs.class_size import ClassSizeInputs
from junheng.planning.outcome import Ending, Figure, Outcome, Reason, Shape, Table
from junheng.planning.solver import Status
from junheng.planning.watch import Watch
from junheng.standards import RuleSet

_EQUAL = 1e-6
"""Costs that differ by less are the same: solvers count in floats."""


def plan_class_size(
    inputs: ClassSizeInputs, rules: RuleSet, options: ClassSizeOptions, watch: Watch
) -> Outcome:
    """The plan, judged by the reference evaluator, ready to be shown.

    Raises :class:`junheng.errors.UserError` where no stage can be planned.
    """
    plan = plan_classes(inputs, rules, options, watch)
    last = [line for line in plan.lines if line.year == options.by]
    return told(plan, failing(inputs.census, last, rules))


def told(plan: ClassPlan, unmet: Sequence[Finding] = ()) -> Outcome:
    """The outcome. ``unmet`` are the findings of the evaluator that are not met after the plan."""
    return Outcome(
        kind="classes-needed",
        title=f"消除大班额：{plan.options.year + 1}—{plan.options.by} 学年",
        ending=_ending(plan, unmet),
        figures=tuple(_lacking(plan) if plan.missing else _figures(plan)),
        tables=(tables.rooms(plan),) if plan.missing else _tables(plan),
        reasons=(*_reasons(plan), *_broken(plan, unmet)),
        notes=tuple(_notes(plan)),
        basis=_basis(plan),
    )


def _tables(plan: ClassPlan) -> tuple[Table, ...]:
    return (
        tables.by_year(plan),
        tables.ledger(plan),
        tables.moves(plan),
        tables.rooms(plan),
        tables.teachers(plan),
        tables.compared(plan),
        tables.grades(plan),
        *(() if plan.broken else (tasks(plan),)),
    )


def gap(plan: ClassPlan) -> float | None:
    """How far the cost may be from the least possible, as a share; ``None`` if nothing is proven."""
    cost = float(plan.choice.cost)
    if not math.isfinite(plan.choice.bound):
        return None
    apart = cost - plan.choice.bound
    return 0.0 if apart <= max(1.0, abs(cost)) * _EQUAL else apart / max(abs(cost), 1.0)


def _ending(plan: ClassPlan, unmet: Sequence[Finding]) -> Ending:
    if plan.missing:
        return Ending.IMPOSSIBLE
    if plan.cut_short or plan.choice.status is not Status.OPTIMAL:
        return Ending.STOPPED
    return (
        Ending.PROVEN if gap(plan) == 0.0 and not plan.broken and not unmet else Ending.WITHIN_GAP
    )


def _basis(plan: ClassPlan) -> dict[str, object]:
    options, prices = plan.options, plan.options.prices
    return {
        "year": options.year,
        "by": options.by,
        "large_by": options.large_by,
        "extra_by": options.extra_by,
        "moves": options.moves,
        "within_km": options.within_km,
        "share": float(options.share),
        "rooms_a_year": options.rooms_a_year,
        "primary_grades": options.primary,
        "limits": {unit.stage.value: unit.limit for unit in plan.problem.units},
        "staff_per_class": {
            unit.stage.value: float(staff)
            for unit, staff in zip(plan.problem.units, plan.problem.staff, strict=True)
        },
        "prices": {
            "room_yuan": float(prices.room),
            "teacher_yuan_a_year": float(prices.teacher_year),
            "class_yuan_a_year": float(prices.class_year),
            "pupil_km_yuan_a_year": float(prices.pupil_km_year),
            "early_yuan": float(prices.early),
        },
    }


def _count(name: str, title: str, value: int, unit: str, note: str = "") -> Figure:
    return Figure(name=name, title=title, value=value, shape=Shape.COUNT, unit=unit, note=note)


def _figures(plan: ClassPlan) -> Iterator[Figure]:
    now_short = f"按每班配备；现在已缺 {tables.short_now(plan)} 人"
    now = sum(unit.classes for unit in plan.problem.units)
    last = plan.options.by
    yield _count(
        "grades_over", "现在有超限班的年级", tables.over_now(plan), "个", "年级不明的学段算一个"
    )
    yield _count("classes_now", "现有班级", now, "个")
    yield _count("classes", f"{last} 学年班级", plan.totals.classes, "个", "各年级不超过班额上限")
    yield _count("new_rooms", "新增普通教室", plan.totals.new_rooms, "间", "各年累计")
    yield _count("teachers", f"{last} 学年要补教师", plan.totals.hired, "人", now_short)
    yield _count("moved", "调剂新生", sum(each.pupils for each in plan.moves), "人次")
    yield Figure(
        name="cost",
        title="费用",
        value=plan.totals.cost,
        shape=Shape.YUAN,
        unit="元",
        note="各年合计",
    )
    proven = gap(plan)
    if proven is not None:
        yield Figure(name="gap", title="离最省的方案最多差", value=proven, shape=Shape.SHARE)
    if plan.unmoved is not None and plan.totals.cost:
        yield Figure(
            name="without_moves",
            title="不调剂新生的费用是它的几倍",
            value=plan.unmoved.cost / plan.totals.cost,
            note="逐年级进位",
        )


def _lacking(plan: ClassPlan) -> Iterator[Figure]:
    """What is there and what is lacking, where there is no plan: no cost, no gap, no classes to be."""
    sums: dict[int, int] = {}
    for (_, year), rooms in plan.missing.items():
        sums[year] = sums.get(year, 0) + rooms
    worst = max(sums, key=lambda year: (sums[year], -year))
    now = sum(unit.classes for unit in plan.problem.units)
    yield _count(
        "grades_over", "现在有超限班的年级", tables.over_now(plan), "个", "年级不明的学段算一个"
    )
    yield _count("classes_now", "现有班级", now, "个")
    yield _count(
        "rooms_missing",
        "缺普通教室",
        sums[worst],
        "间",
        f"{plan.options.year + worst} 学年，各校相加；可新增的都建了以后还缺的",
    )


def _reasons(plan: ClassPlan) -> Iterator[Reason]:
    """The rooms that are missing, school by school, or in the county where its yearly limit binds."""
    by_school: dict[str, dict[int, int]] = {}
    for (school, year), rooms in plan.missing.items():
        by_school.setdefault(school, {})[year] = rooms
    for school, years in by_school.items():
        given = plan.problem.rooms[school]
        places = tables.places_of(plan, school)
        name = plan.problem.units[places[0]].school.name
        worst = max(years, key=lambda year: (years[year], -year))
        needed = sum(classes_of(plan.problem, plan.choice, place, worst) for place in places)
        limit = "不限" if given.most_new is None else f"最多可新增 {given.most_new} 间"
        per_year = (
            f"，全县一年最多新增 {plan.options.rooms_a_year} 间"
            if plan.options.rooms_a_year is not None
            else ""
        )
        yield Reason(
            where=name,
            what=f"{plan.options.year + worst} 学年要 {needed} 个班，普通教室缺 {years[worst]} 间"
            f"（有 {given.rooms} 间，{limit}{per_year}），做不到第 7.5 条",
            remedy="增加可新增的教室，或放宽 --by、--within、--share、--rooms-a-year",
        )


def _broken(plan: ClassPlan, unmet: Sequence[Finding]) -> Iterator[Reason]:
    for where, what in plan.broken:
        yield Reason(where=where, what=what)
    for each in unmet:
        yield Reason(where=each.label, what=f"按判定规则复核，第 7.5 条没有达标：{each.text}")


def _notes(plan: ClassPlan) -> Iterator[str]:
    options = plan.options
    if plan.missing:
        yield (
            "教室不够，没有方案：没有分年安排、台账和费用。"
            "“要新增的普通教室”里的班级，要有这些教室才编得出。"
        )
    yield (
        f"新生从 {options.year + 1} 学年起按上限编班；"
        f"{options.extra_by} 学年起没有 {plan.bands[1]} 人以上的班，"
        f"{options.large_by} 学年起没有 {plan.bands[0]} 人以上的班，{options.by} 学年起没有超过上限的班。"
    )
    yield "在校生逐年升级，不计转学；没有给“预计招生”的，新生人数与现在的起始年级相同。"
    late = sorted(
        {year for _, _, year in plan.inputs.intakes if not options.year < year <= options.by}
    )
    if late:
        yield (
            f"“预计招生”里 {'、'.join(map(str, late))} 学年的行没有用上："
            f"方案是 {options.year + 1} 至 {options.by} 学年。"
        )
    unknown = [unit for unit in plan.problem.units if not unit.known]
    if unknown:
        yield (
            f"{len(unknown)} 个学段没有班级表，年级不明：按学段安排，假定各年级人数相同、总人数不变，"
            "新生不调剂，也不用“预计招生”；填“班级”表就能分年级安排。"
        )
    for each in plan.skipped:
        yield f"没有列入：{each.school.name}（{each.stage.zh}），{each.reason}"
    if options.moves and not plan.problem.pairs:
        yield "没有可以调剂的邻校：缺经纬度和“学校间距离”表，或都超过 --within 的距离。"
    if any(unit.teachers is None for unit in plan.problem.units):
        yield "没有填专任教师数的学段，按现有班级配足计。"
    if set(plan.problem.rooms) - set(plan.inputs.classrooms):
        yield "没有填“普通教室”的学校，现有教室按现有班级数计，新增不限。"
    if not plan.broken and not plan.missing:
        yield f"{options.by} 学年的班级已按判定规则（第 7.5 条）重新核算。"
