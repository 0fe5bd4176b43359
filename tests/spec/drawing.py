"""Draws a county from a small table, so that a test shows only what it is about.

Each line of the table is one stage of one school. Columns are those of the canonical tables
``schools`` and ``stages``; a column that is not drawn, and a blank cell, take a value with which the
row passes everything. ``?`` is a missing value. Without further arguments the county meets every
clause, so a test changes one thing and sees one thing change::

    county('''
        school | stage   | pupils | backbone
        A      | primary | 1000   | 9
    ''')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil

from junheng.census.facts import SUBJECTS
from junheng.census.records import (
    Attestation,
    Census,
    ClassRow,
    CountyFact,
    Exact,
    Layout,
    Room,
    School,
    StageRow,
)
from junheng.evaluation import evaluate
from junheng.evaluation.results import ClauseResult, CountyResult, Evaluation, RowResult
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage
from junheng.rulebook import rules
from junheng.standards import RuleSet

CODE = "990001"
ON = date(2024, 9, 1)
FOUR_SCHOOLS = """
    school | stage   | pupils
    A      | primary | 1000
    B      | primary | 1000
    C      | junior  | 1000
    D      | junior  | 1000
"""
EVIDENCE = ("7.1", "7.2", "7.10", "7.15", "8.3", "8.5", "8.6", "8.7", "8.8")
VETOES = ("10.1", "10.2", "10.3", "10.4", "10.5", "10.6")
FACTS: Mapping[str, object] = {
    "name": "样例县",
    "population": 300_000,
    "fund_base_primary": 720,
    "fund_base_junior": 940,
    "special_fund_yuan": 700_000,
    "special_pupils": 100,
    "teacher_pay_yuan": 101_000,
    "civil_servant_pay_yuan": 100_000,
    "rotation_eligible": 100,
    "rotated": 10,
    "rotated_backbone": 2,
    "rotation_eligible_backbone": 10,
    "quota_planned": 1000,
    "quota_allotted": 600,
    "quota_rural": 300,
    "migrant_eligible": 100,
    "migrant_public": 90,
    "migrant_purchased": 5,
    "graduates": 980,
    "entrants_three_years_ago": 1000,
    "transferred_in": 10,
    "transferred_out": 10,
    "deaths": 0,
    "disabled_children": 100,
    "disabled_enrolled": 99,
    "recognition_issued": 1000,
    "recognition_valid": 900,
    "recognition_satisfied": 850,
    "recognition_rate": "0.9",
    "years_since_basic_balance": 5,
    **{f"monitoring_{subject}_level": 3 for subject in SUBJECTS},
    **{f"monitoring_{subject}_difference": "0.1" for subject in SUBJECTS},
}

_SCHOOL = tuple(field.name for field in fields(School) if field.name != "row")
_STAGE = tuple(field.name for field in fields(StageRow) if field.name != "row")
_RATES_PER_PUPIL: Mapping[str, Fraction] = {
    "teaching_area_m2": Fraction(9),
    "indoor_sports_m2": Fraction(1),
    "sports_ground_m2": Fraction(12),
    "other_sports_m2": Fraction(0),
    "leased_sports_m2": Fraction(0),
    "equipment_yuan": Fraction(5000),
    "multimedia_rooms": Fraction(4, 100),
}
_PER_HUNDRED: Mapping[str, Fraction] = {
    "degree_associate": Fraction(0),
    "degree_bachelor": Fraction(7),
    "degree_master": Fraction(1),
    "degree_doctor": Fraction(0),
    "backbone": Fraction(2),
    "pe": Fraction(1),
    "music": Fraction(1),
    "art": Fraction(1),
    "arts": Fraction(0),
    "visiting_pe_arts": Fraction(0),
}
_TYPE_OF_STAGE = {Stage.PRIMARY: SchoolType.PRIMARY, Stage.JUNIOR: SchoolType.JUNIOR}
_DEGREES = ("degree_associate", "degree_bachelor", "degree_master", "degree_doctor")


def county(
    rows: str = FOUR_SCHOOLS,
    *,
    facts: Mapping[str, object] | None = None,
    attested: Mapping[str, str | None] | None = None,
    rooms: str | None = None,
    classes: str = "",
    without: Sequence[str] = (),
) -> Census:
    """The county drawn: ``rows``, and what else differs from a county that meets everything.

    ``facts`` and ``attested`` replace single entries (``None`` is a missing value); ``rooms`` and
    ``classes`` replace the whole table; ``without`` drops facts and attestations altogether.
    """
    drawn = table(rows)
    by_school: dict[str, list[dict[str, str]]] = {}
    for line in drawn:
        by_school.setdefault(line["school"], []).append(line)
    stages = [
        _stage(line, row) for row, line in enumerate(drawn, 2) if line.get("stage", "") != "?"
    ]
    schools = [
        _school(code, lines, [each for each in stages if each.school_code == code], row)
        for row, (code, lines) in enumerate(by_school.items(), 2)
    ]
    known = {**FACTS, **(facts or {})}
    conclusions: dict[str, str | None] = dict.fromkeys((*EVIDENCE, *VETOES, "E.2", "E.5"), "met")
    conclusions |= attested or {}
    return Census(
        schools=tuple(schools),
        stages=tuple(stages),
        rooms=_rooms(rooms) if rooms is not None else _enough_rooms(stages),
        classes=_classes(classes),
        county=tuple(
            CountyFact(county_code=CODE, key=key, value=_fact(key, value), row=row)
            for row, (key, value) in enumerate(known.items(), 2)
            if key not in without
        ),
        attestations=tuple(
            Attestation(county_code=CODE, clause=clause, conclusion=conclusion, row=row)
            for row, (clause, conclusion) in enumerate(conclusions.items(), 2)
            if clause not in without
        ),
        layouts={
            "schools": _layout("学校", _SCHOOL),
            "stages": _layout("学段", _STAGE),
            "rooms": _layout("专用教室", ("school_code", "kind", "area_m2")),
            "classes": _layout("班级", ("school_code", "stage", "grade", "class_no", "pupils")),
            "county": _layout("县级数据", ("county_code", "key", "value")),
            "attestations": _layout("佐证", ("county_code", "clause", "conclusion")),
        },
        source="drawn",
    )


@cache
def ruleset(*with_: str, jurisdiction: str = "", on: date = ON) -> RuleSet:
    """The national rules on the day the manual speaks of, with switches and options turned on."""
    return rules(jurisdiction=jurisdiction, on=on, with_=with_)


def evaluated(census: Census, *with_: str, jurisdiction: str = "", on: date = ON) -> Evaluation:
    """The evaluation of a drawn county."""
    return evaluate(census, ruleset(*with_, jurisdiction=jurisdiction, on=on))


def judged(census: Census, *with_: str, jurisdiction: str = "", on: date = ON) -> CountyResult:
    """The one county of the drawing, judged."""
    (result,) = evaluated(census, *with_, jurisdiction=jurisdiction, on=on).counties
    return result


def row(census: Census, school: str = "A", stage: str = "", *with_: str) -> RowResult:
    """The row of one school: of its stage, or of the only stage it has."""
    (found,) = (
        each
        for each in judged(census, *with_).rows
        if each.school_code == school and stage in ("", each.stage)
    )
    return found


def clause(
    clause_id: str, census: Census, *with_: str, jurisdiction: str = "", on: date = ON
) -> ClauseResult:
    """What is said of one clause of the drawn county."""
    return judged(census, *with_, jurisdiction=jurisdiction, on=on).clause(clause_id)


def table(drawing: str) -> list[dict[str, str]]:
    """The lines of a drawn table, each by column name; blank cells are left out."""
    lines = [line.strip() for line in drawing.strip().splitlines() if line.strip()]
    if not lines:
        return []
    header, *body = ([cell.strip() for cell in line.split("|")] for line in lines)
    for cells in body:
        if len(cells) != len(header):
            raise ValueError(f"{len(header)} columns, but {len(cells)} cells in {cells}")
    return [
        {name: cell for name, cell in zip(header, cells, strict=True) if cell} for cells in body
    ]


def exact(text: str) -> Exact:
    """``4.2``, ``9/1000`` or ``10`` as an exact number."""
    value = Fraction(text.replace("_", ""))
    return value.numerator if value.denominator == 1 else value


def _stage(line: Mapping[str, str], row: int) -> StageRow:
    known = set(line) - {"school", *_SCHOOL}
    if unknown := known - {*_STAGE}:
        raise ValueError(f"no such column: {sorted(unknown)}")
    stage = Stage(line.get("stage", "primary"))
    pupils = int(line.get("pupils", "1000"))
    values: dict[str, int | None] = {
        name: ceil(pupils * rate / 100) for name, rate in _PER_HUNDRED.items()
    }
    values |= {
        "grades": 6 if stage is Stage.PRIMARY else 3,
        "classes": ceil(pupils / 40),
        "largest_class": min(pupils, 40),
        "classes_over": 0,
        "boarders": 0,
        "migrant_pupils": 0,
        "catchment_pupils": pupils,
    }
    drawn = {name: None if line[name] == "?" else int(line[name]) for name in known - {"stage"}}
    values |= drawn
    degrees = sum(values[name] or 0 for name in _DEGREES)
    values.setdefault("teachers", max(degrees, ceil(pupils * 8 / 100)))
    for name in ("certified", "trained_360"):
        values.setdefault(name, values["teachers"])
    values["pupils"] = pupils
    return StageRow(school_code=line["school"], stage=stage, row=row, **values)  # type: ignore[arg-type]


def _school(
    code: str, lines: Sequence[Mapping[str, str]], stages: Sequence[StageRow], row: int
) -> School:
    drawn: dict[str, str] = {}
    for line in lines:
        for name in _SCHOOL:
            if name in line:
                drawn.setdefault(name, line[name])
    pupils = sum(stage.pupils for stage in stages)
    amounts: dict[str, Exact | None] = {
        name: ceil(pupils * rate) for name, rate in _RATES_PER_PUPIL.items()
    }
    amounts |= {"public_fund_yuan": 2000 * max(pupils, 100), "lon": None, "lat": None}
    for name in {*amounts, "training_fund_yuan"} & set(drawn):
        amounts[name] = None if drawn[name] == "?" else exact(drawn[name])
    fund = amounts["public_fund_yuan"]
    amounts.setdefault("training_fund_yuan", None if fund is None else Fraction(fund) / 10)
    built = drawn.get("built_year", "2015")
    dense = drawn.get("dense_centre", "no")
    parent = drawn.get("parent_code")
    kind = drawn.get("type")
    return School(
        county_code=drawn.get("county_code", CODE),
        school_code=code,
        name=drawn.get("name", f"学校{code}"),
        type=SchoolType(kind) if kind else _TYPE_OF_STAGE[stages[0].stage],
        parent_code=parent,
        operator=OperatorCode(int(drawn.get("operator", "7"))),
        area_class=AreaClass(drawn.get("area_class", "urban")),
        built_year=None if built == "?" else int(built),
        boarding=drawn.get("boarding", "no") == "yes",
        dense_centre=None if dense == "?" else dense == "yes",
        row=row,
        **amounts,  # type: ignore[arg-type]
    )


def _enough_rooms(stages: Sequence[StageRow]) -> tuple[Room, ...]:
    needed: dict[str, int] = {}
    for stage in stages:
        needed[stage.school_code] = needed.get(stage.school_code, 0) + (stage.classes or 0)
    codes = [
        (code, kind)
        for code, count in needed.items()
        for kind in ("music", "art")
        for _ in range(ceil(count / 12))
    ]
    return tuple(
        Room(school_code=code, kind=kind, area_m2=100, row=row)
        for row, (code, kind) in enumerate(codes, 2)
    )


def _rooms(drawing: str) -> tuple[Room, ...]:
    return tuple(
        Room(
            school_code=line["school"],
            kind=line["kind"],
            area_m2=None if line["area_m2"] == "?" else exact(line["area_m2"]),
            row=row,
        )
        for row, line in enumerate(table(drawing), 2)
    )


def _classes(drawing: str) -> tuple[ClassRow, ...]:
    return tuple(
        ClassRow(
            school_code=line["school"],
            stage=Stage(line["stage"]),
            grade=line["grade"],
            class_no=line["class_no"],
            pupils=int(line["pupils"]),
            row=row,
        )
        for row, line in enumerate(table(drawing), 2)
    )


def _fact(key: str, value: object) -> Exact | str | None:
    if value is None or key == "name":
        return value  # type: ignore[return-value]
    return exact(str(value))


def _layout(sheet: str, columns: Sequence[str]) -> Layout:
    letters = [chr(ord("A") + number) for number in range(26)]
    return Layout(source=sheet, columns=dict(zip(columns, letters, strict=False)))
