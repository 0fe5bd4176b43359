"""8.4: every school spends 5% of its public fund on training its teachers; 10% in Chuxiong."""

from junheng.census.records import Census
from tests.spec.drawing import clause, county


def school(training: str, fund: str = "100000") -> Census:
    return county(
        f"""
        school | pupils | public_fund_yuan | training_fund_yuan
        A      | 1000   | {fund}           | {training}
        """
    )


def test_5_percent_are_enough_and_a_cent_less_is_not() -> None:
    assert clause("8.4", school("5000")).status == "met"
    assert clause("8.4", school("4999.99")).status == "not_met"


def test_chuxiong_asks_10_percent() -> None:
    assert clause("8.4", school("9999.99"), jurisdiction="5323").status == "not_met"
    assert clause("8.4", school("10000"), jurisdiction="5323").status == "met"


def test_every_school_must_not_their_sum() -> None:
    drawn = county(
        """
        school | pupils | public_fund_yuan | training_fund_yuan
        A      | 1000   | 100000           | 20000
        B      | 1000   | 100000           | 4000
        """
    )
    result = clause("8.4", drawn)
    assert result.status == "not_met"
    assert [each.school_code for each in result.findings if each.status == "not_met"] == ["B"]


def test_either_amount_missing_leaves_it_open() -> None:
    assert clause("8.4", school("?")).status == "undetermined"
    assert clause("8.4", school("5000", "?")).status == "undetermined"


def test_one_school_known_to_fall_short_decides_though_another_is_unknown() -> None:
    drawn = county(
        """
        school | pupils | public_fund_yuan | training_fund_yuan
        A      | 1000   | 100000           | ?
        B      | 1000   | 100000           | 4000
        """
    )
    assert clause("8.4", drawn).status == "not_met"
