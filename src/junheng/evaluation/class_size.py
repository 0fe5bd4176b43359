"""7.5: no class is too large.

Source: 教督〔2017〕6号 article 7(5).
"""

from __future__ import annotations

from junheng.census.records import StageRow
from junheng.census.tables import CLASS_COUNTED_OVER
from junheng.evaluation.clauses import of_findings
from junheng.evaluation.county_data import CountyData, SchoolData, stage_absent
from junheng.evaluation.results import ClauseResult, Finding, Source
from junheng.evaluation.school_findings import classes_of, finding, stage_missing, stage_source
from junheng.model import Status
from junheng.standards import Bound, Clause

WORDING = "最大班额 {largest} 人，超过 {limit} 人的班级 {over} 个"


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
            _class_size_of(data, row, clause.bound(row.stage))
            for row in data.compulsory
            if row.pupils
        ]
        findings += [
            finding(
                data,
                Status.UNDETERMINED,
                "没有学段数据",
                stage=stage,
                missing=(stage_absent(data, stage),),
            )
            for stage in data.absent
        ]
    return of_findings(clause, county.rules, findings)


def _class_size_of(data: SchoolData, row: StageRow, bound: Bound) -> Finding:
    listed = classes_of(data, row)
    largest = max(listed, default=row.largest_class)
    over = sum(not bound.holds(each) for each in listed) if listed else _reported_over(row, bound)
    if largest is None and over is None:
        return finding(
            data,
            Status.UNDETERMINED,
            "最大班额未填报",
            stage=row.stage,
            compared=(None, bound.value),
            missing=(stage_missing(data, row, "largest_class", "最大班额"),),
        )
    return finding(
        data,
        Status.of((largest is None or bound.holds(largest)) and not over),
        WORDING,
        figures={"largest": largest, "limit": bound.value, "over": over},
        stage=row.stage,
        compared=(largest, bound.value),
        sources=_listed(data, row) if listed else _reported(row),
    )


def _reported_over(row: StageRow, bound: Bound) -> int | None:
    """What the reported number of large classes says of this bound.

    It is counted above 45 and 50 pupils. Of a tighter local bound it says something only where
    there are such classes; that there are none leaves classes between the two bounds open.
    """
    counted = CLASS_COUNTED_OVER.get(row.stage)
    if bound.value == counted:
        return row.classes_over
    tighter = bound.value is not None and counted is not None and bound.value < counted
    return row.classes_over if tighter and row.classes_over else None


def _reported(row: StageRow) -> tuple[Source, ...]:
    return (
        stage_source(row, "largest_class", "最大班额"),
        stage_source(row, "classes_over", "超标班级数"),
    )


def _listed(data: SchoolData, row: StageRow) -> tuple[Source, ...]:
    return tuple(
        Source(f"{each.grade} {each.class_no} 学生数", each.pupils, "classes", "pupils", each.row)
        for each in data.classes
        if each.stage is row.stage
    )
