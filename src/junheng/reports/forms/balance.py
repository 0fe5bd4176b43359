"""Form III: means and coefficients of variation of the seven indicators, by stage.

The mean of the seven coefficients is printed for information only: each coefficient has to be within
its limit by itself (教督〔2017〕6号 article 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from xlsxwriter.workbook import Workbook

from junheng.evaluation.results import CountyResult, Disparity, Evaluation
from junheng.model import COMPULSORY, Status, all_met
from junheng.reports.figures import COEFFICIENT_PLACES, VALUE_PLACES
from junheng.reports.forms.notes import begin, finish
from junheng.reports.forms.schools import ANSWERS
from junheng.reports.forms.sheet import Formats, Shade, Sheet


def form_3(
    workbook: Workbook, formats: Formats, county: CountyResult, evaluation: Evaluation
) -> None:
    """Write form III."""
    indicators = evaluation.rules.indicators
    sheet = Sheet(workbook, formats, "表Ⅲ", [8, 10, 8, 9, *[12] * len(indicators), 11])
    begin(sheet, "表Ⅲ　义务教育校际均衡情况", county, evaluation)
    last = 4 + len(indicators)
    cells = {
        (0, 0, 1, 0): "学段",
        (0, 1, 1, 1): "项目",
        (0, 2, 0, 2): "校数",
        (1, 2, 1, 2): "L1",
        (0, 3, 0, 3): "在校生数（人）",
        (1, 3, 1, 3): "L2",
        (0, last, 0, last): "七项平均（仅供参考）",
        (1, last, 1, last): f"L{last - 1}",
    }
    for place, clause in enumerate(indicators):
        cells[(0, 4 + place, 0, 4 + place)] = clause.title.zh
        cells[(1, 4 + place, 1, 4 + place)] = f"L{3 + place}"
    sheet.page.set_row(sheet.row, 62)
    sheet.header(2, cells)
    for stage in COMPULSORY:
        _stage(sheet, stage.zh, [each for each in county.disparities if each.stage is stage])
    reasons = [
        f"{each.stage.zh}第 {each.clause} 项：{each.reason}"
        for each in county.disparities
        if each.reason and each.status is Status.UNDETERMINED
    ]
    finish(
        sheet,
        evaluation,
        "差异系数＝标准差÷平均值，标准差按在校生数加权（总体形式）；平均值＝各校合计÷在校生合计。",
        "判定看每一项是否在上限以内，不看七项平均。",
        *([f"无法判定的原因：{'；'.join(reasons)}。"] if reasons else []),
        flips=any(each.rounding_flip for each in county.disparities),
        missing=any(each.cv is None for each in county.disparities),
    )


def _stage(sheet: Sheet, name: str, found: Sequence[Disparity]) -> None:
    if not found:
        return
    last = 4 + len(found)
    lines = ("平均值", "标准差", "差异系数", "上限", "是否达标")
    sheet.text(0, name, rows=len(lines))
    for column, value in ((2, found[0].rows), (3, found[0].pupils)):
        sheet.figure(column, value, 0, rows=len(lines))
    for line in lines:
        sheet.text(1, line)
        for place, each in enumerate(found):
            _figure(sheet, 4 + place, line, each)
        if line == "差异系数":
            sheet.figure(last, mean_of_coefficients(found), COEFFICIENT_PLACES)
        elif line == "是否达标":
            sheet.text(last, ANSWERS[all_met(each.status for each in found)])
        else:
            sheet.text(last, "／")
        sheet.next(22)


def _figure(sheet: Sheet, column: int, line: str, each: Disparity) -> None:
    shade = Shade.SHORT if each.status is Status.NOT_MET else Shade.NONE
    match line:
        case "平均值":
            sheet.figure(column, each.mean, VALUE_PLACES)
        case "标准差":
            sheet.figure(column, each.sd, VALUE_PLACES)
        case "差异系数":
            sheet.figure(column, each.cv, COEFFICIENT_PLACES, flip=each.rounding_flip, shade=shade)
        case "上限":
            sheet.figure(column, each.limit, VALUE_PLACES)
        case _:
            sheet.text(column, ANSWERS[each.status], shade=shade)


def mean_of_coefficients(found: Sequence[Disparity]) -> Fraction | None:
    """The plain mean of the coefficients, for information; ``None`` while one is not known."""
    known = [each.cv for each in found if each.cv is not None]
    return sum(known, Fraction(0)) / len(known) if known and len(known) == len(found) else None
