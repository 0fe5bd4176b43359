"""A unit the seven indicators do not look at is listed with the reason; it never disappears."""

import pytest

from tests.spec.drawing import county, judged


@pytest.mark.parametrize(("kind", "word"), [("special", "特殊教育"), ("vocational", "职业")])
def test_special_and_vocational_schools_are_left_out_with_the_reason(kind: str, word: str) -> None:
    drawn = county(
        f"""
        school | type    | stage  | pupils
        A      | junior  | junior | 1000
        S      | {kind}  | junior | 100
        """
    )
    result = judged(drawn)
    assert [row.school_code for row in result.rows] == ["A"]
    (left,) = result.left_out
    assert left.school_code == "S"
    assert word in left.reason


def test_a_stage_without_pupils_is_left_out_with_the_reason() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils
        A      | nine_year | primary | 500
        A      | nine_year | junior  | 0
        """
    )
    result = judged(drawn)
    assert [(row.school_code, row.stage) for row in result.rows] == [("A", "primary")]
    (left,) = result.left_out
    assert (left.school_code, left.stage) == ("A", "junior")
    assert "在校生" in left.reason


def test_every_school_of_the_data_is_either_a_row_or_left_out() -> None:
    drawn = county(
        """
        school | type               | stage   | pupils
        A      | primary            | primary | 1000
        B      | nine_year          | primary | 500
        B      | nine_year          | junior  | 500
        C      | complete_secondary | junior  | 500
        C      | complete_secondary | senior  | 500
        P      | teaching_point     | primary | 20
        Q      | teaching_point     | primary | 60
        S      | special            | primary | 30
        V      | vocational         | senior  | 300
        """
    )
    result = judged(drawn)
    seen = {row.school_code for row in result.rows} | {each.school_code for each in result.left_out}
    assert seen == {"A", "B", "C", "P", "Q", "S", "V"}


def test_a_school_whose_stages_are_not_in_the_data_is_not_left_out_but_undetermined() -> None:
    """A school of the table ``schools`` without any line in ``stages`` should be judged and cannot."""
    drawn = county(
        """
        school | type    | stage   | pupils
        A      | primary | primary | 1000
        B      | primary | ?       |
        """
    )
    result = judged(drawn)
    clause = result.clause("6.school")
    assert {each.school_code: each.status.value for each in clause.findings} == {
        "A": "met",
        "B": "undetermined",
    }
    assert clause.status == "undetermined"
    assert [missing.key for missing in clause.missing] == ["B/primary"]
    assert {each.status.value for each in result.disparities if each.stage == "primary"} == {
        "undetermined"
    }
