"""The verdict: what it is, what stands in its way, how far each area has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from junheng.evaluation.areas import Area, areas
from junheng.evaluation.results import ClauseResult, CountyResult, Finding, Part
from junheng.model import Status
from junheng.reports.blocks import (
    Align,
    Block,
    Bullets,
    Cell,
    Column,
    Grid,
    Heading,
    Paragraph,
    number,
    status,
    words,
)
from junheng.reports.figures import bound, clause_flips, figure

_OUTCOME = {
    Status.MET: "达到优质均衡标准",
    Status.NOT_MET: "未达到优质均衡标准",
    Status.UNDETERMINED: "因数据缺失，尚不能判定是否达到优质均衡标准",
    Status.NOT_APPLICABLE: "没有可以判定的内容",
}


def verdict(county: CountyResult) -> tuple[Block, ...]:
    """The first section: one sentence that answers, then the table of the areas, then what blocks."""
    blocks: list[Block] = [
        Heading(level=1, text="结论", anchor="verdict"),
        Paragraph(text=sentence(county), lead=True, status=county.verdict),
        _areas_table(county),
    ]
    blocking = of_status(county, Status.NOT_MET)
    if blocking:
        blocks.append(Heading(level=2, text="未达标的条款"))
        blocks.append(Bullets(items=tuple(clause_line(clause, county) for clause in blocking)))
        near = nearest(blocking)
        if near is not None and len(blocking) > 1:
            blocks.append(Paragraph(text=f"离标准最近的一项：{clause_name(near)}。"))
    waiting = of_status(county, Status.UNDETERMINED)
    if waiting:
        blocks.append(Heading(level=2, text="尚不能判定的条款"))
        blocks.append(Bullets(items=tuple(clause_line(clause, county) for clause in waiting)))
        if not blocking:
            blocks.append(
                Paragraph(text="补齐缺少的数据后重新判定，缺少的数据见“缺少的数据”一节。")
            )
    if any(clause_flips(clause) for clause in county.clauses):
        blocks.append(
            Paragraph(
                small=True,
                text="标有 ※ 的数字四舍五入后看似与判定不一致：判定按精确值，未经四舍五入。",
            )
        )
    return tuple(blocks)


def sentence(county: CountyResult) -> str:
    """The verdict in one sentence, with how many clauses stand in its way."""
    outcome = f"{county.title}{_OUTCOME[county.verdict]}"
    failing = of_status(county, Status.NOT_MET)
    waiting = of_status(county, Status.UNDETERMINED)
    deciding = sum(clause.decides for clause in county.clauses)
    parts = [f"参与判定的 {deciding} 条中"]
    if failing:
        parts.append(f"{len(failing)} 条未达标")
    if waiting:
        parts.append(f"{len(waiting)} 条无法判定")
    detail = "，".join(parts) if len(parts) > 1 else f"参与判定的 {deciding} 条全部达标"
    return f"{outcome}：{detail}。"


def of_status(county: CountyResult, wanted: Status) -> tuple[ClauseResult, ...]:
    """The deciding clauses with a status, in the order of the standard."""
    return tuple(each for each in county.clauses if each.decides and each.status is wanted)


def clause_line(clause: ClauseResult, county: CountyResult) -> str:
    """A clause in one line: number, title, the figures that decide it."""
    return f"{clause_name(clause)}：{clause_outcome(clause, county)}"


def clause_name(clause: ClauseResult) -> str:
    """A clause's number and title."""
    return f"{clause.id} {clause.title.zh}"


def clause_outcome(clause: ClauseResult, county: CountyResult) -> str:
    """What was found: how many comply, the figures of its parts, or the attested conclusion."""
    if clause.findings:
        return _findings_outcome(clause)
    if not clause.parts:
        return _disparities_outcome(county)
    shown = [
        _part_outcome(part, clause)
        for part in clause.parts
        if part.bound is not None and (part.status is clause.status or len(clause.parts) == 1)
    ]
    attested = [
        part for part in clause.parts if part.bound is None and part.status is clause.status
    ]
    shown += [f"佐证结论：{_attested(clause, part.status)}" for part in attested]
    return "；".join(shown) or clause.status.zh


