"""Headers are matched by what they mean, wherever they stand and however they are written."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from junheng.census.grids import Grid, Span
from junheng.census.headers import Heading, locate
from junheng.census.reading import read
from junheng.census.tables import SCHOOLS, STAGES
from tests.unit.census.county_files import County, of, the

Cells = list[list[Any]]


def found(*rows: list[Any], table: Any = STAGES, merged: tuple[Span, ...] = ()) -> Heading:
    heading = locate(Grid(file="x.xlsx", sheet="学段", rows=rows, merged=merged), table)
    assert heading is not None
    return heading


def columns(heading: Heading) -> dict[str, int]:
    return {name: each.index for name, each in heading.columns.items()}


@pytest.mark.parametrize(
    "header",
    ["在校生数", " 在 校 生 数 ", "在校\n生数", "在校生数（人）", "在校生数(人)", "＊在校生数", "在校生数:",
     "在校生数【人】", "3.在校生数", "在校生数/人", "在校生总数", "学生数", "pupils",
     "PUPILS", "Pupils (人)"],
)  # fmt: skip
def test_one_meaning_many_spellings(header: str) -> None:
    assert columns(found(["学校标识码", "学段", header])) == {
        "school_code": 0,
        "stage": 1,
        "pupils": 2,
    }


def test_english_names_may_be_written_with_spaces_or_hyphens_and_without_the_unit() -> None:
    heading = found(["School code", "name", "Teaching area (m2)", "equipment-yuan"], table=SCHOOLS)
    assert columns(heading) == {
        "school_code": 0,
        "name": 1,
        "teaching_area_m2": 2,
        "equipment_yuan": 3,
    }


def test_title_rows_may_stand_above_the_headers() -> None:
    heading = found(
        ["某县 2026 年义务教育学校情况表", "", ""], ["填报单位：教育局", "", ""],
        ["学校标识码", "学段", "在校生数"], ["1", "小学", 5.0],
    )  # fmt: skip
    assert (heading.header_row, heading.first_data) == (2, 3)


TWO_LEVELS = [
    [
        "学校标识码",
        "学段",
        "在校生",
        "",
        "专任教师",
        "专任教师学历",
        "",
        "",
        "",
        "体育艺术教师",
        "",
    ],
    ["", "", "总数", "其中：寄宿生", "", "专科", "本科", "硕士", "博士", "体育", "音乐"],
]
MEANT = {
    "school_code": 0, "stage": 1, "pupils": 2, "boarders": 3, "teachers": 4, "degree_associate": 5,
    "degree_bachelor": 6, "degree_master": 7, "degree_doctor": 8, "pe": 9, "music": 10,
}  # fmt: skip


def test_headers_of_two_levels_are_read_together() -> None:
    merged = (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (1, 4)),
              ((0, 5), (0, 8)), ((0, 9), (0, 10)))  # fmt: skip
    heading = found(*TWO_LEVELS, ["1", "小学", 5.0], merged=merged)
    assert columns(heading) == MEANT
    assert heading.first_data == 2


def test_two_levels_are_understood_without_merged_cells_too() -> None:
    assert columns(found(*TWO_LEVELS, ["1", "小学", 5.0])) == MEANT


def test_three_levels_are_read_from_the_lowest_up() -> None:
    heading = found(
        ["基本情况", "", "", "教师情况", ""],
        ["学校标识码", "学段", "在校生数", "专任教师学历", ""],
        ["", "", "", "本科", "硕士"],
        ["1", "小学", 5.0, 1.0, 0.0],
    )
    assert columns(heading) == {
        "school_code": 0, "stage": 1, "pupils": 2, "degree_bachelor": 3, "degree_master": 4,
    }  # fmt: skip


def test_a_row_of_data_is_never_taken_for_a_second_level() -> None:
    heading = found(["学校标识码", "学段", "在校生数", "附注"], ["1", "小学", 5.0, "本科"])
    assert (heading.first_data, columns(heading)["pupils"]) == (1, 2)


def test_a_row_of_units_under_the_headers_is_part_of_them() -> None:
    heading = found(
        ["学校标识码", "学校名称", "教学仪器设备资产值", "教学及辅助用房面积"], ["", "", "万元", "㎡"],
        table=SCHOOLS,
    )  # fmt: skip
    assert heading.first_data == 2
    assert heading.columns["equipment_yuan"].scale == 10_000
    assert heading.columns["teaching_area_m2"].scale == 1


@pytest.mark.parametrize(
    ("header", "yuan"),
    [("教学仪器设备资产值（万元）", 10_000), ("教学仪器设备资产值（单位：千元）", 1000),
     ("教学仪器设备资产值/元", 1),
     ("教学仪器设备值 万元", 10_000), ("教学仪器设备资产值（单位:亿元）", 10**8)],
)  # fmt: skip
def test_the_unit_in_a_header_scales_the_column_exactly(
    county: County, header: str, yuan: int
) -> None:
    cells = county.cells("schools")
    at = cells[0].index("教学仪器设备资产值")
    cells[0][at] = header
    for row in cells[1:]:
        row[at] = 0.1 + 0.2 + 100
    census = read(county.workbook(schools=cells)).census
    assert census is not None
    assert census.schools[0].equipment_yuan == Fraction(1003, 10) * yuan


def spoilt(county: County, change: Callable[[Cells], None], table: str = "schools") -> Any:
    cells = county.cells(table)
    change(cells)
    return read(county.workbook(**{table: cells}))


def test_a_unit_that_cannot_be_converted_refuses_the_column(county: County) -> None:
    def acres(cells: Cells) -> None:
        cells[0][cells[0].index("室外运动场地面积")] = "室外运动场地面积（亩）"

    assert str(the(spoilt(county, acres))) == (
        "错误 工作表“学校” 第 1 行 O 列“室外运动场地面积（亩）”：表头的单位“亩”不能用于这一列；"
        "应为单位 平方米；怎么改：换算后填报并改正表头"
    )


def test_a_header_that_leaves_something_out_means_another_column(county: County) -> None:
    def without(cells: Cells) -> None:
        cells[0][cells[0].index("教学及辅助用房面积")] = "教学及辅助用房面积（不含室内体育用房）"

    defect = the(spoilt(county, without))
    assert defect.check == "header.excludes"
    assert defect.message == "表头括号里写着“不含室内体育用房”，与本列的含义不同"


def test_another_remark_in_a_header_is_told(county: County) -> None:
    def remark(cells: Cells) -> None:
        cells[0][cells[0].index("教学及辅助用房面积")] = "教学及辅助用房面积（2025年底）"

    defect = the(spoilt(county, remark))
    assert (defect.check, defect.severity) == ("header.remark", "warning")
    assert defect.message == "表头括号里写着“2025年底”，仍按“教学及辅助用房面积”读取"


def test_the_remark_of_the_dictionary_itself_is_no_news(county: County) -> None:
    def remark(cells: Cells) -> None:
        cells[0][cells[0].index("教学及辅助用房面积")] = "教学及辅助用房面积（平方米，全校数）"

    assert spoilt(county, remark).defects == ()


def test_an_unknown_column_is_named_with_the_closest_known_one(county: County) -> None:
    def rename(cells: Cells) -> None:
        cells[0][cells[0].index("网络多媒体教室间数")] = "网络多媒教室"

    reading = spoilt(county, rename)
    assert [each.check for each in reading.defects] == ["header.absent", "header.unknown"]
    assert reading.defects[1].message == "不认识这一列，没有读取；最接近的是“网络多媒体教室间数”"
    assert reading.defects[1].column == "S"
    assert reading.defects[0].message == "没有这些列，按未填报处理：网络多媒体教室间数"


def test_a_column_like_no_other_is_named_without_a_guess(county: County) -> None:
    def add(cells: Cells) -> None:
        cells[0].append("食堂座位")

    defect = the(spoilt(county, add))
    assert (defect.header, defect.message) == ("食堂座位", "不认识这一列，没有读取")


def test_serial_numbers_and_remarks_are_skipped_without_a_word(county: County) -> None:
    def add(cells: Cells) -> None:
        for row, word in zip(cells, ("备注", "新校舍", "", ""), strict=True):
            row.append(word)

    assert spoilt(county, add).defects == ()


def test_a_missing_required_column_refuses_every_row(county: County) -> None:
    def drop(cells: Cells) -> None:
        at = cells[0].index("在校生数")
        for row in cells:
            del row[at]

    reading = spoilt(county, drop, "stages")
    (defect,) = of(reading, "header.missing")
    assert defect.message == "缺少必填列“在校生数”"
    assert reading.census is None
    stages = next(each for each in reading.totals if each.table == "stages")
    assert (stages.rows_in, stages.accepted, stages.refused) == (4, 0, 4)


def test_two_columns_of_one_meaning_are_refused(county: County) -> None:
    def double(cells: Cells) -> None:
        for row in cells:
            row.append(row[cells[0].index("班级数")])
        cells[0][-1] = "教学班数"

    defect = the(spoilt(county, double, "stages"))
    assert defect.message == "“班级数”和“教学班数”是同一列（班级数）"


def test_a_sheet_without_headers_says_what_they_should_be(county: County) -> None:
    def drop(cells: Cells) -> None:
        cells[0] = ["甲", "乙", "丙"]

    reading = spoilt(county, drop)
    (defect,) = of(reading, "table.no_header")
    assert defect.message == "找不到表头"
    assert defect.remedy == "第一行应是表头：县级行政区划代码、学校标识码、学校名称、学校类型……"


def test_the_order_of_columns_does_not_matter(county: County) -> None:
    def turn(cells: Cells) -> None:
        for row in cells:
            row.reverse()

    straight = read(county.workbook("straight.xlsx")).require()
    assert spoilt(county, turn).require().schools == straight.schools
