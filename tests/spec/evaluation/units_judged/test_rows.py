"""One row is judged per school and stage; each must pass by itself."""

from tests.spec.drawing import county, judged


def keys(census: object) -> list[tuple[str, str]]:
    return [(row.school_code, row.stage.value) for row in judged(census).rows]  # type: ignore[arg-type]


def test_a_primary_and_a_junior_school_are_one_row_each() -> None:
    drawn = county(
        """
        school | stage   | pupils
        A      | primary | 1000
        B      | junior  | 900
        """
    )
    assert keys(drawn) == [("A", "primary"), ("B", "junior")]


def test_a_nine_year_school_is_two_rows() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils
        A      | nine_year | primary | 600
        A      | nine_year | junior  | 300
        """
    )
    assert keys(drawn) == [("A", "primary"), ("A", "junior")]


def test_a_complete_secondary_school_is_its_junior_row_only() -> None:
    drawn = county(
        """
        school | type               | stage  | pupils
        A      | complete_secondary | junior | 600
        A      | complete_secondary | senior | 900
        """
    )
    assert keys(drawn) == [("A", "junior")]


def test_a_twelve_year_school_is_a_primary_and_a_junior_row() -> None:
    drawn = county(
        """
        school | type        | stage   | pupils
        A      | twelve_year | primary | 600
        A      | twelve_year | junior  | 300
        A      | twelve_year | senior  | 300
        """
    )
    assert keys(drawn) == [("A", "primary"), ("A", "junior")]


def test_private_schools_are_judged_like_all_others() -> None:
    drawn = county(
        """
        school | operator | pupils
        A      | 7        | 1000
        B      | 10       | 1000
        """
    )
    assert keys(drawn) == [("A", "primary"), ("B", "primary")]


def test_one_row_that_fails_fails_the_school_rule_though_the_other_stage_of_the_school_passes() -> (
    None
):
    drawn = county(
        """
        school | type      | stage   | pupils | backbone | degree_bachelor | degree_master
        A      | nine_year | primary | 1000   |          |                 |
        A      | nine_year | junior  | 1000   | 0        | 0               | 0
        """
    )
    result = judged(drawn)
    assert [row.status.value for row in result.rows] == ["met", "not_met"]
    assert result.clause("6.school").status == "not_met"


def test_the_share_of_rows_that_pass_is_the_value_of_the_school_rule() -> None:
    drawn = county(
        """
        school | pupils | backbone | degree_bachelor | degree_master
        A      | 1000   |          |                 |
        B      | 1000   | 0        | 0               | 0
        C      | 1000   |          |                 |
        D      | 1000   |          |                 |
        """
    )
    clause = judged(drawn).clause("6.school")
    assert clause.value is not None
    assert (clause.value * 4, clause.bound) == (3, 1)
