"""8.9: in national monitoring level III or above, and a difference between schools below 0.15."""

import pytest

from junheng.census.facts import SUBJECTS
from tests.spec.drawing import clause, county


def test_level_iii_in_every_subject_is_enough() -> None:
    assert clause("8.9", county()).status == "met"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_level_ii_in_one_subject_is_not(subject: str) -> None:
    assert clause("8.9", county(facts={f"monitoring_{subject}_level": 2})).status == "not_met"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_difference_of_exactly_0_15_is_not_below_0_15(subject: str) -> None:
    at, below = (
        county(facts={f"monitoring_{subject}_difference": value}) for value in ("0.15", "0.1499")
    )
    assert clause("8.9", at).status == "not_met"
    assert clause("8.9", below).status == "met"


@pytest.mark.parametrize("what", ["level", "difference"])
def test_a_result_that_was_not_supplied_leaves_it_open(what: str) -> None:
    result = clause("8.9", county(facts={f"monitoring_math_{what}": None}))
    assert result.status == "undetermined"
    assert [missing.column for missing in result.missing] == [f"monitoring_math_{what}"]


def test_one_subject_known_to_fall_short_decides_though_another_is_unknown() -> None:
    facts = {"monitoring_math_level": None, "monitoring_chinese_level": 2}
    assert clause("8.9", county(facts=facts)).status == "not_met"
