"""Every exception is off unless the rule set turns it on."""

import pytest

from tests.spec.drawing import ruleset

SWITCHES = [
    "pe_arts_visiting",
    "dense_centre_venues",
    "rooms_built_by_2016",
    "rooms_rural_small_class",
    "size_older_or_migrant",
]


@pytest.mark.parametrize("switch", SWITCHES)
def test_it_is_off_by_itself_and_on_when_asked_for(switch: str) -> None:
    assert ruleset().switch(switch) is None
    turned_on = ruleset(switch).switch(switch)
    assert turned_on is not None
    assert turned_on.cite.document


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_rule_set_with_an_exception_is_told_apart_by_its_fingerprint(switch: str) -> None:
    assert ruleset().fingerprint != ruleset(switch).fingerprint
