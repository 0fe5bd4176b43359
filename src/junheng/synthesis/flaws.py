"""What is put wrong, or left out, in a county that would otherwise comply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from junheng.census.records import Census, Exact, School, StageRow
from junheng.model import AreaClass, SchoolType, Stage
from junheng.synthesis.dice import Dice
from junheng.synthesis.profiles import Flaw

_BLANK_FACTS = ("civil_servant_pay_yuan", "monitoring_science_level", "quota_allotted")
_BLANK_CLAUSES = ("8.6",)


def spoil(dice: Dice, flaws: Iterable[Flaw], census: Census) -> Census:
    """``census`` with every flaw applied, in the order given."""
    for flaw in flaws:
        match flaw:
            case Flaw.ONE_SHORT:
                census = _one_short(dice, census)
            case Flaw.CROWDED_SCHOOL:
                census = _crowd(census)
            case Flaw.CLASS_OF_46:
                census = _one_too_many(census)
            case Flaw.ROTATION_SHORT:
                census = _rotate_too_few(census)
            case Flaw.BLANK_CELLS:
                census = _blank_cells(dice, census)
            case Flaw.BLANK_COUNTY:
                census = _blank_county(census)
    return census


def _one_short(dice: Dice, census: Census) -> Census:
    """A few town primaries have nine tenths of the multimedia rooms they need."""
    pupils = {row.school_code: row.pupils for row in census.stages if row.stage is Stage.PRIMARY}
    towns = [
        each.school_code
        for each in census.schools
        if each.type is SchoolType.PRIMARY
        and each.area_class is AreaClass.TOWN
        and pupils[each.school_code] >= 600  # large enough for a room less to stay above 85%
    ]
    short = set(dice.some_of(towns, 3))
    schools = tuple(
        replace(each, multimedia_rooms=int(pupils[each.school_code] * Fraction("0.0224")))
        if each.school_code in short
        else each
        for each in census.schools
    )
    return replace(census, schools=schools)


def _crowd(census: Census) -> Census:
    """The largest urban primary has slightly too little teaching area and too few rooms."""
    row = _urban_primaries(census)[0]

    def short(school: School) -> School:
        if school.school_code != row.school_code:
            return school
        area = int(row.pupils * Fraction("4.47")) + (school.indoor_sports_m2 or 0)
        return replace(
            school, teaching_area_m2=area, multimedia_rooms=int(row.pupils * Fraction("0.0225"))
        )

    return replace(census, schools=tuple(short(school) for school in census.schools))


def _one_too_many(census: Census) -> Census:
    """One class of the second largest urban primary has 46 pupils."""
    row = _urban_primaries(census)[1]
    return _with_row(census, replace(row, largest_class=46, classes_over=1))


def _rotate_too_few(census: Census) -> Census:
    """The rotated teachers fall one short of a tenth."""
    eligible = _fact(census, "rotation_eligible")
    rotated = -(-eligible // 10) - 1
    return _with_facts(
        census, {"rotated": int(rotated), "rotated_backbone": int(-(-rotated * 23 // 100))}
    )


def _blank_cells(dice: Dice, census: Census) -> Census:
    """Equipment, backbone teachers and training hours are blank in a few ordinary schools."""
    ordinary = [
        each for each in census.schools if each.type in (SchoolType.PRIMARY, SchoolType.JUNIOR)
    ]
    without = {each.school_code for each in dice.some_of(ordinary, 4)}
    schools = tuple(
        replace(each, equipment_yuan=None) if each.school_code in without else each
        for each in census.schools
    )
    census = replace(census, schools=schools)
    rows = [row for row in census.stages if row.school_code in {s.school_code for s in ordinary}]
    for row in dice.some_of(rows, 3):
        census = _with_row(census, replace(row, backbone=None))
    rows = [row for row in census.stages if row.backbone is not None and row.teachers]
    for row in dice.some_of(rows, 2):
        census = _with_row(census, replace(row, trained_360=None))
    return census


def _blank_county(census: Census) -> Census:
    census = _with_facts(census, dict.fromkeys(_BLANK_FACTS))
    return replace(
        census,
        attestations=tuple(
            replace(each, conclusion=None, note="", file="")
            if each.clause in _BLANK_CLAUSES
            else each
            for each in census.attestations
        ),
    )


def _urban_primaries(census: Census) -> list[StageRow]:
    """The public ones, largest first."""
    codes = {
        each.school_code
        for each in census.schools
        if each.type is SchoolType.PRIMARY
        and each.area_class is AreaClass.URBAN
        and each.operator.is_public
    }
    rows = [row for row in census.stages if row.school_code in codes and row.stage is Stage.PRIMARY]
    return sorted(rows, key=lambda row: (-row.pupils, row.school_code))


def _fact(census: Census, key: str) -> Exact:
    (value,) = [
        fact.value
        for fact in census.county
        if fact.key == key and isinstance(fact.value, int | Fraction)
    ]
    return value


def _with_facts(census: Census, values: dict[str, int | None]) -> Census:
    return replace(
        census,
        county=tuple(
            replace(fact, value=values[fact.key]) if fact.key in values else fact
            for fact in census.county
        ),
    )


def _with_row(census: Census, new: StageRow) -> Census:
    return replace(
        census,
        stages=tuple(
            new if (row.school_code, row.stage) == (new.school_code, new.stage) else row
            for row in census.stages
        ),
    )
