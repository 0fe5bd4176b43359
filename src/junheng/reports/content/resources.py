"""Article 6: the seven indicators, the disparities between schools, the schools that do not pass."""

from __future__ import annotations

from fractions import Fraction

from junheng.evaluation.areas import area
from junheng.evaluation.results import CountyResult, Evaluation, IndicatorStatus, RowResult
from junheng.model import COMPULSORY, Stage, Status
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
from junheng.reports.content.disparity import disparity_section
from junheng.reports.content.failing import failing_section
from junheng.reports.figures import MISSING, percent, school_value
from junheng.reports.wording import short_name
from junheng.standards import Operator


def resources(county: CountyResult, evaluation: Evaluation) -> tuple[Block, ...]:
    """The whole of article 6. Nothing where the rule set has no such article."""
    found = area(county, "6")
    if not found.clauses:
        return ()
    return (
        Heading(level=1, text="资源配置（第6条）", anchor="article-6"),
        Paragraph(text=_summary(county), status=found.status),
        *_indicators(county, evaluation),
        *disparity_section(county, evaluation),
        *failing_section(county, evaluation),
    )


def _summary(county: CountyResult) -> str:
    passing = sum(row.status is Status.MET for row in county.rows)
    within = sum(each.status is Status.MET for each in county.disparities)
    applicable = sum(each.status is not Status.NOT_APPLICABLE for each in county.disparities)
    return (
        f"共 {len(county.rows)} 个学段部（每校每学段一行），{passing} 个达标；"
        f"{applicable} 个校际差异系数，{within} 个在限内。"
    )


def _indicators(county: CountyResult, evaluation: Evaluation) -> tuple[Block, ...]:
    if not county.rows:
        return ()
    return (
        Heading(level=2, text="七项指标达标情况", anchor="indicators"),
        indicator_grid(county, evaluation),
        Figure(
            id="attainment",
            title="各指标达标的学段部",
            summary=_attainment_summary(county, evaluation),
            spec=charts.attainment(county, evaluation),
            data=_attainment_grid(county, evaluation),
        ),
        Figure(
            id="distribution",
            title="各学段部的数值与标准之比",
            summary=_distribution_summary(county, evaluation),
            spec=charts.distribution(county, evaluation),
            data=_values_grid(county, evaluation),
        ),
    )


def stages_of(county: CountyResult) -> tuple[Stage, ...]:
    """The stages that have rows."""
    return tuple(stage for stage in COMPULSORY if any(row.stage is stage for row in county.rows))


def rows_of(county: CountyResult, stage: Stage) -> tuple[RowResult, ...]:
    """The rows of one stage."""
    return tuple(row for row in county.rows if row.stage is stage)


def indicator_grid(county: CountyResult, evaluation: Evaluation) -> Grid:
    """An indicator a row: bound, rows that meet it, and their share, by stage."""
    stages = stages_of(county)
    columns = [Column(header="指标", width=3.6)]
    for stage in stages:
        columns += [
            Column(header=f"{stage.zh}标准", align=Align.RIGHT, width=1.3),
            Column(header=f"{stage.zh}达标", align=Align.RIGHT, width=1.3),
            Column(header="占比", align=Align.RIGHT, width=1),
        ]
    rows = []
    for place, clause in enumerate(evaluation.rules.indicators):
        cells = [words(f"{clause.id} {clause.title.zh}")]
        for stage in stages:
            cells += _attained(rows_of(county, stage), place, clause.bound(stage).operator)
        rows.append(tuple(cells))
    return Grid(caption="七项指标达标的学段部", columns=tuple(columns), rows=tuple(rows))


