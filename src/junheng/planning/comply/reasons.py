"""Why there is no plan: a small set of demands that cannot be met together, in plain words.

Demands are dropped one after the other (deletion filter): what is still impossible without a demand
does not need it. What is left is impossible as it stands. It may be one conflict of several: that
dropping one demand is enough is only said where a plan was found with all the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from math import ceil

from junheng.diagnosis.drivers import drivers
from junheng.evaluation.county import evaluate
from junheng.evaluation.results import CountyResult
from junheng.model import Stage
from junheng.model.quantity import printed
from junheng.planning.comply.demands import Demands, Group
from junheng.planning.comply.model import build
from junheng.planning.comply.schedule import Spending, cost, spendings
from junheng.planning.comply.search import Found, search
from junheng.planning.comply.situation import THINGS, Situation, with_pupils
from junheng.planning.inputs.comply import TYPES, SiteLimit, YearTerms
from junheng.planning.outcome import Reason
from junheng.planning.prices import HIRES, Item
from junheng.planning.solver import Status
from junheng.planning.solver_cones import relax, solve_cones
from junheng.planning.watch import Watch

Impossible = Callable[[Demands], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Droppable:
    """A demand that can be dropped: a group, an indicator of all rows, or one disparity."""

    group: Group | None = None
    indicator: str | None = None
    disparity: tuple[str, str] | None = None

    def dropped_too(self, demands: Demands) -> Demands:
        """``demands`` without this one as well."""
        if self.group is not None:
            return replace(demands, groups=demands.groups | {self.group})
        if self.indicator is not None:
            return replace(demands, indicators=demands.indicators | {self.indicator})
        disparity = {self.disparity} if self.disparity is not None else set()
        return replace(demands, disparities=demands.disparities | disparity)


def reasons_against(situation: Situation, *, watch: Watch) -> tuple[Reason, ...]:
    """A smallest set of demands in the way, each in words. Where the search is stopped, the set may
    be larger than needed, and says so.
    """
    impossible = _test(situation, watch)
    dropped = Demands()
    left: list[Droppable] = []
    for each in _every(situation):
        without = each.dropped_too(dropped)
        if not watch.over() and impossible(without):
            dropped = without
        else:
            left.append(each)
    words = [reason for each in left for reason in _words(situation, each, dropped, watch)]
    if watch.over():
        said, remedy = "做不到；停下来时还没有查清是哪几项要求，下面列的可能偏多", ""
    else:
        said, remedy = _head(left, _enough(situation, left, watch))
        said = f"到 {situation.last.label} 年做不到：{said}"
    return (Reason(where=situation.title, what=said, remedy=remedy), *words)


def _enough(situation: Situation, left: list[Droppable], watch: Watch) -> list[bool]:
    """Of each demand, whether dropping it alone leaves a plan: only where one was found."""
    found = []
    for each in left:
        free = _without(situation, each.dropped_too(Demands()), watch, tight=True)
        found.append(free is not None)
    return found


def _head(left: list[Droppable], enough: list[bool]) -> tuple[str, str]:
    """What is said of the whole set, and the remedy."""
    later = "推迟目标年份"
    if len(left) == 1:
        own = "下面这一项要求单独就做不到"
        if enough[0]:
            return f"{own}；其余的要求都能做到", f"{later}，或放宽这一项"
        return f"{own}；放宽了它，可能还有别的矛盾", f"{later}，或放宽这一项再算"
    said = f"下面 {len(left)} 项要求合在一起互相矛盾"
    if all(enough):
        return f"{said}，去掉其中任何一项，其余的要求都能做到", f"{later}，或放宽其中一项"
    return f"{said}；解开了这一处，可能还有别的矛盾", f"{later}，或放宽其中几项再算"


def _without(
    situation: Situation, demands: Demands, watch: Watch, *, tight: bool = False
) -> Found | None:
    """A plan under ``demands``; ``None`` where none was found, or the search was cut short."""
    if watch.over():
        return None
    seconds = PATIENCE if watch.left is None else min(PATIENCE, watch.left)
    brief = Watch(seconds=seconds, tell=watch.tell, stop=watch.stop)
    found = search(situation, gap=REASON_GAP, watch=brief, demands=demands, tight=tight)
    return None if found.schedule is None or found.stopped else found


REASON_GAP = 1e-2
"""What a county lacks is told to within this share."""
PATIENCE = 4.0
"""Seconds for each plan that would explain: without it the reason says less, and nothing untrue."""


def _test(situation: Situation, watch: Watch) -> Impossible:
    """The cheapest test by which the whole set of demands is seen to be impossible."""

    def linear(demands: Demands, *, yearly: bool) -> bool:
        programme = build(situation, yearly=yearly, demands=demands, tight=False)
        found = relax(programme.model, programme.cones, watch=watch, phase="查找原因")
        return found.status is Status.INFEASIBLE

    def whole(demands: Demands, *, yearly: bool) -> bool:
        programme = build(situation, yearly=yearly, demands=demands, tight=False)
        found = solve_cones(
            programme.model, programme.cones, gap=1.0, watch=watch, phase="查找原因"
        )
        return found.status is Status.INFEASIBLE

    for test in (linear, whole):
        for yearly in (False, True):
            if test(Demands(), yearly=yearly):
                return partial(test, yearly=yearly)
    return lambda _demands: False


def _every(situation: Situation) -> Iterator[Droppable]:
    """Every demand; those that are named last, if they are in the way at all, come first."""
    for group in (Group.ELIGIBLE, Group.STAFF, Group.ROTATION, Group.MILESTONES):
        if group is not Group.ROTATION or situation.rotation is not None:
            yield Droppable(group=group)
    for measure in situation.indicators:
        for stage in situation.limits:
            yield Droppable(disparity=(stage.value, measure))
    for measure in situation.indicators:
        yield Droppable(indicator=measure)
    for group in (Group.CAPACITY, Group.BUDGET, Group.SITES):
        yield Droppable(group=group)


def _words(
    situation: Situation, demand: Droppable, dropped: Demands, watch: Watch
) -> Iterator[Reason]:
    if demand.disparity is not None:
        yield _of_disparity(situation, *demand.disparity)
    elif demand.indicator is not None:
        yield Reason(
            where=situation.clause(demand.indicator),
            what="各校要达到的数（至少六项达标，余一项达到 85%）",
        )
    elif demand.group is Group.SITES:
        yield from _of_sites(situation, dropped)
    elif demand.group in (Group.BUDGET, Group.CAPACITY):
        yield from _of_means(situation, demand, dropped, watch)
    elif demand.group is Group.ROTATION:
        yield _of_rotation(situation)
    elif demand.group is not None:
        yield Reason(where="", what=_GROUPS[demand.group])


_GROUPS = {
    Group.ELIGIBLE: "只有符合交流条件的教师可以调出",
    Group.STAFF: "调出后，学校的教师不少于按编制标准应有的人数",
    Group.MILESTONES: "各年的阶段目标",
    Group.ROWS: "各校过关",
}


def _judged(situation: Situation) -> CountyResult:
    """The county in the last year if nothing is done."""
    census = with_pupils(situation.census, situation.inputs, situation.last.label)
    own = tuple(each for each in census.schools if each.county_code == situation.code)
    return evaluate(replace(census, schools=own), situation.rules).counties[0]


MOST_NAMED = 5
"""So many schools are named; the first drive most of a disparity."""


def _of_disparity(situation: Situation, stage: str, measure: str) -> Reason:
    """How far a disparity is from its limit, and the schools that drive it."""
    county = _judged(situation)
    found = county.disparity(Stage(stage), measure)
    parts = "、".join(
        f"{each.row.name} {printed(each.part * 100, 1)}%（生均{'高' if each.above else '低'}于均值）"
        for each in drivers(county, found)[:MOST_NAMED]
    )
    shrink = "；已有的面积和设备不能减少，高于均值的学校降不下来" if measure in THINGS else ""
    return Reason(
        where=f"{found.stage.zh}{situation.clause(measure)}",
        what=f"差异系数现为 {printed(found.cv, 3)}，限值 {printed(found.limit, 2)}；"
        f"各校对 CV² 的贡献：{parts}{shrink}",
    )


def _of_sites(situation: Situation, demands: Demands) -> Iterator[Reason]:
    """The schools whose site is too small for their own floor, or else for their own bound, of an
    indicator that is among the reasons.
    """
    tight = [
        each
        for measure, item in (
            ("teaching_area", Item.TEACHING_BUILD),
            ("sports_area", Item.SPORTS_BUILD),
        )
        if measure not in demands.indicators
        for each in _tight_sites(situation, measure, item)
    ]
    worst = [each for each in tight if each.floor > each.allowed] or tight
    for each in worst[:MOST_NAMED]:
        yield Reason(
            where=each.label,
            what=f"{each.words}达标要增加 {each.bound:,} 平方米，达到 85% 要增加 "
            f"{max(each.floor, 0):,} 平方米，场地最多 {each.allowed:,} 平方米",
            remedy="另找场地，或分流学生",
        )
    if len(worst) > MOST_NAMED:
        yield Reason(where="", what=f"场地不够的学段部还有 {len(worst) - MOST_NAMED} 个")
    if not worst:
        yield Reason(where="", what="各校场地限制（单看每所学校都够，放在一起不够）")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """A row whose site is too small, in whole m2."""

    label: str
    words: str
    floor: int
    bound: int
    allowed: int


def _tight_sites(situation: Situation, measure: str, item: Item) -> Iterator[_Site]:
    k = situation.indicators.index(measure)
    size = situation.inputs.prices[item].unit_size
    for i in situation.last.judged:
        site = situation.inputs.sites.get(situation.places[i].code)
        allowed = None if site is None else _allowed(site, item)
        need = situation.last.need(i, k)
        if allowed is not None and need.bound * size > allowed:
            yield _Site(
                label=situation.places[i].label,
                words=situation.clause(measure),
                floor=ceil(need.floor * size),
                bound=ceil(need.bound * size),
                allowed=int(allowed),
            )


def _allowed(site: SiteLimit, item: Item) -> Fraction | None:
    if item is Item.SPORTS_BUILD:
        return site.sports
    return None if site.teaching is None else site.teaching + site.convertible


def _of_rotation(situation: Situation) -> Reason:
    """How many must move every year, and how many can."""
    asked = situation.rotation
    assert asked is not None  # or nothing is asked  # noqa: S101
    leaving = exchanged = 0
    for stage in Stage:
        rows = [i for i, p in enumerate(situation.places) if p.stage is stage and p.public]
        if len(rows) > 1:
            leaving += sum(situation.eligible[i] for i in rows)
            exchanged += sum(situation.exchangeable(rows, kind) for kind in range(len(TYPES)))
    exchanged = min(exchanged, leaving)
    share = f"{printed(Fraction(100 * asked.least, asked.eligible), 1)}%"
    told = f"每年要交流 {asked.least} 人（符合交流条件 {asked.eligible} 人的 {share}）；"
    if leaving < asked.least:
        told += f"有别的公办学校可去、又符合条件能调出的只有 {leaving} 人，差 {asked.least - leaving} 人"
    else:
        told += f"能调出 {leaving} 人，其中能与别的公办学校同学段同类教师对换的至多 {exchanged} 人"
    enough = min(leaving, exchanged) >= asked.least
    return Reason(
        where="交流轮岗比例",
        what=told,
        remedy="" if enough else "核对“符合交流条件教师数”和“可交流教师”“教师构成”两张表",
    )


def _of_means(
    situation: Situation, demand: Droppable, dropped: Demands, watch: Watch
) -> Iterator[Reason]:
    """What the cheapest plan would need without the limit, beside what there is."""
    terms = [year.terms for year in situation.years]
    alone = True  # all other demands are kept
    free = _without(situation, demand.dropped_too(Demands()), watch)
    if free is None:
        alone, free = False, _without(situation, demand.dropped_too(dropped), watch)
    if free is None or free.schedule is None:
        yield Reason(where="", what="各年预算" if demand.group is Group.BUDGET else "各年能力")
        return
    done = [each for each in spendings(situation, free.schedule) if each.public]
    if demand.group is Group.BUDGET:
        above = float(cost(situation, free.schedule)) - free.bound
        yield _of_budget(situation, done, above=above, alone=alone)
    else:
        yield from _of_people(done, terms)


def _of_budget(situation: Situation, done: list[Spending], *, above: float, alone: bool) -> Reason:
    """What public schools spend in a plan without the budgets, at most ``above`` yuan more than need
    be, and what is lacking.
    """
    budgets = [year.terms.budget for year in situation.years]
    given = [each for each in budgets if each is not None]
    spent = [
        sum((each.yuan for each in done if each.year == year), Fraction(0))
        for year in range(len(budgets))
    ]
    lacking = [
        (year.label, yuan - budget)
        for year, yuan, budget in zip(situation.years, spent, budgets, strict=True)
        if budget is not None and yuan > budget
    ]
    plan = "不限预算、其余要求全部做到" if alone else "不限预算、只做到这里列出的几项"
    by_year = "，".join(f"{label} 年差 {ceil(yuan):,} 元" for label, yuan in lacking)
    near = f"（至多比最省的多 {ceil(above):,} 元）" if above >= 1 else ""
    more = "" if alone else "；不限预算也不能把其余要求全部做到，还有别的矛盾"
    return Reason(
        where="各年预算",
        what=f"{plan}，最省的方案公办学校要花 {ceil(sum(spent)):,} 元{near}，"
        f"预算合计 {int(sum(given)):,} 元（{len(given)} 年）：{by_year or '总数够，分到各年不够'}{more}",
        remedy="按所差的数增加各年预算，或推迟目标年份"
        if alone
        else "解开别的矛盾后再算要多少预算",
    )


def _of_people(done: list[Spending], terms: list[YearTerms]) -> Iterator[Reason]:
    """The capacities that the cheapest plan without them would exceed; all where it is a matter of
    years.
    """
    found, exceeded = [], []
    for words, items, limits in (
        ("招聘", HIRES, [each.hires for each in terms]),
        ("培养骨干", (Item.PROMOTE,), [each.promotions for each in terms]),
        ("提升学历", (Item.UPGRADE,), [each.upgrades for each in terms]),
    ):
        given = [limit for limit in limits if limit is not None]
        if given:
            people = sum((each.quantity for each in done if each.item in items), Fraction(0))
            reason = Reason(
                where=f"{words}的能力",
                what=f"没有这些限制时最省的方案{words} {people} 人，各年合计最多 {sum(given)} 人",
                remedy="提高能力，或推迟目标年份",
            )
            found.append(reason)
            if people > sum(given):
                exceeded.append(reason)
    yield from exceeded or found
