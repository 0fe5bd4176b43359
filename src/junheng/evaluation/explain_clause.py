"""The derivation of a county's verdict, of a clause, and of a disparity."""

from __future__ import annotations

from dataclasses import replace

from junheng.census.records import Census
from junheng.evaluation.explain_row import indicator_step, row_step
from junheng.evaluation.figures import shown, shown_bound
from junheng.evaluation.results import (
    ClauseResult,
    CountyResult,
    Disparity,
    Evaluation,
    Finding,
    Input,
    Part,
)
from junheng.evaluation.trace import Step
from junheng.model import Status
from junheng.model.quantity import exactly, printed
from junheng.standards import Judged, RuleSet


def county_step(county: CountyResult, rules: RuleSet) -> Step:
    """The verdict: every deciding clause, those that decide it first."""
    order = {Status.NOT_MET: 0, Status.UNDETERMINED: 1, Status.MET: 2, Status.NOT_APPLICABLE: 3}
    deciding = sorted((c for c in county.clauses if c.decides), key=lambda c: order[c.status])
    return Step(
        title=f"{county.title} 县域义务教育优质均衡",
        status=county.verdict.zh,
        formula="第六至九条全部达标，且没有第十条所列情形；一条未达标即未达标",
        note=f"规则 {rules.id}，{rules.jurisdiction_name}，{rules.on.isoformat()}，"
        f"指纹 {rules.fingerprint[:16]}",
        children=tuple(_summary(clause) for clause in deciding),
    )


def _summary(clause: ClauseResult) -> Step:
    return Step(
        title=f"{clause.id} {clause.title.zh}",
        status=clause.status.zh,
        value=shown(clause.value, clause.unit) if clause.value is not None else "",
        bound=shown_bound(clause.bound, clause.operator, clause.unit),
        cite=clause.cited,
        note=clause.note,
        missing=clause.missing[:3],
    )


EXAMPLES = 3
"""How many schools are shown of a clause that all of them meet."""


def clause_step(evaluation: Evaluation, county: CountyResult, clause: ClauseResult) -> Step:
    """One clause: its parts with their cells, or the schools that fail it or cannot be judged."""
    rules = evaluation.rules
    children: tuple[Step, ...]
    judged = rules[clause.id].judged
    if judged in (Judged.INDICATOR, Judged.SCHOOL_RULE):
        children = _open_rows(evaluation, county, clause)
    elif clause.parts:
        children = tuple(_part_step(each) for each in clause.parts)
    elif rules[clause.id].measure == "disparity":
        children = tuple(disparity_step(county, rules, each) for each in county.disparities)
    else:
        open_ = [each for each in clause.findings if each.status is not Status.MET]
        shown_findings = open_ or clause.findings[:EXAMPLES]
        children = tuple(finding_step(each, evaluation.census) for each in shown_findings)
    rule = rules[clause.id]
    lineage = " → ".join(
        f"{place or '全国'}{_EFFECTS.get(effect, effect)}（{rules.cited(cite)}）"
        for place, effect, cite in rule.lineage
    )
    complying = ""
    one_figure = len(clause.parts) <= 1
    if clause.findings:
        met = sum(each.status is Status.MET for each in clause.findings)
        complying = f"{len(clause.findings)} 所（学段部）中 {met} 所达标"
    return Step(
        title=f"{clause.id} {clause.title.zh}",
        status=clause.status.zh,
        value=shown(clause.value, clause.unit) if one_figure and clause.value is not None else "",
        bound=shown_bound(clause.bound, clause.operator, clause.unit) if one_figure else "",
        formula=rule.summary.zh,
        working=complying,
        cite=f"{clause.cited}，{rule.edition.since.isoformat()} 起施行的版本，"
        f"{rule.edition.checked.isoformat()} 核对",
        note="；".join(piece for piece in (clause.note, lineage) if piece),
        schools=clause.id if clause.findings else "",
        missing=() if children else clause.missing,
        children=children,
    )


def _open_rows(
    evaluation: Evaluation, county: CountyResult, clause: ClauseResult
) -> tuple[Step, ...]:
    """The rows that do not comply with a clause of article 6, each derived from its cells."""
    rows = {(row.school_code, row.stage): row for row in county.rows}
    found = []
    for each in clause.findings:
        row = rows.get((each.school_code, each.stage)) if each.stage else None
        if each.status is Status.MET:
            continue
        if row is None:
            found.append(finding_step(each, evaluation.census))
        elif evaluation.rules[clause.id].judged is Judged.SCHOOL_RULE:
            found.append(row_step(evaluation, row))
        else:
            indicator = row.indicator(evaluation.rules[clause.id].measure)
            step = indicator_step(evaluation, row, indicator)
            found.append(replace(step, title=f"{row.name}（{row.school_code}）{row.stage.zh}"))
    return tuple(found)


_EFFECTS = {
    "defines": "规定",
    "raises": "提高",
    "refines": "细化",
    "adds": "增加",
    "rescopes": "调整适用范围",
}


def _part_step(part: Part) -> Step:
    return Step(
        title=part.label,
        status=part.status.zh,
        value=shown(part.value, part.unit) if part.bound is not None else "",
        bound=shown_bound(part.bound, part.operator, part.unit),
        formula=part.formula,
        inputs=part.inputs,
        missing=part.missing,
    )


def finding_step(finding: Finding, census: Census) -> Step:
    """What a clause says of one school, with the cells it rests on."""
    stage = finding.stage.zh if finding.stage else ""
    return Step(
        title=f"{finding.name}（{finding.school_code}）{stage}",
        status=finding.status.zh,
        working=finding.text,
        inputs=tuple(
            Input(
                label=each.label,
                value=each.value,
                cell=census.cell(each.table, each.column, each.row),
            )
            for each in finding.sources
        ),
        missing=finding.missing,
    )


def disparity_step(county: CountyResult, rules: RuleSet, each: Disparity) -> Step:
    """One coefficient: the sums it is made of, and every school's amount and pupils."""
    clause = rules[each.clause]
    rows = [row for row in county.rows if row.stage is each.stage]
    inputs = tuple(
        Input(
            label=f"{row.name}：数量 {exactly(row.indicator(each.indicator).amount)}，"
            f"在校生 {row.pupils}，值",
            value=printed(row.indicator(each.indicator).value, 2),
        )
        for row in rows
    )
    note = each.reason
    if each.best is not None and each.worst is not None:
        note += f"；补齐后最好 {printed(each.best, 3)}，最差 {printed(each.worst, 3)}（仅供参考）"
    if each.rounding_flip:
        note += "；注意：按三位小数看结论会相反，判定以精确值为准"
    return Step(
        title=f"{each.stage.zh}“{clause.title.zh}”校际差异系数",
        status=each.status.zh,
        value=printed(each.cv, 3),
        bound=f"≤ {exactly(each.limit)}",
        formula="差异系数² = 在校生总数 × Σ(数量² ÷ 在校生数) ÷ (Σ数量)² − 1，按在校生加权",
        working=f"{each.rows} 个学段部，在校生 {each.pupils} 人，均值 {printed(each.mean, 2)}，"
        f"标准差 {printed(each.sd, 2)}",
        cite=rules.cited(rules.disparity_rule.edition.cite),
        note=note,
        inputs=inputs,
        missing=each.missing,
    )
