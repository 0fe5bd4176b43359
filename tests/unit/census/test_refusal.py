"""The refusal of a data set: every error in its place, and readable however many there are."""

from __future__ import annotations

import pytest

from junheng.census.defects import Defect, RefusedData, Severity, in_short
from tests.unit.census.county_files import County


def error(row: int | None, **more: str) -> Defect:
    fields = {"check": "cell.number", "message": "不是数", "sheet": "学段", "column": "C"} | more
    return Defect(severity=Severity.ERROR, row=row, header="在校生数", **fields)


def test_rows_are_named_in_short() -> None:
    assert in_short([9, 3, 4, 5, 3]) == "3-5、9"


def test_many_errors_of_one_kind_become_one_line_that_names_every_row() -> None:
    defects = [error(row) for row in range(2, 3002) if row != 100]
    lines = str(RefusedData("数据.xlsx", defects)).splitlines()
    assert lines[0] == "数据.xlsx 有 2999 处错误，不能判定："
    assert lines[20] == "  20. 错误 工作表“学段” 第 21 行 C 列“在校生数”：不是数"
    assert lines[21] == (
        "  21. 错误 工作表“学段” C 列“在校生数”：同类的问题还有 2979 处，在第 22-99、101-3001 行"
    )
    assert len(lines) == 23


def test_twenty_are_listed_one_by_one() -> None:
    lines = str(RefusedData("数据.xlsx", [error(row) for row in range(20)])).splitlines()
    assert len(lines) == 22
    assert not [line for line in lines if "同类" in line]


def test_errors_of_another_column_or_without_a_row_are_never_put_together() -> None:
    many = [error(row) for row in range(2, 32)]
    others = [error(5, column="D"), *(error(None, message=f"第 {n} 个") for n in range(30))]
    text = str(RefusedData("数据.xlsx", [*many, *others]))
    assert "61 处错误" in text
    assert "21. 错误 工作表“学段” 第 5 行 D 列“在校生数”：不是数" in text
    assert all(f"：第 {n} 个" in text for n in range(30))
    assert "在第 22-31 行" in text


def test_what_a_defect_says_is_safe_to_show(county: County) -> None:
    county.schools[0]["type"] = "\x1b[31m坏\u202e"
    (found,) = [each for each in county.read().errors if each.check != "link.no_school"]
    assert "\x1b" in found.found
    assert "填的是“□[31m坏”" in str(found)


@pytest.mark.parametrize(
    ("char", "code"), [("\u200b", "U+200B"), ("\u202e", "U+202E"), ("\x1b", "U+001B")]
)
def test_a_name_with_a_character_that_nobody_sees_is_read_with_a_warning(
    county: County, char: str, code: str
) -> None:
    county.schools[0]["name"] = f"示例{char}一小"
    reading = county.read()
    (defect,) = [each for each in reading.defects if each.check == "cell.text_invisible"]
    assert (defect.severity, defect.row, defect.header) == ("warning", 2, "name")
    assert defect.message == f"有看不见的控制字符（{code}）"
    assert reading.require().schools[0].name == f"示例{char}一小"


def test_a_code_with_a_character_that_nobody_sees_is_refused(county: County) -> None:
    county.schools[0]["county_code"] = "9999\u200b01"
    (defect,) = county.read().errors
    assert (defect.check, defect.message) == ("cell.invisible", "有看不见的控制字符（U+200B）")
