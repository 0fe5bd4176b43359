"""A campus (校区) with one stage only is that type, and is not split."""

from tests.spec.drawing import county, row


def test_a_campus_with_primary_pupils_only_keeps_everything_though_its_school_is_nine_year() -> (
    None
):
    drawn = county(
        """
        school | type      | stage   | pupils | parent_code | equipment_yuan
        A      | nine_year | primary | 600    |             |
        A      | nine_year | junior  | 300    |             |
        A2     | nine_year | primary | 500    | A           | 1000000
        """
    )
    campus = row(drawn, "A2")
    assert campus.share == 1
    assert (campus.indicator("equipment").amount, campus.indicator("equipment").status) == (
        1_000_000,
        "met",
    )


def test_a_campus_with_both_stages_is_split_like_a_school() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils | parent_code
        A      | nine_year | primary | 600    |
        A      | nine_year | junior  | 300    |
        A2     | nine_year | primary | 110    | A
        A2     | nine_year | junior  | 100    | A
        """
    )
    assert row(drawn, "A2", "primary").share == row(drawn, "A2", "junior").share
