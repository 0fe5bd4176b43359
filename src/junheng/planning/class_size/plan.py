"""The plan: solved, read in whole numbers, checked against every rule, judged by the evaluator."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from junheng.errors import UserError
from junheng.model import COMPULSORY, Stage
from junheng.planning.class_size.checking import check
from junheng.planning.class_size.choice import Choice, Totals, chosen, entrants, halved, totals
from junheng.planning.class_size.model import Prices, Problem, cheapest, shortage, steps
from junheng.planning.class_size.neighbours import Pair, pairs
from junheng.planning.class_size.units import Skipped, Unit, staff_per_class, units_of
from junheng.planning.inputs.class_size import Classrooms, ClassSizeInputs
from junheng.planning.solver import Status
from junheng.planning.watch import Watch
from junheng.standards import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSizeOptions:
    """``year`` is the school year of the census; no class is above the limit from ``by`` on, none has
    56 pupils or more from ``large_by`` on, none 66 or more from ``extra_by`` on. ``staff`` are teachers
    a class by stage, the rules' where not given.
    """

    year: int
    by: int
    large_by: int
    extra_by: int
    within_km: float = 3.0
    share: Fraction = Fraction(1, 5)
    moves: bool = True
    rooms_a_year: int | None = None
    staff: Mapping[Stage, Fraction] = field(default_factory=dict)
    prices: Prices = field(default_factory=Prices)
    primary: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One grade of a unit in one year. ``entered`` is the year its pupils entered, 0 for a cohort of
    today; ``before`` its classes the year before (``None`` in its first year here).

    ``largest`` is the largest class: as it is, or after the pupils are spread evenly (the most allowed
    where the grades are not known).
    """

    unit: Unit
    grade: int
    year: int
    entered: int
    pupils: int
    classes: int
    before: int | None
    largest: int
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """``pupils`` who enter in ``year`` at ``target`` and not at ``source``."""

    source: Unit
    target: Unit
    year: int
    pupils: int
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPlan:
    """The plan. ``missing`` are rooms that cannot be had, by school and year: with any, the demand is
    impossible and the plan is the nearest to it. ``broken`` are rules the plan breaks, in words;
    ``bands`` from how many pupils a class is large, and extra large.
    """

    inputs: ClassSizeInputs
    options: ClassSizeOptions
    problem: Problem
    choice: Choice
    lines: tuple[Line, ...]
    moves: tuple[Move, ...]
    totals: Totals
    unmoved: Totals | None
    halved: Totals
    skipped: tuple[Skipped, ...]
    missing: Mapping[tuple[str, int], int]
    broken: tuple[tuple[str, str], ...]
    cut_short: bool
    bands: tuple[int, int]


def problem_of(
    inputs: ClassSizeInputs, rules: RuleSet, options: ClassSizeOptions
) -> tuple[Problem, tuple[Skipped, ...]]:
    """The data of the model, and the stages that cannot be planned."""
    units, skipped = units_of(inputs, rules, primary=options.primary)
    years = range(options.year + 1, options.by + 1)
    staff = {
        stage: options.staff.get(stage, staff_per_class(rules, stage)).limit_denominator(1000)
        for stage in COMPULSORY
    }
    large, extra = _bands(rules)
    caps = [
        large - 1 if year >= options.large_by else extra - 1 if year >= options.extra_by else None
        for year in years
    ]
    rooms: dict[str, Classrooms] = {}
    for unit in units:
        code = unit.school.school_code
        if code not in inputs.classrooms:
            used = sum(each.classes for each in units if each.school.school_code == code)
            rooms[code] = Classrooms(rooms=used)
        else:
            rooms[code] = inputs.classrooms[code]
    problem = Problem(
        units=units,
        caps=caps,
        intakes=[
            [
                inputs.intakes.get((*unit.key, year), unit.entry) if unit.known else 0
                for year in years
            ]
            for unit in units
        ],
        pairs=pairs(units, inputs, options.within_km) if options.moves else (),
        rooms=rooms,
        staff=[staff[unit.stage] for unit in units],
        teachers=[
            Fraction(unit.teachers)
            if unit.teachers is not None
            else Fraction(math.ceil(staff[unit.stage] * unit.classes))
            for unit in units
        ],
        share=options.share,
        largest_school=_largest_schools(units, rules),
        prices=options.prices,
        rooms_a_year=options.rooms_a_year,
    )
    return problem, skipped


def _bands(rules: RuleSet) -> tuple[int, int]:
    """From how many pupils a class is large, and extra large (P.class_bands)."""
    bands = rules["P.class_bands"]
    return math.ceil(bands.figure("large")), math.ceil(bands.figure("extra_large"))


