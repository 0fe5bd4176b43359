"""7.7: 6000 yuan a pupil; 7000 nationally from spring 2025; 8000 in Liaoning."""

from datetime import date

from junheng.census.records import Census
from tests.spec.drawing import clause, county


def funds(yuan: object, pupils: object = 100) -> Census:
    return county(facts={"special_fund_yuan": yuan, "special_pupils": pupils})


def test_6000_a_pupil_are_enough_before_2025_and_a_cent_less_is_not() -> None:
    assert clause("7.7", funds(600_000)).status == "met"
    assert clause("7.7", funds("599999.99")).status == "not_met"


def test_7000_are_asked_from_spring_2025() -> None:
    autumn = date(2025, 9, 1)
    assert clause("7.7", funds(600_000), on=autumn).status == "not_met"
    assert clause("7.7", funds(700_000), on=autumn).status == "met"


def test_liaoning_asks_8000() -> None:
    assert clause("7.7", funds(799_999), jurisdiction="21").status == "not_met"
    assert clause("7.7", funds(800_000), jurisdiction="21").status == "met"


def test_either_figure_missing_leaves_it_open() -> None:
    assert clause("7.7", funds(None)).status == "undetermined"
    assert clause("7.7", funds(600_000, None)).status == "undetermined"


def test_without_special_pupils_there_is_nothing_to_judge() -> None:
    assert clause("7.7", funds(0, 0)).status == "not_applicable"
