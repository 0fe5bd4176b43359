"""Forms IV and V: the 15 items of government guarantee and the 9 of education quality.

Each item has a figure or a conclusion, and met or not; shares of form IV have one decimal, those of
form V none (docs/explanation/rounding.md), and a rounding that would mislead is marked.
"""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from junheng.evaluation.areas import area
from junheng.evaluation.results import ClauseResult, CountyResult, Evaluation, Part
from junheng.model import Status
from junheng.reports.content.verdict import clause_outcome
from junheng.reports.figures import (
    MISSING,
    bound,
    clause_flips,
    flips,
    is_difference,
    part_flips,
    places_of,
    scaled,
)
from junheng.reports.forms.notes import begin, finish
from junheng.reports.forms.schools import ANSWERS
from junheng.reports.forms.sheet import Formats, Shade, Sheet
from junheng.standards import Unit

_CONCLUSIONS = {
    Status.MET: "符合",
    Status.NOT_MET: "不符合",
    Status.UNDETERMINED: MISSING,
    Status.NOT_APPLICABLE: "不适用",
}


def form_4(
    workbook: Workbook, formats: Formats, county: CountyResult, evaluation: Evaluation
) -> None:
    """Write form IV."""
    _form(workbook, formats, county, evaluation, sheet="表Ⅳ", article="7")


def form_5(
    workbook: Workbook, formats: Formats, county: CountyResult, evaluation: Evaluation
) -> None:
    """Write form V."""
    _form(workbook, formats, county, evaluation, sheet="表Ⅴ", article="8")


def _form(
    workbook: Workbook,
    formats: Formats,
    county: CountyResult,
    evaluation: Evaluation,
    *,
    sheet: str,
    article: str,
) -> None:
    found = area(county, article)
    page = Sheet(workbook, formats, sheet, [7, 30, 34, 16, 15, 12, 44])
    begin(page, f"{sheet}　{found.name}情况", county, evaluation)
    headers = ("序号", "评估内容", "数据项", "标准", "结果", "是否达标", "备注")
    page.header(1, {(0, place, 0, place): header for place, header in enumerate(headers)})
    for number, clause in enumerate(found.clauses, 1):
        _item(page, number, clause, county)
    turned = any(clause_flips(clause) or _share_flips(clause) for clause in found.clauses)
    finish(
        page,
        evaluation,
        f"本表 {len(found.clauses)} 项均达标，{found.name}才达标。",
        "凭材料审核的项目填结论，逐校判定的项目填达标的比例。",
        flips=turned,
        missing=any(clause.status is Status.UNDETERMINED for clause in found.clauses),
    )


def _item(page: Sheet, number: int, clause: ClauseResult, county: CountyResult) -> None:
    lines = clause.parts or (None,)
    page.figure(0, number, 0, rows=len(lines))
    page.text(1, f"{clause.id} {clause.title.zh}", left=True, rows=len(lines))
    shade = Shade.SHORT if clause.status is Status.NOT_MET else Shade.NONE
    page.text(5, ANSWERS[clause.status], shade=shade, rows=len(lines))
    note = remark(clause, county)
    page.text(6, note, left=True, rows=len(lines))
    height = max(20.0, 14.0 * -(-len(note) // 22) / len(lines))
    for part in lines:
        if part is None:
            _whole(page, clause)
        else:
            _part(page, clause, part)
        page.next(height)


def _whole(page: Sheet, clause: ClauseResult) -> None:
    """A clause that every school (or class) must meet: the share of those that do."""
    page.text(2, "达标的学校（学段部）占比", left=True)
    page.text(3, "全部达标")
    if clause.status is Status.NOT_APPLICABLE:
        page.text(4, ANSWERS[clause.status])
        return
    value = None if clause.value is None else clause.value * 100
    places = places_of(Unit.SHARE, clause=clause.id)
    page.figure(4, value, places, suffix="%", flip=_share_flips(clause))


def _share_flips(clause: ClauseResult) -> bool:
    """Whether a share of schools just below all of them prints as all of them."""
    if clause.parts or clause.value is None or clause.bound is None:
        return False
    places = places_of(Unit.SHARE, clause=clause.id)
    return flips(clause.value * 100, clause.bound * 100, clause.operator, places)


def _part(page: Sheet, clause: ClauseResult, part: Part) -> None:
    page.text(2, part.label, left=True)
    page.text(3, bound(part.bound, part.operator, part.unit, name=part.name))
    shade = Shade.SHORT if part.status is Status.NOT_MET else Shade.NONE
    if part.bound is None or part.status is Status.NOT_APPLICABLE:
        missing = part.status is Status.UNDETERMINED
        page.text(4, _CONCLUSIONS[part.status], shade=Shade.MISSING if missing else shade)
        return
    value = None if part.value is None else scaled(part.value, part.unit, part.name)
    page.figure(
        4,
        value,
        places_of(part.unit, clause=clause.id, name=part.name),
        suffix="%" if part.unit is Unit.SHARE and not is_difference(part.name) else "",
        flip=part_flips(part, clause.id),
        shade=shade,
    )


def remark(clause: ClauseResult, county: CountyResult) -> str:
    """Who does not comply, what is missing, and the clause's own note."""
    parts = [clause_outcome(clause, county)] if clause.findings else []
    if clause.note:
        parts.append(clause.note)
    if clause.status is Status.UNDETERMINED and not clause.findings:
        labels = list(dict.fromkeys(item.label for item in clause.missing))
        more = f"等 {len(labels)} 项" if len(labels) > 3 else ""
        parts.append(f"缺：{'、'.join(labels[:3])}{more}")
    return "；".join(parts)
