"""8.2: 95% of disabled children of school age are enrolled."""

from tests.spec.drawing import clause, county


def test_95_of_100_are_enough_and_94_are_not() -> None:
    assert clause("8.2", county(facts={"disabled_enrolled": 95})).status == "met"
    assert clause("8.2", county(facts={"disabled_enrolled": 94})).status == "not_met"


def test_an_unknown_number_leaves_it_open() -> None:
    assert clause("8.2", county(facts={"disabled_enrolled": None})).status == "undetermined"
    assert clause("8.2", county(facts={"disabled_children": None})).status == "undetermined"


def test_without_disabled_children_there_is_nothing_to_judge() -> None:
    none = {"disabled_children": 0, "disabled_enrolled": 0}
    assert clause("8.2", county(facts=none)).status == "not_applicable"
