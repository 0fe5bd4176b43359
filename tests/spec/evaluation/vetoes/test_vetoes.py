"""Article 10: any one of six facts refuses recognition. ``met`` attests that it does not exist."""

import pytest

from tests.spec.drawing import VETOES, county, judged


@pytest.mark.parametrize("veto", VETOES)
def test_a_fact_that_exists_refuses_recognition_though_all_else_is_met(veto: str) -> None:
    result = judged(county(attested={veto: "not_met"}))
    assert result.clause(veto).status == "not_met"
    assert result.verdict == "not_met"


@pytest.mark.parametrize("veto", VETOES)
def test_a_fact_nobody_has_declared_on_keeps_the_verdict_open(veto: str) -> None:
    result = judged(county(without=[veto]))
    assert result.clause(veto).status == "undetermined"
    assert result.verdict == "undetermined"


@pytest.mark.parametrize("veto", VETOES)
def test_a_fact_declared_not_to_exist_does_no_harm(veto: str) -> None:
    assert judged(county()).clause(veto).status == "met"


def test_liaoning_adds_off_campus_training_and_homework_burden() -> None:
    result = judged(county(facts={"special_fund_yuan": 800_000}), jurisdiction="21")
    added = [each.id for each in result.clauses if each.id in ("10.7", "10.8")]
    assert added == ["10.7", "10.8"]
    assert result.verdict == "undetermined"
    declared = {"10.7": "met", "10.8": "met"}
    drawn = county(facts={"special_fund_yuan": 800_000}, attested=declared)
    assert judged(drawn, jurisdiction="21").verdict == "met"
