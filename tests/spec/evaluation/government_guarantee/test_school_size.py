"""7.4: at most 2000 pupils; 2500 in the compulsory stages of a nine- or twelve-year school."""

import pytest

from junheng.census.records import Census
from tests.spec.drawing import clause, county

SWITCH = "size_older_or_migrant"


def school(
    pupils: int, *, built: str = "2011", migrant: str = "0", stage: str = "primary"
) -> Census:
    return county(
        f"""
        school | stage   | pupils   | built_year | migrant_pupils
        A      | {stage} | {pupils} | {built}    | {migrant}
        """
    )


def nine_year(primary: int, junior: int, *, built: str = "2011") -> Census:
    return county(
        f"""
        school | type      | stage   | pupils    | built_year
        A      | nine_year | primary | {primary} | {built}
        A      | nine_year | junior  | {junior}  |
        """
    )


@pytest.mark.parametrize("stage", ["primary", "junior"])
def test_2000_pupils_are_allowed_and_2001_are_not(stage: str) -> None:
    assert clause("7.4", school(2000, stage=stage)).status == "met"
    assert clause("7.4", school(2001, stage=stage)).status == "not_met"


def test_a_nine_year_school_may_have_2500_in_both_stages_together() -> None:
    assert clause("7.4", nine_year(1500, 1000)).status == "met"
    assert clause("7.4", nine_year(1500, 1001)).status == "not_met"


def test_the_senior_pupils_of_a_twelve_year_school_do_not_count() -> None:
    drawn = county(
        """
        school | type        | stage   | pupils
        A      | twelve_year | primary | 1500
        A      | twelve_year | junior  | 1000
        A      | twelve_year | senior  | 3000
        """
    )
    assert clause("7.4", drawn).status == "met"


def test_nor_do_those_of_a_complete_secondary_school() -> None:
    drawn = county(
        """
        school | type               | stage  | pupils
        A      | complete_secondary | junior | 2000
        A      | complete_secondary | senior | 3000
        """
    )
    assert clause("7.4", drawn).status == "met"


def test_one_school_too_large_fails_the_county_and_is_named() -> None:
    drawn = county(
        """
        school | pupils
        A      | 1000
        B      | 2001
        """
    )
    result = clause("7.4", drawn)
    assert result.status == "not_met"
    assert [each.school_code for each in result.findings if each.status == "not_met"] == ["B"]


def test_with_the_switch_a_school_built_by_2010_may_have_2400() -> None:
    assert clause("7.4", school(2400, built="2010")).status == "not_met"
    assert clause("7.4", school(2400, built="2010"), SWITCH).status == "met"
    assert clause("7.4", school(2401, built="2010"), SWITCH).status == "not_met"


def test_one_built_in_2011_may_not() -> None:
    assert clause("7.4", school(2400, built="2011"), SWITCH).status == "not_met"


def test_with_the_switch_a_school_with_more_than_half_migrant_children_may_have_2400() -> None:
    assert clause("7.4", school(2400, migrant="1201"), SWITCH).status == "met"


def test_exactly_half_is_not_more_than_half() -> None:
    assert clause("7.4", school(2400, migrant="1200"), SWITCH).status == "not_met"


def test_with_the_switch_an_older_nine_year_school_may_have_3000() -> None:
    assert clause("7.4", nine_year(2000, 1000, built="2009"), SWITCH).status == "met"
    assert clause("7.4", nine_year(2000, 1001, built="2009"), SWITCH).status == "not_met"


def test_where_year_and_migrants_are_unknown_the_exception_leaves_it_open() -> None:
    assert clause("7.4", school(2400, built="?", migrant="?"), SWITCH).status == "undetermined"
    assert clause("7.4", school(2400, built="?", migrant="?")).status == "not_met"


def test_unknown_year_and_migrants_do_not_matter_to_a_school_of_2000_or_one_of_2401() -> None:
    assert clause("7.4", school(2000, built="?", migrant="?"), SWITCH).status == "met"
    assert clause("7.4", school(2401, built="?", migrant="?"), SWITCH).status == "not_met"
