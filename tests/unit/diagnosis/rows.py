"""Small rows, schools and counties to diagnose, judged by the national rules of autumn 2025."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from junheng.census.records import Census, School, StageRow
from junheng.evaluation import CountyResult, Evaluation, evaluate
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage
from junheng.rulebook import rules
from junheng.standards import RuleSet

PLENTY_OF_SPACE = School(
    county_code="999900",
    school_code="1",
    name="甲校",
    type=SchoolType.PRIMARY,
    operator=OperatorCode.COUNTY_EDUCATION,
    area_class=AreaClass.TOWN,
    boarding=False,
    teaching_area_m2=5000,
    indoor_sports_m2=0,
    sports_ground_m2=8000,
    equipment_yuan=2_100_000,
    multimedia_rooms=24,
)
"""Enough for 1,000 primary pupils: every whole-school quantity is above its bound."""

PLENTY_OF_TEACHERS = StageRow(
    school_code="1",
    stage=Stage.PRIMARY,
    pupils=1000,
    teachers=60,
    degree_associate=10,
    degree_bachelor=40,
    degree_master=0,
    degree_doctor=0,
    backbone=12,
    pe=5,
    music=4,
    art=3,
    arts=0,
)


@cache
def national() -> RuleSet:
    """The national quality-balance rules as of 1 September 2025."""
    return rules(on=date(2025, 9, 1))


def evaluation(schools: list[School], stages: list[StageRow]) -> Evaluation:
    """One county of these schools."""
    return evaluate(Census(schools=tuple(schools), stages=tuple(stages)), national())


def county(schools: list[School], stages: list[StageRow]) -> CountyResult:
    """The result of one county of these schools."""
    return evaluation(schools, stages).counties[0]


def one_school(school: dict[str, object] | None = None, **stage: object) -> CountyResult:
    """A county of one primary school with 1,000 pupils, passing but for the changes given."""
    return county(
        [replace(PLENTY_OF_SPACE, **(school or {}))],  # type: ignore[arg-type]
        [replace(PLENTY_OF_TEACHERS, **stage)],  # type: ignore[arg-type]
    )


def equipped(amounts: list[int], pupils: list[int]) -> CountyResult:
    """Primary schools that differ in equipment only; ``amounts`` in yuan."""
    schools = [
        replace(PLENTY_OF_SPACE, school_code=str(place), name=f"{place}校", equipment_yuan=amount)
        for place, amount in enumerate(amounts)
    ]
    stages = [
        replace(PLENTY_OF_TEACHERS, school_code=str(place), pupils=count)
        for place, count in enumerate(pupils)
    ]
    return county(schools, stages)
