"""Article 9: the recognition supplied by the nation is at least 85%."""

from fractions import Fraction

from tests.spec.drawing import clause, county


def test_85_percent_are_enough_and_less_is_not() -> None:
    assert clause("9", county(facts={"recognition_rate": "0.85"})).status == "met"
    result = clause("9", county(facts={"recognition_rate": "0.8499"}))
    assert (result.value, result.bound, result.status) == (
        Fraction("0.8499"),
        Fraction("0.85"),
        "not_met",
    )


def test_the_countys_own_survey_is_no_substitute() -> None:
    survey = {
        "recognition_rate": None,
        "recognition_issued": 1000,
        "recognition_valid": 1000,
        "recognition_satisfied": 1000,
    }
    result = clause("9", county(facts=survey))
    assert (result.status, result.value) == ("undetermined", None)
    assert [missing.column for missing in result.missing] == ["recognition_rate"]


def test_nor_can_a_poor_survey_of_its_own_turn_the_national_figure() -> None:
    assert clause("9", county(facts={"recognition_satisfied": 0})).status == "met"
