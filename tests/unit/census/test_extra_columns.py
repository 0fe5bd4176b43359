"""Columns that are tested but never stored."""

from __future__ import annotations

from typing import Any

from junheng.census.reading import Reading, read
from tests.unit.census.county_files import County, of, the


def with_column(county: County, header: str, *values: Any) -> Reading:
    cells = county.cells("schools")
    for row, value in zip(cells, (header, *values), strict=True):
        row.append(value)
    return read(county.workbook(schools=cells))


def test_right_credit_codes_say_nothing(county: County) -> None:
    assert with_column(county, "统一社会信用代码", "91350100M000100Y43", "", "").defects == ()


def test_a_wrong_credit_code_is_doubted(county: County) -> None:
    defect = the(with_column(county, "统一社会信用代码", "", "91350100M000100Y44", ""))
    assert str(defect) == (
        "提醒 工作表“学校” 第 3 行 V 列“统一社会信用代码”：最后一位校验码不对，代码里有写错的字符；"
        "填的是“91350100M000100Y44”；怎么改：对照证照原件改正"
    )


def test_a_credit_code_made_a_number_is_told(county: County) -> None:
    defect = the(with_column(county, "信用代码", "", 1.2e17, ""))
    assert defect.message == "被存成了数字，第 15 位以后的数字已经丢失"


def test_one_credit_code_for_two_schools_is_doubted(county: County) -> None:
    code = "91350100M000100Y43"
    defect = the(with_column(county, "统一社会信用代码", code, code.lower(), ""))
    assert defect.message == "与第 2 行的统一社会信用代码相同"


def test_a_wrong_identity_number_is_told_without_showing_it(county: County) -> None:
    reading = with_column(county, "身份证件号码", "110105194912310021", 1.10105194912310e17, "")
    found = of(reading, "extra.identity_number")
    assert [each.found for each in found] == ["110*************21", ""]
    assert "19491231" not in str(reading)


def test_an_area_equal_to_the_postcode_beside_it_is_an_error(county: County) -> None:
    county.schools[0]["teaching_area_m2"] = "675000"
    reading = with_column(county, "邮政编码", "675000", "675001", "无")
    (defect,) = of(reading, "premises.postcode")
    assert defect.message == "与本行的邮政编码 675000 相同"
    assert (defect.header, defect.severity) == ("教学及辅助用房面积", "error")
