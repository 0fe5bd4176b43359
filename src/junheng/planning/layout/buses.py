"""School buses: from stop to stop to one school, no pupil riding longer than the limit.

Sets       stops V of one school (villages whose day pupils live beyond walking distance); the school 0.
Data       q_i pupils; t_ij and c_ij time and yearly cost from i to j; s time at a stop; Q seats;
           F a bus's yearly fixed cost; L the longest ride.
Routes     open: a bus begins at its first stop for nothing and ends at school. Route r = (i_1, ..., i_k).
Objective  minimise  sum_r (F + c_{i_1 i_2} + ... + c_{i_k 0})
(1)        every stop is on one route
(2)        q_{i_1} + ... + q_{i_k} <= Q
(3)        k s + t_{i_1 i_2} + ... + t_{i_k 0} <= L, the ride of those who get on first

Stops with s + t_i0 > L cannot be served by (3): they are named before all else and left out. A stop with
more than Q pupils fills whole buses that go straight to school; only the rest is routed.
A few stops are settled exactly by :mod:`.few_stops`. Otherwise routes come from
:mod:`junheng.planning.solver_routes` and the bound from :mod:`.route_bound`. (1) to (3) are checked again
in whole seconds, pupils and metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from junheng.planning.layout.county import County
from junheng.planning.layout.distances import UNREACHABLE, Metres, by_road, through_air
from junheng.planning.layout.few_stops import MOST, Few, best_routes
from junheng.planning.layout.plan import LayoutPlan
from junheng.planning.layout.route_bound import Chained, route_bound
from junheng.planning.layout.ways import Mode
from junheng.planning.solver_routes import Fleet, Stops, routed
from junheng.planning.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class BusOptions:
    """``walk_km``: who lives farther rides. ``km_yuan``: a kilometre of a route, driven all year."""

    seats: int = 36
    ride_minutes: int = 40
    walk_km: Fraction = Fraction(2)
    km_per_hour: Fraction = Fraction(30)
    stop_seconds: int = 60
    bus_yuan: Fraction = Fraction(120_000)
    km_yuan: Fraction = Fraction(2_000)

    def seconds(self, metres: int) -> int:
        """How long a way takes, rounded up."""
        return ceil(metres * Fraction(36, 10) / self.km_per_hour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A village and the pupils who get on there; ``seconds`` is their ride to school."""

    village: int
    pupils: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One bus in the morning, first stop first."""

    site: int
    stops: tuple[Stop, ...]
    metres: int

    @property
    def pupils(self) -> int:
        """How many ride."""
        return sum(each.pupils for each in self.stops)

    @property
    def seconds(self) -> int:
        """The longest ride."""
        return self.stops[0].seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFar:
    """A stop from which even the straight ride is too long."""

    site: int
    village: int
    pupils: int
    metres: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BusPlan:
    """All routes; costs and the bound in yuan a year. ``finished`` is false where a stop came."""

    options: BusOptions
    too_far: tuple[TooFar, ...]
    routes: tuple[Route, ...]
    cost_yuan: Fraction
    bound_yuan: Fraction
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One school's stops: villages, pupils, metres between (row and column 0 is the school)."""

    site: int
    villages: tuple[int, ...]
    pupils: tuple[int, ...]
    metres: Metres


def plan_buses(plan: LayoutPlan, options: BusOptions, watch: Watch) -> BusPlan:
    """Routes to every school of ``plan``."""
    too_far: list[TooFar] = []
    routes: list[Route] = []
    bound = Fraction(0)
    finished = True
    for school in _schools(plan, options):
        near, far = _sorted_out(school, options)
        too_far.extend(far)
        straight, rest = _full_buses(near, options)
        found, least, whole = _routes(rest, options, watch)
        routes.extend((*straight, *found))
        bound += least + sum((_yuan(each, options) for each in straight), Fraction(0))
        finished = finished and whole
    cost = sum((_yuan(each, options) for each in routes), Fraction(0))
    _check(plan, routes, too_far, options)
    too_far.sort(key=lambda each: (-each.seconds, each.site, each.village))
    return BusPlan(
        options=options,
        too_far=tuple(too_far),
        routes=tuple(routes),
        cost_yuan=cost,
        bound_yuan=min(bound, cost),
        finished=finished,
    )


