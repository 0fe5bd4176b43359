"""A stage whose pupils are not in the data is unknown, which is not the same as none."""

import pytest

from tests.spec.drawing import county, row

WHOLE_SCHOOL = ["teaching_area", "sports_area", "equipment", "multimedia"]
BY_STAGE = ["above_required_degree", "backbone", "pe_arts"]


def without_the_senior_row() -> object:
    return county(
        """
        school | type               | stage  | pupils | equipment_yuan
        A      | complete_secondary | junior | 600    | 9000000
        """
    )


@pytest.mark.parametrize("indicator", WHOLE_SCHOOL)
def test_without_the_senior_pupils_of_a_complete_secondary_school_nothing_can_be_split(
    indicator: str,
) -> None:
    junior = row(without_the_senior_row())  # type: ignore[arg-type]
    result = junior.indicator(indicator)
    assert junior.share is None
    assert (result.value, result.status) == (None, "undetermined")
    assert ("stages", "pupils") in {(each.table, each.column) for each in result.missing}


@pytest.mark.parametrize("indicator", BY_STAGE)
def test_its_teachers_are_judged_all_the_same(indicator: str) -> None:
    assert row(without_the_senior_row()).indicator(indicator).status == "met"  # type: ignore[arg-type]


def test_a_stage_drawn_with_no_pupils_is_known_to_be_empty() -> None:
    drawn = county(
        """
        school | type               | stage  | pupils
        A      | complete_secondary | junior | 600
        A      | complete_secondary | senior | 0
        """
    )
    assert row(drawn).share == 1


def test_a_nine_year_school_without_a_junior_row_is_undetermined_unless_it_is_a_campus() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils
        A      | nine_year | primary | 600
        """
    )
    assert row(drawn).share is None
    assert row(drawn).indicator("multimedia").status == "undetermined"
