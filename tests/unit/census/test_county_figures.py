"""The table county: one fact a row, read by what it is."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from junheng.census.reading import Reading, read
from tests.unit.census.county_files import County, of, the


def facts(county: County, **values: Any) -> Reading:
    county.county = [
        {"county_code": "999901", "key": key, "value": value} for key, value in values.items()
    ]
    return county.read()


def test_a_fact_goes_by_its_key_or_its_chinese_name(county: County) -> None:
    census = facts(
        county,
        population="50,000",
        小学生均公用经费基准定额="720",
        **{"县（市、区）名称": "示例县"},
    ).require()
    assert [(each.key, each.value) for each in census.county] == [
        ("population", 50000),
        ("fund_base_primary", 720),
        ("name", "示例县"),
    ]


def test_a_fact_without_a_figure_is_missing(county: County) -> None:
    assert facts(county, population="").require().county[0].value is None


def test_shares_may_be_written_as_percentages(county: County) -> None:
    census = facts(
        county,
        recognition_rate="87.5",
        monitoring_math_difference="0.12",
        monitoring_pe_difference="15%",
    ).require()
    assert [each.value for each in census.county] == [
        Fraction(7, 8),
        Fraction(3, 25),
        Fraction(3, 20),
    ]


@pytest.mark.parametrize(
    ("key", "written", "message"),
    [
        ("recognition_rate", "1", "写的是 1，没有百分号：可以是 1%，也可以是 100%；按 100% 读取"),
        ("recognition_rate", "1.5", "写的是 1.5，没有百分号：可以是 1.5%，也可以是 150%；按 1.5% 读取"),
        ("monitoring_pe_difference", "1", "写的是 1，没有百分号：可以是 1%，也可以是 100%；按 100% 读取"),
        ("monitoring_pe_difference", "12", "写的是 12，没有百分号：可以是 12%，也可以是 1200%；按 12% 读取"),
    ],
)  # fmt: skip
def test_a_share_that_can_be_read_in_two_ways_is_doubted(
    county: County, key: str, written: str, message: str
) -> None:
    defect = the(facts(county, **{key: written}))
    assert (defect.check, defect.severity, defect.found) == (
        "cell.share_ambiguous",
        "warning",
        written,
    )
    assert defect.message.endswith(f"”{message}")


@pytest.mark.parametrize(
    ("key", "written"),
    [("recognition_rate", "100%"), ("recognition_rate", "1%"), ("recognition_rate", "1.5 ％"),
     ("recognition_rate", "87"), ("recognition_rate", "0.87"), ("recognition_rate", "100"),
     ("recognition_rate", "0"), ("monitoring_pe_difference", "0.99"),
     ("monitoring_pe_difference", "12%"), ("monitoring_pe_difference", "")],
)  # fmt: skip
def test_a_share_that_can_be_read_in_one_way_is_not(county: County, key: str, written: str) -> None:
    assert facts(county, **{key: written}).defects == ()


@pytest.mark.parametrize("written", ["3", "III", "Ⅲ", "Ⅲ级", "iii", "三级"])
def test_a_level_may_be_a_roman_numeral(county: County, written: str) -> None:
    assert facts(county, monitoring_math_level=written).require().county[0].value == 3


@pytest.mark.parametrize("written", ["③", "3①", "Ⅲ①", "³"])
def test_a_mark_is_no_level(county: County, written: str) -> None:
    assert the(facts(county, monitoring_math_level=written)).check == "cell.number"


def test_an_unknown_fact_is_named_with_the_closest_known_one(county: County) -> None:
    defect = the(facts(county, 常住人囗数="1"))
    assert (defect.message, defect.found) == ("不认识的项目", "常住人囗数")
    assert defect.expected == "最接近的项目是“常住人口”"


def test_a_wrong_figure_names_its_fact(county: County) -> None:
    assert str(the(facts(county, special_pupils="3.5"))) == (
        "错误 county.csv 第 2 行 “value”：“特殊教育学生数”是小数，这里只能是整数；"
        "填的是“3.5”；应为整数；怎么改：核对后填整数"
    )


def test_a_unit_beside_the_figure_scales_it(county: County) -> None:
    county.county = [{"county_code": "999901", "key": "特殊教育公用经费总额", "value": "12.5"}]
    cells = county.cells("county")
    cells[0].append("单位")
    cells[1].append("万元")
    assert read(county.workbook(county=cells)).require().county[0].value == 125_000


def test_a_unit_that_does_not_fit_is_refused(county: County) -> None:
    county.county = [{"county_code": "999901", "key": "常住人口", "value": "12.5"}]
    cells = county.cells("county")
    cells[0].append("单位")
    cells[1].append("平方米")
    defect = the(read(county.workbook(county=cells)))
    assert defect.message == "“常住人口”的单位写的是“平方米”，应是“人”"


def test_the_county_need_not_be_repeated_where_there_is_only_one(county: County) -> None:
    county.county = [{"key": "population", "value": "50000"}]
    county.attestations = [{"clause": "7.1", "conclusion": "达标"}]
    census = county.read().require()
    assert census.county[0].county_code == census.attestations[0].county_code == "999901"


def test_with_two_counties_each_fact_must_name_its_own(county: County) -> None:
    county.schools[0]["county_code"] = "999902"
    county.county = [{"key": "population", "value": "50000"}]
    assert the(county.read()).header == "county_code"


@pytest.mark.parametrize(
    ("small", "large", "message"),
    [
        ("rotated", "rotation_eligible", "当年交流轮岗教师数 9 大于符合交流条件教师数 8"),
        ("rotated_backbone", "rotated", "交流轮岗教师中骨干教师数 9 大于当年交流轮岗教师数 8"),
        ("quota_allotted", "quota_planned", "优质高中分配到校招生名额 9 大于优质高中计划招生数 8"),
        (
            "migrant_public",
            "migrant_eligible",
            "在公办学校就读的随迁子女数 9 大于符合条件的随迁子女数 8",
        ),
        (
            "disabled_enrolled",
            "disabled_children",
            "已入学残疾儿童少年数 9 大于适龄残疾儿童少年数 8",
        ),
        (
            "recognition_valid",
            "recognition_issued",
            "社会认可度有效问卷数 9 大于社会认可度发放问卷数 8",
        ),
        (
            "recognition_satisfied",
            "recognition_valid",
            "社会认可度满意问卷数 9 大于社会认可度有效问卷数 8",
        ),
    ],
)
def test_a_part_is_never_more_than_the_whole(
    county: County, small: str, large: str, message: str
) -> None:
    defect = the(facts(county, **{small: "9", large: "8"}))
    assert (defect.check, defect.message, defect.expected) == ("county.part", message, "不大于 8")


def test_parts_equal_to_the_whole_are_right(county: County) -> None:
    assert facts(county, rotated="8", rotation_eligible="8").defects == ()


def test_several_parts_are_added_up(county: County) -> None:
    defect = the(facts(county, migrant_public="5", migrant_purchased="4", migrant_eligible="8"))
    assert "9 大于符合条件的随迁子女数 8" in defect.message


def test_nothing_is_concluded_from_a_missing_whole(county: County) -> None:
    assert facts(county, rotated="8", graduates="100", entrants_three_years_ago="90").defects == ()


def test_a_level_beyond_the_four_is_doubted(county: County) -> None:
    defect = the(facts(county, monitoring_math_level="5"))
    assert (defect.check, defect.severity) == ("county.level", "warning")


def test_fewer_people_than_pupils_cannot_be(county: County) -> None:
    defect = the(facts(county, population="5"))
    assert defect.message == "常住人口 5 还不到在校生总数 960"
    assert defect.remedy == "常住人口以人为单位填报，不是万人"


def test_facts_of_a_county_without_schools_are_doubted(county: County) -> None:
    county.county = [{"county_code": "999909", "key": "population", "value": "50000"}]
    found = of(county.read(), "county.no_schools")
    assert found[0].message == "“学校”表里没有这个县的学校"
