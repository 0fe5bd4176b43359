"""Units to groups so that the cost of those who sit together is least: exchanges and kicks.

Sets and data
    u, v in U   units: single pupils, or pupils who stay together (weight w_u = how many they are)
    c in C      groups (classes)
    g_uv        cost of u and v in one group: a whole number, any sign, g_uv = g_vu, g_uu = 0
    l_c, h_c    least and greatest size of group c
Variables
    x_uc in {0, 1}   unit u is in group c
Objective
    (1) minimise   sum_c sum_{u < v} g_uv x_uc x_vc
Rows
    (2) sum_c x_uc = 1                    every unit in one group
    (3) l_c <= sum_u w_u x_uc <= h_c      sizes

With p_cu = sum_{v in c} g_uv, what u pays in group c,
    (4) exchanging u of a with v of b (w_u = w_v) changes (1) by
        (p_av - p_bv) + (p_bu - p_au) - 2 g_uv
    (5) moving u from a to b changes (1) by  p_bu - p_au.
Search
    (6) Start: heavier units first, each where it adds least to (1); then single units by lot.
    (7) Descent: take the pairs of groups a < b in order; in each make the best exchange (4), or
        move (5) where sizes allow, as long as (1) falls; repeat until no pair has any. Of equally
        good ones, exchanges come before moves, then the smaller u, then the smaller v.
    (8) Round: exchange ``kick`` pairs of single units drawn by lot, descend again (7); keep the
        result if (1) is not higher, else go back.
Everything is whole numbers and lots, so that the same data and lots give the same groups on any
machine. ``verify.py`` does the same again, written without regard to speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import itemgetter, sub

from junheng.planning.lots import Lots
from junheng.planning.watch import Watch

Exchange = tuple[int, int, int]
"""What it changes (1) by, the unit that leaves a, the unit that leaves b (-1: none)."""

NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is to be grouped. ``doubled[u][v]`` is 2 g_uv; ``weights`` are w_u.

    ``least`` and ``most`` are l_c and h_c; their sums must enclose the sum of the weights.
    """

    doubled: Sequence[list[int]]
    weights: Sequence[int]
    least: Sequence[int]
    most: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Groups found: the group of each unit, the value of (1), and how many rounds were done."""

    groups: tuple[int, ...]
    cost: int
    rounds: int


class NoRoom(Exception):
    """The heavy units do not fit into the groups."""


def search(problem: Problem, lots: Lots, *, rounds: int, kick: int, watch: Watch) -> Grouping:
    """The best grouping of ``rounds`` rounds (8). Raises :class:`NoRoom`."""
    state = _State(problem)
    _start(state, lots)
    _descend(state)
    best, kept, done = state.cost(), state.snapshot(), 0
    singles = [unit for unit, weight in enumerate(problem.weights) if weight == 1]
    while done < rounds and len(singles) > 1 and not watch.over():
        touched = _kick(state, lots, singles, kick)
        _descend(state, touched)
        cost = state.cost()
        if cost <= best:
            best, kept = cost, state.snapshot()
        else:
            state.restore(kept)
        done += 1
        watch.tell("分班", None, None)
    return Grouping(groups=tuple(kept[0]), cost=best, rounds=done if len(singles) > 1 else rounds)


Snapshot = tuple[list[int], list[list[int]], list[list[int]], list[int]]


class _State:
    """A grouping while it is being searched. ``paid[c][u]`` is 2 p_cu."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.group = [NOBODY] * len(problem.weights)
        self.members: list[list[int]] = [[] for _ in problem.least]
        self.paid = [[0] * len(problem.weights) for _ in problem.least]
        self.size = [0] * len(problem.least)

    def put(self, unit: int, group: int) -> None:
        """Place a unit that is in no group."""
        self.group[unit] = group
        self.members[group] = sorted([*self.members[group], unit])
        self.size[group] += self.problem.weights[unit]
        costs = self.problem.doubled[unit]
        self.paid[group] = [paid + cost for paid, cost in zip(self.paid[group], costs, strict=True)]

    def exchange(self, one: int, other: int) -> None:
        """Exchange two units of different groups."""
        a, b = self.group[one], self.group[other]
        self._replace(a, one, other)
        self._replace(b, other, one)
        change = self.problem.weights[other] - self.problem.weights[one]
        self.size[a] += change
        self.size[b] -= change

    def move(self, unit: int, group: int) -> None:
        """Move a unit to another group."""
        left = self.group[unit]
        self.members[left].remove(unit)
        self.size[left] -= self.problem.weights[unit]
        costs = self.problem.doubled[unit]
        self.paid[left] = list(map(sub, self.paid[left], costs))
        self.put(unit, group)

    def _replace(self, group: int, leaves: int, comes: int) -> None:
        rows = self.problem.doubled
        self.members[group].remove(leaves)
        self.members[group] = sorted([*self.members[group], comes])
        self.group[comes] = group
        self.paid[group] = [
            paid + more - less
            for paid, more, less in zip(self.paid[group], rows[comes], rows[leaves], strict=True)
        ]

    def cost(self) -> int:
        """The value of (1)."""
        return sum(self.paid[group][unit] for unit, group in enumerate(self.group)) // 4

    def snapshot(self) -> Snapshot:
        return (
            list(self.group),
            [list(each) for each in self.members],
            list(self.paid),  # its lists are never changed in place
            list(self.size),
        )

    def restore(self, kept: Snapshot) -> None:
        self.group = list(kept[0])
        self.members = [list(each) for each in kept[1]]
        self.paid = list(kept[2])
        self.size = list(kept[3])


