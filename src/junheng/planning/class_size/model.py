"""The fewest classes, rooms and teachers so that no class is above the limit, over years.

Sets: schools s; units i (a stage of a school) of s; years t = 1 .. T, the last being that by which no
class may be above the limit; cohorts c of i that are at school in year t: those of today, moved up a
grade a year until they leave, and those that enter in year 1 .. T; neighbours (i, j).

Data: P_c pupils, k_c classes and m_c the largest class of a cohort of today; p_i,t pupils who would
enter; L_i the limit; C_t the largest class still allowed in year t (none at first, then 65, then 55, L
in year T); R_s rooms, N_s new rooms at most; w_i teachers a class, H_i teachers now; d_ij km; share q.
need_c(C) = k_c if m_c <= C else max(k_c, ceil(P_c / C)): no class is ever closed. K*_c = need_c(L).

Variables: z_c,t = 1 once cohort c is within the limit; K_i,t classes of the cohort that enters in t;
x_ij,t pupils who enter at j and not at i; b_s,t new rooms by year t; h_i,t teachers to be found in
year t, counted in parts of a post, so fine that w_i is a whole number of them. All whole, none negative.

That every variable is whole matters: HiGHS 1.14 is wrong on programs where a fraction and a whole
variable can stand in for each other (its issues 2957 and 3043), and takes a costlier plan for the best.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from junheng.planning.class_size.neighbours import Pair
from junheng.planning.class_size.units import Cohort, Unit
from junheng.planning.inputs.class_size import Classrooms
from junheng.planning.solver import INFINITY, Model, Solution, solve
from junheng.planning.watch import Watch

GAP = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What things cost, in yuan. ``early`` is a weight: a pupil's year in a class above the limit."""

    room: Fraction = Fraction(250_000)
    teacher_year: Fraction = Fraction(120_000)
    class_year: Fraction = Fraction(10_000)
    pupil_km_year: Fraction = Fraction(300)
    early: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The data of the model. ``caps[t - 1]`` is C_t (``None``: not limited yet, and never used in the
    last year, where L_i holds); ``intakes[i][t - 1]`` is p_i,t; ``rooms`` are by school.
    """

    units: Sequence[Unit]
    caps: Sequence[int | None]
    intakes: Sequence[Sequence[int]]
    pairs: Sequence[Pair]
    rooms: dict[str, Classrooms]
    staff: Sequence[Fraction]
    teachers: Sequence[Fraction]
    share: Fraction
    largest_school: dict[str, int]
    prices: Prices
    rooms_a_year: int | None = None

    @property
    def years(self) -> int:
        """T."""
        return len(self.caps)

    @property
    def schools(self) -> tuple[str, ...]:
        """The schools' codes, in the order of the units."""
        return tuple(dict.fromkeys(unit.school.school_code for unit in self.units))

    def cap(self, unit: Unit, year: int) -> int | None:
        """C_t for a unit: never below its limit, which holds in the last year."""
        cap = self.caps[year - 1]
        if year == self.years:
            return unit.limit
        return None if cap is None else max(cap, unit.limit)

    def staying(self, unit: Unit, year: int) -> tuple[Cohort, ...]:
        """The cohorts of today that are still there in ``year``."""
        return tuple(each for each in unit.cohorts if each.grade + year <= unit.grades)

    def entering(self, place: int, year: int) -> range:
        """The years up to ``year`` whose entrants are still there."""
        return range(max(1, year - self.units[place].grades + 1), year + 1)

    def without_moves(self) -> Problem:
        """The same problem, every new pupil staying where they are."""
        return replace(self, pairs=())


@dataclass(slots=True)
class Built:
    """The program and where its variables are, by the names of the model."""

    model: Model
    within: dict[tuple[int, int, int], int] = field(default_factory=dict)  # z by unit, grade, year
    classes: dict[tuple[int, int], int] = field(default_factory=dict)  # K by unit, year
    moves: dict[tuple[int, int], int] = field(default_factory=dict)  # x by pair, year
    rooms: dict[tuple[str, int], int] = field(default_factory=dict)  # b by school, year
    hired: dict[tuple[int, int], int] = field(default_factory=dict)  # h by unit, year
    short: dict[tuple[str, int], int] = field(default_factory=dict)  # missing rooms by school, year


