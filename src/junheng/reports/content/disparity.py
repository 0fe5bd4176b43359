"""The disparities between schools: each against its limit, and what drives those beyond it."""

from __future__ import annotations

from fractions import Fraction

from junheng.diagnosis import KINDS, drivers, levelling
from junheng.evaluation.results import CountyResult, Disparity, Evaluation
from junheng.model import Status
from junheng.model.quantity import printed
from junheng.reports import charts
from junheng.reports.blocks import (
    Align,
    Block,
    Bullets,
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
from junheng.reports.figures import (
    FLIP,
    MISSING,
    coefficient,
    percent,
    quantity,
    school_value,
)
from junheng.reports.wording import short_name

FURTHEST = 5
"""How many of the rows that drive a disparity are named."""


def disparity_section(county: CountyResult, evaluation: Evaluation) -> tuple[Block, ...]:
    """Table and chart of the coefficients, then the drivers of those beyond their limit."""
    applicable = [each for each in county.disparities if each.status is not Status.NOT_APPLICABLE]
    if not applicable:
        return ()
    blocks: list[Block] = [
        Heading(level=2, text="校际差异系数", anchor="disparity"),
        disparity_grid(county, evaluation),
        Figure(
            id="coefficients",
            title="校际差异系数与上限",
            summary=_summary(county, evaluation),
            spec=charts.coefficients(county, evaluation),
            data=disparity_grid(county, evaluation),
        ),
    ]
    for each in applicable:
        if each.status is Status.NOT_MET:
            blocks += _driven(county, each, evaluation)
    return tuple(blocks)


def name_of(each: Disparity, evaluation: Evaluation) -> str:
    """A disparity's name: stage and indicator."""
    return f"{each.stage.zh}{short_name(each.indicator, evaluation)}"


def disparity_grid(county: CountyResult, evaluation: Evaluation) -> Grid:
    """A coefficient a row, those of both stages."""
    flips = any(each.rounding_flip for each in county.disparities)
    open_ = any(each.best is not None for each in county.disparities)
    notes = [f"{FLIP} 四舍五入后看似与判定不一致，判定按精确值。"] if flips else []
    if open_:
        notes.append("带“～”的是缺失数据补齐后可能的范围，只供参考。")
    return Grid(
        caption="校际差异系数",
        columns=(
            Column(header="学段", align=Align.CENTRE, width=0.8),
            Column(header="指标", width=1.8),
            Column(header="校数", align=Align.RIGHT, width=0.8),
            Column(header="平均值", align=Align.RIGHT, width=1.2),
            Column(header="标准差", align=Align.RIGHT, width=1.2),
            Column(header="差异系数", align=Align.RIGHT, width=1.6),
            Column(header="上限", align=Align.RIGHT, width=0.9),
            Column(header="判定", align=Align.CENTRE, width=1.6),
        ),
        rows=tuple(_row(each, evaluation) for each in county.disparities),
        note="".join(notes),
    )


def _row(each: Disparity, evaluation: Evaluation) -> tuple[Cell, ...]:
    return (
        words(each.stage.zh),
        words(short_name(each.indicator, evaluation)),
        number(str(each.rows), each.rows),
        number(school_value(each.mean), each.mean),
        number(school_value(each.sd), each.sd),
        number(printed_cv(each), each.cv),
        words(f"≤ {printed(each.limit, 2)}"),
        status(each.status),
    )


def printed_cv(each: Disparity) -> str:
    """The coefficient, or the range that missing data leave open, or a dash."""
    if each.cv is not None:
        return coefficient(each.cv) + (FLIP if each.rounding_flip else "")
    if each.best is not None and each.worst is not None:
        return f"{coefficient(each.best)}～{coefficient(each.worst)}"
    return MISSING


def _summary(county: CountyResult, evaluation: Evaluation) -> str:
    over = [
        f"{name_of(each, evaluation)} {printed_cv(each)}"
        for each in county.disparities
        if each.status is Status.NOT_MET
    ]
    waiting = [
        name_of(each, evaluation)
        for each in county.disparities
        if each.status is Status.UNDETERMINED
    ]
    parts = [f"超过上限的：{'、'.join(over)}" if over else "没有超过上限的差异系数"]
    if waiting:
        parts.append(f"无法判定的：{'、'.join(waiting)}")
    hopeless = [
        name_of(each, evaluation)
        for each in county.disparities
        if each.status is Status.UNDETERMINED and each.best is not None and each.best > each.limit
    ]
    if hopeless:
        parts.append(f"其中{'、'.join(hopeless)}即使在最好的情形下也会超过上限")
    return f"{'；'.join(parts)}。"


def _driven(county: CountyResult, each: Disparity, evaluation: Evaluation) -> list[Block]:
    name = name_of(each, evaluation)
    found = drivers(county, each)
    shown = found[:FURTHEST]
    together = sum((driver.part for driver in shown), start=Fraction(0))
    above = sum((driver.part for driver in found if driver.above), start=Fraction(0))
    blocks: list[Block] = [
        Heading(level=3, text=f"{name}（{printed_cv(each)}）的成因"),
        Paragraph(
            text=f"{len(found)} 个学段部中，下列 {len(shown)} 个合计占差异的 {percent(together)}；"
            f"高于平均的学校占 {percent(above)}，低于平均的占 {percent(1 - above)}。"
            "“占差异”是该学段部对差异系数平方的贡献，全部合计为 100%。"
        ),
        Grid(
            caption=f"{name}差异的主要来源",
            columns=(
                Column(header="学校", width=2.6),
                Column(header="学生数", align=Align.RIGHT, width=1),
                Column(header="数值", align=Align.RIGHT, width=1.2),
                Column(header="平均值", align=Align.RIGHT, width=1.2),
                Column(header="高于或低于", align=Align.CENTRE, width=1.2),
                Column(header="占差异", align=Align.RIGHT, width=1.2),
            ),
            rows=tuple(
                (
                    words(driver.row.name),
                    number(str(driver.row.pupils), driver.row.pupils),
                    number(school_value(driver.value), driver.value),
                    number(school_value(driver.mean), driver.mean),
                    words("高于平均" if driver.above else "低于平均"),
                    number(percent(driver.part), driver.part),
                )
                for driver in shown
            ),
        ),
    ]
    level = levelling(county, each)
    if level is not None:
        kind = KINDS[each.indicator]
        advice = (
            f"其他学校不变，把最低的 {len(level.added)} 个学段部补到 {school_value(level.level)}，"
            f"共需增加 {quantity(level.total, kind)}，差异系数即可降到上限以内。"
        )
        blocks.append(Bullets(items=(advice,)))
    return blocks
