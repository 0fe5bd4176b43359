"""A missing input is never 0: what it touches is undetermined, and says what is missing."""

import pytest

from tests.spec.drawing import county, judged, row

NEEDED = [
    ("above_required_degree", "stages", "degree_associate"),
    ("above_required_degree", "stages", "degree_bachelor"),
    ("above_required_degree", "stages", "degree_master"),
    ("above_required_degree", "stages", "degree_doctor"),
    ("backbone", "stages", "backbone"),
    ("pe_arts", "stages", "pe"),
    ("pe_arts", "stages", "music"),
    ("pe_arts", "stages", "art"),
    ("pe_arts", "stages", "arts"),
    ("teaching_area", "schools", "teaching_area_m2"),
    ("teaching_area", "schools", "indoor_sports_m2"),
    ("sports_area", "schools", "indoor_sports_m2"),
    ("sports_area", "schools", "sports_ground_m2"),
    ("equipment", "schools", "equipment_yuan"),
    ("multimedia", "schools", "multimedia_rooms"),
]


@pytest.mark.parametrize(("indicator", "where", "column"), NEEDED)
def test_without_it_the_indicator_has_no_value_and_names_what_is_missing(
    indicator: str, where: str, column: str
) -> None:
    drawn = county(
        f"""
        school | stage   | pupils | {column}
        A      | primary | 1000   | ?
        """
    )
    result = row(drawn).indicator(indicator)
    assert (result.amount, result.value) == (None, None)
    assert [(each.table, each.column) for each in result.missing] == [(where, column)]
    assert "A" in result.missing[0].key
    assert result.missing[0].label


@pytest.mark.parametrize(("indicator", "where", "column"), NEEDED)
def test_0_is_a_figure_like_any_other(indicator: str, where: str, column: str) -> None:
    drawn = county(
        f"""
        school | stage   | pupils | {column}
        A      | primary | 1000   | 0
        """
    )
    result = row(drawn).indicator(indicator)
    assert result.value is not None
    assert result.missing == ()


def test_every_missing_input_is_listed_not_only_the_first() -> None:
    drawn = county(
        """
        school | pupils | pe | music | art
        A      | 1000   | ?  | ?     | ?
        """
    )
    result = row(drawn).indicator("pe_arts")
    assert [each.column for each in result.missing] == ["pe", "music", "art"]


def test_all_the_inputs_missing_in_the_rows_are_listed_with_the_school_rule() -> None:
    drawn = county(
        """
        school | pupils | backbone | equipment_yuan
        A      | 1000   | ?        |
        B      | 1000   |          | ?
        """
    )
    clause = judged(drawn).clause("6.school")
    assert clause.status == "undetermined"
    assert {each.column for each in clause.missing} == {"backbone", "equipment_yuan"}


def test_an_indicator_with_missing_inputs_has_a_range_it_can_still_take() -> None:
    drawn = county(
        """
        school | pupils | teachers | backbone | equipment_yuan
        A      | 1000   | 80       | ?        | ?
        """
    )
    backbone, equipment = (row(drawn).indicator(each) for each in ("backbone", "equipment"))
    assert (backbone.low, equipment.low) == (0, 0)
    assert equipment.high is None
