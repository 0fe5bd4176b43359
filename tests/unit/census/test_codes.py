"""Codes: text that spreadsheets take for numbers and dates."""

from __future__ import annotations

import datetime as dt

import pytest

from junheng.census.codes import clause, code
from junheng.census.defects import Severity
from junheng.census.grids import Cell
from junheng.census.values import Unreadable
from tests.unit.census.county_files import County, of, stage, the


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0123456789", "0123456789"),
        (" 2153 001234 ", "2153001234"),
        ("２１５３００１２３４", "2153001234"),
        ("'2153001234", "2153001234"),
        (2153001234.0, "2153001234"),
        ("52440111MJK9982087", "52440111MJK9982087"),
        ("1E5", "1E5"),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_a_code_is_text_without_spaces(cell: Cell, value: str | None) -> None:
    assert code(cell) == value


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("3.5E+17", "是科学计数法，后面的数字已经丢失"),
        (3.5e17, "被存成了数字，第 15 位以后的数字已经丢失"),
        (12.5, "是小数或负数，不是代码"),
        (-3.0, "是小数或负数，不是代码"),
        (dt.date(2024, 1, 2), "被表格软件变成了日期"),
        ("#N/A", "公式出错（#N/A）"),
        ("2153①", "有注释的序号、上标或别的特殊数字，不能算在代码里"),
        ("2153²", "有注释的序号、上标或别的特殊数字，不能算在代码里"),
        ("2153\u200b001", "有看不见的控制字符（U+200B）"),
        ("\ufeff2153", "有看不见的控制字符（U+FEFF）"),
        ("2153\x1b[31m", "有看不见的控制字符（U+001B）"),
    ],
)
def test_a_spoilt_code_is_refused_with_the_remedy(cell: Cell, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        code(cell)
    assert refused.value.message == message


@pytest.mark.parametrize(
    ("cell", "value"),
    [("7.10", "7.10"), ("７．１", "7.1"), (8.3, "8.3"), (9.0, "9"), ("第7.2条", "7.2"),
     ("10.1 以考试选拔入学", "10.1"), ("E.2", "E.2"), ("", None),
     ("10.1 含①②两项", "10.1"), ("10.1一票否决", "10.1")],
)  # fmt: skip
def test_a_clause_is_read_by_its_number(cell: Cell, value: str | None) -> None:
    assert clause(cell) == value


def test_the_number_seven_point_one_may_have_been_seven_point_ten() -> None:
    with pytest.raises(Unreadable, match=r"分不清是第 7\.1 条还是第 7\.10 条"):
        clause(7.1)


@pytest.mark.parametrize("cell", ["7.1①", "7.1²", "7①"])
def test_a_mark_behind_a_clause_does_not_make_another_clause_of_it(cell: str) -> None:
    with pytest.raises(Unreadable, match="不是条款号"):
        clause(cell)


def test_text_that_begins_with_no_clause_is_refused() -> None:
    with pytest.raises(Unreadable, match="不是条款号"):
        clause("布局规划")


def test_the_same_school_twice_names_the_first(county: County) -> None:
    county.schools.append(county.schools[0] | {"name": "另一所学校"})
    defect = the(county.read())
    assert str(defect) == (
        "错误 schools.csv 第 5 行 “school_code”：这个学校标识码在第 2 行已经有了；"
        "填的是“9990000001”；怎么改：只留下一行；如果是两个不同的，改正代码"
    )


def test_the_same_stage_of_a_school_twice(county: County) -> None:
    county.stages.append(stage("9990000001"))
    assert the(county.read()).message == "这个学校的这个学段在第 2 行已经有了"


def test_the_same_fact_twice(county: County) -> None:
    fact = {"county_code": "999901", "key": "population", "value": "50000"}
    county.county = [fact, fact | {"key": "常住人口"}]
    assert the(county.read()).message == "这个项目在第 2 行已经有了"


def test_the_same_clause_twice(county: County) -> None:
    row = {"county_code": "999901", "clause": "7.1", "conclusion": "达标"}
    county.attestations = [row, row]
    assert the(county.read()).message == "这个条款在第 2 行已经有了"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("53232", "不是 6 位数字"),
        ("532323000000", "不是 6 位数字"),
        ("532300", "是地市级代码，不是县级"),
        ("530000", "是省级代码，不是县级"),
    ],
)
def test_a_county_code_has_the_form_of_the_standard(
    county: County, wrong: str, message: str
) -> None:
    county.schools[0]["county_code"] = wrong
    assert the(county.read()).message == message


def test_a_county_code_of_no_known_province_is_doubted_but_read(county: County) -> None:
    county.schools[0]["county_code"] = "103232"
    reading = county.read()
    (found,) = of(reading, "code.county_place")
    assert found.message == "前两位 10 不是任何省级行政区划"
    assert found.severity is Severity.WARNING
    assert reading.census is not None


def test_a_code_shorter_than_all_others_has_lost_something(county: County) -> None:
    for number in range(10, 30):
        code_ = f"99900000{number}"
        county.schools.append(county.schools[0] | {"school_code": code_, "name": f"学校{number}",
                                                   "teaching_area_m2": str(3000 + number)})  # fmt: skip
        county.stages.append(stage(code_))
    county.schools[-1]["school_code"] = county.stages[-1]["school_code"] = "99900029"
    defect = the(county.read())
    assert defect.message == "是 8 位，别的学校都是 10 位，可能丢了前面的 0 或少了几位"
    assert defect.severity == "warning"


def test_a_choice_by_number_is_a_plain_number(county: County) -> None:
    county.schools[0]["operator"] = "⑦"
    assert the(county.read()).check == "cell.choice"
