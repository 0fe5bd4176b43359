"""The derivation of one row and of one of its indicators."""

from __future__ import annotations

from fractions import Fraction

from junheng.census.records import Census
from junheng.evaluation.amounts import TERMS, RowContext, Terms
from junheng.evaluation.county_data import school_data
from junheng.evaluation.results import (
    Evaluation,
    IndicatorResult,
    IndicatorStatus,
    Input,
    RowResult,
)
from junheng.evaluation.rows import split_weights
from junheng.evaluation.trace import Step
from junheng.model import Stage, Status
from junheng.model.quantity import exactly, printed
from junheng.standards import Unit


def row_step(evaluation: Evaluation, row: RowResult) -> Step:
    """One school and stage against the school rule."""
    clause = evaluation.rules.school_rule
    least = exactly(clause.figure("least_met"))
    floor = printed(clause.figure("floor") * 100, 0)
    note = ""
    if row.status is Status.UNDETERMINED:
        words = "、".join(status.zh for status in row.could_be)
        note = f"缺失的数据补齐后可能是：{words}"
    return Step(
        title=f"{row.name}（{row.school_code}）{row.stage.zh}",
        status=row.status.zh,
        value=f"{row.met} 项达标，{row.within_floor} 项未达标但达到 {floor}%",
        bound=f"{len(row.indicators)} 项中至少 {least} 项达标，余项不低于 {floor}%",
        cite=evaluation.rules.cited(clause.edition.cite),
        note=note,
        children=tuple(indicator_step(evaluation, row, each) for each in row.indicators),
    )


def _context(evaluation: Evaluation, row: RowResult) -> RowContext:
    stages = {
        each.stage: each for each in evaluation.census.stages if each.school_code == row.school_code
    }
    data = school_data(row.school, stages, (), ())
    return RowContext(
        school=row.school,
        row=row.row,
        share=row.share,
        whole_pupils=None if data.absent else data.compulsory_pupils,
        rules=evaluation.rules,
    )


def indicator_step(evaluation: Evaluation, row: RowResult, each: IndicatorResult) -> Step:
    """One indicator of one row: input cells, the split, the division, bound and floor."""
    clause = evaluation.rules[each.clause]
    bound = clause.bound(row.stage)
    context = _context(evaluation, row)
    terms = TERMS[each.id](context)
    per_100 = bound.unit is Unit.PER_100
    children: tuple[Step, ...] = ()
    if terms[0].table == "schools" and row.share != 1:
        children = (share_step(evaluation, row),)
    return Step(
        title=f"{each.clause} {clause.title.zh}",
        status=each.status.zh,
        value=f"{printed(each.value, 2)} {bound.unit.zh}",
        bound=f"{bound.operator.sign} {exactly(each.bound)}，85% 为 {exactly(each.floor)}",
        formula=_formula(terms, per_100=per_100, split=bool(children)),
        working=_working(context, row, each, terms=terms, per_100=per_100),
        cite=evaluation.rules.cited(clause.edition.cite),
        note=_note(each),
        inputs=_inputs(evaluation.census, context, terms),
        missing=each.missing,
        children=children,
    )


def _formula(terms: Terms, *, per_100: bool, split: bool) -> str:
    pieces = [("" if n == 0 else " + " if t.sign > 0 else " − ") + t.header
              for n, t in enumerate(terms)]  # fmt: skip
    whole = "".join(pieces)
    whole = f"（{whole}）" if len(terms) > 1 else whole
    return f"{whole}{' × 拆分比例' if split else ''} ÷ 在校生数{' × 100' if per_100 else ''}"


def _working(
    context: RowContext, row: RowResult, each: IndicatorResult, *, terms: Terms, per_100: bool
) -> str:
    pieces = [("" if n == 0 else " + " if t.sign > 0 else " − ") + exactly(context.value(t), missing="？")
              for n, t in enumerate(terms)]  # fmt: skip
    whole = "".join(pieces)
    whole = f"({whole})" if len(terms) > 1 else whole
    split = ""
    if terms[0].table == "schools" and row.share != 1:
        split = f" × {_fraction(row.share)}"
    answer = "？" if each.value is None else printed(each.value, 4)
    equals = "=" if each.value is None or (each.value * 10_000).denominator == 1 else "≈"
    return f"{whole}{split} ÷ {row.pupils}{' × 100' if per_100 else ''} {equals} {answer}"


def _fraction(value: Fraction | None) -> str:
    return "？" if value is None else f"{value.numerator}/{value.denominator}"


def _note(each: IndicatorResult) -> str:
    if each.status is IndicatorStatus.UNDETERMINED:
        high = "没有上限" if each.high is None else f"至多 {printed(each.high, 2)}"
        return f"缺失的数据补齐后：至少 {printed(each.low, 2)}，{high}"
    if each.rounding_flip:
        return "注意：按四舍五入后的数看结论会相反，判定以未取整的数为准"
    return ""


def _inputs(census: Census, context: RowContext, terms: Terms) -> tuple[Input, ...]:
    lines = {"schools": context.school.row, "stages": context.row.row}
    found = [
        Input(
            label=term.header,
            value=context.value(term),
            cell=census.cell(term.table, term.column, lines[term.table]),
        )
        for term in terms
    ]
    pupils = census.cell("stages", "pupils", context.row.row)
    found.append(Input(label="在校生数", value=context.row.pupils, cell=pupils))
    return tuple(found)


def share_step(evaluation: Evaluation, row: RowResult) -> Step:
    """How whole-school quantities fall to this stage."""
    rules, census = evaluation.rules, evaluation.census
    clause = rules["P.split"]
    weights = split_weights(rules).of(row.school.type)
    stages = [each for each in census.stages if each.school_code == row.school_code]
    by_stage = {each.stage: each for each in stages}
    whole = " + ".join(
        f"{exactly(weights[stage])}×{by_stage[stage].pupils if stage in by_stage else '？'}"
        for stage in weights
        if stage in by_stage or stage in row.school.type.stages
    )
    ratio = "∶".join(exactly(weights[stage]) for stage in Stage if stage in row.school.type.stages)
    names = "∶".join(stage.zh for stage in Stage if stage in row.school.type.stages)
    share = "？" if row.share is None else f"{_fraction(row.share)} ≈ {printed(row.share, 4)}"
    return Step(
        title=f"拆分比例：{row.school.type.zh}的{row.stage.zh}部",
        value=share,
        formula=f"加权在校生之比，{names} = {ratio}",
        working=f"{exactly(weights[row.stage])}×{row.pupils} ÷ ({whole}) = {share}",
        cite=rules.cited(clause.edition.cite),
        inputs=tuple(
            Input(
                label=f"{each.stage.zh}在校生数",
                value=each.pupils,
                cell=census.cell("stages", "pupils", each.row),
            )
            for each in stages
        ),
    )
