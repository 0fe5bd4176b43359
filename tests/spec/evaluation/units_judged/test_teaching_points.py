"""A teaching point (教学点) is a row of its own from 50 pupils on."""

from tests.spec.drawing import county, judged


def test_a_teaching_point_of_50_pupils_is_a_row_of_its_own() -> None:
    drawn = county(
        """
        school | type           | stage   | pupils | parent_code
        A      | primary        | primary | 1000   |
        P      | teaching_point | primary | 50     | A
        """
    )
    result = judged(drawn)
    assert [row.school_code for row in result.rows] == ["A", "P"]
    assert result.left_out == ()


def test_a_teaching_point_of_49_pupils_is_left_out_and_listed_with_the_reason() -> None:
    drawn = county(
        """
        school | type           | stage   | pupils | parent_code
        A      | primary        | primary | 1000   |
        P      | teaching_point | primary | 49     | A
        """
    )
    result = judged(drawn)
    assert [row.school_code for row in result.rows] == ["A"]
    (left,) = result.left_out
    assert (left.school_code, left.name) == ("P", "学校P")
    assert "教学点" in left.reason
    assert "50" in left.reason


def test_a_primary_school_of_49_pupils_is_no_teaching_point_and_is_judged() -> None:
    drawn = county(
        """
        school | type    | pupils
        A      | primary | 1000
        B      | primary | 49
        """
    )
    assert [row.school_code for row in judged(drawn).rows] == ["A", "B"]


def test_a_teaching_point_left_out_does_not_enter_the_disparity() -> None:
    drawn = county(
        """
        school | type           | pupils | backbone
        A      | primary        | 1000   | 20
        P      | teaching_point | 49     | 0
        """
    )
    (disparity,) = (
        each
        for each in judged(drawn).disparities
        if (each.stage, each.indicator) == ("primary", "backbone")
    )
    assert (disparity.rows, disparity.pupils, disparity.cv) == (1, 1000, 0)
