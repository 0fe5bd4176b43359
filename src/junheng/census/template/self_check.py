"""The sheet 自查: totals and checks that the spreadsheet computes while it is being filled in."""

from __future__ import annotations

from typing import Any

from junheng.census.template.checks import CHECKS, Check
from junheng.census.template.looks import Looks, page, protect
from junheng.census.template.sheets import PLANS, SheetPlan
from junheng.model import Stage

NAME = "自查"
_WIDTHS = (16, 50, 14, 16, 16, 18)
_SUMMED = (
    *("pupils", "grades", "classes", "boarders", "migrant_pupils", "catchment_pupils"),
    *("teachers", "degree_associate", "degree_bachelor", "degree_master", "degree_doctor"),
    *("backbone", "pe", "music", "art", "arts", "certified", "trained_360"),
)
_SUMMED_SCHOOLS = (
    *("teaching_area_m2", "indoor_sports_m2", "sports_ground_m2", "equipment_yuan"),
    *("multimedia_rooms", "public_fund_yuan", "training_fund_yuan"),
)


def write_self_check(sheet: Any, looks: Looks) -> None:
    """Three blocks: what is wrong, how far the county's sheets are filled in, totals."""
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "自查　　本页全部由公式计算，不用填写", looks["big"])
    line = _checks(sheet, 2, looks)
    line = _progress(sheet, line + 1, looks)
    _totals(sheet, line + 1, looks)
    sheet.freeze_panes(1, 0)
    page(sheet, title=NAME)
    protect(sheet)


def _heads(sheet: Any, line: int, title: str, heads: tuple[str, ...], looks: Looks) -> int:
    sheet.set_row(line, 22)
    for place in range(len(_WIDTHS)):
        sheet.write_blank(line, place, None, looks["heading"])
    sheet.write_string(line, 0, title, looks["heading"])
    for place, head in enumerate(heads):
        sheet.write_string(line + 1, place, head, looks["required"])
    return line + 2


def _checks(sheet: Any, line: int, looks: Looks) -> int:
    heads = ("工作表", "检查内容", "有问题的行数", "第一处在第几行", "结果")
    line = first = _heads(sheet, line, "一、逻辑检查", heads, looks)
    for check in CHECKS:
        _check(sheet, line, check, looks)
        line += 1
    results = (first, 4, line - 1, 4)
    for style, word in (("good", "通过"), ("wrong", "请核对")):
        rule = {"type": "text", "criteria": "containing", "value": word, "format": looks[style]}
        sheet.conditional_format(*results, rule)
    return line


def _check(sheet: Any, line: int, check: Check, looks: Looks) -> None:
    number = line + 1
    area = PLANS[check.table].area(PLANS[check.table].table.columns[0].name, sheet=True)
    sheet.write_string(line, 0, PLANS[check.table].table.sheet, looks["cell_centred"])
    sheet.write_string(line, 1, check.title, looks["cell"])
    wrong = check.for_all()
    sheet.write_array_formula(
        line, 2, line, 2, f'{{=IFERROR(SUM({wrong}),"有非数字")}}', looks["result"], ""
    )
    sheet.write_array_formula(
        *(line, 3, line, 3),
        f'{{=IF(N(C{number})=0,"",MIN(IF({wrong}>0,ROW({area}))))}}',
        looks["result"],
        "",
    )
    verdict = f'=IF(C{number}=0,"通过","请核对")'
    sheet.write_formula(line, 4, verdict, looks["result"], "")


def _progress(sheet: Any, line: int, looks: Looks) -> int:
    heads = ("工作表", "内容", "应填", "已填", "还空着")
    line = _heads(
        sheet, line, "二、填报进度（空着的不会当作 0，相关条款会判为“无法判定”）", heads, looks
    )
    for table, key, filled, what in (
        ("county", "key", "value", "县级数据各项"),
        ("attestations", "clause", "conclusion", "佐证各条结论"),
        ("schools", "school_code", "teaching_area_m2", "各校教学及辅助用房面积"),
        ("schools", "school_code", "sports_ground_m2", "各校室外运动场地面积"),
        ("schools", "school_code", "equipment_yuan", "各校教学仪器设备资产值"),
        ("schools", "school_code", "multimedia_rooms", "各校网络多媒体教室间数"),
    ):
        plan, number = PLANS[table], line + 1
        due, done = plan.area(key, sheet=True), plan.area(filled, sheet=True)
        sheet.write_string(line, 0, plan.table.sheet, looks["cell_centred"])
        sheet.write_string(line, 1, what, looks["cell"])
        sheet.write_formula(line, 2, f"=COUNTA({due})", looks["result"], "")
        both = f'=SUMPRODUCT(({due}<>"")*({done}<>""))'
        sheet.write_formula(line, 3, both, looks["result"], "")
        sheet.write_formula(line, 4, f"=C{number}-D{number}", looks["result"], "")
        line += 1
    return line


def _totals(sheet: Any, line: int, looks: Looks) -> int:
    heads = ("来自", "项目", *(stage.zh for stage in Stage), "全部")
    line = _heads(sheet, line, "三、合计（与教育事业统计报表核对）", heads, looks)
    plan = PLANS["stages"]
    stages = plan.area("stage", sheet=True)
    _total_row(sheet, line, "学段", "学段部个数", looks)
    for place, stage in enumerate(Stage, 2):
        sheet.write_formula(line, place, f'=COUNTIF({stages},"{stage.zh}")', looks["result"], "")
    sheet.write_formula(line, 5, f"=SUM(C{line + 1}:E{line + 1})", looks["result"], "")
    line += 1
    for name in _SUMMED:
        area = plan.area(name, sheet=True)
        _total_row(sheet, line, "学段", _header(plan, name), looks)
        for place, stage in enumerate(Stage, 2):
            formula = f'=SUMIFS({area},{stages},"{stage.zh}")'
            sheet.write_formula(line, place, formula, looks["result"], "")
        sheet.write_formula(line, 5, f"=SUM({area})", looks["result"], "")
        line += 1
    schools = PLANS["schools"]
    _total_row(sheet, line, "学校", "学校（机构）数", looks)
    codes = schools.area("school_code", sheet=True)
    sheet.write_formula(line, 5, f"=COUNTA({codes})", looks["result"], "")
    for name in _SUMMED_SCHOOLS:
        line += 1
        _total_row(sheet, line, "学校", _header(schools, name), looks)
        area = schools.area(name, sheet=True)
        sheet.write_formula(line, 5, f"=SUM({area})", looks["result"], "")
    return line + 1


def _header(plan: SheetPlan, name: str) -> str:
    return plan.fields[plan.index(name)].header.replace("\n", "")


def _total_row(sheet: Any, line: int, source: str, what: str, looks: Looks) -> None:
    sheet.write_string(line, 0, source, looks["cell_centred"])
    sheet.write_string(line, 1, what, looks["cell"])
    for place in range(2, len(_WIDTHS)):
        sheet.write_blank(line, place, None, looks["result"])