def _part_outcome(part: Part, clause: ClauseResult) -> str:
    value = (
        "缺数据"
        if part.value is None
        else figure(part.value, part.unit, clause=clause.id, name=part.name) + flip_mark(clause)
    )
    limit = bound(part.bound, part.operator, part.unit, name=part.name)
    return f"{part.label} {value}（标准 {limit}）"


def _disparities_outcome(county: CountyResult) -> str:
    applicable = [each for each in county.disparities if each.status is not Status.NOT_APPLICABLE]
    within = sum(each.status is Status.MET for each in applicable)
    over = sum(each.status is Status.NOT_MET for each in applicable)
    parts = [f"共 {len(applicable)} 个系数，在限内 {within} 个"]
    if over:
        parts.append(f"超限 {over} 个")
    if len(applicable) > within + over:
        parts.append(f"无法判定 {len(applicable) - within - over} 个")
    return "，".join(parts)


def flip_mark(clause: ClauseResult) -> str:
    """The mark of a figure whose rounding would mislead."""
    return "※" if clause_flips(clause) else ""


def _attested(clause: ClauseResult, found: Status) -> str:
    if clause.id.startswith("10."):
        return {Status.MET: "不存在", Status.NOT_MET: "存在"}.get(found, "未填报")
    return "未填报" if found is Status.UNDETERMINED else found.zh


def _findings_outcome(clause: ClauseResult) -> str:
    looked_at = [each for each in clause.findings if each.status is not Status.NOT_APPLICABLE]
    failing = [each for each in looked_at if each.status is Status.NOT_MET]
    waiting = [each for each in looked_at if each.status is Status.UNDETERMINED]
    if not looked_at:
        return "没有适用的学校"
    parts = [f"共 {len(looked_at)} 个，达标 {len(looked_at) - len(failing) - len(waiting)} 个"]
    if failing:
        parts.append(f"未达标 {len(failing)} 个（{_names(failing)}）")
    if waiting:
        parts.append(f"无法判定 {len(waiting)} 个（{_names(waiting)}）")
    return "，".join(parts)


def _names(findings: Sequence[Finding]) -> str:
    names = list(dict.fromkeys(each.name for each in findings))
    return "、".join(names[:3]) + ("等" if len(names) > 3 else "")


def nearest(clauses: tuple[ClauseResult, ...]) -> ClauseResult | None:
    """The failing clause that lacks the smallest part of its bound; ``None`` without figures."""
    measured = [
        (abs(clause.value - clause.bound) / clause.bound, clause)
        for clause in clauses
        if clause.value is not None and clause.bound
    ]
    return min(measured, key=lambda pair: pair[0])[1] if measured else None


def _areas_table(county: CountyResult) -> Grid:
    rows = [_area_row(area) for area in areas(county)]
    return Grid(
        caption="各方面判定",
        columns=(
            Column(header="内容", width=3),
            Column(header="条款", width=1.4),
            Column(header="达标", align=Align.RIGHT),
            Column(header="未达标", align=Align.RIGHT),
            Column(header="无法判定", align=Align.RIGHT, width=1.2),
            Column(header="结论", align=Align.CENTRE, width=1.8),
        ),
        rows=tuple(rows),
        note="每方面的条款全部达标才算达标；第6条的七项指标分项只供参考，由“学校达标”和“校际差异系数”判定。",
    )


def _area_row(area: Area) -> tuple[Cell, ...]:
    return (
        words(area.name),
        words(f"第{area.article}条" if area.article.isdigit() else ""),
        *(
            number(str(area.count(each)), Fraction(area.count(each)))
            for each in (Status.MET, Status.NOT_MET, Status.UNDETERMINED)
        ),
        veto_status(area.status) if area.article == "10" else status(area.status),
    )


def veto_status(found: Status) -> Cell:
    """The status of a veto: what it forbids exists or not."""
    shown = {Status.MET: "不存在", Status.NOT_MET: "存在"}.get(found, found.zh)
    return replace(status(found), text=f"{found.mark} {shown}")
