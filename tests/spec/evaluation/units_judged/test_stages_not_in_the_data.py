"""A stage that belongs to a school's type and is not in the data is unknown, and keeps open all that
would look at it."""

import pytest

from tests.spec.drawing import clause, county, judged

HALF_A_SCHOOL = """
    school | type      | stage   | pupils
    A      | nine_year | primary | 90
    C      | junior    | junior  | 1000
    D      | junior    | junior  | 1000
"""


def test_the_disparities_of_the_absent_stage_are_undetermined() -> None:
    result = judged(county(HALF_A_SCHOOL))
    junior = [each for each in result.disparities if each.stage == "junior"]
    assert {each.status.value for each in junior} == {"undetermined"}
    assert {missing.key for each in junior for missing in each.missing} == {"A/junior"}


def test_so_are_the_indicators_counted_by_stage_though_every_row_there_is_meets_them() -> None:
    assert clause("6.2", county(HALF_A_SCHOOL)).status == "undetermined"


@pytest.mark.parametrize("number", ["7.3", "7.4", "7.5", "7.6", "7.9", "7.12", "7.13"])
def test_so_is_every_clause_that_looks_at_schools_classes_teachers_or_pupils(number: str) -> None:
    result = clause(number, county(HALF_A_SCHOOL))
    assert result.status == "undetermined"
    assert "A/junior" in {missing.key for missing in result.missing}


def test_what_the_known_stage_fails_is_failed_all_the_same() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils | largest_class
        A      | nine_year | primary | 2600   | 46
        """
    )
    assert clause("7.4", drawn).status == "not_met"
    assert clause("7.5", drawn).status == "not_met"


def test_a_campus_or_a_teaching_point_with_one_stage_lacks_nothing() -> None:
    drawn = county(
        """
        school | type           | stage   | pupils | parent_code
        A      | nine_year      | primary | 500    |
        A      | nine_year      | junior  | 500    |
        A2     | nine_year      | primary | 500    | A
        P      | teaching_point | primary | 500    | A
        """
    )
    assert judged(drawn).verdict == "met"
