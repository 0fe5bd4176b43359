"""The rows that do not pass or cannot be decided: what they lack, in people, rooms, m2 and yuan."""

from __future__ import annotations

from collections.abc import Sequence

from junheng.diagnosis import Gap, Reading, RowGaps, cheapest, gaps_of
from junheng.evaluation.results import CountyResult, Evaluation, RowResult
from junheng.model import Status
from junheng.model.quantity import exactly
from junheng.reports import charts
from junheng.reports.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Figure,
    Grid,
    Heading,
    Paragraph,
    number,
    status,
    words,
)
from junheng.reports.figures import quantity, school_value
from junheng.reports.wording import may_miss, short_name

MOST_NAMED = 10
"""Schools without data that are named; "missing data" lists every one of them."""

MATRIX_ROWS = 36
"""Rows of one matrix: what fits on a printed page."""


def failing_section(county: CountyResult, evaluation: Evaluation) -> tuple[Block, ...]:
    """Matrix and table of the rows that do not pass, or a sentence that all of them do."""
    heading = Heading(level=2, text="未达标和无法判定的学校", anchor="failing")
    found = [row for row in county.rows if row.status in (Status.NOT_MET, Status.UNDETERMINED)]
    silent = _without_rows(county)
    if not found:
        all_pass = f"全部 {len(county.rows)} 个学段部都达标。" if county.rows else ""
        return (heading, Paragraph(text=f"{all_pass}{silent}" or "没有可以判定的学段部。"))
    rule = evaluation.rules.school_rule
    return (
        heading,
        Paragraph(
            text=f"每个学段部至少 {int(rule.figure('least_met'))} 项达标、余项不低于标准的 85% 才算达标。"
            "“达标还需”允许一项只补到 85%、其余补足，取各项所缺占本项标准的比例合计最小的补法；"
            f"一贯制学校的面积、设备、教室按全校数量计算。数量向上取整，不会补了还差。{silent}"
        ),
        *_matrices(found, evaluation),
        failing_grid(found, evaluation),
    )


def _without_rows(county: CountyResult) -> str:
    """The schools and stages that the data says nothing of: they are in no table of rows."""
    known = {(row.school_code, row.stage) for row in county.rows}
    names = [
        f"{finding.name}（{finding.stage.zh}）" if finding.stage else finding.name
        for clause in county.clauses
        if clause.id == "6.school"
        for finding in clause.findings
        if (finding.school_code, finding.stage) not in known
    ]
    if not names:
        return ""
    more = "等" if len(names) > MOST_NAMED else ""
    listed = "、".join(names[:MOST_NAMED])
    return f"另有 {len(names)} 个学段部没有任何数据，无法判定：{listed}{more}。"


def _matrices(rows: Sequence[RowResult], evaluation: Evaluation) -> list[Block]:
    blocks: list[Block] = []
    for begin in range(0, len(rows), MATRIX_ROWS):
        part = rows[begin : begin + MATRIX_ROWS]
        number_ = f"（{begin // MATRIX_ROWS + 1}）" if len(rows) > MATRIX_ROWS else ""
        blocks.append(
            Figure(
                id=f"matrix-{begin // MATRIX_ROWS + 1}",
                title=f"学校与指标对照{number_}",
                summary=f"{len(part)} 个学段部对照七项指标：✓ 达标，△ 达到85%，✗ 低于85%，? 无法判定。",
                spec=charts.matrix(part, evaluation),
                data=_matrix_grid(part, evaluation),
            )
        )
    return blocks


def _matrix_grid(rows: Sequence[RowResult], evaluation: Evaluation) -> Grid:
    return Grid(
        caption="学校与指标对照（图的数据）",
        columns=(
            Column(header="学校", width=2.4),
            Column(header="学段", align=Align.CENTRE, width=0.8),
            *(
                Column(header=short_name(each.id, evaluation), align=Align.CENTRE, width=1.2)
                for each in rows[0].indicators
            ),
        ),
        rows=tuple(
            (
                words(row.name),
                words(row.stage.zh),
                *(
                    Cell(text=f"{each.status.mark} {school_value(each.value)}", status=each.status)
                    for each in row.indicators
                ),
            )
            for row in rows
        ),
    )


def failing_grid(rows: Sequence[RowResult], evaluation: Evaluation) -> Grid:
    """A row a school and stage: what falls short, and the cheapest way to pass."""
    return Grid(
        caption="未达标和无法判定的学段部",
        columns=(
            Column(header="学校", width=2.2),
            Column(header="学段", align=Align.CENTRE, width=0.7),
            Column(header="学生数", align=Align.RIGHT, width=0.9),
            Column(header="未达标指标（数值/标准）", width=2.8),
            Column(header="达标还需", width=2.6),
            Column(header="判定", align=Align.CENTRE, width=1.6),
        ),
        rows=tuple(_failing_row(row, evaluation) for row in rows),
        long=True,
    )


def _failing_row(row: RowResult, evaluation: Evaluation) -> tuple[Cell, ...]:
    found = gaps_of(row)
    return (
        words(row.name),
        words(row.stage.zh),
        number(str(row.pupils), row.pupils),
        words(_shortfalls(row, evaluation)),
        words(way_to_pass(found, evaluation)),
        status(row.status),
    )


def _shortfalls(row: RowResult, evaluation: Evaluation) -> str:
    parts = []
    for each in row.indicators:
        if each.status.value == "undetermined":
            parts.append(f"{short_name(each.id, evaluation)} 缺数据")
        elif each.status.value != "met":
            flip = "※" if each.rounding_flip else ""
            parts.append(
                f"{each.status.mark} {short_name(each.id, evaluation)} "
                f"{school_value(each.value)}{flip}/{exactly(each.bound)}"
            )
    return "；".join(parts)


def way_to_pass(found: RowGaps, evaluation: Evaluation) -> str:
    """The cheapest reading in words; what is missing is said, not taken for reached."""
    reading = cheapest(found, may_miss=may_miss(evaluation))
    parts = [
        f"{short_name(indicator, evaluation)} {quantity(needed, gap.kind)}{_to(reading, gap)}"
        for indicator, needed in reading.needs.items()
        if (gap := found.gap(indicator))
    ]
    left = [short_name(each, evaluation) for each in reading.at_floor if each not in reading.needs]
    if left:
        parts.append(f"{'、'.join(left)}已达到 85%，可以不补")
    if reading.unknown:
        parts.append(
            f"{'、'.join(short_name(each, evaluation) for each in reading.unknown)}先补数据"
        )
    return "；".join(parts) or "无"


def _to(reading: Reading, gap: Gap) -> str:
    return "（补到85%）" if gap.indicator in reading.at_floor else ""
