"""``pe_arts_visiting``: rural schools and points of 50 to 99 pupils may add visiting PE and arts teachers."""

import pytest

from junheng.census.records import Census
from tests.spec.drawing import county, row

SWITCH = "pe_arts_visiting"


def school(pupils: int, *, area_class: str = "rural", visiting: str = "1") -> Census:
    return county(
        f"""
        school | pupils   | area_class   | pe | music | art | visiting_pe_arts
        A      | {pupils} | {area_class} | 0  | 0     | 0   | {visiting}
        """
    )


@pytest.mark.parametrize("pupils", [50, 99])
def test_from_50_to_99_pupils_visiting_teachers_count_when_it_is_on(pupils: int) -> None:
    assert row(school(pupils), "A", "", SWITCH).indicator("pe_arts").amount == 1
    assert row(school(pupils), "A", "", SWITCH).indicator("pe_arts").status == "met"


@pytest.mark.parametrize("pupils", [50, 99])
def test_they_do_not_count_when_it_is_off(pupils: int) -> None:
    assert row(school(pupils)).indicator("pe_arts").status == "below_floor"


@pytest.mark.parametrize("pupils", [49, 100])
def test_they_do_not_count_outside_50_to_99_pupils(pupils: int) -> None:
    assert row(school(pupils), "A", "", SWITCH).indicator("pe_arts").amount == 0


@pytest.mark.parametrize("area_class", ["town", "urban"])
def test_they_do_not_count_outside_the_countryside(area_class: str) -> None:
    drawn = school(60, area_class=area_class)
    assert row(drawn, "A", "", SWITCH).indicator("pe_arts").amount == 0


def test_where_they_are_not_known_the_school_is_undetermined_only_when_it_is_on() -> None:
    drawn = school(60, visiting="?")
    assert row(drawn).indicator("pe_arts").status == "below_floor"
    assert row(drawn, "A", "", SWITCH).indicator("pe_arts").status == "undetermined"


def test_a_rural_teaching_point_of_50_may_add_them_too() -> None:
    drawn = county(
        """
        school | type           | pupils | area_class | pe | music | art | visiting_pe_arts
        A      | teaching_point | 50     | rural      | 0  | 0     | 0   | 1
        """
    )
    assert row(drawn, "A", "", SWITCH).indicator("pe_arts").amount == 1


def test_a_school_of_which_a_stage_is_not_in_the_data_may_or_may_not_be_small_enough() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils | area_class | pe | music | art | visiting_pe_arts
        A      | nine_year | primary | 60     | rural      | 0  | 0     | 0   | 1
        """
    )
    assert row(drawn).indicator("pe_arts").status == "below_floor"
    result = row(drawn, "A", "", SWITCH).indicator("pe_arts")
    assert result.status == "undetermined"
    assert [each.column for each in result.missing] == ["pupils"]


def test_the_pupils_of_both_stages_together_decide_whether_a_nine_year_school_is_small() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils | area_class | pe | music | art | visiting_pe_arts
        A      | nine_year | primary | 60     | rural      | 0  | 0     | 0   | 1
        A      | nine_year | junior  | 40     |            | 0  | 0     | 0   | 1
        """
    )
    assert row(drawn, "A", "primary", SWITCH).indicator("pe_arts").amount == 0
