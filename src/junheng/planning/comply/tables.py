"""The tables of a compliance plan: what is done by school and year, what it costs, what it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from junheng.evaluation.results import IndicatorStatus
from junheng.model import Status
from junheng.planning.comply.planner import CompliancePlan
from junheng.planning.comply.schedule import Schedule, Spending, spendings
from junheng.planning.comply.situation import THINGS as OF_MEASURES
from junheng.planning.comply.situation import Situation
from junheng.planning.inputs.comply import TYPES
from junheng.planning.outcome import SCHOOL, Column, Shape, Table, Value
from junheng.planning.prices import HIRES, PEOPLE, Item
from junheng.planning.prices import THINGS as OF_SCHOOLS
from junheng.planning.tasks import EDUCATION, PERSONNEL, Task, task_table

COUNTY = "全县"
_YUAN = Shape.YUAN


def tables(plan: CompliancePlan) -> Iterator[Table]:
    """Every table, the shortest and most asked for first."""
    of, schedule = plan.situation, plan.schedule
    assert schedule is not None  # there is a plan  # noqa: S101
    spent = list(spendings(of, schedule))
    yield _by_item(of, spent)
    yield _disparities(plan)
    yield _binding(plan, spent)
    if plan.savings:
        yield _prices_of_clauses(plan)
    if plan.peers:
        yield _peers(plan)
    yield _tasks(of, schedule)
    yield _by_school(of, spent)
    yield _rows(plan)
    yield _moves(of, schedule)
    yield _prices(of)


def _year_columns(of: Situation) -> tuple[Column, ...]:
    return tuple(Column(f"y{year.label}", f"{year.label} 年", _YUAN, "元") for year in of.years)


def _by_item(of: Situation, spent: list[Spending]) -> Table:
    rows: list[tuple[Value, ...]] = []
    years = range(len(of.years))
    for item in Item:
        own = [each for each in spent if each.item is item]
        if own:
            quantity = sum((each.quantity for each in own), Fraction(0))
            rows.append((item.zh, quantity, item.unit, *_sums(own, len(of.years))))
    rows.append(("合计", None, "", *_sums(spent, len(years))))
    return Table(
        name="costs",
        title="花费：分项分年",
        columns=(
            Column("item", "项目"),
            Column("quantity", "数量", Shape.COUNT),
            Column("unit", "单位"),
            *_year_columns(of),
            Column("total", "合计", _YUAN, "元"),
        ),
        rows=rows,
        note="工资等每年都付的，从做的那一年算到最后一年。",
    )


def _sums(spent: list[Spending], years: int) -> list[Fraction]:
    found = [Fraction(0)] * years
    for each in spent:
        found[each.year] += each.yuan
    return [*found, sum(found, Fraction(0))]


def _disparities(plan: CompliancePlan) -> Table:
    assert plan.verdict is not None  # there is a plan  # noqa: S101
    titles = {clause.measure: clause.title.zh for clause in plan.situation.rules.indicators}
    rows = [
        (
            after.stage.zh,
            titles[after.indicator],
            before.cv,
            after.cv,
            after.limit,
            after.status is Status.MET,
        )
        for before, after in zip(
            plan.verdict.before.disparities, plan.verdict.last.disparities, strict=True
        )
        if after.status is not Status.NOT_APPLICABLE
    ]
    return Table(
        name="disparities",
        title="校际差异系数：现在与做完之后",
        columns=(
            Column("stage", "学段"),
            Column("indicator", "指标"),
            Column("before", "现在", Shape.FINE),
            Column("after", "做完之后", Shape.FINE),
            Column("limit", "限值", Shape.NUMBER),
            Column("met", "达标", Shape.FLAG),
        ),
        rows=rows,
    )


NEAR = Fraction(99, 100)
"""What uses this much of its limit binds, as the next whole person or room no longer fits."""


def _binding(plan: CompliancePlan, spent: list[Spending]) -> Table:
    """What stands at its limit in the plan: relaxing anything else saves nothing."""
    of, rows = plan.situation, list[tuple[Value, ...]]()
    assert plan.verdict is not None  # there is a plan  # noqa: S101
    for each in plan.verdict.last.disparities:
        if each.cv_squared is not None and each.cv_squared >= (NEAR * each.limit) ** 2:
            title = of.clause(each.indicator)
            rows.append((f"{each.stage.zh}差异系数", title, each.cv, each.limit))
    for place, year in enumerate(of.years):
        done = [each for each in spent if each.year == place and each.public]
        yuan = sum((each.yuan for each in done), Fraction(0))
        if year.terms.budget and yuan >= NEAR * year.terms.budget:
            rows.append(("预算（元）", f"{year.label} 年", yuan, year.terms.budget))
        for most, items, words in (
            (year.terms.hires, HIRES, "招聘（人）"),
            (year.terms.promotions, (Item.PROMOTE,), "培养骨干（人）"),
            (year.terms.upgrades, (Item.UPGRADE,), "提升学历（人）"),
        ):
            people = sum((each.quantity for each in done if each.item in items), Fraction(0))
            if most is not None and people >= NEAR * most:
                rows.append((words, f"{year.label} 年", people, most))
    bounds: dict[str, int] = defaultdict(int)
    for row in plan.verdict.last.rows:
        if row.within_floor:
            bounds["靠“余一项达到 85%”过关"] += 1
    for words, count in bounds.items():
        rows.append(("学段部（个）", words, count, len(plan.verdict.last.rows)))
    return Table(
        name="binding",
        title="什么在起作用",
        columns=(
            Column("what", "限制"),
            Column("where", "哪一项"),
            Column("value", "方案里", Shape.NUMBER),
            Column("limit", "限值", Shape.NUMBER),
        ),
        rows=rows,
    )


def _prices_of_clauses(plan: CompliancePlan) -> Table:
    return Table(
        name="clause_prices",
        title="每一条的代价：只去掉这一条能省多少",
        columns=(
            Column("demand", "去掉的要求"),
            Column("least", "至少省", _YUAN, "元"),
            Column("most", "至多省", _YUAN, "元"),
        ),
        rows=[(each.title, each.least, each.most) for each in plan.savings],
        note="每次只去掉一条、其余不变，重新求解；省不到差距以内的不列。只供说明，不是建议。",
    )


def _peers(plan: CompliancePlan) -> Table:
    assert plan.verdict is not None  # there is a plan  # noqa: S101
    own = sum(each.status is Status.NOT_MET for each in plan.verdict.last.disparities)
    cost = plan.cost or Fraction(0)
    rows: list[tuple[Value, ...]] = [("本方案", cost, 1.0 if cost else None, own)]
    rows += [
        (peer.title, peer.yuan, float(peer.yuan / cost) if cost else None, peer.disparities)
        for peer in plan.peers
    ]
    return Table(
        name="peers",
        title="与不统筹的做法比较",
        columns=(
            Column("way", "做法"),
            Column("yuan", "花费", _YUAN, "元"),
            Column("times", "是本方案的几倍", Shape.NUMBER),
            Column("disparities", "超限的差异系数", Shape.COUNT, "项"),
        ),
        rows=rows,
        note="后两种做法不调配教师，不看差异系数、预算和阶段目标。",
    )


def _tasks(of: Situation, schedule: Schedule) -> Table:
    """What is to be done, in the form in which the tasks of an adopted plan are set."""
    found: list[Task] = []
    for place, year in enumerate(of.years):
        doings = [*_of_people(of, schedule, place), *_of_things(of, schedule, place)]
        if swaps := int(schedule.swaps[place]):
            doings.append(_Doing(None, "", Item.MOVE, "县内互换教师", swaps))
        found += (_dated(of, each, year.label) for each in doings)
    return task_table(
        found,
        title="任务：分校分年",
        note="费用只是做的那一年的；以后每年还要付的，见“花费：分项分年”。责任单位空着的由学校自己办。",
    )


def _dated(of: Situation, doing: _Doing, year: int) -> Task:
    return Task(
        year=year,
        due=f"{year}-12-31",
        school_code="" if doing.school is None else of.schools[doing.school],
        name=COUNTY if doing.school is None else of.names[doing.school],
        stage=doing.stage,
        what=doing.what,
        quantity=doing.quantity,
        unit=doing.item.unit,
        cost_yuan=None if doing.what == _LEAVING else _first_cost(of, doing),
        responsible=_responsible(of, doing),
        clause=_clause(of, doing.item),
    )


@dataclass(frozen=True, slots=True)
class _Doing:
    """``school`` is its number, ``None`` for the county; ``quantity`` is in the item's unit."""

    school: int | None
    stage: str
    item: Item
    what: str
    quantity: int | Fraction


