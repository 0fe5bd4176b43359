"""``dense_centre_venues``: dense city-centre schools may add roofs, basements and leased venues."""

from fractions import Fraction

from junheng.census.records import Census
from tests.spec.drawing import county, row

SWITCH = "dense_centre_venues"


def school(dense: str = "yes", *, other: str = "2000", leased: str = "1500") -> Census:
    return county(
        f"""
        school|pupils|dense_centre|indoor_sports_m2|sports_ground_m2|other_sports_m2|leased_sports_m2
        A     |1000  |{dense}     |1000            |3000            |{other}        |{leased}
        """
    )


def test_a_dense_centre_school_adds_them_when_it_is_on() -> None:
    result = row(school(), "A", "", SWITCH).indicator("sports_area")
    assert (result.value, result.status) == (Fraction("7.5"), "met")


def test_it_does_not_when_it_is_off() -> None:
    assert row(school()).indicator("sports_area").value == 4


def test_a_school_elsewhere_does_not_even_when_it_is_on() -> None:
    assert row(school("no"), "A", "", SWITCH).indicator("sports_area").value == 4


def test_they_are_not_taken_out_of_the_teaching_area() -> None:
    off, on = row(school()), row(school(), "A", "", SWITCH)
    assert off.indicator("teaching_area").value == on.indicator("teaching_area").value


def test_where_it_is_not_known_whether_the_school_is_such_a_one_the_area_is_undetermined() -> None:
    assert row(school("?"), "A", "", SWITCH).indicator("sports_area").status == "undetermined"
    assert row(school("?")).indicator("sports_area").status == "below_floor"


def test_where_the_venues_are_not_known_the_area_is_undetermined() -> None:
    drawn = school(leased="?")
    assert row(drawn, "A", "", SWITCH).indicator("sports_area").status == "undetermined"


def test_where_the_ground_itself_suffices_nothing_more_needs_to_be_known() -> None:
    drawn = county(
        """
        school | pupils | dense_centre | indoor_sports_m2 | sports_ground_m2 | leased_sports_m2
        A      | 1000   | yes          | 1000             | 6500             | ?
        """
    )
    result = row(drawn, "A", "", SWITCH).indicator("sports_area")
    assert result.low == Fraction("7.5")