def build(
    problem: Problem,
    *,
    missing: bool = False,
    lent: Mapping[tuple[str, int], int] | None = None,
) -> Built:
    """The program. With ``missing``, rooms may be missing, and only they cost; ``lent`` rooms, by
    school and year, are added to those there are.
    """
    built = Built(Model())
    for place, unit in enumerate(problem.units):
        _within(problem, built, place, unit)
    _entrants(problem, built)
    _rooms(problem, built, lent or {}, missing=missing)
    _moved(problem, built)
    _teachers(problem, built)
    if missing:
        every = np.arange(built.model.variables, dtype=np.int64)
        cost = np.zeros(len(every))
        cost[list(built.short.values())] = 1.0
        built.model.costs(every, cost)
        built.model.offset = 0.0
    return built


def steps(problem: Problem, place: int, cohort: Cohort, year: int) -> tuple[int, int]:
    """need_c(C_t) and K*_c."""
    unit = problem.units[place]
    return cohort.needed(problem.cap(unit, year)), cohort.needed(unit.limit)


def _within(problem: Problem, built: Built, place: int, unit: Unit) -> None:
    """The z and (7); its share of the cost of (3), and the weight of waiting."""
    model, prices = built.model, problem.prices
    for cohort in unit.cohorts:
        before = None
        for year in range(1, problem.years + 1):
            if cohort.grade + year > unit.grades:
                break
            now, final = steps(problem, place, cohort, year)
            model.offset += float(prices.class_year) * now
            if cohort.largest <= unit.limit:
                continue
            done = year == problem.years or final == cohort.classes
            upkeep = float(prices.class_year) * (final - now)
            waiting = float(prices.early) * cohort.pupils
            [z] = model.add(
                1, lower=float(done), upper=1.0, cost=upkeep - waiting, whole=True
            ).tolist()
            model.offset += waiting
            built.within[place, cohort.grade, year] = z
            if before is not None:
                model.row([z, before], [1.0, -1.0], lower=0.0)
            before = z


def _entrants(problem: Problem, built: Built) -> None:
    """The K and x, (1) and (2)."""
    model, years = built.model, range(1, problem.years + 1)
    prices = problem.prices
    out: dict[tuple[int, int], list[int]] = {}
    come: dict[tuple[int, int], list[int]] = {}
    for number, pair in enumerate(problem.pairs):
        for year in years:
            most = _most_moved(problem, pair.source, year)
            if not most:
                continue
            left = problem.years - year + 1
            fare = float(prices.pupil_km_year) * pair.km * left
            [x] = model.add(1, upper=most, cost=fare, whole=True).tolist()
            built.moves[number, year] = x
            out.setdefault((pair.source, year), []).append(x)
            come.setdefault((pair.target, year), []).append(x)
    for place, unit in enumerate(problem.units):
        for year in years:
            present = sum(year in problem.entering(place, later) for later in years)
            cost = float(prices.class_year) * present
            [k] = model.add(1, cost=cost, whole=True).tolist()
            built.classes[place, year] = k
            away, here = out.get((place, year), []), come.get((place, year), [])
            intake = problem.intakes[place][year - 1]
            factors = [float(unit.limit)] + [1.0] * len(away) + [-1.0] * len(here)
            model.row([k, *away, *here], factors, lower=intake)
            if away:
                model.row(away, upper=_most_moved(problem, place, year))


def _most_moved(problem: Problem, place: int, year: int) -> int:
    """floor(q p_i,t)."""
    share = problem.share * problem.intakes[place][year - 1]
    return share.numerator // share.denominator


def _units_of(problem: Problem) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, unit in enumerate(problem.units):
        found.setdefault(unit.school.school_code, []).append(place)
    return found


def _class_terms(
    problem: Problem, built: Built, place: int, year: int
) -> tuple[list[int], list[float], int]:
    """classes_i,t of (3): variables, their factors, and what is fixed."""
    variables: list[int] = []
    factors: list[float] = []
    fixed = 0
    for cohort in problem.staying(problem.units[place], year):
        now, final = steps(problem, place, cohort, year)
        fixed += now
        z = built.within.get((place, cohort.grade, year))
        if z is not None and final != now:
            variables.append(z)
            factors.append(float(final - now))
    for entered in problem.entering(place, year):
        variables.append(built.classes[place, entered])
        factors.append(1.0)
    return variables, factors, fixed


