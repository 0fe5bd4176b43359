"""One page a school (一校一案): its rows against the seven indicators, gaps, class and school size, rooms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from junheng.census.records import Exact
from junheng.diagnosis import KINDS, Gap, RowGaps, cheapest, gaps_of, needs_of_school
from junheng.evaluation.results import CountyResult, Evaluation, Finding, IndicatorResult, RowResult
from junheng.model import Status, all_met
from junheng.model.quantity import exactly
from junheng.reports.blocks import (
    Align,
    Block,
    Bullets,
    Cell,
    Column,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    number,
    status,
    words,
)
from junheng.reports.content.county import facts
from junheng.reports.content.failing import way_to_pass
from junheng.reports.content.resources import school_anchor
from junheng.reports.figures import FLIP, MISSING, quantity, school_value
from junheng.reports.wording import may_miss, short_name

_LOOKED_AT = ("7.3", "7.4", "7.5", "7.6", "8.4")
"""Clauses that look at every school by itself."""


def school_pages(county: CountyResult, evaluation: Evaluation) -> Report:
    """All schools at a glance, then a page for every school that has a row, in the order of the data."""
    blocks: list[Block] = [_overview(county)]
    for rows in by_school(county):
        blocks.append(PageBreak())
        blocks += school_page(rows, county, evaluation)
    return Report(
        place=county.title,
        subject="义务教育优质均衡发展一校一案",
        facts=facts(evaluation),
        blocks=tuple(blocks),
    )


def _overview(county: CountyResult) -> Grid:
    """All schools at a glance, on the first page."""
    return Grid(
        caption="学校一览",
        columns=(
            Column(header="学校", width=3),
            Column(header="学段", align=Align.CENTRE, width=0.9),
            Column(header="学生数", align=Align.RIGHT, width=1),
            Column(header="达标项数", align=Align.RIGHT, width=1.1),
            Column(header="判定", align=Align.CENTRE, width=1.6),
        ),
        rows=tuple(
            (
                words(row.name),
                words(row.stage.zh),
                number(str(row.pupils), row.pupils),
                number(f"{row.met}/{len(row.indicators)}", row.met),
                status(row.status),
            )
            for row in county.rows
        ),
    )


def by_school(county: CountyResult) -> tuple[tuple[RowResult, ...], ...]:
    """The rows of each school together, schools in the order of the data."""
    grouped: dict[str, list[RowResult]] = {}
    for row in county.rows:
        grouped.setdefault(row.school_code, []).append(row)
    return tuple(tuple(rows) for rows in grouped.values())


def school_page(
    rows: Sequence[RowResult], county: CountyResult, evaluation: Evaluation
) -> list[Block]:
    """One school: verdict, what to add, the indicators, the clauses that look at schools."""
    school = rows[0].school
    of_rows = all_met(row.status for row in rows)
    found = tuple(_findings(school.school_code, county))
    blocks: list[Block] = [
        Heading(level=1, text=school.name, anchor=school_anchor(rows[0])),
        Paragraph(
            text=f"学校标识码 {school.school_code}　{school.type.zh}　{school.operator.zh}"
            f"（{int(school.operator)}）　{school.area_class.zh}"
            f"{'　寄宿制' if school.boarding else ''}",
            small=True,
        ),
        Paragraph(text=_sentence(rows, found, of_rows), lead=True, status=of_rows),
    ]
    gaps = [gaps_of(row) for row in rows]
    blocks += _to_do(gaps, evaluation)
    blocks += [_row_grid(each, evaluation) for each in gaps]
    if found:
        blocks.append(_findings_grid(found))
    missing = _missing(rows, found)
    if missing:
        blocks.append(Heading(level=2, text="要补的数据"))
        blocks.append(Bullets(items=missing))
    return blocks


def _sentence(
    rows: Sequence[RowResult], found: Sequence[tuple[str, str, Finding]], of_rows: Status
) -> str:
    stages = "；".join(f"{row.stage.zh} {row.pupils} 人，七项中 {row.met} 项达标" for row in rows)
    failing = sum(each.status is Status.NOT_MET for _, _, each in found)
    other = f"；另有 {failing} 项逐校条款未达标" if failing else ""
    return f"七项指标{of_rows.zh}。{stages}{other}。"


def _to_do(gaps: Sequence[RowGaps], evaluation: Evaluation) -> list[Block]:
    lacking = [each for each in gaps if each.row.status is not Status.MET]
    if not lacking:
        return []
    allowed = may_miss(evaluation)
    whole = needs_of_school(
        (each.row.stage, cheapest(each, may_miss=allowed).needs) for each in lacking
    )
    items = [f"{each.row.stage.zh}：{way_to_pass(each, evaluation)}" for each in lacking]
    if len(lacking) > 1 and whole:
        added = "；".join(
            f"{stage.zh if stage else ''}{short_name(indicator, evaluation)} "
            f"{quantity(needed, KINDS[indicator])}"
            for indicator, stage, needed in whole
        )
        items.append(f"全校合计：{added}")
    return [Heading(level=2, text="达标还需"), Bullets(items=tuple(items))]


def _row_grid(each: RowGaps, evaluation: Evaluation) -> Grid:
    row = each.row
    split = row.share not in (None, 1)
    note = "缺口按全校数量计算（本学段按加权学生数分得一部分）。" if split else ""
    if any(result.rounding_flip for result in row.indicators):
        note += f"{FLIP} 四舍五入后看似与判定不一致，判定按精确值。"
    return Grid(
        caption=f"{row.stage.zh}：学生 {row.pupils} 人",
        columns=(
            Column(header="指标", width=5),
            Column(header="数值", align=Align.RIGHT, width=1.2),
            Column(header="标准", align=Align.RIGHT, width=0.9),
            Column(header="标准的85%", align=Align.RIGHT, width=1.1),
            Column(header="距标准还差", align=Align.RIGHT, width=1.8),
            Column(header="距85%还差", align=Align.RIGHT, width=1.8),
            Column(header="判定", align=Align.CENTRE, width=2.2),
        ),
        rows=tuple(
            _indicator_row(result, each.gap(result.id), evaluation) for result in row.indicators
        ),
        note=note,
    )


def _indicator_row(result: IndicatorResult, gap: Gap, evaluation: Evaluation) -> tuple[Cell, ...]:
    title = next(
        clause.title.zh for clause in evaluation.rules.indicators if clause.measure == result.id
    )
    flip = FLIP if result.rounding_flip else ""
    return (
        words(title),
        number(f"{school_value(result.value)}{flip}", result.value),
        words(exactly(result.bound)),
        words(exactly(result.floor)),
        _lack(gap.to_bound, gap),
        _lack(gap.to_floor, gap),
        status(result.status),
    )


def _lack(lacking: Exact | None, gap: Gap) -> Cell:
    if lacking is None:
        return words(MISSING)
    return number(quantity(lacking, gap.kind) if lacking else "0", lacking)


def _findings(school_code: str, county: CountyResult) -> Iterable[tuple[str, str, Finding]]:
    for clause in county.clauses:
        if clause.id in _LOOKED_AT:
            for finding in clause.findings:
                if finding.school_code == school_code:
                    yield clause.id, clause.title.zh, finding


def _findings_grid(found: Sequence[tuple[str, str, Finding]]) -> Grid:
    return Grid(
        caption="逐校条款",
        columns=(
            Column(header="条款", width=0.7),
            Column(header="内容", width=2.4),
            Column(header="情况", width=5),
            Column(header="判定", align=Align.CENTRE, width=1.6),
        ),
        rows=tuple(
            (
                words(clause_id),
                words(f"{title}{f'（{finding.stage.zh}）' if finding.stage else ''}"),
                words(finding.text or MISSING),
                status(finding.status),
            )
            for clause_id, title, finding in found
        ),
    )


def _missing(
    rows: Sequence[RowResult], found: Sequence[tuple[str, str, Finding]]
) -> tuple[str, ...]:
    every = [item for row in rows for result in row.indicators for item in result.missing]
    every += [item for _, _, finding in found for item in finding.missing]
    return tuple(dict.fromkeys(item.label for item in every))
