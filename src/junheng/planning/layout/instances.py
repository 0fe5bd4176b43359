"""Published instances solved by the solvers of the layout, told as a plan, so that anyone can check them."""

from __future__ import annotations

import numpy as np

from junheng.planning.layout.capacitated import Demand, capacitated
from junheng.planning.layout.p_median import p_median
from junheng.planning.layout.placement import Placement
from junheng.planning.layout.published import Median, Vehicles
from junheng.planning.layout.route_bound import Chained, route_bound
from junheng.planning.outcome import Column, Ending, Figure, Outcome, Reason, Shape, Table
from junheng.planning.solver_routes import Fleet, Routed, Stops, routed
from junheng.planning.watch import Watch

KIND = "layout"
ITERATIONS = 5_000
_PROVEN = 1e-7


def place(problem: Median | Demand, watch: Watch) -> Outcome:
    """Sites and who goes where, with cost, bound and gap."""
    if isinstance(problem, Median):
        found: Placement | None = p_median(problem.distances, problem.open_sites, watch=watch)
        title = f"p-中位：{len(problem.distances)} 个点选 {problem.open_sites} 个"
    else:
        found = capacitated(problem, watch=watch)
        title = f"有容量的 p-中位：{len(problem.amounts)} 个点选 {problem.open_sites} 个"
    if found is None:
        return _none(title, watch)
    return Outcome(
        kind=KIND,
        title=title,
        ending=_ending(found.cost, found.bound, finished=found.finished),
        figures=_figures(found.cost, found.bound),
        tables=(
            Table(
                name="assigned",
                title="每个点去哪里",
                columns=(
                    Column("customer", "点", Shape.COUNT),
                    Column("site", "去", Shape.COUNT),
                ),
                rows=[(number + 1, site + 1) for number, site in enumerate(found.assigned)],
                note=f"选中：{'、'.join(str(site + 1) for site in found.sites)}",
            ),
        ),
    )


def _none(title: str, watch: Watch) -> Outcome:
    if watch.cut_short:
        reason = Reason(where="", what="还没有找到方案就停下了", remedy="延长时限再算")
        return Outcome(kind=KIND, title=title, ending=Ending.STOPPED, reasons=(reason,))
    reason = Reason(
        where="容量",
        what="不论选哪些点，都装不下全部需求",
        remedy="提高容量，或多选几个点",
    )
    return Outcome(kind=KIND, title=title, ending=Ending.IMPOSSIBLE, reasons=(reason,))


def drive(problem: Vehicles, watch: Watch) -> Outcome:
    """Routes, with cost, bound and gap. The bound proves routes of few stops the best."""
    found = routed(
        Stops(
            costs=problem.distances,
            durations=np.zeros_like(problem.distances),
            loads=problem.loads,
            service=np.zeros_like(problem.loads),
        ),
        Fleet(capacity=problem.capacity, vehicles=max(1, len(problem.loads))),
        iterations=ITERATIONS,
        watch=watch,
    )
    title = f"车辆路线：{problem.name}，{len(problem.loads)} 个站点"
    if not found.feasible:
        return _none(title, watch)
    cost = _counted(problem, found)
    bound = np.ceil(route_bound(_chained(problem), watch, enough=cost - 1 + 1e-3) - 1e-6)
    return Outcome(
        kind=KIND,
        title=title,
        ending=_ending(cost, float(bound), finished=not found.stopped),
        figures=(
            *_figures(cost, min(float(bound), cost)),
            Figure(
                name="routes", title="路线", value=len(found.routes), shape=Shape.COUNT, unit="条"
            ),
        ),
        tables=(_routes(problem, found),),
        notes=("路线由固定次数的搜索得出，同样的输入给出同样的路线；下界另行证明",),
    )


def _chained(problem: Vehicles) -> Chained:
    apart = problem.distances.astype(float)
    return Chained(
        between=apart[1:, 1:],
        begin=apart[0, 1:],
        end=apart[0, 1:],
        loads=problem.loads,
        capacity=problem.capacity,
    )


def _counted(problem: Vehicles, found: Routed) -> float:
    """The cost counted again; every stop is visited once and no vehicle is too full."""
    visited = sorted(stop for route in found.routes for stop in route)
    loads = [int(problem.loads[np.asarray(route) - 1].sum()) for route in found.routes]
    if (
        visited != list(range(1, len(problem.loads) + 1))
        or max(loads, default=0) > problem.capacity
    ):
        raise RuntimeError("the routes do not serve every stop within the capacity")
    return float(sum(_length(problem, route) for route in found.routes))


def _length(problem: Vehicles, route: tuple[int, ...]) -> int:
    places = np.asarray((0, *route, 0))
    return int(problem.distances[places[:-1], places[1:]].sum())


def _routes(problem: Vehicles, found: Routed) -> Table:
    return Table(
        name="routes",
        title="各条路线",
        columns=(
            Column("route", "路线", Shape.COUNT),
            Column("stops", "依次停靠"),
            Column("load", "载量", Shape.COUNT),
            Column("length", "长度", Shape.COUNT),
        ),
        rows=[
            (
                number + 1,
                " ".join(map(str, route)),
                int(problem.loads[np.asarray(route) - 1].sum()),
                _length(problem, route),
            )
            for number, route in enumerate(found.routes)
        ],
    )


def _ending(cost: float, bound: float, *, finished: bool) -> Ending:
    if cost - bound <= _PROVEN * max(1.0, abs(cost)):
        return Ending.PROVEN
    return Ending.WITHIN_GAP if finished else Ending.STOPPED


def _figures(cost: float, bound: float) -> tuple[Figure, ...]:
    gap = max(0.0, cost - bound) / cost if cost > 0 else 0.0
    return (
        Figure(name="objective", title="目标值", value=_tidy(cost)),
        Figure(name="bound", title="不可能低于", value=_tidy(bound), note="已证明"),
        Figure(name="gap", title="差距", value=gap, shape=Shape.SHARE),
    )


def _tidy(value: float) -> int | float:
    """Whole where it is whole but for the last digits of the arithmetic."""
    return round(value) if abs(value - round(value)) < 1e-6 else value
