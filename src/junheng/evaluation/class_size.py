"""7.5: no class is too large.

Source: rules.md section 5.
"""

from __future__ import annotations

from fractions import Fraction

from junheng.census.records import StageRow
from junheng.evaluation.clauses import of_findings
from junheng.evaluation.county_data import CountyData, SchoolData, stage_absent
from junheng.evaluation.results import ClauseResult, Finding, Input
from junheng.evaluation.school_findings import classes_of, finding, stage_input, stage_missing
from junheng.model import Status
from junheng.model.quantity import exactly
from junheng.standards import Bound, Clause


def class_size(clause: Clause, county: CountyData) -> ClauseResult:
    """7.5: no class is too large, those of small teaching points included. One finding a school and
    stage.

    Either figure can decide: the largest class, or the number of classes over the bound. The list of
    classes overrides both.
    """
    findings = []
    for data in county.compulsory_schools:
        if not data.in_scope(clause.scope):
            continue
        findings += [
            _class_size_of(data, row, clause.bound(row.stage), county)
            for row in data.compulsory
            if row.pupils
        ]
        findings += [
            finding(
                data,
                Status.UNDETERMINED,
                stage=stage,
                text="没有学段数据",
                missing=(stage_absent(data, stage),),
            )
            for stage in data.absent
        ]
    return of_findings(clause, county.rules, findings)


def _class_size_of(data: SchoolData, row: StageRow, bound: Bound, county: CountyData) -> Finding:
    listed = classes_of(data, row)
    largest = max(listed, default=row.largest_class)
    over = sum(not bound.holds(each) for each in listed) if listed else row.classes_over
    if largest is None and over is None:
        return finding(
            data,
            Status.UNDETERMINED,
            stage=row.stage,
            bound=bound.value,
            text="最大班额未填报",
            missing=(stage_missing(data, row, "largest_class", "最大班额"),),
        )
    within = (largest is None or bound.holds(largest)) and not over
    shown = "" if largest is None else f"最大班额 {largest} 人，"
    inputs: tuple[Input, ...] = (
        stage_input(county, row, "largest_class", "最大班额"),
        stage_input(county, row, "classes_over", "超标班级数"),
    )
    if listed:
        inputs = tuple(
            Input(
                label=f"{row.stage.zh}{each.grade}年级{each.class_no}班学生数",
                value=each.pupils,
                cell=county.census.cell("classes", "pupils", each.row),
            )
            for each in data.classes
            if each.stage is row.stage
        )
    return finding(
        data,
        Status.of(within),
        stage=row.stage,
        value=None if largest is None else Fraction(largest),
        bound=bound.value,
        text=f"{shown}超过 {exactly(bound.value)} 人的班级 "
        + ("未填报" if over is None else f"{over} 个"),
        inputs=inputs,
    )
