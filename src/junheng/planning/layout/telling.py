"""The layout in the user's words."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from junheng.planning.layout.county import Group
from junheng.planning.layout.distances import UNREACHABLE
from junheng.planning.layout.impossible import reasons
from junheng.planning.layout.options import LayoutOptions
from junheng.planning.layout.plan import (
    Decision,
    Going,
    LayoutPlan,
    NoLayout,
    SitePlan,
)
from junheng.planning.layout.ways import GROUPS, Mode
from junheng.planning.outcome import Column, Ending, Figure, Outcome, Reason, Shape, Table, Value
from junheng.planning.tasks import Task, task_table

KIND = "layout"
TITLE = "学校布局方案"
SAID = 20
"""So many villages beyond the limit are named one by one in front; the table has them all."""
_MODES = {Mode.DAY: "走读", Mode.BOARD: "寄宿", Mode.BEYOND: "走读（超出距离）"}
_PROVEN = Fraction(1, 10**6)


def outcome(plan: LayoutPlan | NoLayout) -> Outcome:
    """The plan, or why there is none, for screen, workbook and JSON."""
    if isinstance(plan, NoLayout):
        return _impossible(plan)
    ending = Ending.WITHIN_GAP if plan.gap > _PROVEN else Ending.PROVEN
    return Outcome(
        kind=KIND,
        title=TITLE,
        ending=ending if plan.proven else Ending.STOPPED,
        figures=_figures(plan),
        tables=_tables(plan),
        reasons=_beyond_reasons(plan),
        notes=_notes(plan),
        basis=basis(plan.options, by_road=bool(plan.county.roads)),
    )


def basis(options: LayoutOptions, *, by_road: bool) -> dict[str, Any]:
    """What the plan rests on, as plain data."""
    budget, board = options.budget_yuan, options.board_km
    return {
        "day_km": {group.value: float(options.day_km[group]) for group in GROUPS},
        "board_km": None if board is None else float(board),
        "years": options.years,
        "km_yuan": float(options.km_yuan),
        "boarder_yuan": float(options.boarder_yuan),
        "budget_yuan": None if budget is None else float(budget),
        "gap_asked": options.gap,
        "distance": "roads" if by_road else "great_circle_x_1.3",
    }


def _impossible(plan: NoLayout) -> Outcome:
    cut_short = plan.short.pupils is None and plan.short.least_yuan is None
    options = plan.case.options
    return Outcome(
        kind=KIND,
        title=TITLE,
        ending=Ending.STOPPED if cut_short else Ending.IMPOSSIBLE,
        reasons=reasons(plan),
        basis=basis(options, by_road=bool(plan.case.county.roads)),
    )


def _figures(plan: LayoutPlan) -> tuple[Figure, ...]:
    years = plan.options.years
    counts = {each: sum(s.decision is each for s in plan.sites) for each in Decision}
    day = [each for each in plan.goings if each.mode is not Mode.BOARD]
    beyond = sum(each.pupils for each in plan.goings if each.mode is Mode.BEYOND)
    pupils = sum(each.pupils for each in plan.goings)
    by_day = sum(each.pupils for each in day)
    way = sum(each.metres * each.pupils for each in day)
    new_beds = sum(max(0, each.beds - each.site.beds) for each in plan.sites if each.beds)
    return (
        Figure(
            name="cost_yuan",
            title="总费用",
            value=plan.cost_yuan,
            shape=Shape.YUAN,
            unit="元",
            note=f"建设投资，加 {years} 年的运转、上下学和寄宿",
        ),
        Figure(
            name="bound_yuan",
            title="不可能低于",
            value=plan.bound_yuan,
            shape=Shape.YUAN,
            unit="元",
            note="已证明",
        ),
        Figure(name="gap", title="差距", value=plan.gap, shape=Shape.SHARE),
        _yuan("build_yuan", "建设投资", plan.build_yuan),
        _yuan("run_yuan", "每年运转经费", plan.run_yuan),
        _yuan("travel_yuan", "每年上下学和寄宿费用", plan.travel_yuan),
        _count("built", "新建", counts[Decision.BUILD], "所"),
        _count("extended", "扩建", counts[Decision.EXTEND], "所"),
        _count("closed", "撤并", counts[Decision.CLOSE], "所"),
        _count("open_sites", "开办的校点", sum(map(_is_open, plan.sites)), "所"),
        _count("pupils", "学生", pupils, "人"),
        Figure(
            name="mean_km",
            title="走读平均距离",
            value=Fraction(way, 1000 * by_day) if by_day else None,
            unit="公里",
        ),
        Figure(
            name="longest_km",
            title="走读最远距离",
            value=Fraction(max((each.metres for each in day), default=0), 1000) if day else None,
            unit="公里",
        ),
        _count("beyond_pupils", "超出距离的走读学生", beyond, "人"),
        Figure(
            name="beyond_share",
            title="超出距离的比例",
            value=Fraction(beyond, pupils) if pupils else None,
            shape=Shape.SHARE,
        ),
        _count("boarders", "寄宿学生", sum(each.boarders for each in plan.sites), "人"),
        _count("new_beds", "新增寄宿床位", new_beds, "个"),
        Figure(
            name="proposed_saves_yuan",
            title="履行撤并程序后可再省",
            value=plan.proposed_saves,
            shape=Shape.YUAN,
            unit="元",
            note="见“可以考虑撤并的学校”",
        ),
    )


def _yuan(name: str, title: str, value: Fraction) -> Figure:
    return Figure(name=name, title=title, value=value, shape=Shape.YUAN, unit="元")


def _count(name: str, title: str, value: int, unit: str) -> Figure:
    return Figure(name=name, title=title, value=value, shape=Shape.COUNT, unit=unit)


def _is_open(site: SitePlan) -> bool:
    return site.decision not in (Decision.CLOSE, Decision.LEAVE)


def _tables(plan: LayoutPlan) -> tuple[Table, ...]:
    return (
        _beyond_table(plan),
        _site_table(plan),
        _going_table(plan),
        _lock_table(plan),
        _proposal_table(plan),
        _task_table(plan),
    )


_SITE = (Column("site_code", "校点代码"), Column("site", "校点"))
_VILLAGE = (Column("village_code", "村代码"), Column("village", "村"), Column("group", "学生"))


def _km(metres: int) -> Value:
    return None if metres >= UNREACHABLE else Fraction(metres, 1000)


def _site_table(plan: LayoutPlan) -> Table:
    sites = plan.county.sites
    rows: list[tuple[Value, ...]] = [
        (
            each.site.code,
            each.site.name,
            each.site.type.zh,
            each.decision.zh,
            each.site.places,
            each.places,
            *(each.pupils[group] for group in GROUPS),
            each.boarders,
            each.site.beds,
            each.beds,
            each.build_yuan,
            "" if each.merged_into is None else sites[each.merged_into].name,
            each.site.spot.lon,
            each.site.spot.lat,
        )
        for each in plan.sites
    ]
    count = Shape.COUNT
    return Table(
        name="sites",
        title="各校点",
        columns=(
            *_SITE,
            Column("type", "类型"),
            Column("decision", "决定"),
            Column("places_now", "现有学位", count),
            Column("places", "规划学位", count),
            *(Column(f"pupils_{group}", group.zh, count, "人") for group in GROUPS),
            Column("boarders", "寄宿", count, "人"),
            Column("beds_now", "现有床位", count),
            Column("beds", "规划床位", count),
            Column("build_yuan", "投资", Shape.YUAN, "元"),
            Column("merged_into", "主要并入"),
            Column("lon", "经度", Shape.FINE, "度"),
            Column("lat", "纬度", Shape.FINE, "度"),
        ),
        rows=rows,
        note="规划学位、床位是方案要用到的最少数；撤并的校点为 0",
    )


def _task_table(plan: LayoutPlan) -> Table:
    """What changes, one line a site; a plan of places has no years: whoever adopts it dates it."""
    return task_table(
        (
            Task(
                school_code=each.site.code,
                name=each.site.name,
                what=_doing(plan, each),
                quantity=(added := _added(each)),
                unit="" if added is None else "个学位",
                cost_yuan=each.build_yuan or None,
            )
            for each in plan.sites
            if each.decision in (Decision.BUILD, Decision.EXTEND, Decision.CLOSE)
        ),
        note="数量是新增的学位；费用是建设投资。方案不分年，没有期限；在网站上采用时才定。",
    )


def _added(site: SitePlan) -> int | None:
    """The places that are added; none where only beds are, or where the site is closed."""
    return max(0, site.places - site.site.places) or None


def _doing(plan: LayoutPlan, site: SitePlan) -> str:
    """What is done at a site, in words."""
    said = f"{site.decision.zh}{site.site.type.zh}"
    if site.decision is not Decision.CLOSE:
        said += f"，建成后共 {site.places} 个学位"
    if site.merged_into is not None:
        said += f"，主要并入{plan.county.sites[site.merged_into].name}"
    if (beds := site.beds - site.site.beds) > 0:
        said += f"，新增寄宿床位 {beds} 个"
    return said


def _going_table(plan: LayoutPlan) -> Table:
    return Table(
        name="goings",
        title="各村学生去向",
        columns=(
            *_VILLAGE,
            Column("pupils", "人数", Shape.COUNT),
            *_SITE,
            Column("mode", "方式"),
            Column("km", "距离", Shape.NUMBER, "公里"),
        ),
        rows=[
            (
                *_who(plan, each),
                each.pupils,
                *_where(plan, each),
                _MODES[each.mode],
                _km(each.metres),
            )
            for each in plan.goings
        ],
        note="一个村的学生可以分到几个校点",
    )


def _who(plan: LayoutPlan, going: Going) -> tuple[str, str, str]:
    village = plan.county.villages[going.village]
    return village.code, village.name, going.group.zh


def _where(plan: LayoutPlan, going: Going) -> tuple[str, str]:
    site = plan.county.sites[going.site]
    return site.code, site.name


def _beyond(plan: LayoutPlan) -> list[Going]:
    """The farthest beyond its limit first."""
    found = [each for each in plan.goings if each.mode is Mode.BEYOND]
    limit = {group: plan.options.day_metres(group) for group in GROUPS}
    return sorted(
        found, key=lambda each: (limit[each.group] - each.metres, each.village, each.site)
    )


def _beyond_table(plan: LayoutPlan) -> Table:
    limit = {group: plan.options.day_metres(group) for group in GROUPS}
    return Table(
        name="beyond",
        title="超出走读距离的村",
        columns=(
            *_VILLAGE,
            Column("pupils", "人数", Shape.COUNT),
            *_SITE,
            Column("km", "距离", Shape.NUMBER, "公里"),
            Column("limit_km", "限值", Shape.NUMBER, "公里"),
            Column("over_km", "超出", Shape.NUMBER, "公里"),
        ),
        rows=[
            (
                *_who(plan, each),
                each.pupils,
                *_where(plan, each),
                _km(each.metres),
                _km(limit[each.group]),
                _km(each.metres - limit[each.group]),
            )
            for each in _beyond(plan)
        ],
    )


def _beyond_reasons(plan: LayoutPlan) -> tuple[Reason, ...]:
    beyond = _beyond(plan)
    limit = {group: plan.options.day_metres(group) for group in GROUPS}
    said = [
        Reason(
            where=f"{_who(plan, each)[1]}（{each.group.zh} {each.pupils} 人）",
            what=f"到{_where(plan, each)[1]} {each.metres / 1000:.2f} 公里，"
            f"超出走读距离 {(each.metres - limit[each.group]) / 1000:.2f} 公里",
            remedy=_remedy(each.group),
        )
        for each in beyond[:SAID]
    ]
    if len(beyond) > SAID:
        rest = sum(each.pupils for each in beyond[SAID:])
        said.append(
            Reason(
                where=f"另外 {len(beyond) - SAID} 处",
                what=f"共 {rest} 名学生也超出走读距离，见“超出走读距离的村”",
            )
        )
    return tuple(said)


def _remedy(group: Group) -> str:
    if group.may_board:
        return "在附近备选校点，或给能到的学校安排寄宿床位，或开校车"
    return "在附近备选教学点或小学，或开校车；小学 1 至 3 年级不寄宿"


def _lock_table(plan: LayoutPlan) -> Table:
    rows = []
    for each in plan.locks:
        site = plan.county.sites[each.site]
        rows.append(
            (site.code, site.name, "；".join(_why(plan, each.kept, each.steps, each.alone_for)))
        )
    return Table(
        name="locked",
        title="不能撤并的学校",
        columns=(*_SITE, Column("why", "原因")),
        rows=rows,
        note="论证、公示、审批都填“是”以后才会考虑撤并",
    )


def _why(
    plan: LayoutPlan,
    kept: bool,
    steps: tuple[str, ...],
    alone_for: Iterable[tuple[int, Group]],
) -> list[str]:
    said = []
    if kept:
        said.append("必要的小规模学校等，标明保留")
    if steps:
        said.append(f"撤并程序未完成：缺{'、'.join(steps)}")
    names = [f"{plan.county.villages[village].name}（{group.zh}）" for village, group in alone_for]
    if names:
        more = f"等 {len(names)} 处" if len(names) > 3 else ""
        said.append(f"走读距离内只有这一所：{'、'.join(names[:3])}{more}")
    return said


def _proposal_table(plan: LayoutPlan) -> Table:
    sites = plan.county.sites
    return Table(
        name="proposals",
        title="可以考虑撤并的学校",
        columns=(*_SITE, Column("steps", "还要履行的程序")),
        rows=[
            (sites[each].code, sites[each].name, "、".join(sites[each].steps_missing))
            for each in plan.proposed
        ],
        note="方案里没有撤并它们；履行程序并确认后重新规划。没有学校因此失去走读距离内唯一的学校",
    )


def _notes(plan: LayoutPlan) -> tuple[str, ...]:
    limits = "，".join(f"{group.zh} {float(plan.options.day_km[group]):g} 公里" for group in GROUPS)
    way = "道路最短路" if plan.county.roads else "球面距离乘 1.3"
    return (
        f"距离：{way}。走读距离的限值：{limits}；县里另有规定的，用选项改",
        "先让超出走读距离的学生最少，再让费用最省；小学 1 至 3 年级不寄宿",
    )
