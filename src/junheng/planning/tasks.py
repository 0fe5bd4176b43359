"""What is to be done by when, and by whom: the table of a plan that is adopted as dated tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from junheng.planning.outcome import SCHOOL, Column, Shape, Table, Value

NAME = "tasks"
EDUCATION = "教育体育局"
PERSONNEL = "人力资源和社会保障局"
ESTABLISHMENT = "机构编制委员会办公室"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. ``due`` is a day (ISO 8601), "" where the plan names none; ``cost_yuan`` is what it
    costs in its year. ``responsible`` is "" for what a school does itself.
    """

    year: int | None = None
    due: str = ""
    school_code: str = ""
    name: str
    stage: str = ""
    what: str
    quantity: int | Fraction | None = None
    unit: str = ""
    cost_yuan: Fraction | None = None
    responsible: str = EDUCATION
    clause: str = ""


def before_school(year: int) -> str:
    """The day before a school year begins."""
    return f"{year}-08-31"


_COLUMNS = (
    Column("year", "年份"),
    Column("due", "期限"),
    *SCHOOL,
    Column("stage", "学段"),
    Column("task", "任务"),
    Column("quantity", "数量", Shape.COUNT),
    Column("unit", "单位"),
    Column("cost_yuan", "当年费用", Shape.YUAN, "元"),
    Column("responsible", "责任单位"),
    Column("clause", "条款"),
)
_ON_DEMAND = ("year", "due", "stage", "cost_yuan", "clause")


def task_table(tasks: Iterable[Task], *, title: str = "任务", note: str = "") -> Table:
    """The tasks as a table, in the order given. Years, days, stages, costs and clauses stand in it where
    any task has one.
    """
    rows = [_row(each) for each in tasks]
    kept = [
        place
        for place, column in enumerate(_COLUMNS)
        if column.name not in _ON_DEMAND or any(row[place] not in (None, "") for row in rows)
    ]
    return Table(
        name=NAME,
        title=title,
        columns=tuple(_COLUMNS[place] for place in kept),
        rows=[tuple(row[place] for place in kept) for row in rows],
        note=note,
    )


def _row(task: Task) -> tuple[Value, ...]:
    return (
        "" if task.year is None else str(task.year),
        task.due,
        task.school_code,
        task.name,
        task.stage,
        task.what,
        task.quantity,
        task.unit,
        task.cost_yuan,
        task.responsible,
        task.clause,
    )
