"""Small counties of primary schools that have plenty of everything but what a test takes away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil

from junheng.census.records import Census, CountyFact, School, StageRow
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage
from junheng.planning.comply.planner import CompliancePlan, ComplyOptions, plan
from junheng.planning.comply.situation import Situation, situation
from junheng.planning.inputs.comply import ComplyInputs
from junheng.planning.prices import Item, Prices, default_prices
from junheng.planning.watch import Watch
from junheng.rulebook import rules
from junheng.standards import RuleSet

COUNTY = "999900"
YEAR = 2026


@cache
def national() -> RuleSet:
    """The national rules of autumn 2025."""
    return rules(on=date(2025, 9, 1))


@dataclass(frozen=True, kw_only=True)
class Small:
    """One primary school. ``None`` is a fifth more than its bound asks for."""

    pupils: int
    above: int | None = None
    backbone: int | None = None
    pe: int | None = None
    teaching: int | None = None
    sports: int | None = None
    equipment: int | None = None
    rooms: int | None = None
    private: bool = False
    blank: tuple[str, ...] = ()


def _or(given: int | None, a_pupil: str, pupils: int) -> int:
    return ceil(Fraction(a_pupil) * pupils * Fraction(6, 5)) if given is None else given


def census(
    schools: Sequence[Small],
    *,
    facts: Mapping[str, int] | None = None,
) -> Census:
    """A county of these schools. ``facts`` are facts of the county."""
    made, stages = [], []
    for number, each in enumerate(schools, 1):
        code, pupils = f"{COUNTY}{number:04d}", each.pupils
        above = _or(each.above, "0.042", pupils)
        backbone, pe = _or(each.backbone, "0.01", pupils), _or(each.pe, "0.009", pupils)
        made.append(
            School(
                county_code=COUNTY,
                school_code=code,
                name=f"第{number}小学",
                type=SchoolType.PRIMARY,
                operator=OperatorCode.PRIVATE if each.private else OperatorCode.COUNTY_EDUCATION,
                area_class=AreaClass.TOWN,
                boarding=False,
                teaching_area_m2=_or(each.teaching, "4.5", pupils),
                indoor_sports_m2=0,
                sports_ground_m2=_or(each.sports, "7.5", pupils),
                equipment_yuan=_or(each.equipment, "2000", pupils),
                multimedia_rooms=_or(each.rooms, "0.023", pupils),
                row=number + 1,
            )
        )
        stages.append(
            StageRow(
                school_code=code,
                stage=Stage.PRIMARY,
                pupils=pupils,
                teachers=max(above, backbone, pe, ceil(pupils / 17)),
                degree_associate=0,
                degree_bachelor=above,
                degree_master=0,
                degree_doctor=0,
                backbone=backbone,
                pe=pe,
                music=0,
                art=0,
                arts=0,
                visiting_pe_arts=0,
                row=number + 1,
            )
        )
        for column in each.blank:
            holder = made if hasattr(made[-1], column) else stages
            holder[-1] = replace(holder[-1], **{column: None})  # type: ignore[type-var]
    return Census(
        schools=tuple(made),
        stages=tuple(stages),
        county=tuple(
            CountyFact(county_code=COUNTY, key=key, value=value)
            for key, value in (facts or {}).items()
        ),
    )


def nobody_moves(schools: Sequence[Small]) -> dict[tuple[str, Stage], int]:
    """No teacher may leave."""
    return {(f"{COUNTY}{number:04d}", Stage.PRIMARY): 0 for number in range(1, len(schools) + 1)}


def prices(**once: int) -> Prices:
    """The default prices with others, by item, and no yearly ones for these."""
    changed = {Item(name): Fraction(yuan) for name, yuan in once.items()}
    return {
        item: replace(price, once=changed[item], yearly=Fraction(0)) if item in changed else price
        for item, price in default_prices().items()
    }


def of(
    schools: Sequence[Small] | Census,
    inputs: ComplyInputs | None = None,
    *,
    years: int = 1,
    facts: Mapping[str, int] | None = None,
) -> Situation:
    """The county to be planned for, over ``years``."""
    data = schools if isinstance(schools, Census) else census(schools, facts=facts)
    return situation(
        data,
        national(),
        inputs or ComplyInputs(),
        code=data.schools[0].county_code,
        years=range(YEAR, YEAR + years),
    )


def planned(
    schools: Sequence[Small] | Census,
    inputs: ComplyInputs | None = None,
    *,
    years: int = 1,
    facts: Mapping[str, int] | None = None,
    gap: float = 0.0,
    compare: bool = False,
) -> CompliancePlan:
    """The plan for that county."""
    return plan(
        of(schools, inputs, years=years, facts=facts),
        ComplyOptions(gap=gap, compare=compare),
        Watch(),
    )
