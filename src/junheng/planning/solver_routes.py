"""Routes of vehicles from stop to stop: the one file that knows the solver of routes.

Iterated local search with a fixed number of iterations and a fixed seed: the same input gives the same
routes. It gives good routes and no bound; for that see :mod:`junheng.planning.layout.route_bound`.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyvrp
from numpy.typing import NDArray
from pyvrp.exceptions import PenaltyBoundWarning

from junheng.planning.watch import Watch

Whole = NDArray[np.int64]
SEED = 2017
_MOST_PENALTY = 1e7


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """``capacity`` of each vehicle, what using one costs, how many there may be at most.

    ``longest`` is the most a route may last, in the units of the durations; ``None`` for no limit.
    """

    capacity: int
    fixed_cost: int = 0
    vehicles: int
    longest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """Row and column 0 of ``costs`` and ``durations`` are where routes end, the others the stops.

    ``loads`` and ``service`` are by stop (without the end). ``open_start``: routes begin at their first
    stop, and the way to it costs and lasts nothing; else they begin at the end place.
    """

    costs: Whole
    durations: Whole
    loads: Whole
    service: Whole
    open_start: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """The stops of each route in order (numbered from 1), and the cost in all.

    ``feasible`` is false where no routes within the limits were found.
    """

    routes: tuple[tuple[int, ...], ...]
    cost: int
    feasible: bool
    stopped: bool


@dataclass(slots=True)
class _Until:
    """After so many iterations, or when the watch says so."""

    iterations: int
    watch: Watch
    done: int = field(default=0)

    def __call__(self, best_cost: float) -> bool:
        self.done += 1
        if self.done % 50 == 0:
            self.watch.tell("排线路", float(best_cost), None)
        return self.done > self.iterations or self.watch.over()

    def fraction_remaining(self) -> float | None:
        """How much is left, which the search may ask for."""
        return max(0.0, 1 - self.done / self.iterations)

    def fraction_runtime(self) -> float | None:
        """No part of a time, for the same reason that routes can be repeated."""
        return None


def routed(stops: Stops, fleet: Fleet, *, iterations: int, watch: Watch) -> Routed:
    """Good routes through all stops, begun from a vehicle for each.

    Raises ``ValueError`` unless there is a vehicle for each.
    """
    if fleet.vehicles < len(stops.loads):
        raise ValueError("there must be a vehicle for each stop")
    if not len(stops.loads):
        return Routed(routes=(), cost=0, feasible=True, stopped=False)
    until = _Until(iterations, watch)
    data = _data(stops, fleet)
    alone = pyvrp.Solution(data, [[stop] for stop in range(len(stops.loads))])
    params = pyvrp.SolveParams(penalty=pyvrp.PenaltyParams(max_penalty=_MOST_PENALTY))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PenaltyBoundWarning)  # a start within the limits is given
        found = pyvrp.solve(
            data,
            until,
            seed=SEED,
            collect_stats=False,
            display=False,
            params=params,
            initial_solution=alone,
        )
    feasible = bool(found.is_feasible())
    return Routed(
        routes=tuple(sorted(_visits(route) for route in found.best.routes())),
        cost=int(found.cost()) if feasible else 0,
        feasible=feasible,
        stopped=until.done <= until.iterations,
    )


def _visits(route: Any) -> tuple[int, ...]:
    return tuple(int(each.idx) + 1 for each in route if each.is_client())


def _data(stops: Stops, fleet: Fleet) -> Any:
    size = len(stops.loads) + 1
    costs, durations = stops.costs, stops.durations
    depots = [pyvrp.Depot(0)]
    if stops.open_start:
        costs, durations = _with_start(costs), _with_start(durations)
        depots.append(pyvrp.Depot(size))
    matrices: list[Any] = [costs, durations]
    longest = np.iinfo(np.int64).max if fleet.longest is None else fleet.longest
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(len(costs))],
        clients=_clients(stops.loads.tolist(), stops.service.tolist()),
        depots=depots,
        vehicle_types=[
            pyvrp.VehicleType(
                fleet.vehicles,
                [fleet.capacity],
                start_depot=len(depots) - 1,
                end_depot=0,
                fixed_cost=fleet.fixed_cost,
                shift_duration=int(longest),
            )
        ],
        distance_matrices=matrices[:1],
        duration_matrices=matrices[1:],
    )


def _clients(loads: Sequence[int], service: Sequence[int]) -> list[Any]:
    pairs = zip(loads, service, strict=True)
    return [
        pyvrp.Client(number + 1, pickup=[load], service_duration=lasts)
        for number, (load, lasts) in enumerate(pairs)
    ]


def _with_start(matrix: Whole) -> Whole:
    """One more place, from which every stop is reached for nothing."""
    larger = np.zeros((len(matrix) + 1, len(matrix) + 1), dtype=np.int64)
    larger[:-1, :-1] = matrix
    return larger
