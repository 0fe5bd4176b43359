"""What a clean county reads as, whatever it is kept in."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from junheng.census.reading import read
from junheng.model import SchoolType, Stage
from tests.unit.census.county_files import FIRST, THIRD, County


def test_it_has_no_defect(county: County) -> None:
    assert county.read().defects == ()


def test_counts_are_integers_and_decimals_exact_fractions(county: County) -> None:
    school = county.read().require().schools[0]
    assert (school.teaching_area_m2, school.multimedia_rooms) == (Fraction(60010, 20), 12)
    assert type(school.multimedia_rooms) is int


def test_a_blank_cell_is_missing_and_not_zero(county: County) -> None:
    school = county.read().require().schools[0]
    assert (school.other_sports_m2, school.built_year, school.parent_code) == (None, None, None)


def test_rows_remember_their_line_and_the_census_where_it_was_read_from(county: County) -> None:
    census = read(county.workbook()).require()
    assert census.schools[0].row == 2
    assert census.cell("schools", "teaching_area_m2", 2) == "学校!M2"
    assert census.cell("stages", "pupils", 5) == "学段!C5"


def test_a_folder_names_file_and_header_instead_of_a_cell(county: County) -> None:
    census = county.read().require()
    assert census.cell("stages", "pupils", 2) == "stages.csv 第2行“pupils”"


def test_a_workbook_and_a_folder_read_as_the_same_rows(county: County) -> None:
    folder, workbook = county.read().require(), read(county.workbook()).require()
    assert folder.schools == workbook.schools
    assert folder.stages == workbook.stages


def test_the_digest_tells_one_content_from_another(county: County) -> None:
    first = county.read().require()
    county.schools[0]["name"] = "另一个名字"
    second = read(county.folder("other")).require()
    assert len(first.digest) == 64
    assert first.digest != second.digest


def test_schools_of_several_counties_may_stand_in_one_data_set(county: County) -> None:
    county.schools[0]["county_code"] = "999902"
    census = county.read().require()
    assert census.county_codes == ("999902", "999901")


def test_stages_keep_their_kind(county: County) -> None:
    census = county.read().require()
    assert census.schools[2].type is SchoolType.NINE_YEAR
    assert [row.stage for row in census.stages if row.school_code == THIRD] == [
        Stage.PRIMARY,
        Stage.JUNIOR,
    ]
    assert replace(census.stages[0], row=0) == replace(census.stages[1], row=0, school_code=FIRST)


def test_progress_is_told_to_the_end(county: County) -> None:
    steps: list[tuple[str, int, int]] = []
    county.read(progress=lambda what, done, total: steps.append((what, done, total)))
    assert steps[0] == ("打开数据", 0, 1)
    assert steps[-1] == ("检查数据", 6, 6)