_LEAVING = "调出教师"


def _first_cost(of: Situation, doing: _Doing) -> Fraction:
    """What a task costs in the year in which it is done."""
    price = of.inputs.prices[doing.item]
    units = Fraction(doing.quantity) / price.unit_size
    return units * (price.once_a_unit + price.yearly_a_unit) + price.fixed


def _responsible(of: Situation, doing: _Doing) -> str:
    """The department that answers for it; none for what a private school does itself."""
    public = doing.school is None or any(p.public for p in of.places if p.school == doing.school)
    if not public:
        return ""
    return PERSONNEL if doing.item in HIRES else EDUCATION


_SERVES = {
    Item.HIRE_PE_ARTS: "pe_arts",
    Item.RECRUIT_BACKBONE: "backbone",
    Item.PROMOTE: "backbone",
    Item.UPGRADE: "above_required_degree",
    Item.MOVE: "rotation",
    **{item: measure for measure, items in OF_MEASURES.items() for item in items},
}
"""What the rules measure that an item is for; hiring in general serves several clauses."""


def _clause(of: Situation, item: Item) -> str:
    measure = _SERVES.get(item)
    return next((clause.id for clause in of.rules if measure and clause.measure == measure), "")


def _of_people(of: Situation, schedule: Schedule, year: int) -> Iterator[_Doing]:
    counts = [
        *((item, item.zh, schedule.people(item)[year]) for item in PEOPLE if item is not Item.MOVE),
        (Item.MOVE, "调入教师", schedule.into[year].sum(axis=1)),
        (Item.MOVE, _LEAVING, schedule.out[year].sum(axis=1)),
    ]
    for i, row in enumerate(of.places):
        for item, words, people in counts:
            if people[i]:
                yield _Doing(row.school, row.stage.zh, item, words, int(people[i]))