def _riders(plan: LayoutPlan, options: BusOptions) -> dict[int, dict[int, int]]:
    """Pupils who ride, by site and village."""
    found: dict[int, dict[int, int]] = {}
    for going in plan.goings:
        if going.mode is not Mode.BOARD and going.metres > options.walk_km * 1000:
            here = found.setdefault(going.site, {})
            here[going.village] = here.get(going.village, 0) + going.pupils
    return found


def _schools(plan: LayoutPlan, options: BusOptions) -> list[School]:
    riders = _riders(plan, options)
    used = sorted({village for here in riders.values() for village in here})
    place = {village: number for number, village in enumerate(used)}
    between = _between(plan.county, used)
    found = []
    for site in sorted(riders):
        villages = tuple(sorted(riders[site]))
        rows = [place[village] for village in villages]
        metres = np.zeros((len(villages) + 1, len(villages) + 1), dtype=np.int64)
        metres[1:, 1:] = between[np.ix_(rows, rows)]
        metres[1:, 0] = metres[0, 1:] = plan.metres[list(villages), site]
        pupils = tuple(riders[site][village] for village in villages)
        found.append(School(site=site, villages=villages, pupils=pupils, metres=metres))
    return found


def _between(county: County, villages: Sequence[int]) -> Metres:
    spots = [county.villages[village].spot for village in villages]
    if not spots:
        return np.zeros((0, 0), dtype=np.int64)
    if county.roads:
        return by_road(county.roads, spots, spots)
    return through_air(spots, spots)


def _chosen(school: School, stops: Sequence[int], pupils: Sequence[int]) -> School:
    """The school with some of its stops (numbered from 0) only."""
    rows = [0, *(stop + 1 for stop in stops)]
    return School(
        site=school.site,
        villages=tuple(school.villages[stop] for stop in stops),
        pupils=tuple(pupils),
        metres=school.metres[np.ix_(rows, rows)],
    )


def _sorted_out(school: School, options: BusOptions) -> tuple[School, list[TooFar]]:
    """The stops near enough for (3), and those that are not."""
    far = []
    near = []
    for stop, village in enumerate(school.villages):
        metres = int(school.metres[stop + 1, 0])
        seconds = options.stop_seconds + options.seconds(metres)
        if seconds <= options.ride_minutes * 60:
            near.append(stop)
        else:
            far.append(
                TooFar(
                    site=school.site,
                    village=village,
                    pupils=school.pupils[stop],
                    metres=metres,
                    seconds=seconds,
                )
            )
    return _chosen(school, near, [school.pupils[stop] for stop in near]), far


