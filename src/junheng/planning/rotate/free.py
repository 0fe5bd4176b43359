"""Persons to rows of their own stage, freely: a mixed-integer program.

Sets and data as in :mod:`.situation`; types t: what a row sees of a person (stage, subject, indicators);
A_ic teachers at row i that count in indicator c (above the required degree, backbone, PE and arts).

    x_ki  persons of class k who go to row i, whole; to its nearest rows only, at first
    o_k   persons of class k who go further, at the price of the nearest row left out, whole
    v_ti  persons of type t who come to row i from further away, whole
    z_p   1 where person p moves (whole by itself, since x and o are: those who waited longest are
          cheapest)
    y_ic  = sum_j u_icj - u'_icj: change of A_ic; u_icj, u'_icj in [0, 1] the j-th teacher more or less

    minimise    sum d_ki x_ki + sum_k d_k,far o_k + sum f_p z_p
    (1) sum_i x_ki + o_k = sum over p in k of z_p; sum over k of t of o_k = sum_i v_ti
    (2) sum z_p >= share of clause 7.11 of the eligible
    (3) backbone teachers who move >= share of clause 7.11 of all who move (or of all eligible ones)
    (4) persons who come to a row = persons who leave it <= its limit (`most_out`)
    (5) teachers of a subject at a row >= those it must keep
    (6) A_ic + y_ic >= min(A_ic, what the bound of the indicator asks for)
    (7) sum_i ((A_ic + y_ic)^2 - A_ic^2) / P_i <= - (1 - (1 - lower_c)^2) CV_c^2 (sum A)^2 / sum P
        for each indicator and stage. Since sum A stays, that is CV_c lowered by lower_c (CV^2 =
        sum P sum (A^2 / P) / (sum A)^2 - 1); with one variable a teacher it is linear and exact.

lower_c is what was asked for, or half of what the relaxed program can reach where that is less.
Rows left out of x are in reach at a price no higher than their own, so the bound holds for all rows;
classes that use o get every row, and the program is solved again, until none does: then the plan is one
of the full program.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

import numpy as np

from junheng.planning.rotate.situation import KINDS, Group, Situation, Transfer
from junheng.planning.solver import Indices, Model, Numbers, Solution, solve
from junheng.planning.watch import Watch

NEAREST = 8
MOST_NODES = 300
TINY = 1e-6
Type = tuple[int, str, tuple[bool, bool, bool]]
Spread = tuple[int, int]
"""Stage (0, 1) and indicator (place in KINDS)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Who goes where. ``cost`` and ``bound`` in metres, waiting included. ``lowered`` is lower_c of (7)
    by stage and indicator. ``values`` are those of the program's variables.
    """

    transfers: tuple[Transfer, ...]
    cost: float
    bound: float
    lowered: Mapping[Spread, float] = field(default_factory=dict)
    values: Numbers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """No plan: stopped before one was found (``most`` is ``None``), or impossible; then at most ``most``
    persons could be moved by (1), (4), (5) alone.
    """

    most: int | None


@dataclass(slots=True, kw_only=True)
class Program:
    """The program with the indices of its variables."""

    model: Model
    arcs: tuple[Indices, Indices, Indices]  # class, row, variable
    further: Mapping[int, int]
    moves: Indices
    movers: Sequence[int]
    groups_of_movers: Sequence[int]
    spreads: Mapping[Spread, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """One indicator at the rows of one stage that are judged: A_ic, P_i and what must stay (6), by row.

    ``known`` is false where the census lacks an amount: then (7) is left out.
    """

    have: Mapping[int, int]
    pupils: Mapping[int, int]
    least: Mapping[int, int]
    known: bool

    @property
    def total(self) -> int:
        """Teachers who count in the indicator."""
        return sum(self.have.values())

    @property
    def everyone(self) -> int:
        """Pupils of the rows."""
        return sum(self.pupils.values())

    @property
    def cv_squared(self) -> Fraction:
        """CV^2; 0 where it has no meaning."""
        if not self.total:
            return Fraction(0)
        squares = sum(
            (Fraction(have * have, self.pupils[row]) for row, have in self.have.items()),
            Fraction(0),
        )
        return self.everyone * squares / (self.total * self.total) - 1


def amounts(where: Situation) -> dict[Spread, Amounts]:
    """The indicators that move with teachers, by stage, as the reference evaluator has them."""
    found: dict[Spread, Amounts] = {}
    for stage in (0, 1):
        judged = {place: row for place, row in where.judged.items() if where.stages[place] == stage}
        for kind, name in enumerate(KINDS):
            results = {place: row.indicator(name) for place, row in judged.items()}
            have = {place: int(each.amount or 0) for place, each in results.items()}
            pupils = {place: row.pupils for place, row in judged.items()}
            found[stage, kind] = Amounts(
                have=have,
                pupils=pupils,
                least={
                    place: min(have[place], ceil(each.bound * pupils[place] / 100))
                    for place, each in results.items()
                },
                known=all(each.amount is not None for each in results.values()),
            )
    return found


def choose(where: Situation, watch: Watch) -> Chosen | Stopped:
    """The cheapest plan to within the gap, or why there is none.

    The relaxed program comes first. It is nearly whole, so a plan of the classes that it moves is soon
    found, and its cost is the bound; only where they are further apart than the gap is the whole
    program searched.
    """
    near: dict[int, int] = dict.fromkeys(range(len(where.groups)), NEAREST)
    lowered = _reachable(where, watch)
    while True:
        found = _from_relaxed(where, near, lowered, watch)
        if found is not None and _good_enough(where, found):
            return found
        found = _whole(where, near, lowered, watch, begin=found) or found
        if found is not None:
            return found
        if watch.cut_short:
            return Stopped(most=None)
        if not _eased(lowered):
            return Stopped(most=most_movable(where))


def _good_enough(where: Situation, found: Chosen) -> bool:
    return found.cost - found.bound <= where.options.gap * max(found.cost, 1.0)


def _from_relaxed(
    where: Situation, near: dict[int, int], lowered: Mapping[Spread, float], watch: Watch
) -> Chosen | None:
    """A plan of the classes that the relaxed program moves; ``None`` where there is none."""
    relaxed = build(where, near, lowered)
    floor = solve(relaxed.model, watch=watch, phase="估计下限", relaxed=True)
    if floor.values is None:
        return None
    near.update(dict.fromkeys(_used(relaxed, floor), len(where.rows)))
    moved = floor.of(relaxed.moves) > TINY
    active = {k for k, moves in zip(relaxed.groups_of_movers, moved, strict=True) if moves}
    best: Chosen | None = None
    for wider in (False, True):
        if wider:
            active = _widened(where, relaxed, floor, active)
        program = build(where, near, lowered)
        still = [k not in active for k in program.groups_of_movers]
        program.model.bounds(program.moves[np.array(still, dtype=bool)], upper=0.0)
        program.model.bounds(np.array(list(program.further.values()), dtype=np.int64), upper=0.0)
        found = solve(
            program.model, gap=where.options.gap / 2, nodes=MOST_NODES, watch=watch, phase="选派"
        )
        if found.values is not None:
            plan = _chosen(where, program, found, floor.cost, lowered)
            best = plan if best is None or plan.cost < best.cost else best
            if _good_enough(where, best):
                break
    return best


def _widened(where: Situation, relaxed: Program, floor: Solution, active: set[int]) -> set[int]:
    """All classes of the rows that somebody leaves or comes to."""
    arcs = floor.of(relaxed.arcs[2]) > TINY
    rows = {where.groups[k].row for k in active} | set(relaxed.arcs[1][arcs].tolist())
    return {k for k, group in enumerate(where.groups) if group.row in rows}


def _whole(
    where: Situation,
    near: dict[int, int],
    lowered: Mapping[Spread, float],
    watch: Watch,
    *,
    begin: Chosen | None,
) -> Chosen | None:
    """The whole program, until nobody goes to rows left out; ``None`` without a plan. ``begin`` is a
    plan of the program with the same ``near``.
    """
    start = None if begin is None else begin.values
    while True:
        program = build(where, near, lowered)
        found = solve(
            program.model,
            gap=where.options.gap,
            nodes=MOST_NODES,
            watch=watch,
            phase="选派",
            start=start,
        )
        start = None
        if found.values is None:
            return None
        used = _used(program, found)
        if not used:
            return _chosen(where, program, found, found.bound, lowered)
        near.update(dict.fromkeys(used, len(where.rows)))


def _used(program: Program, found: Solution) -> list[int]:
    """The classes that go further than their nearest rows."""
    assert found.values is not None  # noqa: S101 - asked of solutions alone
    return [k for k, variable in program.further.items() if found.values[variable] > TINY]


def _eased(lowered: dict[Spread, float]) -> bool:
    """Ask for half as much of (7), at last for none at all. Whether there was something to ease."""
    if not lowered:
        return False
    if all(value < 0.01 for value in lowered.values()):
        lowered.clear()
        return True
    for spread, value in tuple(lowered.items()):
        lowered[spread] = value / 2 if value >= 0.01 else 0.0
    return True


def _reachable(where: Situation, watch: Watch) -> dict[Spread, float]:
    """lower_c of (7): as asked for, or what the relaxed program reaches."""
    wanted = {
        spread: float(where.options.lower)
        for spread, each in amounts(where).items()
        if each.known and each.cv_squared > 0
    }
    program = build(where, dict.fromkeys(range(len(where.groups)), 0), wanted, eased=True)
    found = solve(program.model, watch=watch, phase="看差异能降多少", relaxed=True)
    if found.values is None:
        return dict.fromkeys(wanted, 0.0)
    for spread, variable in program.spreads.items():
        missing = float(found.values[variable])
        if missing > 1e-6:
            whole = 1 - (1 - wanted[spread]) ** 2
            reached = max(0.0, (whole - missing) / 2)
            wanted[spread] = 1 - (1 - reached) ** 0.5
    return wanted


def build(
    where: Situation,
    near: Mapping[int, int],
    lowered: Mapping[Spread, float],
    *,
    eased: bool = False,
    shares: bool = True,
) -> Program:
    """The program with the ``near`` nearest rows of each class. ``eased``: with slack on (7), whose sum
    is then minimised instead of the cost. ``shares``: with (2) and (3).
    """
    model = Model()
    arcs, further = _arcs(model, where, near, free=eased)
    movers = [p for group in where.groups for p in group.persons]
    of_mover = [k for k, group in enumerate(where.groups) for _ in group.persons]
    late = [0.0 if eased else float(where.late(p)) for p in movers]
    program = Program(
        model=model,
        arcs=arcs,
        further=further,
        moves=model.add(len(movers), upper=1, cost=late),
        movers=movers,
        groups_of_movers=of_mover,
    )
    coming = _coming(model, where, program, near)
    _everybody_goes_somewhere(model, where, program)
    if shares:
        _shares(model, where, program)
    _rows_stay_as_large(model, where, program, coming)
    _subjects_stay(model, where, program, coming)
    program.spreads = _spreads(model, where, program, coming, lowered, eased=eased)
    return program


def _arcs(
    model: Model, where: Situation, near: Mapping[int, int], *, free: bool
) -> tuple[tuple[Indices, Indices, Indices], dict[int, int]]:
    """Add x and o, with their costs."""
    classes: list[int] = []
    rows: list[int] = []
    far: dict[int, int] = {}
    for k in range(len(where.groups)):
        reach = np.nonzero(where.travel[k] >= 0)[0]
        order = reach[np.argsort(where.travel[k, reach], kind="stable")]
        kept = order[: near[k]]
        classes += [k] * len(kept)
        rows += kept.tolist()
        if len(order) > len(kept):
            far[k] = int(where.travel[k, order[len(kept)]])
    at, to = np.array(classes, dtype=np.int64), np.array(rows, dtype=np.int64)
    sizes = np.array([len(group.persons) for group in where.groups], dtype=float)
    cost = np.zeros(len(at)) if free else where.travel[at, to].astype(float)
    x = model.add(len(at), upper=sizes[at] if len(at) else 0.0, cost=cost, whole=True)
    price = [0.0 if free else float(each) for each in far.values()]
    o = model.add(len(far), upper=[sizes[k] for k in far], cost=price)
    return (at, to, x), dict(zip(far, o.tolist(), strict=True))


Coming = Mapping[tuple[Type, int], list[int]]
"""The variables of persons of a type who come to a row."""


def _type(where: Situation, group: Group) -> Type:
    return int(where.stages[group.row]), group.subject, group.kinds


def _coming(model: Model, where: Situation, program: Program, near: Mapping[int, int]) -> Coming:
    """Add v; x and v by type and row, with the rows (1) of o and v."""
    coming: dict[tuple[Type, int], list[int]] = defaultdict(list)
    for k, row, variable in zip(*(each.tolist() for each in program.arcs), strict=True):
        coming[_type(where, where.groups[k]), row].append(variable)
    leaving: dict[Type, list[int]] = defaultdict(list)
    left_out: dict[Type, set[int]] = defaultdict(set)
    for k, variable in program.further.items():
        kind = _type(where, where.groups[k])
        leaving[kind].append(variable)
        reach = np.nonzero(where.travel[k] >= 0)[0]
        order = reach[np.argsort(where.travel[k, reach], kind="stable")]
        left_out[kind].update(order[near[k] :].tolist())
    for kind, variables in leaving.items():
        places = sorted(left_out[kind])
        v = model.add(len(places))
        for place, variable in zip(places, v.tolist(), strict=True):
            coming[kind, place].append(variable)
        model.row([*variables, *v], [1] * len(variables) + [-1] * len(v), lower=0, upper=0)
    return coming


def _everybody_goes_somewhere(model: Model, where: Situation, program: Program) -> None:
    """(1)."""
    terms: dict[int, list[int]] = defaultdict(list)
    for k, variable in zip(program.arcs[0].tolist(), program.arcs[2].tolist(), strict=True):
        terms[k].append(variable)
    for k, variable in program.further.items():
        terms[k].append(variable)
    moves: dict[int, list[int]] = defaultdict(list)
    for k, variable in zip(program.groups_of_movers, program.moves.tolist(), strict=True):
        moves[k].append(variable)
    for k in range(len(where.groups)):
        factors = [1] * len(terms[k]) + [-1] * len(moves[k])
        model.row([*terms[k], *moves[k]], factors, lower=0, upper=0)


def _shares(model: Model, where: Situation, program: Program) -> None:
    """(2) and (3), in whole numbers."""
    model.row(program.moves, 1, lower=where.demanded)
    backbone = np.array([where.groups[k].backbone for k in program.groups_of_movers], dtype=bool)
    if where.backbone_of_eligible:
        model.row(program.moves[backbone], 1, lower=where.backbone_needed(0))
        return
    share = where.backbone_share
    factors = np.where(backbone, share.denominator - share.numerator, -share.numerator)
    model.row(program.moves, factors, lower=0)


def _leaving(where: Situation, program: Program) -> dict[int, list[tuple[int, int]]]:
    """Class and variable of everybody who may leave, by row."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for k, variable in zip(program.groups_of_movers, program.moves.tolist(), strict=True):
        found[where.groups[k].row].append((k, variable))
    return found


