"""A whole invented county."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from junheng.census.records import Census, ClassRow
from junheng.model import AreaClass, SchoolType
from junheng.synthesis.campus import rooms, school
from junheng.synthesis.dice import Dice
from junheng.synthesis.facts import attestations, facts
from junheng.synthesis.flaws import spoil
from junheng.synthesis.names import Names
from junheng.synthesis.plan import SchoolPlan
from junheng.synthesis.profiles import Group, Profile
from junheng.synthesis.pupils import enrol
from junheng.synthesis.staff import stage_row

_GRADES = "一二三四五六七八九"


def county(seed: int, profile: Profile) -> Census:
    """The county that ``seed`` and ``profile`` give: equal arguments, equal county."""
    dice = Dice(seed)
    census = furnished(profile, [(dice, plan) for plan in plans(dice, profile)], dice)
    return spoil(dice, profile.flaws, census)


def furnished(
    profile: Profile, schools_planned: Sequence[tuple[Dice, SchoolPlan]], dice: Dice
) -> Census:
    """The county of these schools without flaws: each by its own dice, the county's facts by ``dice``."""
    schools = tuple(school(own, plan) for own, plan in schools_planned)
    stages = tuple(
        stage_row(own, plan, each) for own, plan in schools_planned for each in plan.enrolments
    )
    return Census(
        schools=schools,
        stages=stages,
        rooms=tuple(room for own, plan in schools_planned for room in rooms(own, plan)),
        classes=tuple(_classes([plan for _, plan in schools_planned]))
        if profile.class_list
        else (),
        county=facts(dice, profile, schools, stages),
        attestations=attestations(profile),
    )


def plans(dice: Dice, profile: Profile) -> Iterator[SchoolPlan]:
    """What is settled about every school of the county, in the order of its groups."""
    names = Names(dice)
    centre: str | None = None
    number = 0
    for group in profile.groups:
        for _ in range(group.count):
            number += 1
            code = f"{profile.code}{number:04d}"
            yield SchoolPlan(
                county_code=profile.code,
                code=code,
                name=names.school(group.type, group.area, private=group.private),
                type=group.type,
                area=group.area,
                private=group.private,
                boarding=_boards(dice, group),
                parent_code=centre if group.type is SchoolType.TEACHING_POINT else None,
                plenty=profile.plenty[group.area],
                enrolments=enrol(dice, group.type, dice.between(*group.pupils)),
            )
            if group.type is SchoolType.PRIMARY and group.area is AreaClass.TOWN:
                centre = code


def _boards(dice: Dice, group: Group) -> bool:
    if group.type in (SchoolType.TWELVE_YEAR, SchoolType.VOCATIONAL):
        return True
    if group.area is AreaClass.URBAN or group.type is SchoolType.TEACHING_POINT:
        return False
    return group.type is not SchoolType.PRIMARY and dice.between(1, 3) > 1


def _classes(planned: list[SchoolPlan]) -> Iterator[ClassRow]:
    for plan in planned:
        for enrolment in plan.enrolments:
            first = {"primary": 0, "junior": 6}.get(enrolment.stage.value)
            if first is None:
                continue
            for place, sizes in enumerate(enrolment.grades, first):
                for number, pupils in enumerate(sizes, 1):
                    yield ClassRow(
                        school_code=plan.code,
                        stage=enrolment.stage,
                        grade=f"{_GRADES[place]}年级",
                        class_no=f"{number}班",
                        pupils=pupils,
                    )
