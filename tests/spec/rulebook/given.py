"""From the rows a worked example gives to a data set: what it leaves out is not known.

Only columns that every data set must have are filled in: a county, one school of the kind its
stages suggest, public, in the countryside of no particular kind (a town), not boarding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from junheng.census.records import (
    Attestation,
    Census,
    ClassRow,
    CountyFact,
    Room,
    School,
    StageRow,
)
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage

COUNTY = "990101"
SCHOOL = "S1"
Row = Mapping[str, Any]


def census(given: Mapping[str, Any]) -> Census:
    """The data set of an example."""
    stages = [stage_row(row) for row in given.get("stages", ())]
    schools = [school(row, stages) for row in given.get("schools", [{}])]
    if not stages:
        stages = [StageRow(school_code=SCHOOL, stage=Stage.PRIMARY, pupils=100)]
    return Census(
        schools=tuple(schools),
        stages=tuple(stages),
        rooms=tuple(
            Room(school_code=SCHOOL, kind=row["kind"], area_m2=exact(row.get("area_m2")))
            for row in given.get("rooms", ())
        ),
        classes=tuple(
            ClassRow(**{"school_code": SCHOOL, **row, "stage": Stage(row["stage"])})
            for row in given.get("classes", ())
        ),
        county=tuple(
            CountyFact(county_code=COUNTY, key=key, value=exact(value))
            for key, value in given.get("county", {}).items()
        ),
        attestations=tuple(
            Attestation(county_code=COUNTY, clause=clause, conclusion=conclusion)
            for clause, conclusion in given.get("attestations", {}).items()
        ),
    )


def exact(value: int | str | None) -> int | Fraction | None:
    """A figure as cards write it: whole, or an exact decimal in quotes."""
    return Fraction(value) if isinstance(value, str) else value


def stage_row(row: Row) -> StageRow:
    """One row of the table stages."""
    return StageRow(**{"school_code": SCHOOL, **row, "stage": Stage(row["stage"])})


def school(row: Row, stages: Sequence[StageRow]) -> School:
    """One row of the table schools; its kind, if not given, is that of its first stage."""
    code = row.get("school_code", SCHOOL)
    own = [stage.stage.value for stage in stages if stage.school_code == code] or ["primary"]
    words = {"name", "school_code", "parent_code"}
    figures = {
        key: value if key in words or isinstance(value, bool) else exact(value)
        for key, value in row.items()
        if key not in ("type", "operator", "area_class")
    }
    required = {"county_code": COUNTY, "school_code": code, "name": code, "boarding": False}
    return School(
        **{
            **required,
            **figures,
            "type": SchoolType(row.get("type", own[0])),
            "operator": OperatorCode(row.get("operator", OperatorCode.COUNTY_EDUCATION)),
            "area_class": AreaClass(row.get("area_class", AreaClass.TOWN)),
        }
    )
