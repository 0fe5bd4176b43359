"""Articles 7 to 10 and the conditions for applying: a table of the clauses, then who does not comply."""

from __future__ import annotations

from collections.abc import Sequence

from junheng.evaluation.areas import Area, area
from junheng.evaluation.results import ClauseResult, CountyResult, Finding, Part
from junheng.model import Status
from junheng.reports.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Grid,
    Heading,
    Paragraph,
    number,
    status,
    words,
)
from junheng.reports.content.verdict import clause_outcome, veto_status
from junheng.reports.figures import FLIP, MISSING, bound, clause_flips, figure, part_flips

MOST_LISTED = 60
"""A longer list of schools is cut in the report, and says so; the forms carry every school."""

_COLUMNS = (
    Column(header="条款", width=0.8),
    Column(header="内容", width=3.4),
    Column(header="结果", width=3),
    Column(header="标准", width=1.6),
    Column(header="判定", align=Align.CENTRE, width=1.6),
)


def area_section(county: CountyResult, article: str) -> tuple[Block, ...]:
    """One area of the verdict. Nothing where the rule set has no such article."""
    found = area(county, article)
    if not found.clauses:
        return ()
    return (
        Heading(level=1, text=f"{found.name}（第{article}条）", anchor=f"article-{article}"),
        Paragraph(text=_summary(found), status=None if article == "10" else found.status),
        clause_grid(f"{found.name}各条判定", found.clauses, county),
        *_findings(found.clauses),
    )


def _summary(found: Area) -> str:
    if found.article == "10":
        exists = found.count(Status.NOT_MET)
        unknown = found.count(Status.UNDETERMINED)
        if exists:
            return f"存在 {exists} 种一票否决情形，不予认定。"
        return (
            f"有 {unknown} 种一票否决情形没有申明，尚不能判定。"
            if unknown
            else "没有一票否决情形。"
        )
    parts = [f"共 {len(found.deciding)} 条，达标 {found.count(Status.MET)} 条"]
    parts += [
        f"{each.zh} {found.count(each)} 条"
        for each in (Status.NOT_MET, Status.UNDETERMINED, Status.NOT_APPLICABLE)
        if found.count(each)
    ]
    return f"{'，'.join(parts)}；本方面{found.status.zh}。"


def clause_grid(caption: str, clauses: Sequence[ClauseResult], county: CountyResult) -> Grid:
    """A table of clauses, a line for each comparison."""
    rows: list[tuple[Cell, ...]] = []
    for clause in clauses:
        rows.extend(_rows(clause, county))
    flips = any(clause_flips(clause) for clause in clauses)
    return Grid(
        caption=caption,
        columns=_COLUMNS,
        rows=tuple(rows),
        note=f"{FLIP} 四舍五入后看似与判定不一致，判定按精确值。" if flips else "",
    )


def _rows(clause: ClauseResult, county: CountyResult) -> list[tuple[Cell, ...]]:
    measured = [part for part in clause.parts if part.bound is not None]
    if not measured:
        veto = clause.id.startswith("10.")
        target = _target(clause)
        return [
            (
                words(clause.id),
                words(clause.title.zh),
                words(clause_outcome(clause, county) + _noted(clause)),
                words("不存在" if veto else target),
                veto_status(clause.status) if veto else status(clause.status),
            )
        ]
    rows: list[tuple[Cell, ...]] = []
    if len(measured) < len(clause.parts) or len(measured) > 1:
        rows.append(
            (
                words(clause.id),
                words(clause.title.zh),
                words(_overall(clause) + _noted(clause)),
                words(_targets(clause, measured)),
                status(clause.status),
            )
        )
        rows += [_part_row(clause, part, "") for part in measured]
    else:
        rows.append(_part_row(clause, measured[0], clause.id))
    return rows


def _targets(clause: ClauseResult, measured: Sequence[Part]) -> str:
    if len(measured) == len(clause.parts):
        return "以下各项均达标"
    return "佐证和以下各项均达标"


def _target(clause: ClauseResult) -> str:
    if clause.findings:
        return "每校（班）均达标"
    return "佐证" if clause.parts else "各项均在限内"


def _overall(clause: ClauseResult) -> str:
    attested = [part for part in clause.parts if part.bound is None]
    if not attested:
        return ""
    found = attested[0].status
    return f"佐证结论：{'未填报' if found is Status.UNDETERMINED else found.zh}"


def _noted(clause: ClauseResult) -> str:
    return f"（{clause.note}）" if clause.note and not clause.id.startswith("10.") else ""


def _part_row(clause: ClauseResult, part: Part, number_: str) -> tuple[Cell, ...]:
    flip = FLIP if part_flips(part, clause.id) else ""
    value = figure(part.value, part.unit, clause=clause.id, name=part.name)
    title = clause.title.zh if number_ else f"　{part.label}"
    note = _noted(clause) if number_ else ""
    return (
        words(number_),
        words(title),
        number(f"{value}{flip}{note}", part.value),
        words(bound(part.bound, part.operator, part.unit, name=part.name)),
        status(part.status),
    )


def _findings(clauses: Sequence[ClauseResult]) -> list[Block]:
    """Who does not comply, clause by clause."""
    blocks: list[Block] = []
    for clause in clauses:
        listed = [
            each for each in clause.findings if each.status in (Status.NOT_MET, Status.UNDETERMINED)
        ]
        if listed:
            blocks.append(Heading(level=2, text=f"{clause.title.zh}：未达标或无法判定的学校"))
            blocks.append(findings_grid(clause, listed))
    return blocks


def findings_grid(clause: ClauseResult, listed: Sequence[Finding]) -> Grid:
    """The schools that do not comply with one clause."""
    more = len(listed) - MOST_LISTED
    return Grid(
        caption=f"{clause.id} {clause.title.zh}",
        columns=(
            Column(header="学校", width=2.4),
            Column(header="学段", align=Align.CENTRE, width=0.8),
            Column(header="情况", width=4),
            Column(header="判定", align=Align.CENTRE, width=1.6),
        ),
        rows=tuple(
            (
                words(each.name),
                words(each.stage.zh if each.stage else MISSING),
                words(each.text or "、".join(item.label for item in each.missing) or MISSING),
                status(each.status),
            )
            for each in listed[:MOST_LISTED]
        ),
        note=f"另有 {more} 个未列出。" if more > 0 else "",
        long=True,
    )


def eligibility_section(county: CountyResult) -> tuple[Block, ...]:
    """The conditions for applying: outside the verdict, but needed before it is asked for."""
    if not county.eligibility:
        return ()
    failing = [each for each in county.eligibility if each.status is Status.NOT_MET]
    waiting = [each for each in county.eligibility if each.status is Status.UNDETERMINED]
    if failing:
        text = f"{len(failing)} 项申报条件不具备，暂不能申报。"
    elif waiting:
        text = f"{len(waiting)} 项申报条件尚不能判定。"
    else:
        text = "申报条件均已具备。"
    return (
        Heading(level=1, text="申报条件", anchor="eligibility"),
        Paragraph(text=f"{text}申报条件不参与上述判定。"),
        clause_grid("申报条件", county.eligibility, county),
    )
