"""Bus routes in the user's words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from junheng.planning.layout.buses import BusPlan, Route
from junheng.planning.layout.county import County
from junheng.planning.outcome import Column, Ending, Figure, Outcome, Reason, Shape, Table

_SCHOOL = (Column("site_code", "校点代码"), Column("site", "校点"))
_VILLAGE = (Column("village_code", "村代码"), Column("village", "村"))


def with_buses(outcome: Outcome, county: County, plan: BusPlan) -> Outcome:
    """``outcome`` with the routes; stops beyond the limit come first of all reasons and tables."""
    far, *others = _tables(county, plan)
    return replace(
        outcome,
        ending=_ending(outcome.ending, plan),
        figures=(*outcome.figures, *_figures(plan)),
        tables=(far, *outcome.tables, *others),
        reasons=(*_reasons(county, plan), *outcome.reasons),
        notes=(*outcome.notes, *_notes(plan)),
        basis={**outcome.basis, "buses": _basis(plan)},
    )


def _ending(ending: Ending, plan: BusPlan) -> Ending:
    """That of the layout, unless the routes are less certain than it."""
    if not plan.finished:
        return Ending.STOPPED
    apart = plan.cost_yuan - plan.bound_yuan > plan.cost_yuan / 10**6
    return Ending.WITHIN_GAP if apart and ending is Ending.PROVEN else ending


def _basis(plan: BusPlan) -> dict[str, float]:
    options = plan.options
    return {
        "seats": options.seats,
        "ride_minutes": options.ride_minutes,
        "walk_km": float(options.walk_km),
        "km_per_hour": float(options.km_per_hour),
        "stop_seconds": options.stop_seconds,
        "bus_yuan": float(options.bus_yuan),
        "km_yuan": float(options.km_yuan),
    }


def _figures(plan: BusPlan) -> tuple[Figure, ...]:
    cost, bound = plan.cost_yuan, plan.bound_yuan
    riders = sum(route.pupils for route in plan.routes)
    longest = max((route.seconds for route in plan.routes), default=None)
    return (
        Figure(name="buses", title="校车", value=len(plan.routes), shape=Shape.COUNT, unit="辆"),
        Figure(name="bus_pupils", title="坐校车的学生", value=riders, shape=Shape.COUNT, unit="人"),
        Figure(
            name="longest_ride_minutes",
            title="校车最长单程",
            value=None if longest is None else Fraction(longest, 60),
            unit="分钟",
        ),
        Figure(
            name="bus_yuan",
            title="校车每年费用",
            value=cost,
            shape=Shape.YUAN,
            unit="元",
            note="不计入总费用：总费用里的上下学费用按距离折算",
        ),
        Figure(
            name="bus_bound_yuan",
            title="校车费用不可能低于",
            value=bound,
            shape=Shape.YUAN,
            unit="元",
        ),
        Figure(
            name="bus_gap",
            title="校车费用的差距",
            value=(cost - bound) / cost if cost else Fraction(0),
            shape=Shape.SHARE,
        ),
    )


def _reasons(county: County, plan: BusPlan) -> tuple[Reason, ...]:
    limit = plan.options.ride_minutes
    return tuple(
        Reason(
            where=f"{county.villages[each.village].name}（{each.pupils} 人）",
            what=f"直接坐车到{county.sites[each.site].name}也要 {each.seconds / 60:.1f} 分钟，"
            f"超过 {limit} 分钟，没有排进线路",
            remedy="安排寄宿（小学 1 至 3 年级除外），或在附近设校点",
        )
        for each in plan.too_far
    )


def _tables(county: County, plan: BusPlan) -> tuple[Table, Table, Table]:
    minutes = Column("minutes", "单程", Shape.NUMBER, "分钟")
    km = Column("km", "路程", Shape.NUMBER, "公里")
    pupils = Column("pupils", "学生", Shape.COUNT, "人")
    far = Table(
        name="bus_beyond",
        title="坐校车也超过时间的村",
        columns=(*_VILLAGE, *_SCHOOL, pupils, km, minutes),
        rows=[
            (
                *_village(county, each.village),
                *_site(county, each.site),
                each.pupils,
                Fraction(each.metres, 1000),
                Fraction(each.seconds, 60),
            )
            for each in plan.too_far
        ],
    )
    numbered = list(enumerate(plan.routes, start=1))
    number = Column("route", "线路", Shape.COUNT)
    routes = Table(
        name="bus_routes",
        title="校车线路",
        columns=(number, *_SCHOOL, Column("stops", "依次停靠"), pupils, km, minutes),
        rows=[
            (
                place,
                *_site(county, route.site),
                _way(county, route),
                route.pupils,
                Fraction(route.metres, 1000),
                Fraction(route.seconds, 60),
            )
            for place, route in numbered
        ],
        note="早上的方向；单程是最先上车的学生的时间，含停靠",
    )
    stops = Table(
        name="bus_stops",
        title="校车各站",
        columns=(number, Column("order", "站序", Shape.COUNT), *_VILLAGE, pupils, minutes),
        rows=[
            (
                place,
                order,
                *_village(county, stop.village),
                stop.pupils,
                Fraction(stop.seconds, 60),
            )
            for place, route in numbered
            for order, stop in enumerate(route.stops, start=1)
        ],
        note="单程是从这一站到学校的时间",
    )
    return far, routes, stops


def _way(county: County, route: Route) -> str:
    return " → ".join(
        f"{county.villages[stop.village].name} {stop.pupils} 人" for stop in route.stops
    )


def _village(county: County, number: int) -> tuple[str, str]:
    return county.villages[number].code, county.villages[number].name


def _site(county: County, number: int) -> tuple[str, str]:
    return county.sites[number].code, county.sites[number].name


def _notes(plan: BusPlan) -> tuple[str, ...]:
    options = plan.options
    said = (
        f"校车：走读超过 {float(options.walk_km):g} 公里的学生乘坐，每车 {options.seats} 座，"
        f"平均时速 {float(options.km_per_hour):g} 公里，每站停 {options.stop_seconds} 秒，"
        f"单程不超过 {options.ride_minutes} 分钟；一个村坐满整车的，先开直达车"
    )
    return (said,)
