"""What is missing, what it keeps open, and which units were left out of the seven indicators."""

from __future__ import annotations

from fractions import Fraction

from junheng.diagnosis import Opening, openings
from junheng.evaluation.results import CountyResult, Evaluation, RowResult
from junheng.model import Status
from junheng.reports.blocks import Align, Block, Column, Grid, Heading, Paragraph, number, words
from junheng.reports.wording import may_miss


def missing_section(county: CountyResult, evaluation: Evaluation) -> tuple[Block, ...]:
    """Every missing input that keeps something open, with what it would settle by itself."""
    found = openings(county, may_miss=may_miss(evaluation))
    heading = Heading(level=1, text="缺少的数据", anchor="missing")
    if not found:
        return (heading, Paragraph(text="没有因数据缺失而无法判定的内容。"))
    decided = "" if county.verdict is Status.UNDETERMINED else "县级结论已定，补齐后不会改变；但"
    return (
        heading,
        Paragraph(
            text=f"缺少 {len(found)} 项数据，{decided}下列判定要等数据补齐。缺失不按 0 处理。"
        ),
        Grid(
            caption="缺少的数据和等它判定的内容",
            columns=(
                Column(header="缺少的数据", width=3.2),
                Column(header="等它判定的条款", width=2.4),
                Column(header="等它判定的学段部", align=Align.RIGHT, width=1.2),
                Column(header="只补它能否判定", width=2.2),
            ),
            rows=tuple(
                (
                    words(each.missing.label),
                    words("、".join(clause.id for clause in each.clauses) or "—"),
                    number(str(len(each.rows)), Fraction(len(each.rows))),
                    words(_settled(each)),
                )
                for each in found
            ),
            note="“可能，看数值”：补上的数值低于标准的 85% 等情形下即可判定，不必等其他数据。",
            long=True,
        ),
    )


def _settled(opening: Opening) -> str:
    if not opening.rows:
        return "—"
    if all(_only(row, opening) for row in opening.rows):
        return "能"
    return "可能，看数值" if opening.settles else "还需其他数据"


def _only(row: RowResult, opening: Opening) -> bool:
    """Whether nothing else is missing to a row."""
    missing = {str(item) for result in row.indicators for item in result.missing}
    return missing == {str(opening.missing)}


def left_out_section(county: CountyResult) -> tuple[Block, ...]:
    """The units that the seven indicators do not look at, each with its reason."""
    heading = Heading(level=1, text="未纳入七项指标判定的单位", anchor="left-out")
    if not county.left_out:
        return (heading, Paragraph(text="所有单位都纳入了判定。"))
    return (
        heading,
        Paragraph(text=f"共 {len(county.left_out)} 个单位未纳入七项指标判定，原因如下。"),
        Grid(
            caption="未纳入判定的单位",
            columns=(
                Column(header="学校标识码", width=1.6),
                Column(header="名称", width=2.4),
                Column(header="学段", align=Align.CENTRE, width=0.8),
                Column(header="原因", width=3.4),
            ),
            rows=tuple(
                (
                    words(each.school_code),
                    words(each.name),
                    words(each.stage.zh if each.stage else "—"),
                    words(each.reason),
                )
                for each in county.left_out
            ),
            long=True,
        ),
    )
