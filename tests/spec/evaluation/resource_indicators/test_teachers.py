"""Which teachers count for indicators 6.1 to 6.3."""

from fractions import Fraction

from tests.spec.drawing import county, row


def test_in_primary_school_an_associate_degree_is_above_what_is_required() -> None:
    drawn = county(
        """
        school | stage   | pupils | degree_associate | degree_bachelor | degree_master | degree_doctor
        A      | primary | 1000   | 40               | 30              | 20            | 10
        """
    )
    result = row(drawn).indicator("above_required_degree")
    assert (result.amount, result.value) == (100, 10)


def test_in_junior_school_an_associate_degree_is_not() -> None:
    drawn = county(
        """
        school | stage  | pupils | degree_associate | degree_bachelor | degree_master | degree_doctor
        A      | junior | 1000   | 40               | 30              | 20            | 10
        """
    )
    result = row(drawn).indicator("above_required_degree")
    assert (result.amount, result.value) == (60, 6)


def test_in_junior_school_the_associate_degrees_need_not_even_be_known() -> None:
    drawn = county(
        """
        school | stage  | pupils | degree_associate | degree_bachelor | degree_master | degree_doctor
        A      | junior | 1000   | ?                | 53              | 0             | 0
        """
    )
    assert row(drawn).indicator("above_required_degree").status == "met"


def test_pe_music_fine_art_and_arts_teachers_are_added_up() -> None:
    drawn = county(
        """
        school | stage   | pupils | pe | music | art | arts
        A      | primary | 1000   | 4  | 3     | 1   | 1
        """
    )
    result = row(drawn).indicator("pe_arts")
    assert (result.amount, result.status) == (9, "met")


def test_nine_teachers_for_1000_pupils_are_0_9_though_floats_say_they_are_not() -> None:
    """9 / 1000 x 100 is 0.8999999999999999 in binary floating point."""
    drawn = county(
        """
        school | stage   | pupils | pe | music | art | arts
        A      | primary | 1000   | 9  | 0     | 0   | 0
        """
    )
    result = row(drawn).indicator("pe_arts")
    assert result.value == Fraction("0.9")
    assert result.status == "met"


def test_exact_ties_at_0_9_hold_at_every_size() -> None:
    for thousands in (1, 2, 3, 7, 11, 13, 17, 23):
        drawn = county(
            f"""
            school | stage   | pupils             | pe              | music | art | arts
            A      | primary | {thousands * 1000} | {thousands * 9} | 0     | 0   | 0
            """
        )
        assert row(drawn).indicator("pe_arts").status == "met", thousands


def test_visiting_teachers_do_not_count_unless_the_exception_is_turned_on() -> None:
    drawn = county(
        """
        school | pupils | area_class | pe | music | art | visiting_pe_arts
        A      | 60     | rural      | 0  | 0     | 0   | 5
        """
    )
    assert row(drawn).indicator("pe_arts").amount == 0
