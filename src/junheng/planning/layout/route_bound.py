"""What no routes can cost less than: the two-index relaxation with rounded capacity rows.

Sets       V stops; the end place 0.
Data       c_ij cost between stops, the same both ways; g_i cost of beginning at i (with the fixed cost of
           a vehicle), h_i of ending after i; q_i load, Q capacity; k(S) = ceil(sum_{i in S} q_i / Q).
Variables  x_ij in [0, 1]: i next to j;  f_i, e_i in [0, 1]: a route begins, ends with i.
Objective  minimise  sum_ij c_ij x_ij + sum_i g_i f_i + sum_i h_i e_i
(1)        sum_j x_ij + f_i + e_i = 2            for every stop
(2)        sum_i f_i = sum_i e_i >= k(V)
(3)        sum_{i, j in S} x_ij <= |S| - k(S)    for sets S, added as they are violated

Longest rides are left out, which only lowers the bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from junheng.planning.solver import Indices, Model, Numbers, Solution, Status, solve
from junheng.planning.solver_routes import Whole
from junheng.planning.watch import Watch

_ROUNDS = 60
_WHOLE_ROUNDS = 1
_VIOLATED = 0.02
_SLACK = 0.05
_UNUSED = 1e-6
_NODES = 200
SMALL = 40
"""Up to so many stops whole variables are tried too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """The data: ``between`` is square, ``begin``, ``end`` and ``loads`` are by stop."""

    between: Numbers
    begin: Numbers
    end: Numbers
    loads: Whole
    capacity: int


Sets = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relaxed:
    """The model with the rows (3) of ``sets``; ``first`` and ``second`` are the stops of each x."""

    model: Model
    first: Indices
    second: Indices
    x: Indices
    sets: Sets


def route_bound(
    chained: Chained, watch: Watch, *, whole: bool = True, enough: float = np.inf
) -> float:
    """A proven bound on the cost of all routes together; 0 without stops.

    ``whole`` tries whole variables too where there are few stops: slower, and often exact. A bound of
    ``enough`` ends the search.
    """
    if not len(chained.loads):
        return 0.0
    whole = whole and len(chained.loads) <= SMALL
    bound = 0.0
    sets: Sets = ()
    for _ in range(_ROUNDS):
        relaxed = _relaxed(chained, sets)
        solved = solve(relaxed.model, watch=watch, phase="定下界", relaxed=True)
        if solved.values is None or solved.status is not Status.OPTIMAL:
            return bound
        bound = max(bound, solved.cost)
        useless = _useless(relaxed, solved, enough)
        weight = _weight(relaxed, solved.values)
        new = _violated(chained, weight, sets)
        sets = (*(sets if whole else _tight(chained, weight, sets)), *new)
        if not new or bound >= enough:
            break
    if not whole:
        return bound
    return _with_whole(chained, sets, bound, watch, enough=enough, useless=useless)


def _useless(relaxed: _Relaxed, solved: Solution, enough: float) -> Indices:
    """The links that cost more than routes below ``enough`` can bear, by their reduced costs."""
    if solved.reduced is None or not np.isfinite(enough):
        return relaxed.x[:0]
    unused = solved.of(relaxed.x) < _UNUSED
    return relaxed.x[unused & (solved.reduced[relaxed.x] > enough - solved.cost + _UNUSED)]


def _with_whole(
    chained: Chained,
    sets: Sets,
    bound: float,
    watch: Watch,
    *,
    enough: float,
    useless: Indices,
) -> float:
    """The bound with whole variables; every round is a bound of its own.

    Without the ``useless`` links it holds for routes below ``enough`` only, and so counts up to that.
    """
    for _ in range(_WHOLE_ROUNDS):
        if watch.over() or bound >= enough:
            return bound
        relaxed = _relaxed(chained, sets)
        relaxed.model.bounds(useless, upper=0.0)
        solved = solve(relaxed.model, gap=1e-6, nodes=_NODES, watch=watch, phase="定下界")
        if solved.status is Status.INFEASIBLE:
            return max(bound, enough)
        if np.isfinite(solved.bound):
            bound = max(bound, min(solved.bound, enough))
        if solved.status is not Status.OPTIMAL or solved.values is None:
            return bound
        new = _violated(chained, _weight(relaxed, solved.values), sets)
        if not new:
            return bound
        sets = (*sets, *new)
    return bound


