"""The tables of the plan against large classes: years, ledger, moves, rooms, teachers, grades."""

from __future__ import annotations

import math
from fractions import Fraction

from junheng.model import Stage
from junheng.planning.class_size.choice import Totals, classes_of, lacking_posts
from junheng.planning.class_size.plan import ClassPlan
from junheng.planning.class_size.units import Unit
from junheng.planning.inputs.grades import GRADE_NAMES
from junheng.planning.outcome import SCHOOL, Column, Shape, Table

NOT_KNOWN = "全学段（年级不明）"
_SCHOOL_AND_STAGE = (*SCHOOL, Column("stage", "学段"))


def by_year(plan: ClassPlan) -> Table:
    """What is there and what is done in each year; the first line is today."""
    rows: list[tuple[str, int, int, int, int, int, int]] = [
        (
            str(plan.options.year),
            sum(each.pupils for unit in plan.problem.units for each in unit.cohorts),
            sum(unit.classes for unit in plan.problem.units),
            over_now(plan),
            0,
            short_now(plan),
            0,
        )
    ]
    problem, choice = plan.problem, plan.choice
    for year in range(1, problem.years + 1):
        when = plan.options.year + year
        lines = [line for line in plan.lines if line.year == when]
        over = sum(line.largest > line.unit.limit for line in lines)
        rows.append(
            (
                str(when),
                sum(line.pupils for line in lines),
                sum(line.classes for line in lines),
                over,
                sum(
                    choice.rooms[school, year] - choice.rooms.get((school, year - 1), 0)
                    for school in problem.schools
                ),
                sum(choice.hired[place, year] for place in range(len(problem.units))),
                sum(each.pupils for each in plan.moves if each.year == when),
            )
        )
    return Table(
        name="years",
        title="分年安排",
        columns=(
            Column("year", "学年"),
            Column("pupils", "学生", Shape.COUNT, "人"),
            Column("classes", "班级", Shape.COUNT, "个"),
            Column("grades_over", "有超限班的年级", Shape.COUNT, "个"),
            Column("new_rooms", "当年新增教室", Shape.COUNT, "间"),
            Column("teachers", "要补教师", Shape.COUNT, "人"),
            Column("moved", "调剂新生", Shape.COUNT, "人"),
        ),
        rows=rows,
        note="第一行是现状。“要补教师”与现有教师比，不累加。",
    )


def grade_name(unit: Unit, grade: int, primary: int) -> str:
    """What a grade of the stage is called; that it is not known, where it is not."""
    if not unit.known:
        return NOT_KNOWN
    return GRADE_NAMES[grade - 1 + (0 if unit.stage is Stage.PRIMARY else primary)]


def ledger(plan: ClassPlan) -> Table:
    """Every grade with a class above the limit: which classes, until when, by what."""
    rows = []
    for unit in plan.problem.units:
        for cohort in unit.cohorts:
            if cohort.largest <= unit.limit:
                continue
            cleared, measure = _measure(plan, unit, cohort.grade)
            rows.append(
                (
                    *_named(unit),
                    grade_name(unit, cohort.grade, plan.options.primary),
                    "、".join(f"{number}（{size} 人）" for number, size in cohort.over) or "—",
                    measure,
                    cleared,
                    cohort.largest,
                    _band(plan, cohort.largest),
                    cohort.pupils,
                    cohort.classes,
                )
            )
    return Table(
        name="ledger",
        title="大班额台账（按学校、年级）",
        columns=(
            *_SCHOOL_AND_STAGE,
            Column("grade", "现在年级"),
            Column("over", "超限的班"),
            Column("measure", "措施"),
            Column("cleared", "销号学年"),
            Column("largest", "最大班额", Shape.COUNT, "人"),
            Column("band", "分档"),
            Column("pupils", "学生", Shape.COUNT, "人"),
            Column("classes", "班级", Shape.COUNT, "个"),
        ),
        rows=rows,
    )


def _band(plan: ClassPlan, largest: int) -> str:
    large, extra = plan.bands
    return "超大班额" if largest >= extra else "大班额" if largest >= large else "偏大"


def _measure(plan: ClassPlan, unit: Unit, grade: int) -> tuple[str, str]:
    """When a cohort of today is within the limit or gone, and what is done to it."""
    base = plan.options.year
    own = [
        line
        for line in plan.lines
        if line.unit is unit and not line.entered and line.grade - grade == line.year - base
    ]
    done = [f"{line.year} 学年{line.action}" for line in own if line.action]
    within = [line.year for line in own if line.largest <= unit.limit]
    if within:
        return str(within[0]), "；".join(done)
    gone = base + unit.grades - grade + 1
    return str(gone), "；".join([*done, f"{gone} 学年已毕业离校"])


def moves(plan: ClassPlan) -> Table:
    """Who takes new pupils from whom."""
    return Table(
        name="moves",
        title="新生调剂",
        columns=(
            Column("year", "学年"),
            Column("stage", "学段"),
            Column("from_code", "调出学校标识码"),
            Column("from", "调出学校"),
            Column("to_code", "接收学校标识码"),
            Column("to", "接收学校"),
            Column("pupils", "新生", Shape.COUNT, "人"),
            Column("km", "路程", Shape.NUMBER, "公里"),
        ),
        rows=[
            (
                str(each.year),
                each.source.stage.zh,
                each.source.school.school_code,
                each.source.school.name,
                each.target.school.school_code,
                each.target.school.name,
                each.pupils,
                each.km,
            )
            for each in plan.moves
        ],
    )


