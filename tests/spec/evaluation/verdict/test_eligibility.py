"""Who may apply at all: five conditions, told beside the verdict and never mixed into it."""

import pytest

from tests.spec.drawing import county, judged


def test_a_county_recognised_for_three_years_may_apply() -> None:
    result = judged(county(facts={"years_since_basic_balance": 3}))
    assert [each.id for each in result.eligibility] == ["E.1", "E.2", "E.3", "E.4", "E.5"]
    assert {each.status.value for each in result.eligibility} == {"met"}


def test_two_years_are_too_few_and_change_nothing_in_the_verdict() -> None:
    result = judged(county(facts={"years_since_basic_balance": 2}))
    assert result.clause("E.1").status == "not_met"
    assert result.verdict == "met"


@pytest.mark.parametrize(
    ("number", "drawn"),
    [
        ("E.1", county(facts={"years_since_basic_balance": None})),
        ("E.2", county(without=["E.2"])),
        ("E.3", county(facts={"monitoring_arts_level": None})),
        ("E.5", county(without=["E.5"])),
    ],
)
def test_what_is_not_known_is_undetermined(number: str, drawn: object) -> None:
    assert judged(drawn).clause(number).status == "undetermined"  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["E.2", "E.5"])
def test_evidence_against_is_not_met_and_changes_nothing_in_the_verdict(number: str) -> None:
    result = judged(county(attested={number: "not_met"}))
    assert result.clause(number).status == "not_met"
    assert result.verdict == "met"


def test_monitoring_and_disparity_are_judged_as_in_the_standard_itself() -> None:
    poor = judged(county(facts={"monitoring_pe_difference": "0.15"}))
    assert poor.clause("E.3").status == poor.clause("8.9").status == "not_met"
    uneven = judged(
        county(
            """
            school | pupils | equipment_yuan
            A      | 1000   | 2000000
            B      | 1000   | 8000000
            """
        )
    )
    assert uneven.clause("E.4").status == uneven.clause("6.cv").status == "not_met"
