"""An invented prefecture: ten counties through some years, the same schools going on.

From year to year a school keeps its code, its name and its ground; its pupils become a few percent
more or fewer; what was built or bought stays. One school opens, one teaching point closes. One county
slips from met to not met, one rises from not met to met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from junheng.census.records import Census, CountyFact, School
from junheng.model import AreaClass, SchoolType
from junheng.synthesis.county import furnished, plans
from junheng.synthesis.dice import Dice
from junheng.synthesis.flaws import spoil
from junheng.synthesis.plan import SchoolPlan
from junheng.synthesis.prefecture_plan import CODE, COURSES, NAME, Course
from junheng.synthesis.pupils import enrol

LAST_YEAR = 2026
_MOST_PUPILS = 1980
"""Growth stops short of the size at which a school would be too large."""
_GROWTH = {  # percent a year
    AreaClass.URBAN: (-1, 2),
    AreaClass.TOWN: (-3, 1),
    AreaClass.RURAL: (-5, 0),
}
_FIXED = ("built_year", "dense_centre", "lon", "lat")
_KEPT = (
    "teaching_area_m2",
    "indoor_sports_m2",
    "sports_ground_m2",
    "other_sports_m2",
    "equipment_yuan",
    "multimedia_rooms",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefectureCounty:
    """One county, and its census of each year, oldest first."""

    code: str
    name: str
    years: Mapping[int, Census]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefecture:
    """A prefecture and its counties, in the order of their codes."""

    code: str
    name: str
    counties: tuple[PrefectureCounty, ...]


def prefecture(seed: int, *, counties: int = 10, years: int = 3) -> Prefecture:
    """The prefecture that ``seed`` gives; the last year is ``LAST_YEAR``.

    Of the ten counties, in the last year three meet everything, three fail by little, two fail
    widely and two cannot be decided. Raises ``ValueError`` for fewer than one county or year, and
    for more than ten counties.
    """
    if not 1 <= counties <= len(COURSES):
        raise ValueError(f"1 to {len(COURSES)} counties, not {counties}")
    if years < 1:
        raise ValueError(f"at least one year, not {years}")
    return Prefecture(
        code=CODE,
        name=NAME,
        counties=tuple(
            _county(seed * 100 + number, str(int(CODE) + number), course, years)
            for number, course in enumerate(COURSES[:counties], 1)
        ),
    )


def _county(seed: int, code: str, course: Course, years: int) -> PrefectureCounty:
    planned = [
        (number, replace(plan, name=plan.name.replace("示例县", course.name)))
        for number, plan in enumerate(plans(Dice(seed), course.profile(code, 0)))
    ]
    found: dict[int, Census] = {}
    sound: Census | None = None
    for age in reversed(range(years)):
        profile = course.profile(code, age)
        schools = []
        for number, plan in _there(course, planned, age):
            dice = Dice(seed * 1000 + number)  # the same every year
            then = replace(plan, plenty=profile.plenty[plan.area])
            schools.append((dice, _enrolled(dice, then, age)))
        sound = _carried(sound, _aged(furnished(profile, schools, Dice(seed)), age))
        found[LAST_YEAR - age] = spoil(Dice(seed), profile.flaws, sound)
    return PrefectureCounty(code=code, name=course.profile(code, 0).name, years=found)


def _there(
    course: Course, planned: list[tuple[int, SchoolPlan]], age: int
) -> Iterator[tuple[int, SchoolPlan]]:
    """The schools that there are ``age`` years before the last."""
    opens = max(
        number
        for number, plan in planned
        if plan.type is SchoolType.PRIMARY and plan.area is AreaClass.URBAN and not plan.private
    )
    closes = min(number for number, plan in planned if plan.type is SchoolType.TEACHING_POINT)
    for number, plan in planned:
        not_yet = course.opens and number == opens and age > 0
        no_more = course.closes and number == closes and age == 0
        if not (not_yet or no_more):
            yield number, plan


def _enrolled(dice: Dice, plan: SchoolPlan, age: int) -> SchoolPlan:
    """The school with the pupils it had ``age`` years before the last."""
    low, high = _GROWTH[plan.area]
    a_year = 1 + Fraction(dice.between(low * 10, high * 10), 1000)
    pupils = int(plan.pupils / a_year**age)
    most = max(plan.pupils, _MOST_PUPILS)
    return replace(plan, enrolments=enrol(dice, plan.type, min(pupils, most)))


def _carried(before: Census | None, now: Census) -> Census:
    """``now`` with what the schools had last year: ground and buildings, rooms and equipment."""
    former = {each.school_code: each for each in before.schools} if before else {}

    def carried(school: School) -> School:
        old = former.get(school.school_code)
        if old is None:
            return school
        kept: dict[str, Any] = {name: getattr(old, name) for name in _FIXED}
        kept |= {name: max(getattr(old, name), getattr(school, name)) for name in _KEPT}
        return replace(school, **kept)

    return replace(now, schools=tuple(carried(school) for school in now.schools))


def _aged(census: Census, age: int) -> Census:
    """The census with the years since the basic balance counted back."""

    def aged(fact: CountyFact) -> CountyFact:
        if fact.key != "years_since_basic_balance" or not isinstance(fact.value, int | Fraction):
            return fact
        return replace(fact, value=max(fact.value - age, 0))

    return replace(census, county=tuple(aged(fact) for fact in census.county))