def _full_buses(school: School, options: BusOptions) -> tuple[list[Route], School]:
    """Whole buses straight from large stops, and the school with the rest."""
    straight = []
    for stop, pupils in enumerate(school.pupils):
        one = _chosen(school, [stop], [options.seats])
        straight += [_route(one, (1,), options)] * (pupils // options.seats)
    rest = [(stop, p % options.seats) for stop, p in enumerate(school.pupils) if p % options.seats]
    return straight, _chosen(school, [stop for stop, _ in rest], [pupils for _, pupils in rest])


def _routes(
    school: School, options: BusOptions, watch: Watch
) -> tuple[list[Route], Fraction, bool]:
    """The routes of the stops of ``school``, a bound in yuan, and whether nothing was cut short."""
    stops = len(school.villages)
    if not stops:
        return [], Fraction(0), True
    if stops <= MOST:
        return _few(school, options)
    per_metre = float(options.km_yuan / 1000)
    # Ways that do not exist are dearer than all others together, and too long to be gone.
    metres = np.minimum(school.metres, _FAR)
    loads = np.asarray(school.pupils, dtype=np.int64)
    found = routed(
        Stops(
            costs=np.rint(metres * per_metre).astype(np.int64),
            durations=_seconds(school, options),
            loads=loads,
            service=np.full(stops, options.stop_seconds),
            open_start=True,
        ),
        Fleet(
            capacity=options.seats,
            fixed_cost=int(options.bus_yuan),
            vehicles=stops,
            longest=options.ride_minutes * 60,
        ),
        iterations=_ITERATIONS,
        watch=watch,
    )
    chained = Chained(
        between=metres[1:, 1:] * per_metre,
        begin=np.full(stops, float(options.bus_yuan)),
        end=metres[1:, 0] * per_metre,
        loads=loads,
        capacity=options.seats,
    )
    bound = Fraction(route_bound(chained, watch, whole=False))
    routes = [_route(school, route, options) for route in found.routes]
    return routes, bound, not found.stopped


def _few(school: School, options: BusOptions) -> tuple[list[Route], Fraction, bool]:
    """The best routes of a few stops, proven: their cost is the bound."""
    found = best_routes(
        Few(
            metres=np.minimum(school.metres, _FAR),
            seconds=_seconds(school, options),
            loads=school.pupils,
            service=options.stop_seconds,
            seats=options.seats,
            longest=options.ride_minutes * 60,
            fixed=float(1000 * options.bus_yuan / options.km_yuan)
            if options.km_yuan
            else float(_FAR),
        )
    )
    if found is None:
        raise RuntimeError("a stop near enough fits on no route")
    routes = [_route(school, route, options) for route in found]
    return routes, sum((_yuan(route, options) for route in routes), Fraction(0)), True


_FAR = 10**8
_ITERATIONS = 2_000


def _seconds(school: School, options: BusOptions) -> Metres:
    """Times, with twice the limit where there is no way."""
    longest = options.ride_minutes * 60
    times = [
        [2 * longest if far >= UNREACHABLE else options.seconds(far) for far in row]
        for row in school.metres.tolist()
    ]
    return np.asarray(times, dtype=np.int64)


def _route(school: School, order: Sequence[int], options: BusOptions) -> Route:
    """The route through these stops (numbered from 1), with the ride from each."""
    stops: list[Stop] = []
    seconds, metres, following = 0, 0, 0
    for stop in reversed(order):
        way = int(school.metres[stop, following])
        metres += way
        seconds += options.seconds(way) + options.stop_seconds
        stops.append(
            Stop(village=school.villages[stop - 1], pupils=school.pupils[stop - 1], seconds=seconds)
        )
        following = stop
    return Route(site=school.site, stops=tuple(reversed(stops)), metres=metres)


def _yuan(route: Route, options: BusOptions) -> Fraction:
    return options.bus_yuan + options.km_yuan * Fraction(route.metres, 1000)


def _check(
    plan: LayoutPlan, routes: Sequence[Route], far: Sequence[TooFar], options: BusOptions
) -> None:
    """Raise ``RuntimeError`` unless everybody who rides has a seat, and (2) and (3) hold."""
    carried: dict[tuple[int, int], int] = {}
    pieces = [(each.site, stop.village, stop.pupils) for each in routes for stop in each.stops]
    for site, village, pupils in (*pieces, *((e.site, e.village, e.pupils) for e in far)):
        carried[site, village] = carried.get((site, village), 0) + pupils
    riders = {
        (site, village): pupils
        for site, here in _riders(plan, options).items()
        for village, pupils in here.items()
    }
    too_long = [each for each in routes if each.seconds > options.ride_minutes * 60]
    too_full = [each for each in routes if each.pupils > options.seats]
    if carried != riders or too_long or too_full:
        raise RuntimeError("the bus routes break their own rules")
