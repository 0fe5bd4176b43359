"""Weighted pupils: 小:初 = 1:1.1, 初:高 = 1:1.2 in a 完全中学, 1:1.1:1.32 in a 十二年一贯制."""

from fractions import Fraction

from tests.spec.drawing import county, row


def test_a_nine_year_school_splits_1_to_1_1() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils | equipment_yuan
        A      | nine_year | primary | 600    | 3000000
        A      | nine_year | junior  | 300    |
        """
    )
    assert row(drawn, "A", "primary").share == Fraction(600, 930)
    assert row(drawn, "A", "junior").share == Fraction(330, 930)
    assert row(drawn, "A", "primary").indicator("equipment").amount == Fraction(
        3_000_000 * 600, 930
    )


def test_a_complete_secondary_school_splits_1_to_1_2_and_the_senior_part_is_judged_nowhere() -> (
    None
):
    drawn = county(
        """
        school | type               | stage  | pupils | multimedia_rooms
        A      | complete_secondary | junior | 600    | 40
        A      | complete_secondary | senior | 500    |
        """
    )
    assert row(drawn).share == Fraction(1, 2)
    assert row(drawn).indicator("multimedia").amount == 20


def test_a_twelve_year_school_splits_1_to_1_1_to_1_32() -> None:
    drawn = county(
        """
        school | type        | stage   | pupils
        A      | twelve_year | primary | 600
        A      | twelve_year | junior  | 300
        A      | twelve_year | senior  | 200
        """
    )
    whole = 600 + Fraction("1.1") * 300 + Fraction("1.32") * 200
    assert row(drawn, "A", "primary").share == 600 / whole
    assert row(drawn, "A", "junior").share == 330 / whole


def test_all_four_whole_school_quantities_are_split_and_indoor_sports_with_them() -> None:
    drawn = county(
        """
        school|type     |stage  |pupils|teaching_area_m2|indoor_sports_m2|sports_ground_m2|multimedia_rooms
        A     |nine_year|primary|1000  |11000           |500             |20500           |63
        A     |nine_year|junior |1000  |                |                |                |
        """
    )
    share = Fraction(10, 21)
    primary = row(drawn, "A", "primary")
    assert primary.share == share
    assert {each.id: each.amount for each in primary.indicators[3:]} == {
        "teaching_area": 10500 * share,
        "sports_area": 21000 * share,
        "equipment": 10_000_000 * share,
        "multimedia": 63 * share,
    }


def test_a_share_of_a_room_is_a_fraction_and_is_never_rounded() -> None:
    """31 rooms, half of the weight: 15.5 rooms for 674 pupils are 2.2997, not the 2.37 of 16 rooms."""
    drawn = county(
        """
        school | type               | stage  | pupils | multimedia_rooms
        A      | complete_secondary | junior | 674    | 31
        A      | complete_secondary | senior | 0      |
        B      | complete_secondary | junior | 660    | 31
        B      | complete_secondary | senior | 550    |
        """
    )
    assert row(drawn, "A").indicator("multimedia").amount == 31
    assert row(drawn, "B").indicator("multimedia").amount == Fraction(31, 2)
    assert row(drawn, "B").indicator("multimedia").status == "within_floor"


def test_teachers_are_counted_by_the_stage_they_teach_and_not_split() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils | backbone | pe | music | art
        A      | nine_year | primary | 600    | 7        | 5  | 1     | 0
        A      | nine_year | junior  | 300    | 4        | 3  | 0     | 1
        """
    )
    assert row(drawn, "A", "primary").indicator("backbone").amount == 7
    assert row(drawn, "A", "junior").indicator("backbone").amount == 4
    assert row(drawn, "A", "primary").indicator("pe_arts").amount == 6
    assert row(drawn, "A", "junior").indicator("pe_arts").amount == 4


def test_a_school_of_one_stage_keeps_everything() -> None:
    drawn = county(
        """
        school | stage  | pupils | multimedia_rooms
        A      | junior | 1000   | 24
        """
    )
    assert row(drawn).share == 1
    assert row(drawn).indicator("multimedia").amount == 24
