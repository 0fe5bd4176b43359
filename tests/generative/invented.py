"""Strategies: whole counties whose figures agree with one another and lie near the bounds.

Every count fits the others (degrees and subjects within the teachers, indoor sports rooms within the
teaching rooms), because that is what checked data looks like; amounts crowd around the bounds, because
that is where judging goes wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from junheng.census.facts import FACTS
from junheng.census.records import (
    Attestation,
    Census,
    CountyFact,
    Room,
    School,
    StageRow,
)
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage
from junheng.standards import RuleSet
from tests.spec import drawing

CODE = "990001"
SWITCHES = (
    "pe_arts_visiting",
    "dense_centre_venues",
    "rooms_built_by_2016",
    "rooms_rural_small_class",
    "size_older_or_migrant",
)
CHOICES = (
    "room_count=summed",
    "rotation_backbone_base=eligible_backbone",
    "retention_formula=capped",
    "small_school_scope=village_primary_and_points",
)
TYPES = (
    SchoolType.PRIMARY,
    SchoolType.JUNIOR,
    SchoolType.NINE_YEAR,
    SchoolType.COMPLETE_SECONDARY,
    SchoolType.TWELVE_YEAR,
    SchoolType.TEACHING_POINT,
    SchoolType.SPECIAL,
)
FACTORS = [
    Fraction(permille, 1000)
    for permille in (0, 500, 849, 850, 900, 999, 1000, 1000, 1000, 1001, 1100, 1500, 3000)
]
"""Multiples of a bound."""
PUPILS = st.one_of(
    st.sampled_from([1, 40, 49, 50, 60, 99, 100, 1000, 2000, 2001, 2400]), st.integers(1, 2600)
)
_BOUNDS = {
    "backbone": Fraction(1, 100),
    "teaching_area_m2": Fraction(5),
    "sports_ground_m2": Fraction(9),
    "equipment_yuan": Fraction(2200),
    "multimedia_rooms": Fraction(23, 1000),
}
_STAGES = {SchoolType.TEACHING_POINT: (Stage.PRIMARY,), SchoolType.SPECIAL: (Stage.PRIMARY,)}


@st.composite
def stage_rows(draw: st.DrawFn, code: str, stage: Stage) -> StageRow:
    """One stage of a school, complete and consistent."""
    pupils = draw(PUPILS)
    near = st.sampled_from(FACTORS)
    above = round(pupils * Fraction(48, 1000) * draw(near))
    associate = draw(st.integers(0, above))
    master = draw(st.integers(0, above - associate))
    subjects = round(pupils * Fraction(9, 1000) * draw(near))
    music = draw(st.integers(0, subjects))
    backbone = round(pupils * _BOUNDS["backbone"] * draw(near))
    teachers = max(above, subjects, backbone, 1) + draw(st.integers(0, 3))
    largest = draw(st.sampled_from([20, 29, 30, 45, 46, 50, 51]))
    return StageRow(
        school_code=code,
        stage=stage,
        pupils=pupils,
        grades=6 if stage is Stage.PRIMARY else 3,
        classes=max(1, pupils // 40),
        largest_class=largest,
        classes_over=int(largest > (45 if stage is Stage.PRIMARY else 50)),
        boarders=0,
        migrant_pupils=draw(st.sampled_from([0, pupils // 2, pupils])),
        catchment_pupils=draw(st.sampled_from([pupils, pupils, pupils * 95 // 100])),
        teachers=teachers,
        degree_associate=associate,
        degree_bachelor=above - associate - master,
        degree_master=master,
        degree_doctor=0,
        backbone=backbone,
        pe=subjects - music,
        music=music,
        art=0,
        arts=0,
        visiting_pe_arts=draw(st.integers(0, 2)),
        certified=teachers - draw(st.sampled_from([0, 0, 0, 1])),
        trained_360=teachers - draw(st.sampled_from([0, 0, 0, 1])),
    )


@st.composite
def schools(draw: st.DrawFn, code: str) -> tuple[School, tuple[StageRow, ...], tuple[Room, ...]]:
    """One school with its stages and rooms."""
    kind = draw(st.sampled_from(TYPES))
    rows = tuple(draw(stage_rows(code, stage)) for stage in _STAGES.get(kind, kind.stages))
    pupils = sum(row.pupils for row in rows)
    near = st.sampled_from(FACTORS)
    indoor = draw(st.sampled_from([0, 0, 1, 500]))
    amount = {name: _cents(pupils * bound * draw(near)) for name, bound in _BOUNDS.items()}
    fund = draw(st.sampled_from([72_000, 71_999, 94_000, 2_000_000]))
    school = School(
        county_code=CODE,
        school_code=code,
        name=f"学校{code}",
        type=kind,
        operator=OperatorCode(draw(st.sampled_from([7, 7, 10]))),
        area_class=draw(st.sampled_from(AreaClass)),
        boarding=draw(st.booleans()),
        built_year=draw(st.sampled_from([2009, 2010, 2016, 2017])),
        dense_centre=draw(st.booleans()),
        teaching_area_m2=amount["teaching_area_m2"] + indoor,
        indoor_sports_m2=indoor,
        sports_ground_m2=amount["sports_ground_m2"],
        other_sports_m2=draw(st.sampled_from([0, 300])),
        leased_sports_m2=draw(st.sampled_from([0, 300])),
        equipment_yuan=amount["equipment_yuan"],
        multimedia_rooms=round(amount["multimedia_rooms"]),
        public_fund_yuan=fund,
        training_fund_yuan=draw(st.sampled_from([fund, fund // 20, fund // 20 - 1])),
    )
    areas = draw(st.lists(st.sampled_from([50, 61, 73, 90, 96]), max_size=4))
    rooms = tuple(
        Room(school_code=code, kind="music" if place % 2 else "art", area_m2=area)
        for place, area in enumerate(areas)
    )
    return school, rows, rooms


def _cents(value: Fraction) -> Fraction:
    return Fraction(round(value * 100), 100)


@st.composite
def counties(draw: st.DrawFn, *, most: int = 4) -> Census:
    """A complete county: nothing is missing."""
    drawn = [draw(schools(f"S{place}")) for place in range(draw(st.integers(1, most)))]
    known = {**drawing.FACTS, **draw(_facts())}
    conclusions = st.sampled_from(["met", "met", "met", "met", "met", "met", "not_met"])
    attested = (*drawing.EVIDENCE, *drawing.VETOES, "E.2", "E.5")
    return Census(
        schools=tuple(school for school, _, _ in drawn),
        stages=tuple(row for _, rows, _ in drawn for row in rows),
        rooms=tuple(room for _, _, rooms in drawn for room in rooms),
        county=tuple(
            CountyFact(county_code=CODE, key=key, value=_figure(key, value))
            for key, value in known.items()
        ),
        attestations=tuple(
            Attestation(county_code=CODE, clause=clause, conclusion=draw(conclusions))
            for clause in attested
        ),
    )


def _facts() -> st.SearchStrategy[dict[str, object]]:
    """A few facts of the county at and around their bounds."""
    return st.fixed_dictionaries(
        {},
        optional={
            "fund_base_primary": st.sampled_from([719, 720, 800]),
            "special_fund_yuan": st.sampled_from([0, 599_999, 600_000]),
            "special_pupils": st.sampled_from([0, 100]),
            "rotated": st.sampled_from([0, 9, 10, 11]),
            "rotated_backbone": st.sampled_from([0, 1, 2, 3]),
            "graduates": st.sampled_from([0, 949, 950, 1000]),
            "recognition_rate": st.sampled_from(["0.84", "0.85"]),
            "monitoring_pe_difference": st.sampled_from(["0.14", "0.15"]),
            "migrant_public": st.sampled_from([0, 79, 80]),
        },
    )


def _figure(key: str, value: object) -> Any:
    return value if key == "name" else drawing.exact(str(value))


@st.composite
def rulesets(draw: st.DrawFn) -> RuleSet:
    """The national rules with any of their exceptions and options."""
    chosen = draw(st.sets(st.sampled_from([*SWITCHES, *CHOICES]), max_size=4))
    return drawing.ruleset(*sorted(chosen))


@dataclass(frozen=True, slots=True)
class Cell:
    """One value that may be taken away: ``column`` of line ``line`` of ``table``.

    Without a column the whole line is taken away.
    """

    table: str
    line: int
    column: str = ""


_OPTIONAL = {
    "schools": [
        "built_year", "dense_centre", "teaching_area_m2", "indoor_sports_m2", "sports_ground_m2",
        "other_sports_m2", "leased_sports_m2", "equipment_yuan", "multimedia_rooms",
        "public_fund_yuan", "training_fund_yuan",
    ],
    "stages": [
        each.name
        for each in fields(StageRow)
        if each.name not in ("school_code", "stage", "pupils", "row")
    ],
    "rooms": ["area_m2"],
    "county": ["value", ""],
    "attestations": ["conclusion", ""],
}  # fmt: skip
FIGURES = frozenset(fact.key for fact in FACTS)


def cells(census: Census) -> list[Cell]:
    """Everything that can be missing from a county, whole stages included."""
    found = [
        Cell(table, line, column)
        for table, columns in _OPTIONAL.items()
        for line in range(len(getattr(census, table)))
        for column in columns
    ]
    return found + [Cell("stages", line) for line in range(len(census.stages))]


def without(census: Census, gone: Iterable[Cell]) -> Census:
    """The same county with these values missing."""
    by_table: dict[str, list[Cell]] = {}
    for cell in dict.fromkeys(gone):
        by_table.setdefault(cell.table, []).append(cell)
    changed = {table: _blanked(getattr(census, table), each) for table, each in by_table.items()}
    return replace(census, **changed)


def _blanked(lines: Sequence[Any], gone: Sequence[Cell]) -> tuple[Any, ...]:
    kept: list[Any] = list(lines)
    for cell in gone:
        if not cell.column:
            kept[cell.line] = None
        elif kept[cell.line] is not None:
            kept[cell.line] = replace(kept[cell.line], **{cell.column: None})
    return tuple(line for line in kept if line is not None)


@st.composite
def incomplete(draw: st.DrawFn, census: Census) -> Census:
    """The county with some values missing."""
    gone = draw(st.lists(st.sampled_from(cells(census)), unique=True, min_size=1, max_size=12))
    return without(census, gone)
