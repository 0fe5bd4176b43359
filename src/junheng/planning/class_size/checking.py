"""Every row of the model anew, in whole numbers: nothing is taken on trust from the solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from junheng.planning.class_size.choice import Choice, classes_of, entrants
from junheng.planning.class_size.model import Problem, unmoved


def check(
    problem: Problem, choice: Choice, missing: Mapping[tuple[str, int], int]
) -> list[tuple[str, str]]:
    """Every row of the model anew, in whole numbers: where and which one the choice breaks."""
    broken = []
    for place, unit in enumerate(problem.units):
        for year in range(1, problem.years + 1):
            broken += [
                (unit.school.name, each) for each in _check_entrants(problem, choice, place, year)
            ]
    for school in problem.schools:
        places = [n for n, unit in enumerate(problem.units) if unit.school.school_code == school]
        name = problem.units[places[0]].school.name
        for year in range(1, problem.years + 1):
            lent = missing.get((school, year), 0)
            broken += [(name, each) for each in _check_school(problem, choice, places, year, lent)]
    if problem.rooms_a_year is not None:
        built = [
            sum(choice.rooms.get((school, year), 0) for school in problem.schools)
            for year in range(problem.years + 1)
        ]
        broken += [
            ("", f"第 {year} 年新增教室超过全县上限（5）")
            for year in range(1, problem.years + 1)
            if built[year] - built[year - 1] > problem.rooms_a_year
        ]
    return broken


def _check_entrants(problem: Problem, choice: Choice, place: int, year: int) -> Iterator[str]:
    """Whether (1) and (2) hold."""
    unit = problem.units[place]
    pupils = entrants(problem, choice.moves, place, year)
    if not 0 <= pupils <= unit.limit * choice.classes[place, year]:
        yield f"第 {year} 年新生班额超过 {unit.limit} 人（1）"
    out = sum(
        count
        for (number, when), count in choice.moves.items()
        if when == year and problem.pairs[number].source == place
    )
    if out > problem.share * problem.intakes[place][year - 1]:
        yield f"第 {year} 年调出的新生超过比例（2）"


def _check_school(
    problem: Problem, choice: Choice, places: Sequence[int], year: int, lent: int
) -> Iterator[str]:
    """Whether (3) and (6) hold; ``lent`` rooms are known to be missing."""
    school = problem.units[places[0]].school.school_code
    given, new = problem.rooms[school], choice.rooms[school, year]
    used = sum(classes_of(problem, choice, place, year) for place in places)
    too_many = given.most_new is not None and new > given.most_new
    if used > given.rooms + new + lent or too_many:
        yield f"第 {year} 年教室不够（3）"
    usual = sum(unmoved(problem, place, year) for place in places)
    now = usual + _net(problem, choice, places, year)
    if now > max(usual, problem.largest_school[school]):
        yield f"第 {year} 年因调剂新生超过学校规模上限（6）"


def _net(problem: Problem, choice: Choice, places: Sequence[int], year: int) -> int:
    return sum(
        entrants(problem, choice.moves, place, t) - problem.intakes[place][t - 1]
        for place in places
        for t in problem.entering(place, year)
    )
