"""Teachers of one stage of a school."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from junheng.census.records import StageRow
from junheng.model import AreaClass, SchoolType, Stage
from junheng.synthesis.aims import ABOVE_REQUIRED, BACKBONE, CLASS_CAP, PE_ARTS
from junheng.synthesis.dice import Dice
from junheng.synthesis.plan import SchoolPlan
from junheng.synthesis.pupils import Enrolment

_PUPILS_PER_TEACHER = {Stage.PRIMARY: Fraction("16.5"), Stage.JUNIOR: Fraction(12)}
_TEACHERS_PER_CLASS = {Stage.PRIMARY: Fraction("1.7"), Stage.JUNIOR: Fraction("2.7")}


def stage_row(dice: Dice, plan: SchoolPlan, enrolment: Enrolment) -> StageRow:
    """The row of one stage: pupils and classes, and teachers for the compulsory stages."""
    sizes, pupils, stage = enrolment.sizes, enrolment.pupils, enrolment.stage
    if stage is Stage.SENIOR:  # takes part only in the split
        return StageRow(
            school_code=plan.code,
            stage=stage,
            pupils=pupils,
            grades=len(enrolment.grades),
            classes=len(sizes),
        )
    teachers = max(
        ceil(pupils / _PUPILS_PER_TEACHER[stage]), ceil(len(sizes) * _TEACHERS_PER_CLASS[stage])
    )
    if plan.type is SchoolType.SPECIAL:
        teachers = ceil(pupils / Fraction(4))
    teachers += dice.between(0, max(2, teachers // 12))
    below = dice.between(0, teachers // 25) if plan.area is AreaClass.RURAL else 0
    if stage is Stage.JUNIOR:
        below += dice.between(teachers // 25, teachers // 12)
    above = max(teachers - below, ceil(pupils * ABOVE_REQUIRED[stage]))
    master = above * dice.between(1, 6) // 100
    associate = above * dice.between(12, 38) // 100 if stage is Stage.PRIMARY else teachers - above
    bachelor = above - master - (associate if stage is Stage.PRIMARY else 0)
    pe, music, art = _pe_arts(dice, plan, pupils)
    migrant_share = {AreaClass.URBAN: 14, AreaClass.TOWN: 6, AreaClass.RURAL: 1}[plan.area]
    town_day = plan.area is not AreaClass.RURAL and not plan.boarding and not plan.private
    return StageRow(
        school_code=plan.code,
        stage=stage,
        pupils=pupils,
        grades=len(enrolment.grades),
        classes=len(sizes),
        largest_class=max(sizes),
        classes_over=sum(size > CLASS_CAP[stage] for size in sizes),
        boarders=pupils * dice.between(20, 60) // 100 if plan.boarding else 0,
        migrant_pupils=pupils * dice.between(0, migrant_share) // 100,
        catchment_pupils=pupils if town_day or plan.area is AreaClass.RURAL else pupils * 3 // 5,
        teachers=teachers,
        degree_associate=associate,
        degree_bachelor=bachelor,
        degree_master=master,
        degree_doctor=0,
        backbone=_at_least(dice, plan, pupils * BACKBONE),
        pe=pe,
        music=music,
        art=art,
        arts=0,
        visiting_pe_arts=0,
        certified=teachers,
        trained_360=teachers,
    )


def _at_least(dice: Dice, plan: SchoolPlan, need: Fraction) -> int:
    low, high = plan.plenty
    return ceil(need * dice.between(low, high) / 1000)


def _pe_arts(dice: Dice, plan: SchoolPlan, pupils: int) -> tuple[int, int, int]:
    """Teachers of physical education, music and fine art."""
    every = _at_least(dice, plan, pupils * PE_ARTS)
    music = every * 3 // 10
    art = every * 3 // 10
    return every - music - art, music, art
