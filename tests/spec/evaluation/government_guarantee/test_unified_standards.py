"""7.2: four standards are the same in town and country, and the base reaches the nation's by stage."""

from tests.spec.drawing import clause, county


def test_a_base_at_the_national_figure_is_enough() -> None:
    drawn = county(facts={"fund_base_primary": 720, "fund_base_junior": 940})
    assert clause("7.2", drawn).status == "met"


def test_a_primary_base_below_it_is_not() -> None:
    assert clause("7.2", county(facts={"fund_base_primary": "719.99"})).status == "not_met"


def test_a_junior_base_below_it_is_not() -> None:
    assert clause("7.2", county(facts={"fund_base_junior": 939})).status == "not_met"


def test_an_unknown_base_leaves_it_undetermined_in_spite_of_the_evidence() -> None:
    result = clause("7.2", county(facts={"fund_base_junior": None}))
    assert result.status == "undetermined"
    assert [missing.column for missing in result.missing] == ["fund_base_junior"]


def test_a_base_too_low_decides_though_the_evidence_is_missing() -> None:
    drawn = county(facts={"fund_base_primary": 500}, without=["7.2"])
    assert clause("7.2", drawn).status == "not_met"