def _of_things(of: Situation, schedule: Schedule, year: int) -> Iterator[_Doing]:
    for j in range(len(of.schools)):
        for item in OF_SCHOOLS:
            if units := int(schedule.goods[item][year, j]):
                quantity = units * of.inputs.prices[item].unit_size
                yield _Doing(j, "全校", item, item.zh, quantity)


def _by_school(of: Situation, spent: list[Spending]) -> Table:
    rows: list[tuple[Value, ...]] = []
    for school in (*range(len(of.schools)), -1):
        own = [each for each in spent if each.school == school]
        if own:
            code, name = (of.schools[school], of.names[school]) if school >= 0 else ("", COUNTY)
            rows.append((code, name, *_sums(own, len(of.years))))
    return Table(
        name="schools",
        title="花费：分校分年",
        columns=(
            *SCHOOL,
            *_year_columns(of),
            Column("total", "合计", _YUAN, "元"),
        ),
        rows=rows,
        note="交流轮岗的费用记在调入的学校，互换的记在全县。",
    )


def _rows(plan: CompliancePlan) -> Table:
    assert plan.verdict is not None  # there is a plan  # noqa: S101
    clauses = plan.situation.rules.indicators
    before = {(row.school_code, row.stage): row for row in plan.verdict.before.rows}
    rows: list[tuple[Value, ...]] = []
    for row in plan.verdict.last.rows:
        old = before.get((row.school_code, row.stage))
        left = [each for each in row.indicators if each.status is IndicatorStatus.WITHIN_FLOOR]
        rows.append(
            (
                row.school_code,
                row.name,
                row.stage.zh,
                row.pupils,
                old.status is Status.MET if old else None,
                row.status is Status.MET,
                "、".join(plan.situation.clause(each.id) for each in left),
                *(each.value for each in row.indicators),
            )
        )
    return Table(
        name="rows",
        title="做完之后各校各学段的七项指标",
        columns=(
            *SCHOOL,
            Column("stage", "学段"),
            Column("pupils", "在校生", Shape.COUNT, "人"),
            Column("before", "现在过关", Shape.FLAG),
            Column("after", "做完过关", Shape.FLAG),
            Column("at_floor", "留在 85% 以上的一项"),
            *(Column(each.measure, each.title.zh, Shape.NUMBER) for each in clauses),
        ),
        rows=rows,
    )


def _moves(of: Situation, schedule: Schedule) -> Table:
    rows: list[tuple[Value, ...]] = []
    for place, year in enumerate(of.years):
        for i, row in enumerate(of.places):
            for e, kind in enumerate(TYPES):
                out, into = int(schedule.out[place, i, e]), int(schedule.into[place, i, e])
                if out or into:
                    rows.append(
                        (str(year.label), row.code, row.name, row.stage.zh, _type(kind), out, into)
                    )
    return Table(
        name="moves",
        title="教师调配：分校分年分类",
        columns=(
            Column("year", "年份"),
            *SCHOOL,
            Column("stage", "学段"),
            Column("type", "哪一类教师"),
            Column("out", "调出", Shape.COUNT, "人"),
            Column("into", "调入", Shape.COUNT, "人"),
        ),
        rows=rows,
        note="同一学段、同一类的调出与调入人数相等。",
    )


def _type(kind: tuple[int, int, int]) -> str:
    words = ("高于规定学历", "骨干", "体育艺术")
    return "、".join(word for word, has in zip(words, kind, strict=True) if has) or "其他"


def _prices(of: Situation) -> Table:
    return Table(
        name="prices",
        title="单价",
        columns=(
            Column("item", "项目"),
            Column("unit", "单位"),
            Column("once", "一次性", Shape.NUMBER, "元"),
            Column("yearly", "每年", Shape.NUMBER, "元"),
            Column("fixed", "每个项目固定", Shape.NUMBER, "元"),
            Column("least", "每个项目至少", Shape.COUNT),
            Column("own", "本县给出", Shape.FLAG),
            Column("basis", "依据"),
        ),
        rows=[
            (
                item.zh,
                item.unit,
                price.once,
                price.yearly,
                price.fixed,
                price.least,
                item in of.inputs.own_prices,
                "本县数据" if item in of.inputs.own_prices else price.basis,
            )
            for item, price in of.inputs.prices.items()
        ],
    )
