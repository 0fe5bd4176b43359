"""Small schools with classes of given sizes, and the rules of autumn 2025."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache

from junheng.census.records import Census, ClassRow, School, StageRow
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage
from junheng.planning.class_size.model import Prices
from junheng.planning.class_size.plan import ClassPlan, ClassSizeOptions, plan_classes
from junheng.planning.inputs.class_size import Classrooms, ClassSizeInputs
from junheng.planning.watch import Watch
from junheng.rulebook import rules
from junheng.standards import RuleSet

YEAR = 2025


@cache
def national() -> RuleSet:
    """The national rules of autumn 2025."""
    return rules(on=date(2025, 9, 1))


def school(code: str, *, kind: SchoolType = SchoolType.PRIMARY, east: int = 0) -> School:
    """A public school, ``east`` hundredths of a degree along the equator: about 1.1 km each."""
    return School(
        county_code="999900",
        school_code=code,
        name=f"{code}校",
        type=kind,
        operator=OperatorCode.COUNTY_EDUCATION,
        area_class=AreaClass.TOWN,
        boarding=False,
        lon=100 + Fraction(east, 100),
        lat=Fraction(0),
    )


def census(
    sizes: Mapping[str, Mapping[int, Sequence[int]]],
    *,
    teachers: Mapping[str, int] | None = None,
    listed: bool = True,
) -> Census:
    """Primary schools one beside the other: for each its classes by grade.

    Without ``listed`` only the totals of the stage are given.
    """
    schools, stages, classes = [], [], []
    for place, (code, grades) in enumerate(sizes.items()):
        schools.append(school(code, east=place))
        every = [size for grade in grades.values() for size in grade]
        stages.append(
            StageRow(
                school_code=code,
                stage=Stage.PRIMARY,
                pupils=sum(every),
                grades=len(grades),
                classes=len(every),
                largest_class=max(every),
                classes_over=sum(size > 45 for size in every),
                teachers=None if teachers is None else teachers[code],
            )
        )
        classes += [
            ClassRow(
                school_code=code,
                stage=Stage.PRIMARY,
                grade=str(grade),
                class_no=f"{number}班",
                pupils=size,
            )
            for grade, each in grades.items()
            for number, size in enumerate(each, 1)
        ]
    return Census(
        schools=tuple(schools), stages=tuple(stages), classes=tuple(classes) if listed else ()
    )


def options(by: int = YEAR + 1, **more: object) -> ClassSizeOptions:
    """All at once next year, unless said otherwise."""
    given = {"large_by": by, "extra_by": YEAR + 1} | more
    return ClassSizeOptions(year=YEAR, by=by, **given)  # type: ignore[arg-type]


def plan(
    found: Census,
    wanted: ClassSizeOptions | None = None,
    *,
    rooms: Mapping[str, Classrooms] | None = None,
    intakes: Mapping[tuple[str, Stage, int], int] | None = None,
) -> ClassPlan:
    """The plan for ``found``, without a limit of time."""
    inputs = ClassSizeInputs(census=found, classrooms=rooms or {}, intakes=intakes or {})
    return plan_classes(inputs, national(), wanted or options(), Watch())


CLASSES_ONLY = Prices(
    room=Fraction(0),
    teacher_year=Fraction(0),
    class_year=Fraction(1000),
    pupil_km_year=Fraction(1),
)
"""Prices that make the fewest classes the cheapest plan."""