def _rows_stay_as_large(model: Model, where: Situation, program: Program, coming: Coming) -> None:
    """(4)."""
    arriving: dict[int, list[int]] = defaultdict(list)
    for (_, row), variables in coming.items():
        arriving[row] += variables
    leaving = _leaving(where, program)
    for row in range(len(where.rows)):
        out = [variable for _, variable in leaving[row]]
        if arriving[row] or out:
            factors = [1] * len(arriving[row]) + [-1] * len(out)
            model.row([*arriving[row], *out], factors, lower=0, upper=0)
        if out:
            model.row(out, 1, upper=where.most_leavers[row])


def _subjects_stay(model: Model, where: Situation, program: Program, coming: Coming) -> None:
    """(5)."""
    arriving: dict[tuple[int, str], list[int]] = defaultdict(list)
    for ((_, subject, _), row), variables in coming.items():
        arriving[row, subject] += variables
    leaving: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row, found in _leaving(where, program).items():
        for k, variable in found:
            leaving[row, where.groups[k].subject].append(variable)
    for key, out in leaving.items():
        spare = where.taught[key] - where.least_taught(*key)
        if spare < len(out):
            factors = [1] * len(out) + [-1] * len(arriving[key])
            model.row([*out, *arriving[key]], factors, upper=spare)


