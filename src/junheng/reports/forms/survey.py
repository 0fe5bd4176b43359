"""Form VI: the survey of social recognition: issued, valid, satisfied, per cent, visits.

The national figure decides (article 9); the county's own survey is printed beside it.
"""

from __future__ import annotations

from fractions import Fraction

from xlsxwriter.workbook import Workbook

from junheng.census.records import Exact
from junheng.evaluation.areas import area
from junheng.evaluation.results import CountyResult, Evaluation
from junheng.model import Status
from junheng.reports.figures import flips
from junheng.reports.forms.basics import fact_of
from junheng.reports.forms.notes import begin, finish
from junheng.reports.forms.schools import ANSWERS
from junheng.reports.forms.sheet import Formats, Shade, Sheet


def form_6(
    workbook: Workbook, formats: Formats, county: CountyResult, evaluation: Evaluation
) -> None:
    """Write form VI."""
    sheet = Sheet(workbook, formats, "表Ⅵ", [12] * 11)
    begin(sheet, "表Ⅵ　社会认可度调查情况", county, evaluation)
    cells = {
        (0, 0, 0, 4): "问卷调查（本县自查）",
        (0, 5, 0, 7): "实地走访",
        (0, 8, 0, 10): "国家公布的社会认可度",
    }
    headers = (
        "发放问卷（份）",
        "有效问卷（份）",
        "有效率（%）",
        "满意问卷（份）",
        "满意率（%）",
        "走访人数（人）",
        "满意人数（人）",
        "满意率（%）",
        "认可度（%）",
        "标准（%）",
        "是否达标",
    )
    for place, header in enumerate(headers):
        cells[(1, place, 1, place)] = header
        cells[(2, place, 2, place)] = f"L{place + 1}"
    sheet.page.set_row(sheet.row + 1, 34)
    sheet.header(3, cells)
    turned = _figures(sheet, county, evaluation)
    sheet.next(26)
    finish(
        sheet,
        evaluation,
        "自查满意率只供预测，认可度以国家公布的结果为准。",
        "实地走访（L6—L8）不在数据集内，请据走访记录填写。",
        flips=turned,
        missing=True,
    )


def _figures(sheet: Sheet, county: CountyResult, evaluation: Evaluation) -> bool:
    issued, valid, satisfied = (
        fact_of(county.code, f"recognition_{each}", evaluation.census)
        for each in ("issued", "valid", "satisfied")
    )
    for column, value in (
        (0, issued),
        (1, valid),
        (2, _percent(valid, issued)),
        (3, satisfied),
        (4, _percent(satisfied, valid)),
        (5, None),
        (6, None),
        (7, None),
    ):
        sheet.figure(column, value, 0)
    clause = next(iter(area(county, "9").clauses), None)
    value = None if clause is None or clause.value is None else clause.value * 100
    limit = None if clause is None or clause.bound is None else clause.bound * 100
    turned = clause is not None and flips(value, limit, clause.operator, 0)
    sheet.figure(8, value, 0, flip=turned)
    sheet.figure(9, limit, 0)
    status = Status.NOT_APPLICABLE if clause is None else clause.status
    shade = Shade.SHORT if status is Status.NOT_MET else Shade.NONE
    sheet.text(10, ANSWERS[status], shade=shade)
    return turned


def _percent(part: Exact | None, whole: Exact | None) -> Fraction | None:
    return None if part is None or not whole else Fraction(part * 100) / whole
