"""7.1, 7.2, 7.10 (and the evidence of 7.15): an attested conclusion decides; none is undetermined."""

import pytest

from tests.spec.drawing import EVIDENCE, clause, county


@pytest.mark.parametrize("number", EVIDENCE)
def test_an_attested_clause_is_met(number: str) -> None:
    assert clause(number, county()).status == "met"


@pytest.mark.parametrize("number", EVIDENCE)
def test_a_clause_attested_not_met_is_not_met(number: str) -> None:
    assert clause(number, county(attested={number: "not_met"})).status == "not_met"


@pytest.mark.parametrize("number", EVIDENCE)
def test_an_empty_conclusion_is_undetermined(number: str) -> None:
    result = clause(number, county(attested={number: None}))
    assert result.status == "undetermined"
    assert [missing.table for missing in result.missing] == ["attestations"]


@pytest.mark.parametrize("number", EVIDENCE)
def test_no_attestation_at_all_is_undetermined(number: str) -> None:
    assert clause(number, county(without=[number])).status == "undetermined"
