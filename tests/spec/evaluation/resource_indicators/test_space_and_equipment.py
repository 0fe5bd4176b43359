"""What counts as teaching area, sports area, equipment and multimedia rooms (6.4 to 6.7)."""

from fractions import Fraction

from tests.spec.drawing import county, row


def test_indoor_sports_rooms_are_taken_out_of_the_teaching_area() -> None:
    drawn = county(
        """
        school | pupils | teaching_area_m2 | indoor_sports_m2
        A      | 1000   | 5500             | 1000
        """
    )
    result = row(drawn).indicator("teaching_area")
    assert (result.amount, result.value, result.status) == (4500, Fraction("4.5"), "met")


def test_indoor_sports_rooms_are_added_to_the_sports_ground() -> None:
    drawn = county(
        """
        school | pupils | indoor_sports_m2 | sports_ground_m2
        A      | 1000   | 1000             | 6500
        """
    )
    result = row(drawn).indicator("sports_area")
    assert (result.amount, result.value, result.status) == (7500, Fraction("7.5"), "met")


def test_roofs_basements_and_leased_venues_do_not_count_unless_the_exception_is_turned_on() -> None:
    drawn = county(
        """
        school|pupils|dense_centre|indoor_sports_m2|sports_ground_m2|other_sports_m2|leased_sports_m2
        A     |1000  |yes         |0               |100             |9000           |9000
        """
    )
    assert row(drawn).indicator("sports_area").amount == 100


def test_equipment_is_taken_at_book_value_in_yuan_to_the_cent() -> None:
    drawn = county(
        """
        school | pupils | equipment_yuan
        A      | 1000   | 1999999.99
        """
    )
    result = row(drawn).indicator("equipment")
    assert result.value == Fraction("1999.99999")
    assert result.status == "within_floor"


def test_multimedia_rooms_are_counted_per_hundred_pupils() -> None:
    drawn = county(
        """
        school | pupils | multimedia_rooms
        A      | 1000   | 23
        """
    )
    assert row(drawn).indicator("multimedia").value == Fraction("2.3")