def _largest_schools(units: Sequence[Unit], rules: RuleSet) -> dict[str, int]:
    """S_s of (6), the limit of 7.4 without its exceptions."""
    clause = rules["7.4"]
    found = {}
    for unit in units:
        stages = unit.school.type.stages
        through = all(stage in stages for stage in COMPULSORY)
        slot = "through" if through else unit.stage.value
        found[unit.school.school_code] = math.floor(clause.figure(slot))
    return found


def plan_classes(
    inputs: ClassSizeInputs, rules: RuleSet, options: ClassSizeOptions, watch: Watch
) -> ClassPlan:
    """The cheapest plan within the gap, with and without moves, checked in whole numbers.

    Raises :class:`junheng.errors.UserError` where no stage can be planned.
    """
    problem, skipped = problem_of(inputs, rules, options)
    if not problem.units:
        raise UserError(
            "没有一个学段可以规划：没有在校生，或没有班级数和最大班额",
            remedy="填“班级”表，或在“学段”表填班级数、最大班额",
        )
    missing: Mapping[tuple[str, int], int] = {}
    built, solved = cheapest(problem, {}, watch, "求方案")
    if solved.status is Status.INFEASIBLE:
        missing = shortage(problem, watch)
        built, solved = cheapest(problem, missing, watch, "求最接近的方案")
    values = solved.values
    choice = chosen(problem, built, None if values is None else values.tolist(), missing)
    choice = replace(choice, bound=solved.bound, status=solved.status)
    plain = None
    if problem.pairs:
        still = problem.without_moves()
        alone, result = cheapest(still, {}, watch, "不调剂新生时")
        if result.values is not None:
            plain = totals(still, chosen(still, alone, result.values.tolist(), {}))
    lines = tuple(_lines(problem, choice, options.year))
    return ClassPlan(
        inputs=inputs,
        options=options,
        problem=problem,
        choice=choice,
        lines=lines,
        moves=_moves(problem, choice, options.year),
        totals=totals(problem, choice),
        unmoved=plain,
        halved=halved(problem),
        skipped=skipped,
        missing=missing,
        broken=tuple(check(problem, choice, missing)),
        cut_short=watch.cut_short,
        bands=_bands(rules),
    )


def _lines(problem: Problem, choice: Choice, base: int) -> list[Line]:
    """Every grade of every unit in every year."""
    found = []
    for place, unit in enumerate(problem.units):
        for year in range(1, problem.years + 1):
            found += [
                _today(problem, choice, place, cohort.grade, year, base)
                for cohort in problem.staying(unit, year)
            ]
            for entered in problem.entering(place, year):
                pupils = entrants(problem, choice.moves, place, entered)
                count = choice.classes[place, entered]
                if pupils:
                    found.append(
                        Line(
                            unit=unit,
                            grade=year - entered + 1,
                            year=base + year,
                            entered=base + entered,
                            pupils=pupils,
                            classes=count,
                            before=count if year > entered else None,
                            largest=-(-pupils // count),
                            action="" if year > entered else "新生编班",
                        )
                    )
    return found


def _today(problem: Problem, choice: Choice, place: int, grade: int, year: int, base: int) -> Line:
    unit = problem.units[place]
    cohort = next(each for each in unit.cohorts if each.grade == grade)
    counts = [cohort.classes]
    largest = [cohort.largest]
    for t in range(1, year + 1):
        now, final = steps(problem, place, cohort, t)
        done = bool(choice.within.get((place, grade, t)))
        counts.append(final if done else now)
        cap = unit.limit if done else problem.cap(unit, t)
        fits = cap is None or cohort.largest <= cap
        spread = -(-cohort.pupils // counts[-1]) if unit.known else cap or cohort.largest
        largest.append(cohort.largest if fits else spread)
    changed = largest[-1] != largest[-2]
    added = counts[-1] - counts[-2]
    return Line(
        unit=unit,
        grade=grade + year,
        year=base + year,
        entered=0,
        pupils=cohort.pupils,
        classes=counts[-1],
        before=counts[-2],
        largest=largest[-1],
        action=f"增加 {added} 个班，均衡编班" if added else "均衡编班" if changed else "",
    )


def _moves(problem: Problem, choice: Choice, base: int) -> tuple[Move, ...]:
    def move(pair: Pair, year: int, pupils: int) -> Move:
        return Move(
            source=problem.units[pair.source],
            target=problem.units[pair.target],
            year=base + year,
            pupils=pupils,
            km=pair.km,
        )

    keys = sorted(choice.moves, key=lambda key: (key[1], key[0]))
    return tuple(move(problem.pairs[n], year, choice.moves[n, year]) for n, year in keys)