def _start(state: _State, lots: Lots) -> None:
    """Place every unit (6)."""
    weights, least, most = state.problem.weights, state.problem.least, state.problem.most
    order = lots.shuffled(range(len(weights)))
    sizes = _drawn_sizes(least, most, sum(weights), lots)
    for unit in sorted((u for u in order if weights[u] > 1), key=lambda u: -weights[u]):
        room = [c for c in range(len(sizes)) if sizes[c] - state.size[c] >= weights[unit]]
        if not room:
            raise NoRoom
        state.put(unit, min(room, key=lambda c: (state.paid[c][unit], state.size[c] - sizes[c], c)))
    singles = [unit for unit in order if weights[unit] == 1]
    seats = [c for c in range(len(sizes)) for _ in range(sizes[c] - state.size[c])]
    for unit, group in zip(singles, seats, strict=True):
        state.put(unit, group)


def _drawn_sizes(least: Sequence[int], most: Sequence[int], total: int, lots: Lots) -> list[int]:
    """The sizes to begin with: the least, and one more by turns, in drawn order, until all sit."""
    sizes = list(least)
    order = lots.shuffled(range(len(sizes)))
    while sum(sizes) < total:
        for group in order:
            if sizes[group] < most[group] and sum(sizes) < total:
                sizes[group] += 1
    return sizes


def _kick(state: _State, lots: Lots, singles: Sequence[int], kick: int) -> set[int]:
    """Exchange single units by lot (8); the groups that changed."""
    touched: set[int] = set()
    for _ in range(kick):
        one, other = singles[lots.below(len(singles))], singles[lots.below(len(singles))]
        if state.group[one] != state.group[other]:
            touched |= {state.group[one], state.group[other]}
            state.exchange(one, other)
    return touched


def _descend(state: _State, touched: set[int] | None = None) -> None:
    """Exchange and move until no pair of groups can be improved (7).

    ``touched``: only these groups have changed since the last descent; others pairs have nothing.
    """
    pairs = list(combinations(range(len(state.members)), 2))
    open_pairs = {
        pair for pair in pairs if touched is None or pair[0] in touched or pair[1] in touched
    }
    while open_pairs:
        for pair in pairs:
            if pair not in open_pairs:
                continue
            open_pairs.discard(pair)
            if _improve(state, *pair):
                open_pairs |= {other for other in pairs if other != pair and {*other} & {*pair}}


def _improve(state: _State, a: int, b: int) -> bool:
    """Make the best exchange of two groups as long as there is one; whether there was any."""
    improved = False
    while True:
        change, one, other = _best(state, a, b)
        if change >= 0:
            return improved
        improved = True
        if NOBODY not in (one, other):
            state.exchange(one, other)
        elif other == NOBODY:
            state.move(one, b)
        else:
            state.move(other, a)


def _best(state: _State, a: int, b: int) -> Exchange:
    """The best exchange (4) or move (5) of two groups; ``change`` 0 if none improves."""
    weights, rows = state.problem.weights, state.problem.doubled
    in_a, in_b = state.paid[a], state.paid[b]
    theirs = {}
    for weight, units in _by_weight(state, b).items():
        gains = [(in_a[v] - in_b[v]) // 2 for v in units]
        theirs[weight] = (units, gains, _picker(units))
    best: Exchange = (0, NOBODY, NOBODY)
    for u in state.members[a]:
        if weights[u] not in theirs:
            continue
        units, gains, pick = theirs[weights[u]]
        changes = list(map(sub, gains, pick(rows[u])))
        change = min(changes) + (in_b[u] - in_a[u]) // 2
        if change < best[0]:
            best = (change, u, units[changes.index(min(changes))])
    return min(best, *_moves(state, a, b), key=itemgetter(0))


def _by_weight(state: _State, group: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for unit in state.members[group]:
        found.setdefault(state.problem.weights[unit], []).append(unit)
    return found


def _picker(units: Sequence[int]) -> Callable[[Sequence[int]], Sequence[int]]:
    """What takes the elements at ``units`` out of a row."""
    if len(units) == 1:
        only = units[0]
        return lambda row: (row[only],)
    return itemgetter(*units)


def _moves(state: _State, a: int, b: int) -> Iterator[Exchange]:
    """Every move between two groups that sizes allow (5), after those that change nothing."""
    yield (0, NOBODY, NOBODY)
    weights, least, most = state.problem.weights, state.problem.least, state.problem.most
    for left, into in ((a, b), (b, a)):
        if state.size[left] == least[left] or state.size[into] == most[into]:
            continue
        for unit in state.members[left]:
            weight = weights[unit]
            if state.size[left] - weight >= least[left] and state.size[into] + weight <= most[into]:
                change = (state.paid[into][unit] - state.paid[left][unit]) // 2
                yield (change, unit, NOBODY) if left == a else (change, NOBODY, unit)