def _rooms(
    problem: Problem, built: Built, lent: Mapping[tuple[str, int], int], *, missing: bool
) -> None:
    """The b, (3) and (5)."""
    model = built.model
    members = _units_of(problem)
    for school, places in members.items():
        given = problem.rooms[school]
        price = float(problem.prices.room if given.yuan is None else given.yuan)
        before = None
        for year in range(1, problem.years + 1):
            most = INFINITY if given.most_new is None else given.most_new
            last = year == problem.years
            [b] = model.add(1, upper=most, cost=price if last else 0.0, whole=True).tolist()
            built.rooms[school, year] = b
            if before is not None:
                model.row([b, before], [1.0, -1.0], lower=0.0)
            before = b
            columns, factors = [b], [-1.0]
            if missing:
                [built.short[school, year]] = model.add(1, whole=True).tolist()
                columns, factors = [b, built.short[school, year]], [-1.0, -1.0]
            fixed = -lent.get((school, year), 0)
            for place in places:
                variables, weights, sure = _class_terms(problem, built, place, year)
                columns, factors, fixed = columns + variables, factors + weights, fixed + sure
            model.row(columns, factors, upper=given.rooms - fixed)
    if problem.rooms_a_year is not None:
        for year in range(1, problem.years + 1):
            now = [built.rooms[school, year] for school in members]
            before_that = [built.rooms[school, year - 1] for school in members if year > 1]
            signs = [1.0] * len(now) + [-1.0] * len(before_that)
            model.row([*now, *before_that], signs, upper=problem.rooms_a_year)


def _moved(problem: Problem, built: Built) -> None:
    """(6)."""
    for school, places in _units_of(problem).items():
        come = [n for n, pair in enumerate(problem.pairs) if pair.target in places]
        gone = [n for n, pair in enumerate(problem.pairs) if pair.source in places]
        if not come:
            continue
        for year in range(1, problem.years + 1):
            columns: list[int] = []
            signs: list[float] = []
            for numbers, sign in ((come, 1.0), (gone, -1.0)):
                for number in numbers:
                    pair = problem.pairs[number]
                    for entered in problem.entering(pair.source, year):
                        x = built.moves.get((number, entered))
                        if x is not None:
                            columns.append(x)
                            signs.append(sign)
            usual = sum(unmoved(problem, place, year) for place in places)
            if columns:
                room = max(0, problem.largest_school[school] - usual)
                built.model.row(columns, signs, upper=room)


def unmoved(problem: Problem, place: int, year: int) -> int:
    """The pupils of a unit in ``year`` if nobody is moved."""
    unit = problem.units[place]
    staying = sum(cohort.pupils for cohort in problem.staying(unit, year))
    return staying + sum(problem.intakes[place][t - 1] for t in problem.entering(place, year))


def _teachers(problem: Problem, built: Built) -> None:
    """The h and (4)."""
    model = built.model
    for place in range(len(problem.units)):
        staff, there = problem.staff[place], problem.teachers[place]
        parts = math.lcm(staff.denominator, there.denominator)
        pay = float(problem.prices.teacher_year / parts)
        for year in range(1, problem.years + 1):
            variables, factors, fixed = _class_terms(problem, built, place, year)
            [h] = model.add(1, cost=pay, whole=True).tolist()
            built.hired[place, year] = h
            model.row(
                [h, *variables],
                [1.0, *(-float(staff * parts) * factor for factor in factors)],
                lower=float((staff * fixed - there) * parts),
            )


def cheapest(
    problem: Problem, lent: Mapping[tuple[str, int], int], watch: Watch, phase: str
) -> tuple[Built, Solution]:
    """The cheapest plan to within :data:`GAP`; with its classes nobody can be moved more cheaply."""
    built = build(problem, lent=lent)
    found = solve(built.model, gap=GAP, watch=watch, phase=phase)
    if found.values is None or not built.moves or watch.over():
        return built, found
    kept = np.array([*built.classes.values(), *built.within.values()], dtype=np.int64)
    built.model.bounds(kept, lower=found.values[kept], upper=found.values[kept])
    settled = solve(built.model, gap=0.0, watch=watch, phase=phase)
    if settled.values is None or settled.cost > found.cost:
        return built, found
    return built, replace(settled, bound=min(found.bound, settled.cost), status=found.status)


def shortage(problem: Problem, watch: Watch) -> dict[tuple[str, int], int]:
    """The fewest missing rooms, by school and year, that make (3) and (5) possible."""
    built = build(problem, missing=True)
    found = solve(built.model, gap=GAP, watch=watch, phase="找出缺多少教室")
    if found.values is None:
        return {}
    values = found.values
    return {key: round(values[x]) for key, x in built.short.items() if round(values[x])}
