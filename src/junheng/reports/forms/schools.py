"""Forms II-1 and II-2: how many schools meet each indicator, and every school by itself.

Source of the layout: the national application form (申报表): operator code 1-10, pupils,
grades, classes, L7-L13 with two decimals, met or not, a note naming the indicators.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from xlsxwriter.workbook import Workbook

from junheng.evaluation.results import (
    CountyResult,
    Evaluation,
    IndicatorResult,
    IndicatorStatus,
    RowResult,
)
from junheng.model import COMPULSORY, OperatorCode, Stage, Status
from junheng.model.quantity import exactly, round_half_up
from junheng.reports.figures import VALUE_PLACES
from junheng.reports.forms.notes import begin, finish
from junheng.reports.forms.sheet import Formats, Shade, Sheet
from junheng.reports.wording import may_miss

FIRST = 7
"""The seven indicators are columns L7-L13 of form II-2."""

ANSWERS = {
    Status.MET: "是",
    Status.NOT_MET: "否",
    Status.UNDETERMINED: "无法判定",
    Status.NOT_APPLICABLE: "不适用",
}
_SHADES = {
    IndicatorStatus.WITHIN_FLOOR: Shade.NEAR,
    IndicatorStatus.BELOW_FLOOR: Shade.SHORT,
}


def form_2_1(
    workbook: Workbook, formats: Formats, county: CountyResult, evaluation: Evaluation
) -> None:
    """Write form II-1: per stage, the rows that meet each indicator, count and share."""
    indicators = evaluation.rules.indicators
    sheet = Sheet(workbook, formats, "表Ⅱ-1", [9, 8, *[8] * (2 * len(indicators)), 8, 8])
    begin(sheet, "表Ⅱ-1　小学、初中资源配置指标达标情况", county, evaluation)
    cells = {(0, 0, 2, 0): "学段", (0, 1, 1, 1): "校数（学段部）", (2, 1, 2, 1): "L1"}
    names = [*(clause.title.zh for clause in indicators), "学校综合达标"]
    for place, name in enumerate(names):
        left = 2 + 2 * place
        cells[(0, left, 0, left + 1)] = name
        cells[(1, left, 1, left)], cells[(1, left + 1, 1, left + 1)] = "校数", "占比（%）"
        cells[(2, left, 2, left)] = f"L{left}"
        cells[(2, left + 1, 2, left + 1)] = f"L{left + 1}"
    sheet.page.set_row(sheet.row, 58)
    sheet.page.set_row(sheet.row + 1, 30)
    sheet.header(3, cells)
    flips = missing = False
    for stage in COMPULSORY:
        rows = [row for row in county.rows if row.stage is stage]
        sheet.text(0, stage.zh)
        sheet.figure(1, len(rows), 0)
        for place in range(len(names)):
            met = _met(rows, place, len(indicators))
            share = Fraction(met * 100, len(rows)) if rows else None
            turned = share is not None and share != 100 and round_half_up(share, 0) == 100
            sheet.figure(2 + 2 * place, met if rows else None, 0)
            sheet.figure(3 + 2 * place, share, 0, flip=turned)
            flips, missing = flips or turned, missing or not rows
        sheet.next(24)
    unknown = sum(row.status is Status.UNDETERMINED for row in county.rows)
    allowed = may_miss(evaluation)
    finish(
        sheet,
        evaluation,
        "每所学校每学段一行：一贯制学校的小学部、初中部分别统计，完全中学只统计初中部。",
        f"综合达标：至少 {len(indicators) - allowed} 项达标，余项不低于标准的 85%。",
        *([f"有 {unknown} 个学段部因数据缺失无法判定，未计入达标。"] if unknown else []),
        flips=flips,
        missing=missing,
    )


def _met(rows: Sequence[RowResult], place: int, indicators: int) -> int:
    if place == indicators:
        return sum(row.status is Status.MET for row in rows)
    return sum(row.indicators[place].status is IndicatorStatus.MET for row in rows)


def form_2_2(
    workbook: Workbook, formats: Formats, county: CountyResult, evaluation: Evaluation
) -> None:
    """Write form II-2: a row a school and stage, primary first."""
    indicators = evaluation.rules.indicators
    sheet = Sheet(
        workbook, formats, "表Ⅱ-2", [5, 26, 6, 7, 8, 6, 6, *[9.5] * len(indicators), 9, 36]
    )
    begin(sheet, "表Ⅱ-2　小学、初中各校资源配置情况", county, evaluation)
    titles = ("学校名称", "学段", "举办者类型代码", "在校生数（人）", "年级数", "班级数")
    cells = {(0, 0, 2, 0): "序号"}
    for place, title in enumerate(titles, 1):
        cells[(0, place, 1, place)] = title
        cells[(2, place, 2, place)] = f"L{place}"
    last = FIRST + len(indicators) - 1
    cells[(0, FIRST, 0, last)] = "资源配置指标"
    for place, clause in enumerate(indicators):
        cells[(1, FIRST + place, 1, FIRST + place)] = clause.title.zh
        cells[(2, FIRST + place, 2, FIRST + place)] = f"L{FIRST + place}"
    cells[(0, last + 1, 1, last + 1)], cells[(2, last + 1, 2, last + 1)] = (
        "是否达标",
        f"L{last + 1}",
    )
    cells[(0, last + 2, 2, last + 2)] = "备注"
    sheet.page.set_row(sheet.row + 1, 70)
    sheet.header(3, cells)
    number = 0
    for stage in COMPULSORY:
        rows = [row for row in county.rows if row.stage is stage]
        if rows:
            _bounds(sheet, stage, rows[0])
        for row in rows:
            number += 1
            _school(sheet, number, row)
    flips = any(each.rounding_flip for row in county.rows for each in row.indicators)
    missing = any(each.missing for row in county.rows for each in row.indicators) or any(
        row.row.grades is None or row.row.classes is None for row in county.rows
    )
    finish(sheet, evaluation, *_notes(county, evaluation), flips=flips, missing=missing)


def _bounds(sheet: Sheet, stage: Stage, example: RowResult) -> None:
    """A line that says what is asked of the rows below."""
    sheet.text(0, "", shade=Shade.HEAD)
    sheet.text(1, f"{stage.zh}标准", shade=Shade.HEAD)
    for column in range(2, FIRST):
        sheet.text(column, "", shade=Shade.HEAD)
    for place, each in enumerate(example.indicators):
        sheet.figure(FIRST + place, each.bound, _decimals(each.bound), shade=Shade.HEAD)
    last = FIRST + len(example.indicators)
    sheet.text(last, "", shade=Shade.HEAD)
    sheet.text(last + 1, "每项标准；85%为其下限", shade=Shade.HEAD)
    sheet.next(18)


def _decimals(value: Fraction) -> int:
    return next(places for places in range(7) if (value * 10**places).denominator == 1)


def _school(sheet: Sheet, number: int, row: RowResult) -> None:
    sheet.figure(0, number, 0)
    sheet.text(1, row.name, left=True)
    sheet.text(2, row.stage.zh)
    sheet.figure(3, int(row.school.operator), 0)
    sheet.figure(4, row.pupils, 0)
    sheet.figure(5, row.row.grades, 0)
    sheet.figure(6, row.row.classes, 0)
    for place, each in enumerate(row.indicators):
        sheet.figure(
            FIRST + place,
            each.value,
            VALUE_PLACES,
            flip=each.rounding_flip,
            shade=_SHADES.get(each.status, Shade.NONE),
        )
    last = FIRST + len(row.indicators)
    shade = Shade.SHORT if row.status is Status.NOT_MET else Shade.NONE
    sheet.text(last, ANSWERS[row.status], shade=shade)
    sheet.text(last + 1, remark(row.indicators), left=True)
    sheet.next(30)


def remark(indicators: Sequence[IndicatorResult]) -> str:
    """Which indicators are met, which reach 85%, which fall below, which are missing, by column."""
    if all(each.status is IndicatorStatus.MET for each in indicators):
        return f"{columns(range(len(indicators)))} 达标"
    parts = []
    for status, word in (
        (IndicatorStatus.MET, "达标"),
        (IndicatorStatus.WITHIN_FLOOR, "达到85%"),
        (IndicatorStatus.BELOW_FLOOR, "低于85%"),
        (IndicatorStatus.UNDETERMINED, "数据缺失"),
    ):
        places = [place for place, each in enumerate(indicators) if each.status is status]
        if places:
            parts.append(f"{columns(places)} {word}")
    return "；".join(parts)


def columns(places: Sequence[int] | range) -> str:
    """Columns by number, neighbours drawn together: ``L7—L9、L11``."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return "、".join(
        f"L{FIRST + first}" if first == last else f"L{FIRST + first}—L{FIRST + last}"
        for first, last in runs
    )


def _notes(county: CountyResult, evaluation: Evaluation) -> list[str]:
    codes = "，".join(f"{int(code)} {code.zh}" for code in OperatorCode)
    split = evaluation.rules["P.split"]
    junior, senior, through = (
        exactly(split.figure(slot)) for slot in ("junior", "senior_secondary", "senior_through")
    )
    shares = (
        f"九年一贯制小学∶初中＝1∶{junior}，完全中学初中∶高中＝1∶{senior}，"
        f"十二年一贯制 1∶{junior}∶{through}"
    )
    notes = [
        f"举办者类型代码：{codes}。",
        f"一贯制学校的面积、设备、教室按加权学生数拆分到各学段（{shares}），教师按任教学段统计。",
        "浅色斜体：未达标但达到标准的 85%；深色粗体：低于标准的 85%。",
    ]
    if county.left_out:
        units = "；".join(f"{each.name}（{each.reason}）" for each in county.left_out)
        notes.append(f"未列入本表的单位：{units}。")
    return notes
