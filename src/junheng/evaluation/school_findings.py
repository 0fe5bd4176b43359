"""What the clauses that look at every school share: their schools, their findings, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from junheng.census.records import Exact, StageRow
from junheng.evaluation.county_data import CountyData, SchoolData, stage_absent
from junheng.evaluation.results import Finding, Missing, Source
from junheng.model import SchoolType, Stage, Status
from junheng.standards import Clause

NO_FIGURES: Mapping[str, Exact | None] = {}


def stage_source(row: StageRow, column: str, label: str) -> Source:
    """A figure of a stage row as a source of a finding."""
    return Source(f"{row.stage.zh}{label}", getattr(row, column), "stages", column, row.row)


def stage_missing(data: SchoolData, row: StageRow, column: str, label: str) -> Missing:
    """That a figure of a stage row is not there."""
    return Missing(
        table="stages",
        column=column,
        key=f"{row.school_code}/{row.stage.value}",
        label=f"{data.school.name}（{row.stage.zh}）：{label}",
    )


def finding(
    data: SchoolData,
    status: Status,
    wording: str,
    *,
    figures: Mapping[str, Exact | None] = NO_FIGURES,
    stage: Stage | None = None,
    compared: tuple[Exact | None, Exact | None] = (None, None),
    sources: tuple[Source, ...] = (),
    missing: tuple[Missing, ...] = (),
) -> Finding:
    """What a clause says of one school, or of one stage of it; ``compared`` are value and bound."""
    return Finding(
        school_code=data.school.school_code,
        name=data.school.name,
        stage=stage,
        status=status,
        value=compared[0],
        bound=compared[1],
        wording=wording,
        figures=figures,
        sources=sources,
        missing=missing,
    )


def school_source(data: SchoolData, column: str, label: str) -> Source:
    """A figure of a school as a source of a finding."""
    return Source(label, getattr(data.school, column), "schools", column, data.school.row)


def school_missing(data: SchoolData, column: str, label: str) -> Missing:
    """That a figure of a school is not there."""
    return Missing(
        table="schools",
        column=column,
        key=data.school.school_code,
        label=f"{data.school.name}：{label}",
    )


def built_year_missing(data: SchoolData) -> Missing:
    """That the year a school was built is not there."""
    return school_missing(data, "built_year", "建校年份")


def schools_of(clause: Clause, county: CountyData) -> list[SchoolData]:
    """Primary and junior schools, teaching points apart: those with pupils, or with an unknown stage."""
    return [
        data
        for data in county.compulsory_schools
        if data.school.type is not SchoolType.TEACHING_POINT
        and data.in_scope(clause.scope)
        and (data.compulsory_pupils or data.absent)
    ]


def absent_stages(data: SchoolData) -> tuple[Missing, ...]:
    """The stages of a school that are not in the data, as missing inputs."""
    return tuple(stage_absent(data, stage) for stage in data.absent)


def classes_of(data: SchoolData, row: StageRow) -> list[int]:
    """The pupils of each class of a stage, where the data lists the classes one by one."""
    return [each.pupils for each in data.classes if each.stage is row.stage]


def largest_class(data: SchoolData, row: StageRow) -> int | None:
    """The largest class of a stage: from the list of classes if there is one, else as reported."""
    return max(classes_of(data, row), default=row.largest_class)


def either(conditions: Iterable[bool | None]) -> bool | None:
    """Kleene's "or": one true decides; otherwise one unknown keeps it open."""
    seen = set(conditions)
    return True if True in seen else None if None in seen else False
