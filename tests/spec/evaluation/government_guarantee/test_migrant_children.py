"""7.15: 85% of eligible migrant children in public or purchased places, and care for those left behind."""

import pytest

from tests.spec.drawing import clause, county


def children(eligible: object, public: object, purchased: object) -> dict[str, object]:
    return {
        "migrant_eligible": eligible,
        "migrant_public": public,
        "migrant_purchased": purchased,
    }


def test_public_and_purchased_places_are_added_up() -> None:
    assert clause("7.15", county(facts=children(100, 80, 5))).status == "met"
    assert clause("7.15", county(facts=children(100, 80, 4))).status == "not_met"


def test_the_share_alone_is_not_enough_without_the_evidence_of_care() -> None:
    drawn = county(facts=children(100, 100, 0), attested={"7.15": "not_met"})
    assert clause("7.15", drawn).status == "not_met"


def test_the_evidence_alone_is_not_enough_without_the_share() -> None:
    assert clause("7.15", county(facts=children(None, 80, 5))).status == "undetermined"


@pytest.mark.parametrize("figures", [(100, None, 5), (100, 80, None)])
def test_an_unknown_number_of_places_leaves_it_open(figures: tuple[object, ...]) -> None:
    assert clause("7.15", county(facts=children(*figures))).status == "undetermined"


def test_where_there_are_no_such_children_the_evidence_decides() -> None:
    assert clause("7.15", county(facts=children(0, 0, 0))).status == "met"
    drawn = county(facts=children(0, 0, 0), attested={"7.15": "not_met"})
    assert clause("7.15", drawn).status == "not_met"
