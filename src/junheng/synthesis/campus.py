"""Buildings, grounds, equipment and money of a school."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from junheng.census.records import Room, School
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage
from junheng.synthesis.aims import CLASSES_PER_ROOM, FUND_BASE, PER_PUPIL, weight
from junheng.synthesis.dice import Dice
from junheng.synthesis.plan import SchoolPlan


def school(dice: Dice, plan: SchoolPlan) -> School:
    """The school's own row. Areas are whole square metres, money whole yuan."""
    sports = ceil(_need(plan, "sports") * _plenty(dice, plan))
    indoor = sports * dice.between(5, 15) // 100 if plan.pupils >= 300 else 0
    fund = _public_fund(dice, plan)
    urban = plan.area is AreaClass.URBAN
    return School(
        county_code=plan.county_code,
        school_code=plan.code,
        name=plan.name,
        type=plan.type,
        parent_code=plan.parent_code,
        operator=OperatorCode.PRIVATE if plan.private else OperatorCode.COUNTY_EDUCATION,
        area_class=plan.area,
        built_year=dice.between(1952, 2015),
        boarding=plan.boarding,
        dense_centre=urban and plan.pupils > 1700,
        lon=Fraction(8_300_000 + dice.between(-25_000, 25_000), 100_000),
        lat=Fraction(3_900_000 + dice.between(-25_000, 25_000), 100_000),
        teaching_area_m2=ceil(_need(plan, "teaching") * _plenty(dice, plan)) + indoor,
        indoor_sports_m2=indoor,
        sports_ground_m2=sports - indoor,
        other_sports_m2=dice.between(2, 9) * 100 if urban and plan.pupils > 1700 else 0,
        leased_sports_m2=0,
        equipment_yuan=_in_cents(dice, _need(plan, "equipment") * _plenty(dice, plan)),
        multimedia_rooms=ceil(_need(plan, "multimedia") * _plenty(dice, plan)),
        public_fund_yuan=fund,
        training_fund_yuan=ceil(fund * Fraction(dice.between(52, 75), 1000)),
    )


def rooms(dice: Dice, plan: SchoolPlan) -> list[Room]:
    """Music and art rooms: one of each for every twelve classes begun."""
    classes = sum(len(each.sizes) for each in plan.enrolments if each.stage is not Stage.SENIOR)
    count = -(-classes // CLASSES_PER_ROOM)
    return [
        Room(school_code=plan.code, kind=kind, area_m2=least + dice.between(0, 24))
        for kind, least in (("music", 96), ("art", 90))
        for _ in range(count)
    ]


def _need(plan: SchoolPlan, what: str) -> Fraction:
    """What the whole school needs so that every stage gets its share after the split."""
    stages = frozenset(each.stage for each in plan.enrolments)
    counted = {each.stage: each.pupils * weight(each.stage, stages) for each in plan.enrolments}
    aim = PER_PUPIL[what]
    each_weighted = max(
        (aim[stage] / weight(stage, stages) for stage in stages if stage in aim),
        default=aim[Stage.JUNIOR],
    )
    return each_weighted * sum(counted.values())


def _plenty(dice: Dice, plan: SchoolPlan) -> Fraction:
    return Fraction(dice.between(*plan.plenty), 1000)


def _in_cents(dice: Dice, yuan: Fraction) -> Fraction:
    return Fraction(ceil(yuan) * 100 + dice.between(0, 99), 100)


def _public_fund(dice: Dice, plan: SchoolPlan) -> int:
    """The year's budget: the base for every pupil, a small school counted as 100 pupils."""
    bases = {each.stage: FUND_BASE.get(each.stage, 1200) for each in plan.enrolments}
    whole = sum(bases[each.stage] * each.pupils for each in plan.enrolments)
    if plan.pupils < 100:
        whole = max(bases.values()) * 100
    if plan.type is SchoolType.SPECIAL:
        whole = 8200 * plan.pupils
    return whole + whole * dice.between(0, 40) // 1000 // 100 * 100
