"""A row passes with at least six of seven met, the one left reaching 85% of its bound."""

from tests.spec.drawing import county, row


def test_seven_of_seven_pass() -> None:
    drawn = county(
        """
        school | pupils
        A      | 1000
        """
    )
    assert (row(drawn).met, row(drawn).status) == (7, "met")


def test_six_of_seven_pass_when_the_one_left_reaches_its_floor() -> None:
    drawn = county(
        """
        school | pupils | multimedia_rooms
        A      | 20000  | 391
        """
    )
    result = row(drawn)
    assert (result.met, result.within_floor, result.status) == (6, 1, "met")


def test_six_of_seven_fail_when_the_one_left_is_below_its_floor() -> None:
    drawn = county(
        """
        school | pupils | multimedia_rooms
        A      | 20000  | 390
        """
    )
    result = row(drawn)
    assert (result.met, result.within_floor, result.status) == (6, 0, "not_met")


def test_two_below_the_bound_fail_though_both_reach_their_floors() -> None:
    drawn = county(
        """
        school | pupils | backbone | multimedia_rooms
        A      | 1000   | 9        | 22
        """
    )
    result = row(drawn)
    assert (result.met, result.within_floor, result.status) == (5, 2, "not_met")


def test_a_decided_row_could_be_nothing_else() -> None:
    drawn = county(
        """
        school | pupils | backbone
        A      | 1000   | 20
        B      | 1000   | 0
        """
    )
    assert row(drawn, "A").could_be == ("met",)
    assert row(drawn, "B").could_be == ("not_met",)