def _relaxed(chained: Chained, sets: Sets) -> _Relaxed:
    stops = len(chained.loads)
    model = Model()
    first, second = (part.astype(np.int64) for part in np.triu_indices(stops, 1))
    x = model.add(len(first), upper=1.0, cost=chained.between[first, second], whole=True)
    f = model.add(stops, upper=1.0, cost=chained.begin, whole=True)
    e = model.add(stops, upper=1.0, cost=chained.end, whole=True)
    for stop in range(stops):
        near = x[(first == stop) | (second == stop)]
        model.row(np.concatenate([near, f[stop : stop + 1], e[stop : stop + 1]]), lower=2, upper=2)
    model.row(f, lower=_vehicles(chained, np.arange(stops)))
    model.row(np.concatenate([f, e]), np.repeat([1.0, -1.0], stops), lower=0.0, upper=0.0)
    for each in sets:
        inside = np.zeros(stops, dtype=bool)
        inside[list(each)] = True
        model.row(x[inside[first] & inside[second]], upper=_limit(chained, np.asarray(each)))
    return _Relaxed(model=model, first=first, second=second, x=x, sets=sets)


def _weight(relaxed: _Relaxed, values: Numbers) -> Numbers:
    """How strongly every two stops are linked, both ways."""
    stops = int(relaxed.second.max(initial=0)) + 1
    weight = np.zeros((stops, stops))
    weight[relaxed.first, relaxed.second] = values[relaxed.x]
    return weight + weight.T


def _limit(chained: Chained, stops: Indices) -> int:
    """The right hand side of (3)."""
    return len(stops) - _vehicles(chained, stops)


def _vehicles(chained: Chained, stops: Indices) -> int:
    return int(-(-int(chained.loads[stops].sum()) // chained.capacity))


def _over(chained: Chained, weight: Numbers, stops: Indices) -> float:
    """By how much the row (3) of these stops is violated."""
    return float(weight[np.ix_(stops, stops)].sum() / 2) - _limit(chained, stops)


def _violated(chained: Chained, weight: Numbers, sets: Sets) -> Sets:
    """New sets whose rows are violated, the worst ones, as many as there are stops at most."""
    known = set(sets)
    found: dict[tuple[int, ...], float] = {}
    for inside in _candidates(chained, weight):
        chosen = np.flatnonzero(inside)
        key = tuple(chosen.tolist())
        over = _over(chained, weight, chosen)
        if key not in known and over > _VIOLATED:
            found[key] = over
    return tuple(sorted(found, key=lambda key: (-found[key], key))[: len(weight)])


def _tight(chained: Chained, weight: Numbers, sets: Sets) -> Sets:
    """The sets whose rows hold the solution where it is; the others are dropped."""
    return tuple(each for each in sets if _over(chained, weight, np.asarray(each)) > -_SLACK)


def _candidates(chained: Chained, weight: Numbers) -> Iterator[Numbers]:
    """Parts that hang together, and sets grown from each stop by the heaviest link."""
    stops = len(weight)
    linked = coo_matrix(weight > 1e-6)
    count, part = connected_components(linked, directed=False)
    for number in range(count):
        yield part == number
    for seed in range(stops):
        inside = np.zeros(stops, dtype=bool)
        inside[seed] = True
        pull = weight[seed].copy()
        held = 0.0
        load = int(chained.loads[seed])
        for size in range(2, stops):
            pull[inside] = -1.0
            following = int(np.argmax(pull))
            if pull[following] <= 1e-6:
                break
            held += pull[following]
            inside[following] = True
            load += int(chained.loads[following])
            pull = pull + weight[following]
            if held > size - -(-load // chained.capacity) + _VIOLATED:
                yield inside.copy()
