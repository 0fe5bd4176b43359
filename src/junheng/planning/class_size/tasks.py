"""The plan against large classes as dated tasks: what each school does before which school year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from junheng.planning.class_size.choice import room_price
from junheng.planning.class_size.plan import ClassPlan
from junheng.planning.class_size.tables import grade_name, places_of
from junheng.planning.class_size.units import Unit
from junheng.planning.outcome import Table
from junheng.planning.tasks import PERSONNEL, Task, before_school, task_table

CLASS_SIZE = "7.5"


def tasks(plan: ClassPlan) -> Table:
    """Rooms, teachers, classes to be split and new pupils to be sent elsewhere, the earliest first."""
    found = [*_rooms(plan), *_teachers(plan), *_classes(plan), *_moves(plan)]
    found.sort(key=lambda task: (task.due, task.school_code))
    return task_table(
        found,
        title="任务：分校分年",
        note="期限是学年开始的前一天。教师的费用是当年新补的人一年的工资。",
    )


def _rooms(plan: ClassPlan) -> Iterator[Task]:
    built = plan.choice.rooms
    for school in plan.problem.schools:
        unit = plan.problem.units[places_of(plan, school)[0]]
        for year in range(1, plan.problem.years + 1):
            new = built[school, year] - built.get((school, year - 1), 0)
            if new:
                yield replace(
                    _of(plan, unit, year),
                    what="新增普通教室",
                    quantity=new,
                    unit="间",
                    cost_yuan=new * room_price(plan.problem, school),
                )


def _teachers(plan: ClassPlan) -> Iterator[Task]:
    for place, unit in enumerate(plan.problem.units):
        most = 0
        for year in range(1, plan.problem.years + 1):
            new = plan.choice.hired[place, year] - most
            if new > 0:
                most += new
                yield replace(
                    _of(plan, unit, year),
                    stage=unit.stage.zh,
                    what="补充教师",
                    quantity=new,
                    unit="人",
                    cost_yuan=new * plan.options.prices.teacher_year,
                    responsible=PERSONNEL,
                )


def _classes(plan: ClassPlan) -> Iterator[Task]:
    for line in plan.lines:
        if line.action and not line.entered and line.before is not None:
            grade = grade_name(line.unit, line.grade, plan.options.primary)
            yield replace(
                _of(plan, line.unit, line.year - plan.options.year),
                stage=line.unit.stage.zh,
                what=f"{line.year} 学年{grade}：{line.action}",
                quantity=line.classes - line.before or None,
                unit="个班" if line.classes > line.before else "",
            )


def _moves(plan: ClassPlan) -> Iterator[Task]:
    for move in plan.moves:
        yield replace(
            _of(plan, move.source, move.year - plan.options.year),
            stage=move.source.stage.zh,
            what=f"新生调剂到{move.target.school.name}",
            quantity=move.pupils,
            unit="人",
        )


def _of(plan: ClassPlan, unit: Unit, year: int) -> Task:
    """A task of the school before the ``year``-th school year of the plan, still without words."""
    label = plan.options.year + year
    school = unit.school
    return Task(
        year=label,
        due=before_school(label),
        school_code=school.school_code,
        name=school.name,
        what="",
        clause=CLASS_SIZE,
    )
