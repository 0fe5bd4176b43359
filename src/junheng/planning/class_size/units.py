"""Schools, stages and cohorts: who is in which grade now, and in how many classes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from junheng.census.records import ClassRow, School, StageRow
from junheng.evaluation.county_data import NOT_COMPULSORY
from junheng.model import COMPULSORY, SchoolType, Stage
from junheng.planning.inputs.class_size import ClassSizeInputs
from junheng.planning.inputs.grades import grade_in_stage
from junheng.standards import Bound, RuleSet
from junheng.standards.clause import Operator

ALL_GRADES = 9
FOR_EVER = 1000
"""Years in a stage whose grades are not known: as some leave, others come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The pupils of one grade now. ``grade`` counts from 1 within the stage.

    ``largest`` is the largest class as it is now; ``over`` tells which classes are above the limit,
    by number and size (empty where classes are not listed). A stage whose grades are not known is one
    cohort of grade 0 that never leaves, taken to consist of ``parts`` grades of equal size.
    """

    grade: int
    pupils: int
    classes: int
    largest: int
    over: tuple[tuple[str, int], ...] = ()
    parts: int = 1

    def needed(self, most: int | None) -> int:
        """The classes in which nobody sits with more than ``most``; none is ever closed."""
        if most is None or self.largest <= most:
            return self.classes
        whole, more = divmod(self.pupils, self.parts)
        least = more * -(-(whole + 1) // most) + (self.parts - more) * -(-whole // most)
        return max(self.classes, least)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One stage of one school. ``known``: the grades are known from a list of classes; else the stage is
    planned as a whole, its pupils taken to stay as many as they are.

    ``grades`` is how many years the stage takes here; ``limit`` the most pupils of a class.
    """

    school: School
    stage: Stage
    limit: int
    grades: int
    cohorts: tuple[Cohort, ...]
    known: bool
    teachers: int | None

    @property
    def key(self) -> tuple[str, Stage]:
        """School code and stage."""
        return self.school.school_code, self.stage

    @property
    def classes(self) -> int:
        """All classes now."""
        return sum(cohort.classes for cohort in self.cohorts)

    @property
    def entry(self) -> int:
        """The pupils of the entry grade now."""
        return sum(cohort.pupils for cohort in self.cohorts if cohort.grade == 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A stage that cannot be planned, and why."""

    school: School
    stage: Stage
    reason: str


def largest_allowed(bound: Bound) -> int:
    """The most whole pupils that a bound of class size allows. Raises ``ValueError`` if it is open."""
    if bound.value is None or bound.operator not in (Operator.AT_MOST, Operator.LESS_THAN):
        raise ValueError("a class size has an upper bound")
    whole = math.floor(bound.value)
    return whole if bound.holds(whole) else whole - 1


def limits(rules: RuleSet) -> Mapping[Stage, int]:
    """The most pupils of a class, by stage (7.5)."""
    return {stage: largest_allowed(rules["7.5"].bound(stage)) for stage in COMPULSORY}


def units_of(
    inputs: ClassSizeInputs, rules: RuleSet, *, primary: int = 6
) -> tuple[tuple[Unit, ...], tuple[Skipped, ...]]:
    """Every stage of compulsory education with pupils, in the order of the data, and those left out.

    ``primary`` is the number of primary grades.
    """
    most = limits(rules)
    schools = {school.school_code: school for school in inputs.census.schools}
    listed: dict[tuple[str, Stage], list[ClassRow]] = {}
    for each in inputs.census.classes:
        listed.setdefault((each.school_code, each.stage), []).append(each)
    units, skipped = [], []
    for row in inputs.census.stages:
        school = schools[row.school_code]
        if row.stage not in most or school.type in NOT_COMPULSORY or not row.pupils:
            continue
        classes = listed.get((row.school_code, row.stage), [])
        found = _unit(school, row, classes, most[row.stage], primary)
        if isinstance(found, Unit):
            units.append(found)
        else:
            skipped.append(found)
    return tuple(units), tuple(skipped)


def _unit(
    school: School, row: StageRow, classes: list[ClassRow], limit: int, primary: int
) -> Unit | Skipped:
    whole = primary if row.stage is Stage.PRIMARY else ALL_GRADES - primary
    grades = [grade_in_stage(each.grade, row.stage, primary=primary) for each in classes]
    numbers = [number for number in grades if number is not None]
    if classes and len(numbers) == len(classes):
        reach = max(numbers) if school.type is SchoolType.TEACHING_POINT else whole
        cohorts = tuple(
            _listed(
                number, [c for c, g in zip(classes, numbers, strict=True) if g == number], limit
            )
            for number in sorted(set(numbers))
        )
        return _made(school, row, limit, reach, cohorts, known=True)
    count = len(classes) or row.classes
    largest = max((each.pupils for each in classes), default=row.largest_class)
    if not count or largest is None:
        missing = "班级数" if not count else "最大班额"
        return Skipped(school=school, stage=row.stage, reason=f"没有填{missing}，也没有班级表")
    reach = min(row.grades, whole) if row.grades else whole
    if count < reach and largest <= limit:
        reason = "班级数少于年级数（复式班），没有大班额，不作安排"
        return Skipped(school=school, stage=row.stage, reason=reason)
    whole_stage = Cohort(grade=0, pupils=row.pupils, classes=count, largest=largest, parts=reach)
    return _made(school, row, limit, FOR_EVER, (whole_stage,), known=False)


def _made(
    school: School,
    row: StageRow,
    limit: int,
    grades: int,
    cohorts: tuple[Cohort, ...],
    *,
    known: bool,
) -> Unit:
    return Unit(
        school=school,
        stage=row.stage,
        limit=limit,
        grades=grades,
        cohorts=cohorts,
        known=known,
        teachers=row.teachers,
    )


def _listed(grade: int, classes: list[ClassRow], limit: int) -> Cohort:
    return Cohort(
        grade=grade,
        pupils=sum(each.pupils for each in classes),
        classes=len(classes),
        largest=max(each.pupils for each in classes),
        over=tuple((each.class_no, each.pupils) for each in classes if each.pupils > limit),
    )


def staff_per_class(rules: RuleSet, stage: Stage) -> Fraction:
    """Teachers for a full class: the limit of 7.5 by the pupils per member of staff (P.establishment)."""
    return Fraction(limits(rules)[stage]) / rules["P.establishment"].figure(stage)
