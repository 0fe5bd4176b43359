"""The rule decides as soon as it cannot turn, and no sooner (Kleene)."""

from tests.spec.drawing import county, row


def test_one_missing_amount_leaves_the_row_undetermined_and_it_could_still_go_both_ways() -> None:
    drawn = county(
        """
        school | pupils | backbone
        A      | 1000   | ?
        """
    )
    result = row(drawn)
    assert result.status == "undetermined"
    assert set(result.could_be) == {"met", "not_met"}


def test_two_known_failures_decide_though_others_are_missing() -> None:
    drawn = county(
        """
        school | pupils | backbone | multimedia_rooms | equipment_yuan
        A      | 1000   | 9        | 22               | ?
        """
    )
    result = row(drawn)
    assert result.status == "not_met"
    assert result.could_be == ("not_met",)


def test_one_below_its_floor_decides_though_others_are_missing() -> None:
    drawn = county(
        """
        school | pupils | backbone | equipment_yuan
        A      | 1000   | 0        | ?
        """
    )
    assert row(drawn).status == "not_met"


def test_one_within_its_floor_and_one_missing_is_still_open() -> None:
    drawn = county(
        """
        school | pupils | backbone | equipment_yuan
        A      | 1000   | 9        | ?
        """
    )
    result = row(drawn)
    assert result.status == "undetermined"
    assert set(result.could_be) == {"met", "not_met"}


def test_everything_missing_is_undetermined_not_failed() -> None:
    drawn = county(
        """
        school|pupils|degree_bachelor|backbone|pe|teaching_area_m2|sports_ground_m2|equipment_yuan
        A     |1000  |?              |?       |? |?               |?               |?
        """
    )
    assert row(drawn).status == "undetermined"


def test_a_row_cannot_be_met_when_its_last_unknown_might_be_below_the_floor() -> None:
    """Six met do not suffice: the seventh must be known to reach 85%."""
    drawn = county(
        """
        school | pupils | multimedia_rooms
        A      | 1000   | ?
        """
    )
    result = row(drawn)
    assert (result.met, result.status) == (6, "undetermined")


def test_where_the_known_parts_suffice_the_row_says_that_it_can_only_be_met() -> None:
    """50 bachelors for 1000 primary pupils are 5.0 at least, whatever the associates may be.

    A missing input leaves the figure undetermined all the same; ``could_be`` tells the clerk that
    nothing depends on it.
    """
    drawn = county(
        """
        school | stage   | pupils | degree_associate | degree_bachelor | degree_master
        A      | primary | 1000   | ?                | 50              | 0
        """
    )
    result = row(drawn)
    assert result.indicator("above_required_degree").low == 5
    assert (result.status, result.could_be) == ("undetermined", ("met",))
