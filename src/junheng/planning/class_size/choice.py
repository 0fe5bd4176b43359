"""What a solution means in whole numbers, what it costs, and the usual ways it is compared with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from junheng.planning.class_size.model import Built, Problem, steps
from junheng.planning.solver import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The whole variables of the model, and what they cost. ``rooms`` are new rooms by that year."""

    within: Mapping[tuple[int, int, int], bool]
    classes: Mapping[tuple[int, int], int]
    moves: Mapping[tuple[int, int], int]
    rooms: Mapping[tuple[str, int], int]
    hired: Mapping[tuple[int, int], int]
    cost: Fraction
    bound: float
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What one way of doing it needs: in the last year, and in yuan over all years."""

    classes: int
    new_rooms: int
    hired: int
    cost: Fraction


def chosen(
    problem: Problem,
    built: Built,
    values: list[float] | None,
    lent: Mapping[tuple[str, int], int],
) -> Choice:
    """The variables in whole numbers; without values, the plan without moves, everything at its latest.

    Classes of new cohorts, rooms and teachers are made of the others exactly, so that the rounding of
    a float decides nothing.
    """
    moves = {}
    within = {key: key[2] == problem.years for key in built.within}
    if values is not None:
        moves = {key: round(values[x]) for key, x in built.moves.items() if round(values[x])}
        within = {key: round(values[x]) == 1 for key, x in built.within.items()}
    for place, grade, year in within:
        cohort = next(c for c in problem.units[place].cohorts if c.grade == grade)
        _, final = steps(problem, place, cohort, year)
        within[place, grade, year] |= final == cohort.classes
    classes = {
        (place, year): -(-entrants(problem, moves, place, year) // unit.limit)
        for place, unit in enumerate(problem.units)
        for year in range(1, problem.years + 1)
    }
    found = Choice(
        within=within,
        classes=classes,
        moves=moves,
        rooms={},
        hired={},
        cost=Fraction(0),
        bound=-math.inf,
        status=Status.STOPPED,
    )
    rooms = _rooms_built(problem, built, values, found, lent)
    hired = {}
    for place in range(len(problem.units)):
        for year in range(1, problem.years + 1):
            count = classes_of(problem, found, place, year)
            hired[place, year] = math.ceil(lacking_posts(problem, place, count))
    found = replace(found, rooms=rooms, hired=hired)
    return replace(found, cost=_cost(problem, found))


def _rooms_built(
    problem: Problem,
    built: Built,
    values: list[float] | None,
    found: Choice,
    lent: Mapping[tuple[str, int], int],
) -> dict[tuple[str, int], int]:
    """New rooms by school and year: never fewer than the classes need, nor than the year before."""
    rooms: dict[tuple[str, int], int] = {}
    for school in problem.schools:
        places = [n for n, unit in enumerate(problem.units) if unit.school.school_code == school]
        for year in range(1, problem.years + 1):
            used = sum(classes_of(problem, found, place, year) for place in places)
            lacking = used - problem.rooms[school].rooms - lent.get((school, year), 0)
            chosen = 0 if values is None else round(values[built.rooms[school, year]])
            last = rooms.get((school, year - 1), 0)
            needed = max(lacking, last, 0)
            early = problem.rooms_a_year is not None
            rooms[school, year] = max(needed, chosen) if early else needed
    return rooms


def entrants(problem: Problem, moves: Mapping[tuple[int, int], int], place: int, year: int) -> int:
    """The pupils who enter a unit in a year, moves counted."""
    found = problem.intakes[place][year - 1]
    for (number, when), pupils in moves.items():
        if when == year:
            pair = problem.pairs[number]
            found += pupils * ((pair.target == place) - (pair.source == place))
    return found


def classes_of(problem: Problem, choice: Choice, place: int, year: int) -> int:
    """classes_i,t of (3)."""
    count = 0
    for cohort in problem.staying(problem.units[place], year):
        now, final = steps(problem, place, cohort, year)
        count += final if choice.within.get((place, cohort.grade, year)) else now
    return count + sum(choice.classes[place, t] for t in problem.entering(place, year))


def lacking_posts(problem: Problem, place: int, classes: int) -> Fraction:
    """The variable h of (4) for a number of classes: the posts to be found, parts of a post included."""
    return max(Fraction(0), problem.staff[place] * classes - problem.teachers[place])


def room_price(problem: Problem, school: str) -> Fraction:
    """What a new room of the school costs, in yuan: its own price where it has one."""
    own = problem.rooms[school].yuan
    return problem.prices.room if own is None else Fraction(own)


def _cost(problem: Problem, choice: Choice) -> Fraction:
    """The objective, exactly."""
    prices, years = problem.prices, range(1, problem.years + 1)
    cost = Fraction(0)
    for school in problem.schools:
        cost += room_price(problem, school) * choice.rooms[school, problem.years]
    for place, unit in enumerate(problem.units):
        for year in years:
            count = classes_of(problem, choice, place, year)
            cost += prices.teacher_year * lacking_posts(problem, place, count)
            cost += prices.class_year * count
            for cohort in problem.staying(unit, year):
                if choice.within.get((place, cohort.grade, year)) is False:
                    cost += prices.early * cohort.pupils
    for (number, year), pupils in choice.moves.items():
        km = Fraction(round(problem.pairs[number].km * 1000), 1000)
        cost += prices.pupil_km_year * km * pupils * (problem.years - year + 1)
    return cost


def totals(problem: Problem, choice: Choice) -> Totals:
    """What the choice needs."""
    last = problem.years
    places = range(len(problem.units))
    return Totals(
        classes=sum(classes_of(problem, choice, place, last) for place in places),
        new_rooms=sum(choice.rooms[school, last] for school in problem.schools),
        hired=sum(choice.hired[place, last] for place in places),
        cost=choice.cost,
    )


def halved(problem: Problem) -> Totals:
    """The usual way: every class that is too large is split by itself, new pupils stay, all at once.

    What this needs is compared with the plan; limits of rooms are not looked at.
    """
    halves: dict[tuple[int, int], int] = {}
    for place, unit in enumerate(problem.units):
        for cohort in unit.cohorts:
            over = [size for _, size in cohort.over]
            more = sum(-(-size // unit.limit) - 1 for size in over)
            least = cohort.needed(unit.limit) - cohort.classes
            halves[place, cohort.grade] = cohort.classes + max(more, least)
    last, rooms, hired, classes = problem.years, 0, 0, 0
    cost = Fraction(0)
    prices = problem.prices
    peak = dict.fromkeys(problem.schools, 0)
    for year in range(1, last + 1):
        used = dict.fromkeys(problem.schools, 0)
        hired = classes = 0
        for place, unit in enumerate(problem.units):
            count = sum(halves[place, c.grade] for c in problem.staying(unit, year))
            count += sum(
                -(-problem.intakes[place][t - 1] // unit.limit)
                for t in problem.entering(place, year)
            )
            used[unit.school.school_code] += count
            posts = lacking_posts(problem, place, count)
            hired, classes = hired + math.ceil(posts), classes + count
            cost += prices.teacher_year * posts + prices.class_year * count
        for school, count in used.items():
            peak[school] = max(peak[school], count - problem.rooms[school].rooms)
    for school, count in peak.items():
        own = problem.rooms[school].yuan
        cost += (prices.room if own is None else Fraction(own)) * max(0, count)
        rooms += max(0, count)
    return Totals(classes=classes, new_rooms=rooms, hired=hired, cost=cost)
