"""7.3: a music and an art room for every 12 classes begun, of 96 and 90 m2, in every school."""

import pytest

from junheng.census.records import Census
from tests.spec.drawing import clause, county


def school(classes: str, rooms: str, *, more: str = "", cells: str = "") -> Census:
    return county(
        f"""
        school | pupils | classes   {more}
        A      | 400    | {classes} {cells}
        """,
        rooms="school | kind | area_m2\n" + rooms,
    )


def test_one_room_each_is_enough_for_12_classes() -> None:
    assert clause("7.3", school("12", "A | music | 96 \n A | art | 90")).status == "met"


def test_13_classes_need_two_of_each() -> None:
    assert clause("7.3", school("13", "A | music | 96 \n A | art | 90")).status == "not_met"
    two = "A | music | 96 \n A | music | 96 \n A | art | 90 \n A | art | 90"
    assert clause("7.3", school("13", two)).status == "met"


@pytest.mark.parametrize(
    "rooms", ["A | music | 95.99 \n A | art | 90", "A|music|96 \n A|art|89.99"]
)
def test_a_room_that_is_too_small_does_not_count(rooms: str) -> None:
    assert clause("7.3", school("12", rooms)).status == "not_met"


def test_music_rooms_cannot_stand_in_for_art_rooms() -> None:
    assert clause("7.3", school("12", "A | music | 100 \n A | music | 100")).status == "not_met"


def test_under_the_other_reading_the_rooms_of_both_subjects_are_summed() -> None:
    rooms = school("24", "A | music | 96 \n A | music | 96 \n A | music | 96 \n A | art | 90")
    assert clause("7.3", rooms).status == "not_met"
    assert clause("7.3", rooms, "room_count=summed").status == "met"


def test_a_room_of_unknown_size_leaves_it_open() -> None:
    result = clause("7.3", school("12", "A | music | ? \n A | art | 90"))
    assert result.status == "undetermined"
    assert ("rooms", "area_m2") in {(each.table, each.column) for each in result.missing}


def test_a_room_of_unknown_size_does_not_matter_where_there_are_enough_without_it() -> None:
    rooms = "A | music | ? \n A | music | 96 \n A | art | 90"
    assert clause("7.3", school("12", rooms)).status == "met"


def test_unknown_classes_leave_it_open() -> None:
    result = clause("7.3", school("?", "A | music | 96 \n A | art | 90"))
    assert result.status == "undetermined"
    assert ("stages", "classes") in {(each.table, each.column) for each in result.missing}


def test_where_other_schools_have_rooms_a_school_without_any_has_none() -> None:
    drawn = county(
        """
        school | pupils | classes
        A      | 400    | 12
        B      | 400    | 12
        """,
        rooms="school | kind | area_m2 \n A | music | 96 \n A | art | 90",
    )
    result = clause("7.3", drawn)
    assert result.status == "not_met"
    assert {each.school_code: each.status.value for each in result.findings} == {
        "A": "met",
        "B": "not_met",
    }


def test_where_the_data_holds_no_rooms_at_all_they_are_unknown_and_not_none() -> None:
    assert clause("7.3", county(rooms="")).status == "undetermined"


def test_a_nine_year_school_counts_the_classes_of_both_stages_together() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils | classes
        A      | nine_year | primary | 400    | 6
        A      | nine_year | junior  | 400    | 6
        """,
        rooms="school | kind | area_m2 \n A | music | 96 \n A | art | 90",
    )
    assert clause("7.3", drawn).status == "met"


class TestBuiltBy2016:
    """The switch ``rooms_built_by_2016``: 73 m2 for music, 67 m2 for art."""

    rooms = "A | music | 73 \n A | art | 67"

    def test_a_school_built_in_2016_may_have_smaller_rooms(self) -> None:
        drawn = school("12", self.rooms, more="| built_year", cells="| 2016")
        assert clause("7.3", drawn).status == "not_met"
        assert clause("7.3", drawn, "rooms_built_by_2016").status == "met"

    def test_a_school_built_in_2017_may_not(self) -> None:
        drawn = school("12", self.rooms, more="| built_year", cells="| 2017")
        assert clause("7.3", drawn, "rooms_built_by_2016").status == "not_met"

    def test_where_the_year_is_not_known_it_is_open(self) -> None:
        drawn = school("12", self.rooms, more="| built_year", cells="| ?")
        assert clause("7.3", drawn, "rooms_built_by_2016").status == "undetermined"


class TestRuralSmallClasses:
    """The switch ``rooms_rural_small_class``: 54 m2 (小学) or 61 m2 (初中), largest class below 30."""

    rooms = "A | music | 54 \n A | art | 54"

    def test_a_rural_school_whose_largest_class_is_29_may_have_smaller_rooms(self) -> None:
        drawn = school("12", self.rooms, more="| area_class | largest_class", cells="| rural | 29")
        assert clause("7.3", drawn).status == "not_met"
        assert clause("7.3", drawn, "rooms_rural_small_class").status == "met"

    def test_one_whose_largest_class_is_30_may_not(self) -> None:
        drawn = school("12", self.rooms, more="| area_class | largest_class", cells="| rural | 30")
        assert clause("7.3", drawn, "rooms_rural_small_class").status == "not_met"

    def test_a_school_in_town_may_not(self) -> None:
        drawn = school("12", self.rooms, more="| area_class | largest_class", cells="| town | 29")
        assert clause("7.3", drawn, "rooms_rural_small_class").status == "not_met"

    def test_in_junior_school_61_m2_are_asked(self) -> None:
        def junior(area: int) -> Census:
            return county(
                """
                school | stage  | pupils | classes | area_class | largest_class
                A      | junior | 400    | 12      | rural      | 29
                """,
                rooms=f"school | kind | area_m2 \n A | music | {area} \n A | art | {area}",
            )

        assert clause("7.3", junior(61), "rooms_rural_small_class").status == "met"
        assert clause("7.3", junior(60), "rooms_rural_small_class").status == "not_met"
