"""Clauses about teachers and pupils of the county: training, rotation, certificates, catchment, quota,
retention, disabled children.

Source: 教督〔2017〕6号 articles 7 and 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from junheng.census.records import StageRow
from junheng.evaluation.clauses import (
    county_share,
    not_applicable,
    of_parts,
    part,
    quotient,
)
from junheng.evaluation.county_data import (
    CountyData,
    SchoolData,
    stage_absent,
)
from junheng.evaluation.figures import percent
from junheng.evaluation.results import ClauseResult, Input, Missing, Part
from junheng.evaluation.school_findings import stage_missing
from junheng.model import COMPULSORY, SchoolType, Stage
from junheng.standards import Bound, Clause

Rows = Sequence[tuple[SchoolData, StageRow]]


def _schools_with_teachers(county: CountyData, clause: Clause) -> list[SchoolData]:
    """Schools of compulsory education in the clause's scope, special education included."""
    return [
        data
        for data in county.schools
        if data.school.type is not SchoolType.VOCATIONAL and data.in_scope(clause.scope)
    ]


def _rows(schools: Sequence[SchoolData], stages: Sequence[Stage]) -> Rows:
    return [(data, row) for data in schools for row in data.compulsory if row.stage in stages]


def _absent(schools: Sequence[SchoolData], stages: Sequence[Stage]) -> list[Missing]:
    return [
        stage_absent(data, stage) for data in schools for stage in data.absent if stage in stages
    ]


def _column_share(
    county: CountyData,
    schools: Sequence[SchoolData],
    bound: Bound,
    *,
    label: str,
    columns: tuple[str, str],
    stages: Sequence[Stage] = COMPULSORY,
) -> Part:
    """The sum of one column of the stage rows over the sum of another."""
    rows, absent = _rows(schools, stages), _absent(schools, stages)
    headers = {
        "trained_360": "五年满360学时专任教师数",
        "certified": "持教师资格证专任教师数",
        "teachers": "专任教师数",
        "catchment_pupils": "划片范围内在校生数",
        "pupils": "在校生数",
    }
    sums = []
    missing = list(absent)
    for column in columns:
        values = [getattr(row, column) for _, row in rows]
        missing += [
            stage_missing(data, row, column, headers[column])
            for (data, row), value in zip(rows, values, strict=True)
            if value is None
        ]
        sums.append(None if absent or None in values else sum(values))
    inputs = tuple(
        Input(
            label=f"{headers[column]}（{len(rows)} 个学段部合计）",
            value=total,
            cell=_cells(county, rows, column),
        )
        for column, total in zip(columns, sums, strict=True)
    )
    found = part(
        bound,
        quotient(*sums),
        name=columns[0],
        label=label,
        formula=f"{headers[columns[0]]}合计 ÷ {headers[columns[1]]}合计",
        inputs=inputs,
        missing=tuple(missing),
    )
    return not_applicable(found) if sums[1] == 0 and not sums[0] else found


def _cells(county: CountyData, rows: Rows, column: str) -> str:
    """Where the terms of a sum stand: the first cell, and how many there are."""
    if not rows:
        return ""
    first = county.census.cell("stages", column, rows[0][1].row)
    return f"{first} 等 {len(rows)} 格" if first and len(rows) > 1 else first


def training_hours(clause: Clause, county: CountyData) -> ClauseResult:
    """7.9: full-time teachers with 360 hours in five years."""
    found = _column_share(
        county,
        _schools_with_teachers(county, clause),
        clause.bound(),
        label="教师五年360学时培训完成率",
        columns=("trained_360", "teachers"),
    )
    return of_parts(clause, county.rules, (found,))


def certificates(clause: Clause, county: CountyData) -> ClauseResult:
    """7.12: full-time teachers who hold a teaching certificate."""
    found = _column_share(
        county,
        _schools_with_teachers(county, clause),
        clause.bound(),
        label="专任教师持证上岗率",
        columns=("certified", "teachers"),
    )
    return of_parts(clause, county.rules, (found,))


