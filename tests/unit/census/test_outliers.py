"""Figures far from those of the county's other schools (modified z-score, 3.5)."""

from __future__ import annotations

import pytest

from junheng.census.checks.outliers import scores
from tests.unit.census.county_files import County, of, school, stage


def test_the_score_is_that_of_iglewicz_and_hoaglin() -> None:
    values = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3]
    # median 2.45, median of the absolute deviations 0.15
    assert scores(values)[8:] == pytest.approx([0.6745 * 5.75 / 0.15, 0.6745 * 5.85 / 0.15])
    assert max(map(abs, scores(values)[:8])) < 3.5


def test_where_more_than_half_are_equal_the_mean_deviation_is_used() -> None:
    assert scores([5.0, 5.0, 5.0, 9.0])[3] == pytest.approx(4 / 1.253314)
    assert scores([5.0, 5.0, 5.0]) == [0.0, 0.0, 0.0]


def alike(county: County, number: int = 14) -> None:
    """A county of primary schools that differ a little."""
    county.schools, county.stages = [], []
    for each in range(number):
        code = f"99900001{each:02}"
        area = 3000 + 37 * each
        county.schools.append(
            school(
                code,
                f"学校{each}",
                teaching_area_m2=str(area),
                sports_ground_m2=str(area + 900),
                equipment_yuan=str(1_200_000 + 9000 * each),
            )
        )
        county.stages.append(stage(code))


@pytest.mark.parametrize(("area", "word"), [("36000", "高得太多"), ("350", "低得太多")])
def test_one_digit_too_many_or_too_few_is_noticed(county: County, area: str, word: str) -> None:
    alike(county)
    county.schools[3]["teaching_area_m2"] = area
    reading = county.read()
    (defect,) = of(reading, "outlier")
    assert (defect.row, defect.header, defect.severity) == (5, "teaching_area_m2", "warning")
    assert word in defect.message
    assert "本县同类学校一般是" in defect.message
    assert reading.census is not None


def test_teachers_are_compared_stage_by_stage(county: County) -> None:
    alike(county)
    county.stages[2] |= {"teachers": "210", "certified": "200", "trained_360": "200"}
    assert {each.header for each in of(county.read(), "outlier")} == {"teachers"}


def test_a_county_without_fault_has_no_outlier(county: County) -> None:
    alike(county)
    assert county.read().defects == ()


def test_a_few_schools_say_nothing_about_what_is_usual(county: County) -> None:
    alike(county, 9)
    county.schools[3]["teaching_area_m2"] = "36000"
    assert county.read().defects == ()


def test_none_at_all_is_no_outlier(county: County) -> None:
    alike(county)
    county.schools[3] |= {"multimedia_rooms": "0"}
    assert county.read().defects == ()
