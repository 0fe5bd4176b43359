"""This year against last year."""

from __future__ import annotations

from copy import deepcopy

import pytest

from junheng.census.reading import Reading
from tests.unit.census.county_files import FIRST, County, of, school, stage, the


def compared(county: County, before: County) -> Reading:
    return county.read(last_year=before.folder("last-year"))


@pytest.fixture
def before(county: County) -> County:
    """The same county a year ago."""
    return deepcopy(county)


def test_an_unchanged_county_says_nothing(county: County, before: County) -> None:
    assert compared(county, before).defects == ()


@pytest.mark.parametrize(
    ("then", "message"),
    [
        ("180", "“示例一小”在校生数上年是 180，今年是 240，增加了 33%"),
        ("360", "“示例一小”在校生数上年是 360，今年是 240，减少了 33%"),
    ],
)
def test_a_large_change_is_doubted(county: County, before: County, then: str, message: str) -> None:
    before.stages[0] |= {"pupils": then, "catchment_pupils": "", "largest_class": "",
                         "migrant_pupils": ""}  # fmt: skip
    defect = the(compared(county, before))
    assert (defect.check, defect.message, defect.severity) == ("change.large", message, "warning")


def test_a_change_of_three_tenths_is_nothing_special(county: County, before: County) -> None:
    before.stages[0] |= {"pupils": "185", "catchment_pupils": "", "largest_class": ""}
    assert compared(county, before).defects == ()


def test_a_large_share_of_little_is_nothing_special(county: County, before: County) -> None:
    before.stages[0]["backbone"] = "1"
    assert compared(county, before).defects == ()


def test_from_nothing_to_something_is_a_change(county: County, before: County) -> None:
    before.schools[0]["sports_ground_m2"] = "0"
    assert the(compared(county, before)).message == (
        "“示例一小”室外运动场地面积上年是 0，今年是 4000，增加了 4000"
    )


def test_a_figure_that_is_missing_this_year_is_told(county: County, before: County) -> None:
    county.stages[0]["backbone"] = ""
    assert the(compared(county, before)).message == (
        "“示例一小”县级及以上骨干教师数上年是 3，今年没有填"
    )


def test_schools_that_vanished_and_appeared_are_named(county: County, before: County) -> None:
    before.schools.append(school("9990000008", "示例村小", teaching_area_m2="500"))
    before.stages.append(stage("9990000008"))
    county.schools.append(school("9990000009", "示例新校", teaching_area_m2="9500"))
    county.stages.append(stage("9990000009"))
    reading = compared(county, before)
    assert of(reading, "change.gone")[0].message == "上年有“示例村小”（9990000008），今年没有"
    assert of(reading, "change.new")[0].message == "“示例新校”上年没有"


def test_another_type_of_school_is_told(county: County, before: County) -> None:
    before.schools[0] |= {"type": "teaching_point"}
    assert the(compared(county, before)).message == "“示例一小”上年是教学点，今年是小学"


def test_last_years_errors_are_no_errors_of_this_year(county: County, before: County) -> None:
    before.stages[0]["pupils"] = "x"
    reading = compared(county, before)
    defect = the(reading)
    assert defect.message == "上年的数据有 1 处错误，没有比较"
    assert reading.census is not None
    assert reading.require().schools[0].school_code == FIRST