def _spreads(
    model: Model,
    where: Situation,
    program: Program,
    coming: Coming,
    lowered: Mapping[Spread, float],
    *,
    eased: bool,
) -> dict[Spread, int]:
    """(6) and (7); the slack variable of each (7) where they are eased."""
    slacks: dict[Spread, int] = {}
    for spread, each in amounts(where).items():
        changes = _changes(where, program, coming, spread)
        for row, change in changes.items():
            model.row(*change[:2], lower=each.least[row] - each.have[row])
        if spread not in lowered:
            continue
        squared = float(each.cv_squared)
        scale = each.everyone / (each.total * each.total * squared)
        terms, slopes = _squares(model, where, each, changes)
        if eased:
            slack = model.add(1, cost=1.0)
            slacks[spread] = int(slack[0])
            terms, slopes = [*terms, slack], [*slopes, np.array([-1 / scale])]
        if terms:
            model.row(
                np.concatenate(terms),
                np.concatenate(slopes) * scale,
                upper=(1 - lowered[spread]) ** 2 - 1,
            )
    return slacks


Change = tuple[list[int], list[int], int]
"""The variables whose sum, each with its factor, is the change of a row; how many may leave."""


def _changes(
    where: Situation, program: Program, coming: Coming, spread: Spread
) -> dict[int, Change]:
    """y_ic of every judged row where somebody can come or leave."""
    stage, kind = spread
    arriving: dict[int, list[int]] = defaultdict(list)
    for (found, row), variables in coming.items():
        if found[2][kind] and found[0] == stage:
            arriving[row] += variables
    leaving = _leaving(where, program)
    changes = {}
    for row in where.judged:
        out = [v for k, v in leaving[row] if where.groups[k].kinds[kind]]
        if where.stages[row] == stage and (arriving[row] or out):
            factors = [1] * len(arriving[row]) + [-1] * len(out)
            changes[row] = ([*arriving[row], *out], factors, len(out))
    return changes


