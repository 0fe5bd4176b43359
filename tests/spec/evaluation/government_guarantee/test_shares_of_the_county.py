"""7.8, 7.9, 7.12 and 7.14: one share of the county each."""

from fractions import Fraction

import pytest

from tests.spec.drawing import clause, county


def test_7_8_teachers_paid_as_much_as_civil_servants_is_enough() -> None:
    pay = {"teacher_pay_yuan": 100_000, "civil_servant_pay_yuan": 100_000}
    assert clause("7.8", county(facts=pay)).status == "met"


def test_7_8_a_cent_less_is_not() -> None:
    pay = {"teacher_pay_yuan": "99999.99", "civil_servant_pay_yuan": 100_000}
    result = clause("7.8", county(facts=pay))
    assert result.status == "not_met"
    assert result.value == Fraction("0.9999999")


@pytest.mark.parametrize("fact", ["teacher_pay_yuan", "civil_servant_pay_yuan"])
def test_7_8_either_pay_missing_leaves_it_open(fact: str) -> None:
    result = clause("7.8", county(facts={fact: None}))
    assert (result.status, result.value) == ("undetermined", None)
    assert [missing.column for missing in result.missing] == [fact]


@pytest.mark.parametrize(("number", "column"), [("7.9", "trained_360"), ("7.12", "certified")])
class TestEveryTeacher:
    """7.9 (360 hours in five years) and 7.12 (certificates) ask for 100% of full-time teachers."""

    def test_all_of_them_is_met(self, number: str, column: str) -> None:
        result = clause(number, county())
        assert (result.value, result.bound, result.status) == (1, 1, "met")

    def test_one_teacher_short_is_not(self, number: str, column: str) -> None:
        drawn = county(
            f"""
            school | stage   | pupils | teachers | {column}
            A      | primary | 1000   | 100      | 100
            B      | junior  | 1000   | 100      | 99
            """
        )
        result = clause(number, drawn)
        assert (result.value, result.status) == (Fraction(199, 200), "not_met")

    def test_teachers_of_special_schools_count_and_those_of_vocational_schools_do_not(
        self, number: str, column: str
    ) -> None:
        for kind, status in (("special", "not_met"), ("vocational", "met")):
            drawn = county(
                f"""
                school | type    | stage  | pupils | teachers | {column}
                A      | junior  | junior | 1000   | 100      | 100
                V      | {kind}  | junior | 100    | 10       | 9
                """
            )
            assert clause(number, drawn).status == status

    def test_an_unknown_count_leaves_it_open(self, number: str, column: str) -> None:
        drawn = county(
            f"""
            school | pupils | teachers | {column}
            A      | 1000   | 100      | 100
            B      | 1000   | 100      | ?
            """
        )
        result = clause(number, drawn)
        assert result.status == "undetermined"
        assert [(missing.column, missing.key) for missing in result.missing] == [
            (column, "B/primary")
        ]


def test_7_14_half_of_the_places_allotted_is_enough() -> None:
    quota = {"quota_planned": 1001, "quota_allotted": 501}
    assert clause("7.14", county(facts=quota)).status == "met"
    assert clause("7.14", county(facts={**quota, "quota_planned": 1003})).status == "not_met"
    assert clause("7.14", county(facts={**quota, "quota_planned": 1002})).status == "met"


@pytest.mark.parametrize("fact", ["quota_planned", "quota_allotted"])
def test_7_14_either_number_missing_leaves_it_open(fact: str) -> None:
    assert clause("7.14", county(facts={fact: None})).status == "undetermined"


def test_7_14_the_rural_share_is_reported_but_has_no_bound() -> None:
    """allotted 600, of them 300 to rural junior schools."""
    drawn = county(facts={"quota_rural": 0})
    assert clause("7.14", drawn).status == "met"
    assert clause("7.14", county(facts={"quota_rural": None})).status == "met"
    assert "50%" in clause("7.14", county()).note
