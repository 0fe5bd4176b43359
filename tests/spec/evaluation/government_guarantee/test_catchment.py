"""7.13: in public day schools of city and town all primary and 95% of junior pupils are local."""

from fractions import Fraction

from junheng.census.records import Census
from tests.spec.drawing import clause, county


def school(stage: str, inside: str, **more: str) -> Census:
    header = "".join(f" | {name}" for name in more)
    cells = "".join(f" | {value}" for value in more.values())
    return county(
        f"""
        school | stage   | pupils | catchment_pupils {header}
        A      | {stage} | 1000   | {inside}         {cells}
        """
    )


def test_in_primary_school_every_pupil_must_be_local() -> None:
    assert clause("7.13", school("primary", "1000")).status == "met"
    assert clause("7.13", school("primary", "999")).status == "not_met"


def test_in_junior_school_95_percent_are_enough() -> None:
    assert clause("7.13", school("junior", "950")).status == "met"
    assert clause("7.13", school("junior", "949")).status == "not_met"


def test_the_share_is_that_of_all_pupils_of_the_stage_in_the_county() -> None:
    drawn = county(
        """
        school | stage  | pupils | catchment_pupils
        A      | junior | 1000   | 900
        B      | junior | 1000   | 1000
        """
    )
    result = clause("7.13", drawn)
    assert result.status == "met"
    assert Fraction(95, 100) in {part.value for part in result.parts}


def test_rural_private_and_boarding_schools_do_not_count() -> None:
    for more in ({"area_class": "rural"}, {"operator": "10"}, {"boarding": "yes"}):
        drawn = county(
            f"""
            school | pupils | catchment_pupils | {next(iter(more))}
            A      | 1000   | 1000             |
            B      | 1000   | 0                | {next(iter(more.values()))}
            """
        )
        assert clause("7.13", drawn).status == "met", more


def test_a_school_in_town_counts() -> None:
    assert clause("7.13", school("primary", "999", area_class="town")).status == "not_met"


def test_a_county_without_such_schools_has_nothing_to_judge() -> None:
    assert clause("7.13", school("primary", "0", area_class="rural")).status == "not_applicable"


def test_an_unknown_number_leaves_it_open() -> None:
    result = clause("7.13", school("primary", "?"))
    assert result.status == "undetermined"
    assert [missing.column for missing in result.missing] == ["catchment_pupils"]


def test_special_education_takes_in_pupils_from_the_whole_county_and_does_not_count() -> None:
    drawn = county(
        """
        school | type    | stage   | pupils | catchment_pupils
        A      | primary | primary | 1000   | 1000
        S      | special | primary | 100    | 20
        """
    )
    assert clause("7.13", drawn).status == "met"
