"""Form I: the county's basic facts, L1-L24.

Source of the layout: the national application form (申报表). Natural and economic facts
are not part of the data set and are left to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from xlsxwriter.workbook import Workbook

from junheng.census.records import Census, Exact, School, StageRow
from junheng.evaluation.results import CountyResult, Evaluation
from junheng.model import SchoolType, Stage
from junheng.reports.forms.notes import begin, finish
from junheng.reports.forms.sheet import Formats, Sheet

_GROUPS = (
    ("自然情况", ("常住人口（万人）", "乡镇（街道）数（个）", "行政村（社区）数（个）")),
    (
        "经济情况（元）",
        (
            "人均地区生产总值",
            "人均一般公共预算收入",
            "农村居民人均可支配收入",
            "城镇居民人均可支配收入",
        ),
    ),
    (
        "学校数（所）",
        (
            "小学",
            "初中",
            "九年一贯制",
            "十二年一贯制",
            "完全中学",
            "特殊教育",
            "教学点（个）",
        ),
    ),
    ("教学班数（个）", ("小学", "初中")),
    ("在校学生数（人）", ("小学", "初中")),
    ("专任教师数（人）", ("小学", "初中")),
    ("寄宿生数（人）", ("小学", "初中")),
    ("随迁子女数（人）", ("小学", "初中")),
)

_TYPES = (
    SchoolType.PRIMARY,
    SchoolType.JUNIOR,
    SchoolType.NINE_YEAR,
    SchoolType.TWELVE_YEAR,
    SchoolType.COMPLETE_SECONDARY,
    SchoolType.SPECIAL,
    SchoolType.TEACHING_POINT,
)


def form_1(
    workbook: Workbook, formats: Formats, county: CountyResult, evaluation: Evaluation
) -> None:
    """Write form I."""
    sheet = Sheet(workbook, formats, "表Ⅰ", [6.2] * 24)
    begin(sheet, "表Ⅰ　义务教育优质均衡发展县（市、区）基本情况", county, evaluation)
    cells: dict[tuple[int, int, int, int], str] = {}
    column = 0
    for group, headers in _GROUPS:
        cells[(0, column, 0, column + len(headers) - 1)] = group
        for header in headers:
            cells[(1, column, 1, column)] = header
            cells[(2, column, 2, column)] = f"L{column + 1}"
            column += 1
    sheet.page.set_row(sheet.row + 1, 84)
    sheet.header(3, cells)
    facts = basic_facts(county.code, evaluation.census)
    for place, value in enumerate(facts):
        sheet.figure(place, value, 2 if place == 0 else 0)
    sheet.next(26)
    finish(
        sheet,
        evaluation,
        "L1 按常住人口；L2—L7 不在数据集内，请按统计部门公布的数据填写，它们不影响判定。",
        "L15—L24 小学含一贯制学校小学部、教学点，初中含一贯制学校和完全中学初中部，含民办学校；"
        "不含特殊教育学校和职业学校。有学校未填报的合计为“—”。",
        missing=True,
    )


def basic_facts(code: str, census: Census) -> tuple[Fraction | int | None, ...]:
    """L1-L24 of one county; ``None`` where the data set does not hold the fact, or not for all."""
    schools = [school for school in census.schools if school.county_code == code]
    counted = {
        school.school_code
        for school in schools
        if school.type not in (SchoolType.SPECIAL, SchoolType.VOCATIONAL)
    }
    rows = [row for row in census.stages if row.school_code in counted]
    return (
        _population(code, census),
        *(None,) * 6,
        *(_number(schools, kind) for kind in _TYPES),
        *_by_stage(rows, lambda row: row.classes),
        *_by_stage(rows, lambda row: row.pupils),
        *_by_stage(rows, lambda row: row.teachers),
        *_by_stage(rows, lambda row: row.boarders),
        *_by_stage(rows, lambda row: row.migrant_pupils),
    )


def _population(code: str, census: Census) -> Fraction | None:
    found = fact_of(code, "population", census)
    return None if found is None else Fraction(found) / 10_000


def fact_of(code: str, key: str, census: Census) -> Exact | None:
    """A figure of the county table; ``None`` where it is missing."""
    for fact in census.county:
        if fact.county_code == code and fact.key == key and not isinstance(fact.value, str):
            return fact.value
    return None


def _number(schools: Sequence[School], kind: SchoolType) -> int:
    return sum(school.type is kind for school in schools)


def _by_stage(
    rows: Sequence[StageRow], column: Callable[[StageRow], int | None]
) -> tuple[int | None, int | None]:
    return (
        total([column(row) for row in rows if row.stage is Stage.PRIMARY]),
        total([column(row) for row in rows if row.stage is Stage.JUNIOR]),
    )


def total(values: Sequence[int | None]) -> int | None:
    """The sum, ``None`` as soon as one is missing: a sum of part of the schools would mislead."""
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