def _attained(rows: tuple[RowResult, ...], place: int, operator: Operator) -> list[Cell]:
    results = [row.indicators[place] for row in rows]
    met = sum(each.status is IndicatorStatus.MET for each in results)
    unknown = sum(each.status is IndicatorStatus.UNDETERMINED for each in results)
    share = Fraction(met, len(rows))
    limit = f"{operator.sign} {exactly(results[0].bound)}"
    shown = f"{met}/{len(rows)}" + (f"（缺 {unknown}）" if unknown else "")
    return [words(limit), number(shown, share), number(percent(share), share)]


def _attainment_summary(county: CountyResult, evaluation: Evaluation) -> str:
    parts = []
    for stage in stages_of(county):
        rows = rows_of(county, stage)
        short = []
        for place, each in enumerate(rows[0].indicators):
            missed = sum(
                row.indicators[place].status
                in (IndicatorStatus.WITHIN_FLOOR, IndicatorStatus.BELOW_FLOOR)
                for row in rows
            )
            if missed:
                short.append(f"{short_name(each.id, evaluation)} {missed} 个")
        parts.append(f"{stage.zh}未达标：{'、'.join(short) if short else '没有'}")
    return "；".join(parts) + "。"


def _distribution_summary(county: CountyResult, evaluation: Evaluation) -> str:
    lowest = []
    for stage in stages_of(county):
        measured = [
            (result.value / result.bound, row, result)
            for row in rows_of(county, stage)
            for result in row.indicators
            if result.value is not None and result.bound
        ]
        if measured:
            ratio, row, result = min(measured, key=lambda found: found[0])
            lowest.append(
                f"{stage.zh}最低的是{row.name}的{short_name(result.id, evaluation)}，"
                f"为标准的 {percent(ratio)}"
            )
    return f"{'；'.join(lowest)}。实线是标准，虚线是标准的 85%，超过 2.5 倍的画在 2.5 倍处。"


def _attainment_grid(county: CountyResult, evaluation: Evaluation) -> Grid:
    rows = []
    for stage in stages_of(county):
        of_stage = rows_of(county, stage)
        for place, each in enumerate(of_stage[0].indicators):
            counts = [
                sum(row.indicators[place].status is wanted for row in of_stage)
                for wanted in IndicatorStatus
            ]
            rows.append(
                (
                    words(stage.zh),
                    words(short_name(each.id, evaluation)),
                    *(number(str(count), count) for count in counts),
                )
            )
    return Grid(
        caption="各指标达标的学段部（图的数据）",
        columns=(
            Column(header="学段"),
            Column(header="指标", width=2),
            *(Column(header=each.zh, align=Align.RIGHT, width=1.4) for each in IndicatorStatus),
        ),
        rows=tuple(rows),
    )


def _values_grid(county: CountyResult, evaluation: Evaluation) -> Grid:
    """Every row with its seven values: the table behind the charts, searched in a page."""
    indicators = county.rows[0].indicators
    return Grid(
        caption="各学段部的七项指标",
        columns=(
            Column(header="学校", width=2.4),
            Column(header="学段", align=Align.CENTRE, width=0.8),
            Column(header="学生数", align=Align.RIGHT, width=1),
            *(
                Column(header=short_name(each.id, evaluation), align=Align.RIGHT, width=1.2)
                for each in indicators
            ),
            Column(header="判定", align=Align.CENTRE, width=1.6),
        ),
        rows=tuple(
            (
                Cell(text=row.name, anchor=school_anchor(row)),
                words(row.stage.zh),
                number(str(row.pupils), row.pupils),
                *(
                    Cell(
                        text=MISSING
                        if each.value is None
                        else f"{school_value(each.value)} {each.status.mark}",
                        sort=None if each.value is None else float(each.value),
                        status=each.status,
                    )
                    for each in row.indicators
                ),
                status(row.status),
            )
            for row in county.rows
        ),
        note="✓ 达标　△ 未达标但达到85%　✗ 低于85%　— 数据缺失",
        long=True,
    )


def school_anchor(row: RowResult) -> str:
    """Where a school's page stands in the report."""
    return f"school-{row.school_code}"
