"""7.6: a school below 100 pupils is given at least the base times 100."""

from junheng.census.records import Census
from tests.spec.drawing import clause, county


def school(pupils: int, fund: str, stage: str = "primary") -> Census:
    return county(
        f"""
        school | stage   | pupils   | public_fund_yuan
        A      | {stage} | {pupils} | {fund}
        """
    )


def test_72000_yuan_are_enough_for_a_primary_school_of_60_at_a_base_of_720() -> None:
    assert clause("7.6", school(60, "72000")).status == "met"


def test_a_cent_less_is_not() -> None:
    assert clause("7.6", school(60, "71999.99")).status == "not_met"


def test_in_junior_school_the_base_of_junior_school_is_taken() -> None:
    assert clause("7.6", school(60, "94000", "junior")).status == "met"
    assert clause("7.6", school(60, "93999", "junior")).status == "not_met"


def test_a_school_of_99_is_small_and_one_of_100_is_not() -> None:
    assert clause("7.6", school(99, "71999")).status == "not_met"
    assert clause("7.6", school(100, "1")).status == "not_applicable"


def test_without_small_schools_there_is_nothing_to_judge() -> None:
    assert clause("7.6", county()).status == "not_applicable"


def test_an_unknown_fund_leaves_it_open() -> None:
    result = clause("7.6", school(60, "?"))
    assert result.status == "undetermined"
    assert [missing.column for missing in result.missing] == ["public_fund_yuan"]


def test_a_teaching_point_below_50_is_left_out_of_article_6_but_not_of_this() -> None:
    drawn = county(
        """
        school | type           | pupils | area_class | public_fund_yuan
        A      | primary        | 1000   | urban      |
        P      | teaching_point | 20     | rural      | 71999
        """
    )
    assert clause("7.6", drawn).status == "not_met"


def test_by_the_narrow_reading_only_village_primary_schools_and_points_are_meant() -> None:
    option = "small_school_scope=village_primary_and_points"
    assert clause("7.6", school(60, "1"), option).status == "not_applicable"
    village = county(
        """
        school | pupils | area_class | public_fund_yuan
        A      | 60     | rural      | 1
        """
    )
    assert clause("7.6", village, option).status == "not_met"


def test_where_the_countys_own_base_is_higher_it_is_the_one_that_counts() -> None:
    drawn = county(
        """
        school | pupils | public_fund_yuan
        A      | 60     | 79999
        """,
        facts={"fund_base_primary": 800},
    )
    assert clause("7.6", drawn).status == "not_met"


def test_where_it_is_not_known_it_might_be_higher_than_what_the_fund_suffices_for() -> None:
    def drawn(fund: int) -> Census:
        return county(
            f"""
            school | pupils | public_fund_yuan
            A      | 60     | {fund}
            """,
            facts={"fund_base_primary": None},
        )

    result = clause("7.6", drawn(72000))
    assert result.status == "undetermined"
    assert [missing.column for missing in result.missing] == ["fund_base_primary"]
    assert clause("7.6", drawn(71999)).status == "not_met"


def test_a_small_nine_year_school_is_due_the_bases_of_its_stages_by_their_pupils() -> None:
    """60 x 720 + 20 x 940 for 80 pupils is 775 a pupil, and so 77500 for 100."""

    def drawn(fund: int) -> Census:
        return county(
            f"""
            school | type      | stage   | pupils | public_fund_yuan
            A      | nine_year | primary | 60     | {fund}
            A      | nine_year | junior  | 20     |
            """
        )

    assert clause("7.6", drawn(77500)).status == "met"
    assert clause("7.6", drawn(77499)).status == "not_met"