def rooms(plan: ClassPlan) -> Table:
    """The classrooms to be added, and those that cannot be had."""
    problem, choice = plan.problem, plan.choice
    rows = []
    for school in problem.schools:
        places = places_of(plan, school)
        for year in range(1, problem.years + 1):
            new = choice.rooms[school, year] - choice.rooms.get((school, year - 1), 0)
            lacking = plan.missing.get((school, year), 0)
            if not new and not lacking:
                continue
            rows.append(
                (
                    school,
                    problem.units[places[0]].school.name,
                    str(plan.options.year + year),
                    sum(classes_of(problem, choice, place, year) for place in places),
                    problem.rooms[school].rooms,
                    new,
                    choice.rooms[school, year],
                    lacking,
                )
            )
    return Table(
        name="rooms",
        title="要新增的普通教室",
        columns=(
            *SCHOOL,
            Column("year", "学年"),
            Column("classes", "班级", Shape.COUNT, "个"),
            Column("rooms", "现有教室", Shape.COUNT, "间"),
            Column("new_rooms", "当年新增", Shape.COUNT, "间"),
            Column("new_rooms_so_far", "累计新增", Shape.COUNT, "间"),
            Column("missing", "仍缺", Shape.COUNT, "间"),
        ),
        rows=rows,
    )


def teachers(plan: ClassPlan) -> Table:
    """The teachers to be found, where any are."""
    problem, choice = plan.problem, plan.choice
    rows = []
    for place, unit in enumerate(problem.units):
        for year in range(1, problem.years + 1):
            if choice.hired[place, year]:
                classes = classes_of(problem, choice, place, year)
                rows.append(
                    (
                        *_named(unit),
                        str(plan.options.year + year),
                        classes,
                        math.ceil(problem.staff[place] * classes),
                        unit.teachers,
                        choice.hired[place, year],
                    )
                )
    return Table(
        name="teachers",
        title="要补的教师",
        columns=(
            *_SCHOOL_AND_STAGE,
            Column("year", "学年"),
            Column("classes", "班级", Shape.COUNT, "个"),
            Column("needed", "应有教师", Shape.COUNT, "人"),
            Column("teachers", "现有教师", Shape.COUNT, "人"),
            Column("short", "缺", Shape.COUNT, "人"),
        ),
        rows=rows,
    )


def _named(unit: Unit) -> tuple[str, str, str]:
    return unit.school.school_code, unit.school.name, unit.stage.zh


def compared(plan: ClassPlan) -> Table:
    """The plan beside the usual ways."""
    ways: list[tuple[str, Totals | None]] = [
        ("本方案", plan.totals),
        ("不调剂新生，逐年级进位", plan.unmoved),
        ("现在就把每个超限班拆开，不调剂", plan.halved),
    ]
    cost = plan.totals.cost
    return Table(
        name="compared",
        title="与通常的做法比较",
        columns=(
            Column("way", "做法"),
            Column("classes", f"{plan.options.by} 学年班级", Shape.COUNT, "个"),
            Column("new_rooms", "新增教室", Shape.COUNT, "间"),
            Column("teachers", "要补教师", Shape.COUNT, "人"),
            Column("cost", "费用", Shape.YUAN, "元"),
            Column("ratio", "是本方案的几倍", Shape.NUMBER),
        ),
        rows=[
            (way, each.classes, each.new_rooms, each.hired, each.cost, _ratio(each.cost, cost))
            for way, each in ways
            if each is not None
        ],
        note="费用：新增教室造价，各年补充教师的工资、班级的运转费，调剂学生的交通。后两种做法不看教室够不够建。",
    )


def _ratio(cost: Fraction, least: Fraction) -> Fraction | None:
    return cost / least if least else None


def grades(plan: ClassPlan) -> Table:
    """Every grade in every year; a stage of unknown grades is one line."""
    rows = [
        (
            *_named(line.unit),
            str(line.year),
            grade_name(line.unit, line.grade, plan.options.primary),
            line.pupils,
            line.before,
            line.classes,
            line.largest,
            line.action,
        )
        for line in plan.lines
    ]
    rows.sort(key=lambda row: (row[0], row[2], row[3]))
    return Table(
        name="grades",
        title="各校各年级各学年的班级",
        columns=(
            *_SCHOOL_AND_STAGE,
            Column("year", "学年"),
            Column("grade", "年级"),
            Column("pupils", "学生", Shape.COUNT, "人"),
            Column("before", "上年班级", Shape.COUNT, "个"),
            Column("classes", "班级", Shape.COUNT, "个"),
            Column("largest", "最大班额", Shape.COUNT, "人"),
            Column("action", "措施"),
        ),
        rows=rows,
    )


def places_of(plan: ClassPlan, school: str) -> list[int]:
    """A school's units, by their place in the list."""
    return [
        place for place, unit in enumerate(plan.problem.units) if unit.school.school_code == school
    ]


def over_now(plan: ClassPlan) -> int:
    """The grades that have a class above the limit now."""
    return sum(each.largest > unit.limit for unit in plan.problem.units for each in unit.cohorts)


def short_now(plan: ClassPlan) -> int:
    """The teachers that are short of the standard now."""
    return sum(
        math.ceil(lacking_posts(plan.problem, place, unit.classes))
        for place, unit in enumerate(plan.problem.units)
    )
