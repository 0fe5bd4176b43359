"""Bus routes: against all routes there are, within seats and the longest ride."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pytest

from junheng.planning.layout.buses import BusOptions, BusPlan, plan_buses
from junheng.planning.layout.county import County
from junheng.planning.layout.few_stops import Few, best_routes
from junheng.planning.layout.layout import plan_layout
from junheng.planning.layout.options import LayoutOptions
from junheng.planning.layout.plan import LayoutPlan, lay_out
from junheng.planning.layout.route_bound import Chained, route_bound
from junheng.planning.outcome import Ending
from junheng.planning.solver_routes import Fleet, Stops, routed
from junheng.planning.watch import Watch
from tests.unit.planning.layout.counties import along_a_road, school, village


def buses(county: County, **options: object) -> BusPlan:
    plan = lay_out(county, LayoutOptions(), Watch())
    assert isinstance(plan, LayoutPlan)
    return plan_buses(plan, BusOptions(**options), Watch())  # type: ignore[arg-type]


def test_one_bus_collects_the_villages_on_its_way() -> None:
    county = along_a_road(
        [village("近", 2500, high=10), village("远", 4500, high=10)], [school("校", 0, 50)]
    )
    plan = buses(county)
    assert [[stop.village for stop in route.stops] for route in plan.routes] == [[1, 0]]
    # 4.5 km at 30 km/h are 540 seconds; two stops of a minute.
    assert plan.routes[0].seconds == 540 + 120
    assert plan.routes[0].stops[1].seconds == 300 + 60
    assert plan.cost_yuan == plan.bound_yuan == 120_000 + Fraction(9, 2) * 2_000


def test_who_lives_within_walking_distance_does_not_ride() -> None:
    county = along_a_road([village("近", 2000, high=10)], [school("校", 0, 50)])
    assert buses(county).routes == ()


def test_boarders_do_not_ride() -> None:
    home = school("校", 0, 50, beds=50, most_beds=50)
    assert buses(along_a_road([village("远", 9000, high=10)], [home])).routes == ()


def test_a_stop_beyond_the_longest_ride_is_named_first_and_not_routed() -> None:
    county = along_a_road(
        [village("近", 4000, high=5), village("远", 30_000, low=5)], [school("校", 0, 50)]
    )
    told = plan_layout(county, LayoutOptions(), Watch(), buses=BusOptions())
    assert told.reasons[0].where == "远（5 人）"
    assert "超过 40 分钟" in told.reasons[0].what
    assert told.tables[0].name == "bus_beyond"
    assert [row[3] for row in told.table("bus_routes").rows] == ["近 5 人"]


def test_the_longest_ride_itself_is_allowed() -> None:
    county = along_a_road([village("远", 4500, high=5)], [school("校", 0, 50)])
    assert len(buses(county, ride_minutes=10).routes) == 1
    assert len(buses(county, ride_minutes=9).too_far) == 1


def test_a_village_that_fills_buses_gets_them_straight() -> None:
    county = along_a_road(
        [village("大", 4000, high=50), village("小", 3000, high=3)], [school("校", 0, 80)]
    )
    plan = buses(county, seats=20)
    assert sorted(route.pupils for route in plan.routes) == [13, 20, 20]
    assert max(route.pupils for route in plan.routes) <= 20


def test_buses_of_no_fixed_cost_are_planned_too() -> None:
    county = along_a_road([village("甲", 4000, high=5)], [school("校", 0, 80)])
    plan = buses(county, bus_yuan=Fraction(0))
    assert plan.cost_yuan == 8_000


def test_many_stops_are_routed_within_every_limit() -> None:
    villages = [village(f"村{k}", 2100 + 150 * k, high=5 + k % 4) for k in range(14)]
    plan = buses(along_a_road(villages, [school("校", 0, 200)]))
    assert sum(route.pupils for route in plan.routes) == sum(5 + k % 4 for k in range(14))
    assert all(route.seconds <= 2400 and route.pupils <= 36 for route in plan.routes)
    assert plan.bound_yuan <= plan.cost_yuan
    assert plan == buses(along_a_road(villages, [school("校", 0, 200)]))


def test_a_stopped_search_says_so() -> None:
    villages = [village(f"村{k}", 2100 + 150 * k, high=5) for k in range(14)]
    county = along_a_road(villages, [school("校", 0, 200)])
    plan = lay_out(county, LayoutOptions(), Watch())
    assert isinstance(plan, LayoutPlan)
    stopped = plan_buses(plan, BusOptions(), Watch(stop=lambda: True))
    assert not stopped.finished


def splits(stops: tuple[int, ...]):
    """Every way to cut a sequence of stops into routes."""
    if not stops:
        yield ()
        return
    for cut in range(1, len(stops) + 1):
        for rest in splits(stops[cut:]):
            yield (stops[:cut], *rest)


def cost_of(few: Few, routes: tuple[tuple[int, ...], ...]) -> float | None:
    total = 0.0
    for route in routes:
        places = (*route, 0)
        legs = list(pairwise(places))
        seconds = sum(int(few.seconds[a, b]) + few.service for a, b in legs)
        if sum(few.loads[stop - 1] for stop in route) > few.seats or seconds > few.longest:
            return None
        total += few.fixed + sum(int(few.metres[a, b]) for a, b in legs)
    return total


@pytest.mark.parametrize("seed", range(8))
def test_a_few_stops_get_the_best_routes_of_all(seed: int) -> None:
    dice = np.random.default_rng(seed)
    points = dice.integers(0, 10_000, (6, 2))
    metres = np.rint(np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))).astype(int)
    few = Few(
        metres=metres,
        seconds=-(-metres // 8),
        loads=[int(each) for each in dice.integers(1, 20, 5)],
        service=60,
        seats=36,
        longest=int(metres[1:, 0].max() // 8 + 400),
        fixed=5_000.0,
    )
    tried = (cost_of(few, r) for order in permutations(range(1, 6)) for r in splits(order))
    expected = min(cost for cost in tried if cost is not None)
    found = best_routes(few)
    assert found is not None
    assert cost_of(few, found) == expected
    chained = Chained(
        between=metres[1:, 1:].astype(float),
        begin=np.full(5, few.fixed),
        end=metres[1:, 0].astype(float),
        loads=np.asarray(few.loads),
        capacity=few.seats,
    )
    assert route_bound(chained, Watch()) <= expected + 1e-6
    searched = routed(
        Stops(
            costs=metres,
            durations=few.seconds,
            loads=np.asarray(few.loads),
            service=np.full(5, 60),
            open_start=True,
        ),
        Fleet(capacity=36, fixed_cost=5_000, vehicles=5, longest=few.longest),
        iterations=300,
        watch=Watch(),
    )
    assert searched.feasible
    assert searched.cost == cost_of(few, searched.routes) >= expected


def test_routes_of_no_stops() -> None:
    none = np.zeros((1, 1), dtype=np.int64)
    empty = np.zeros(0, dtype=np.int64)
    stops = Stops(costs=none, durations=none, loads=empty, service=empty)
    assert routed(stops, Fleet(capacity=1, vehicles=1), iterations=1, watch=Watch()).routes == ()
    assert (
        route_bound(
            Chained(between=none[1:, 1:], begin=empty, end=empty, loads=empty, capacity=1), Watch()
        )
        == 0
    )


def test_the_ending_is_no_better_than_that_of_the_routes() -> None:
    villages = [village(f"村{k}", 2100 + 150 * k, high=5 + k % 4) for k in range(14)]
    county = along_a_road(villages, [school("校", 0, 200)])
    told = plan_layout(county, LayoutOptions(), Watch(), buses=BusOptions())
    assert told.ending in (Ending.WITHIN_GAP, Ending.PROVEN)
    assert told.figure("buses") == len(told.table("bus_routes").rows)