def _squares(
    model: Model, where: Situation, each: Amounts, changes: Mapping[int, Change]
) -> tuple[list[Indices], list[Numbers]]:
    """Add u and u'; what each adds to A^2 / P. Together they are y."""
    terms: list[Indices] = []
    slopes: list[Numbers] = []
    for row, (link, factors, out) in changes.items():
        have, pupils, most = each.have[row], each.pupils[row], where.most_leavers[row]
        more = model.add(most if len(link) > out else 0, upper=1)
        less = model.add(min(most, out), upper=1)
        model.row(
            [*link, *more, *less],
            [*factors, *([-1] * len(more)), *([1] * len(less))],
            lower=0,
            upper=0,
        )
        terms += [more, less]
        slopes.append((2 * (have + np.arange(1, len(more) + 1)) - 1) / pupils)
        slopes.append(-(2 * (have - np.arange(1, len(less) + 1)) + 1) / pupils)
    return terms, slopes


def _chosen(
    where: Situation,
    program: Program,
    found: Solution,
    bound: float,
    lowered: Mapping[Spread, float],
) -> Chosen:
    """The plan of a solution: of each class those who waited longest, the nearest row first."""
    free = {k: iter(group.persons) for k, group in enumerate(where.groups)}
    counts = found.of(program.arcs[2]).astype(np.int64)
    transfers = [
        Transfer(person=next(free[k]), row=row, metres=int(where.travel[k, row]))
        for k, row, count in zip(
            program.arcs[0].tolist(), program.arcs[1].tolist(), counts.tolist(), strict=True
        )
        for _ in range(count)
    ]
    return Chosen(
        transfers=tuple(transfers),
        cost=sum(each.metres + where.late(each.person) for each in transfers),
        bound=max(0.0, bound),
        lowered=dict(lowered),
        values=found.values,
    )


def most_movable(where: Situation) -> int:
    """The most who could be moved by (1), (4) and (5), by the relaxed program."""
    near = dict.fromkeys(range(len(where.groups)), NEAREST)
    program = build(where, near, {}, eased=True, shares=False)
    program.model.costs(program.moves, -1.0)
    found = solve(program.model, relaxed=True)
    return 0 if found.values is None else int(-found.cost + 1e-6)