def rotation(clause: Clause, county: CountyData) -> ClauseResult:
    """7.11: rotated of the eligible; backbone teachers of the rotated.

    Option ``rotation_backbone_base``: backbone teachers are counted against all eligible backbone
    teachers instead.
    """
    base = {
        "rotated": "rotated",
        "eligible_backbone": "rotation_eligible_backbone",
    }[county.rules.option("rotation_backbone_base")]
    return of_parts(
        clause,
        county.rules,
        (
            county_share(
                county,
                clause.bound("rotated"),
                name="rotated",
                label="交流轮岗教师比例",
                numerator=("rotated",),
                denominator="rotation_eligible",
            ),
            county_share(
                county,
                clause.bound("backbone"),
                name="backbone",
                label="交流轮岗骨干教师比例",
                numerator=("rotated_backbone",),
                denominator=base,
            ),
        ),
    )


def catchment(clause: Clause, county: CountyData) -> ClauseResult:
    """7.13: pupils from the catchment in urban and town public day schools, by stage.

    Primary and junior schools only: special education takes in pupils from the whole county.
    """
    schools = [data for data in county.compulsory_schools if data.in_scope(clause.scope)]
    return of_parts(
        clause,
        county.rules,
        [
            _column_share(
                county,
                schools,
                clause.bound(stage),
                label=f"{stage.zh}就近划片入学比例",
                columns=("catchment_pupils", "pupils"),
                stages=(stage,),
            )
            for stage in COMPULSORY
        ],
    )


def quota(clause: Clause, county: CountyData) -> ClauseResult:
    """7.14: places of good senior high schools allotted to junior schools; the rural share is shown."""
    allotted = county_share(
        county,
        clause.bound(),
        name="quota",
        label="优质高中招生名额分配比例",
        numerator=("quota_allotted",),
        denominator="quota_planned",
    )
    rural = quotient(county.fact("quota_rural"), county.fact("quota_allotted"))
    note = "" if rural is None else f"其中分配到农村初中 {percent(rural)}"
    return of_parts(clause, county.rules, (allotted,), note=note)


def adjusted_retention(
    graduates: Fraction,
    entered: Fraction,
    moved_in: Fraction,
    moved_out: Fraction,
    deaths: Fraction,
) -> Fraction | None:
    """(graduates - transferred in + transferred out) / (entrants three years ago - deaths)."""
    return quotient(graduates - moved_in + moved_out, entered - deaths)


def capped_retention(
    graduates: Fraction, entered: Fraction, moved_in: Fraction, moved_out: Fraction
) -> Fraction | None:
    """Graduates / (entrants + transferred in - transferred out), never above 1."""
    value = quotient(graduates, entered + moved_in - moved_out)
    return None if value is None else min(value, Fraction(1))


def retention(clause: Clause, county: CountyData) -> ClauseResult:
    """8.1: three-year retention of junior schools. Option ``retention_formula``: adjusted, capped."""
    capped = county.rules.option("retention_formula") == "capped"
    keys = [
        "graduates",
        "entrants_three_years_ago",
        "transferred_in",
        "transferred_out",
    ]
    if not capped:
        keys.append("deaths")
    figures = [county.fact(key) for key in keys]
    known = [Fraction(figure) for figure in figures if figure is not None]
    value = None
    if len(known) == len(figures):
        value = capped_retention(*known) if capped else adjusted_retention(*known)
    found = part(
        clause.bound(),
        value,
        name="retention",
        label="初中三年巩固率",
        formula="毕业生数 ÷（招生数 + 转入 − 转出），至多 100%"
        if capped
        else "（毕业生数 − 转入 + 转出）÷（招生数 − 死亡）",
        inputs=county.inputs(*keys),
        missing=county.missing(*keys),
    )
    return of_parts(clause, county.rules, (found,))


def disabled_enrolment(clause: Clause, county: CountyData) -> ClauseResult:
    """8.2: children with disabilities who are enrolled."""
    found = county_share(
        county,
        clause.bound(),
        name="disabled_enrolment",
        label="残疾儿童少年入学率",
        numerator=("disabled_enrolled",),
        denominator="disabled_children",
    )
    return of_parts(clause, county.rules, (found,))
