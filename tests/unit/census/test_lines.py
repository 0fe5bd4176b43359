"""Which lines are data, and which are blank, remarks or totals: none is lost."""

from __future__ import annotations

from typing import Any

import pytest

from junheng.census.reading import Reading, read
from tests.unit.census.county_files import County, of, the


def with_line(county: County, line: list[Any], table: str = "stages", at: int = -1) -> Reading:
    cells = county.cells(table)
    cells.insert(len(cells) if at < 0 else at, line)
    return read(county.workbook(**{table: cells}))


def stages(reading: Reading) -> tuple[int, int, int, int, int]:
    """Rows in, accepted, blank, totals, remarks of the table stages."""
    found = next(each for each in reading.totals if each.table == "stages")
    return found.rows_in, found.accepted, found.blank, found.subtotals, found.remarks


def test_blank_lines_are_counted_and_skipped(county: County) -> None:
    reading = with_line(county, ["", "  ", None], at=2)
    assert stages(reading) == (4, 4, 1, 0, 0)
    assert reading.require().stages[1].row == 4


@pytest.mark.parametrize(
    "words",
    [
        "说明：在校生数按 9 月 1 日填",
        "填写说明 见首页",
        "注：不含借读",
        "填报人：张三",
        "单位：人",
        "示例：某校",
    ],
)
def test_remarks_above_and_below_the_data_are_skipped(county: County, words: str) -> None:
    assert stages(with_line(county, [words], at=1)) == (4, 4, 0, 0, 1)
    county.path = county.path / "below"
    county.path.mkdir()
    assert stages(with_line(county, [words])) == (4, 4, 0, 0, 1)


def test_headers_printed_again_on_the_next_page_are_skipped(county: County) -> None:
    assert stages(with_line(county, county.cells("stages")[0], at=3)) == (4, 4, 0, 0, 1)


@pytest.mark.parametrize("word", ["合计", "小 计", "总计：", "全县合计", "一片区小计", "Total"])
def test_totals_are_recognised_named_and_not_counted(county: County, word: str) -> None:
    reading = with_line(county, [word, "", 960.0])
    assert stages(reading) == (4, 4, 0, 1, 0)
    (defect,) = of(reading, "row.subtotal")
    assert (defect.row, defect.severity) == (6, "warning")
    assert reading.census is not None


def test_a_total_beside_a_code_is_still_a_total(county: County) -> None:
    reading = with_line(county, ["999901", "", "合计", *[""] * 18], "schools")
    assert [each.check for each in reading.defects] == ["row.subtotal"]


def test_a_total_that_does_not_add_up_is_told_with_both_figures(county: County) -> None:
    reading = with_line(county, ["合计", "", 961.0])
    (defect,) = of(reading, "row.subtotal_differs")
    assert defect.message == "“合计”行写的是 961，逐行相加是 960"
    assert defect.header == "在校生数"


def test_the_total_of_a_group_is_not_compared_with_the_whole(county: County) -> None:
    assert not of(with_line(county, ["小计", "", 1.0]), "row.subtotal_differs")


def test_a_school_whose_name_ends_like_a_total_is_a_school(county: County) -> None:
    county.schools[0]["name"] = "新会计"
    assert county.read().defects == ()


def test_every_line_is_accepted_or_refused(county: County) -> None:
    county.stages[1]["pupils"] = ""
    county.stages[2]["teachers"] = "二十"
    reading = county.read()
    found = next(each for each in reading.totals if each.table == "stages")
    assert (found.rows_in, found.accepted, found.refused) == (4, 2, 2)
    assert reading.census is None


def test_a_blank_required_cell_is_named(county: County) -> None:
    county.schools[1]["area_class"] = " "
    assert str(the(county.read())) == (
        "错误 schools.csv 第 3 行 “area_class”：必填的单元格是空的；怎么改：填写这一格"
    )


def test_all_defects_are_told_at_once_in_the_order_of_the_sheets(county: County) -> None:
    county.schools[1]["type"] = "幼儿园"
    county.schools[0]["lon"] = "无"
    county.stages[3]["pupils"] = "-1"
    county.stages[0]["boarders"] = "2.5"
    reading = county.read()
    assert [(each.file, each.row, each.header) for each in reading.errors] == [
        ("schools.csv", 2, "lon"),
        ("schools.csv", 3, "type"),
        ("stages.csv", 2, "boarders"),
        ("stages.csv", 5, "pupils"),
    ]


def test_sums_are_exact_and_count_what_could_not_be_read(county: County) -> None:
    county.schools[0]["sports_ground_m2"] = "很大"
    county.schools[1]["sports_ground_m2"] = ""
    county.schools[2]["equipment_yuan"] = "0.1"
    reading = county.read()
    found = next(each for each in reading.totals if each.table == "schools")
    ground = next(each for each in found.columns if each.name == "sports_ground_m2")
    assert (ground.filled, ground.blank, ground.unreadable, ground.total) == (1, 1, 1, 8000)
    equipment = next(each for each in found.columns if each.name == "equipment_yuan")
    assert equipment.total * 10 == 24000006


def test_the_refusal_lists_every_error_and_the_command_to_run(county: County) -> None:
    county.stages[0]["pupils"] = "x"
    reading = county.read()
    with pytest.raises(Exception, match=r"有 1 处错误，不能判定") as refused:
        reading.require()
    assert "junheng check" in str(refused.value)
    assert getattr(refused.value, "defects") == reading.defects  # noqa: B009


def test_a_choice_is_read_in_chinese_english_and_the_words_of_the_statistics(
    county: County,
) -> None:
    county.schools[0] |= {"type": "完全小学", "operator": "7县教育", "area_class": "镇中心区"}
    county.schools[1] |= {"type": "PRIMARY", "operator": "民办", "area_class": "220"}
    county.schools[2] |= {"type": "九年一贯制学校", "operator": "07"}
    census = county.read().require()
    assert [each.type.value for each in census.schools] == ["primary", "primary", "nine_year"]
    assert [int(each.operator) for each in census.schools] == [7, 10, 7]
    assert [each.area_class.value for each in census.schools] == ["town", "rural", "town"]


def test_a_word_outside_the_choices_lists_them(county: County) -> None:
    county.schools[0]["area_class"] = "城镇"
    defect = the(county.read())
    assert (defect.message, defect.expected) == ("不在可选范围内", "城区、镇区、乡村")
