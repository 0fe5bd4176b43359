"""A planner for tests: what comes out is told by its options alone, at once or slowly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from junheng.census.other_tables import read_tables
from junheng.census.tables import Column as Declared
from junheng.census.tables import Kind
from junheng.census.tables import Table as DeclaredTable
from junheng.planning.outcome import Column, Ending, Figure, Outcome, Reason, Shape, Table
from junheng.planning.subjects import Subject
from junheng_web.plans.planners import Asked, Option, Planner, Sort

KIND = "trial"
PRICES = DeclaredTable(
    name="prices",
    sheet="价格",
    key=("name",),
    columns=(
        Declared(name="name", header="名称", kind=Kind.TEXT, required=True),
        Declared(name="yuan", header="单价", kind=Kind.AMOUNT, required=True, unit="元"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Trial(Subject):
    """A subject with a table of its own."""

    @property
    def tables(self) -> tuple[DeclaredTable, ...]:
        """The prices."""
        return (PRICES,)


OPTIONS = (
    Option(name="years", label="几年到位", sort=Sort.WHOLE, default=3, unit="年", least=1, most=9),
    Option(name="tilt", label="倾斜", sort=Sort.SHARE, default="1/5"),
    Option(
        name="way",
        label="办法",
        sort=Sort.CHOICE,
        default="cheap",
        choices=(("cheap", "最省"), ("fair", "最公平"), ("never", "做不到")),
    ),
    Option(name="moves", label="允许调动", sort=Sort.FLAG, default=True),
    Option(name="seed", label="公布的数", sort=Sort.TEXT, optional=True),
)


def plan(asked: Asked) -> Outcome:
    """Hire one teacher a school and year, at a price that the workbook may name."""
    census = asked.counted()
    years, price = int(asked.options["years"]), 80_000
    if asked.data is not None:
        read = read_tables(asked.data, (PRICES,))
        read.require()
        price = next((int(row["yuan"]) for row in read["prices"].rows), price)
    if asked.options["way"] == "never":
        reason = Reason(where="甲县第一小学", what="7.5 教师编制差 3 名", remedy="增加编制")
        return Outcome(kind=KIND, title="试验方案", ending=Ending.IMPOSSIBLE, reasons=(reason,))
    schools = sorted(census.schools, key=lambda each: each.school_code)
    hired = [(each, number % (years + 1)) for number, each in enumerate(schools)]
    done: list[Any] = []
    for each, count in hired:
        asked.watch.tell("补充教师", float(len(done) * price), 0.0)
        if asked.watch.over():
            break
        done.append((each, count))
    total = sum(count for _, count in done)
    first = asked.year + 1
    return Outcome(
        kind=KIND,
        title="试验方案",
        ending=Ending.STOPPED if asked.watch.cut_short else Ending.PROVEN,
        figures=(
            Figure(name="cost", title="费用", value=total * price, shape=Shape.YUAN, unit="元"),
            Figure(name="hired", title="补充教师", value=total, shape=Shape.COUNT, unit="人"),
            Figure(name="tilt", title="倾斜", value=asked.exact("tilt"), shape=Shape.SHARE),
        ),
        tables=(
            Table(
                name="schools",
                title="分校方案",
                columns=(
                    Column("school_code", "学校标识码"),
                    Column("school", "学校"),
                    Column("area", "城乡"),
                    Column("hired", "补充教师", Shape.COUNT, "人"),
                    Column("cost", "费用", Shape.YUAN, "元"),
                    Column("late", "跨年", Shape.FLAG),
                ),
                rows=tuple(
                    (each.school_code, each.name, each.area_class.zh, count, count * price, count > 1)
                    for each, count in done
                ),
                note="每校按编制补充。",
            ),
            Table(
                name="tasks",
                title="任务",
                columns=(
                    Column("year", "年度", Shape.COUNT),
                    Column("due", "期限"),
                    Column("school_code", "学校标识码"),
                    Column("school", "学校"),
                    Column("what", "任务"),
                    Column("amount", "数量", Shape.NUMBER),
                    Column("unit", "单位"),
                    Column("cost_yuan", "费用", Shape.YUAN, "元"),
                    Column("responsible", "责任单位"),
                    Column("clause", "条款"),
                ),
                rows=(
                    *(
                        (first, "", each.school_code, each.name, "补充教师", count, "人",
                         count * price, "", "6.1")
                        for each, count in done
                        if count
                    ),
                    (first, f"{first}-03-31", "", "", "安排补充教师的经费", None, "", total * price,
                     "finance", "7.2"),
                    (first, "", "", "", "公布方案", None, "", None, "", ""),
                ),
            ) if asked.options["moves"] else Table(name="empty", title="空", columns=(), rows=()),
        ),
        notes=("价格是示例。",),
        basis={"on": "2025-09-01", "prices": {"teacher": price}},
    )  # fmt: skip


TRIAL = Planner(
    kind=KIND,
    title="试验规划",
    about="只为测试。",
    run=plan,
    needs_assessment=True,
    subject=Trial(name=KIND, title="试验规划", module="", census=True),
    options=OPTIONS,
)
FREE = Planner(kind="free", title="不要判定的规划", about="只为测试。", run=lambda asked: Outcome(
    kind="free", title="算出来的", ending=Ending.COMPUTED,
    figures=(Figure(name="year", title="年份", value=asked.year, shape=Shape.TEXT),)))  # fmt: skip
