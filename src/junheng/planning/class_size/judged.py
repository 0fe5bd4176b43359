"""The last year of the plan, judged by the reference evaluator: no class above the limit (7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from junheng.census.records import Census, ClassRow, StageRow
from junheng.evaluation.class_size import class_size
from junheng.evaluation.county_data import counties
from junheng.evaluation.results import Finding
from junheng.model import Stage, Status
from junheng.planning.class_size.plan import Line
from junheng.standards import RuleSet


def sizes(line: Line) -> tuple[int, ...]:
    """The classes of a grade, the largest first: as even as can be under the largest."""
    rest, classes = line.pupils - line.largest, line.classes - 1
    if classes < 1:
        return (line.pupils,)
    return (line.largest, *(rest // classes + (n < rest % classes) for n in range(classes)))


def afterwards(census: Census, lines: Sequence[Line]) -> Census:
    """The census with the classes of ``lines``, which are all of one year, in place of its own."""
    by_unit: dict[tuple[str, Stage], list[Line]] = {}
    for line in lines:
        by_unit.setdefault(line.unit.key, []).append(line)
    classes = [each for each in census.classes if (each.school_code, each.stage) not in by_unit]
    stages: list[StageRow] = []
    for row in census.stages:
        own = by_unit.get((row.school_code, row.stage))
        if own is None:
            stages.append(row)
            continue
        each_class = [(line.grade, size) for line in own for size in sizes(line)]
        limit = own[0].unit.limit
        stages.append(
            replace(
                row,
                pupils=sum(line.pupils for line in own),
                classes=len(each_class),
                largest_class=max(size for _, size in each_class),
                classes_over=sum(size > limit for _, size in each_class),
            )
        )
        classes += [
            ClassRow(
                school_code=row.school_code,
                stage=row.stage,
                grade=str(grade),
                class_no=str(number),
                pupils=size,
            )
            for number, (grade, size) in enumerate(each_class, 1)
        ]
    return replace(census, stages=tuple(stages), classes=tuple(classes))


def failing(census: Census, lines: Sequence[Line], rules: RuleSet) -> tuple[Finding, ...]:
    """The planned stages that the evaluator does not find within the limit after the plan."""
    planned = {line.unit.key for line in lines}
    after = afterwards(census, lines)
    return tuple(
        finding
        for county in counties(after, rules)
        for finding in class_size(rules["7.5"], county).findings
        if finding.status is not Status.MET
        and finding.stage is not None
        and (finding.school_code, finding.stage) in planned
    )
