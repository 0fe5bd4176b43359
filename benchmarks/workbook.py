"""What a county would use today: its schools in a workbook of formulas, recalculated by LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from junheng.census.records import Census, School, StageRow
from junheng.model import COMPULSORY, Stage

COLUMNS = (
    ("A", "学校标识码"),
    ("B", "学段"),
    ("C", "学校类型"),
    ("D", "在校生数"),
    ("E", "专科"),
    ("F", "本科"),
    ("G", "硕士"),
    ("H", "博士"),
    ("I", "骨干"),
    ("J", "体育"),
    ("K", "音乐"),
    ("L", "美术"),
    ("M", "艺术"),
    ("N", "教学及辅助用房"),
    ("O", "室内体育用房"),
    ("P", "室外运动场地"),
    ("Q", "仪器设备"),
    ("R", "多媒体教室"),
    ("S", "全校小学生"),
    ("T", "全校初中生"),
    ("U", "全校高中生"),
)
FORMULAS = (
    ("V", "初中权重", '=IF(OR(C{n}="九年一贯制",C{n}="十二年一贯制"),1.1,1)'),
    ("W", "高中权重", '=IF(C{n}="完全中学",1.2,IF(C{n}="十二年一贯制",1.32,1))'),
    ("X", "份额", '=IF(B{n}="小学",1,V{n})*D{n}/(S{n}+T{n}*V{n}+U{n}*W{n})'),
    ("Y", "高于规定学历", '=(IF(B{n}="小学",E{n},0)+F{n}+G{n}+H{n})/D{n}*100'),
    ("Z", "骨干教师", "=I{n}/D{n}*100"),
    ("AA", "体育艺术教师", "=SUM(J{n}:M{n})/D{n}*100"),
    ("AB", "教学用房", "=(N{n}-O{n})*X{n}/D{n}"),
    ("AC", "体育场馆", "=(O{n}+P{n})*X{n}/D{n}"),
    ("AD", "设备", "=Q{n}*X{n}/D{n}"),
    ("AE", "多媒体", "=R{n}*X{n}/D{n}*100"),
)
VALUES = ("Y", "Z", "AA", "AB", "AC", "AD", "AE")
BOUNDS = {
    "小学": (4.2, 1, 0.9, 4.5, 7.5, 2000, 2.3),
    "初中": (5.3, 1, 0.9, 5.8, 10.2, 2500, 2.4),
}
LIMITS = {"小学": 0.50, "初中": 0.45}
ROWS, SPREADS = "学段部", "差异系数"
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item></oor:items>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalculated:
    """What the formulas say: met or not of every row, and the coefficients by stage."""

    met: dict[tuple[str, str], bool]
    spreads: dict[str, list[float]]


def build(census: Census, path: Path) -> None:
    """The workbook with data and formulas; no result is in it."""
    with xlsxwriter.Workbook(path) as book:
        last = _rows(book.add_worksheet(ROWS), census)
        _spreads(book.add_worksheet(SPREADS), last)


def _rows(sheet: xlsxwriter.worksheet.Worksheet, census: Census) -> int:
    met, above = "AF", "AG"
    for column, header in (*COLUMNS, *((each[0], each[1]) for each in FORMULAS)):
        sheet.write(f"{column}1", header)
    sheet.write(f"{met}1", "达标项数")
    sheet.write(f"{above}1", "85% 项数")
    sheet.write("AH1", "结论")
    number = 1
    for number, cells in enumerate(_lines(census), start=2):
        for (column, _), cell in zip(COLUMNS, cells, strict=True):
            sheet.write(f"{column}{number}", cell)
        for column, _, formula in FORMULAS:
            sheet.write_formula(f"{column}{number}", formula.format(n=number))
        for column, share in ((met, 1), (above, 0.85)):
            sheet.write_formula(f"{column}{number}", _reached(number, share))
        verdict = f'=IF(AND({met}{number}>=6,{above}{number}=7),"达标","未达标")'
        sheet.write_formula(f"AH{number}", verdict)
    return number


def _reached(number: int, share: float) -> str:
    """How many of the seven reach a share of their bound; rounded, or ties would be missed."""
    tests = [
        f'(ROUND({column}{number},9)>=ROUND({share}*IF(B{number}="小学",{primary},{junior}),9))'
        for column, primary, junior in zip(VALUES, BOUNDS["小学"], BOUNDS["初中"], strict=True)
    ]
    return "=" + "+".join(tests)


def _lines(census: Census) -> Iterator[list[str | float]]:
    """The rows that are judged, everything that the formulas ask for in one line."""
    stages: dict[str, dict[Stage, StageRow]] = {}
    for each in census.stages:
        stages.setdefault(each.school_code, {})[each.stage] = each
    for school in census.schools:
        of_school = stages[school.school_code]
        for stage in COMPULSORY:
            row = of_school.get(stage)
            if row is not None and not _left_out(school, row):
                yield _cells(school, row, of_school)


def _left_out(school: School, row: StageRow) -> bool:
    small = school.type.value == "teaching_point" and row.pupils < 50
    return small or school.type.value in ("special", "vocational")


def _cells(school: School, row: StageRow, of_school: dict[Stage, StageRow]) -> list[str | float]:
    of_row = (
        row.degree_associate,
        row.degree_bachelor,
        row.degree_master,
        row.degree_doctor,
        row.backbone,
        row.pe,
        row.music,
        row.art,
        row.arts,
    )
    of_building = (
        school.teaching_area_m2,
        school.indoor_sports_m2,
        school.sports_ground_m2,
        school.equipment_yuan,
        school.multimedia_rooms,
    )
    pupils = [of_school[stage].pupils if stage in of_school else 0 for stage in Stage]
    numbers = [float(each or 0) for each in (*of_row, *of_building, *pupils)]
    return [school.school_code, row.stage.zh, school.type.zh, row.pupils, *numbers]


def _spreads(sheet: xlsxwriter.worksheet.Worksheet, last: int) -> None:
    for line, (stage, limit) in enumerate(LIMITS.items(), start=1):
        sheet.write(f"A{line}", stage)
        here = f'({ROWS}!$B$2:$B${last}="{stage}")*{ROWS}!$D$2:$D${last}'
        for place, column in enumerate(VALUES):
            values = f"{ROWS}!${column}$2:${column}${last}"
            mean = f"SUMPRODUCT({here}*{values})/SUMPRODUCT({here})"
            spread = f"SQRT(SUMPRODUCT({here}*({values}-{mean})^2)/SUMPRODUCT({here}))"
            sheet.write_formula(line - 1, 1 + place, f"={spread}/({mean})")
        sheet.write_formula(f"I{line}", f'=IF(MAX(B{line}:H{line})<={limit},"达标","未达标")')


def profile(folder: Path) -> str:
    """A profile of LibreOffice that recalculates everything on opening, as its address."""
    user = folder / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    return folder.absolute().as_uri()


def recalculated(path: Path) -> Recalculated:
    """The results in a workbook that LibreOffice wrote."""
    book = CalamineWorkbook.from_path(path)
    lines = book.get_sheet_by_name(ROWS).to_python()[1:]
    spreads = book.get_sheet_by_name(SPREADS).to_python()
    return Recalculated(
        met={(str(line[0]), str(line[1])): line[-1] == "达标" for line in lines},
        spreads={str(line[0]): [float(str(each)) for each in line[1:8]] for line in spreads},
    )
