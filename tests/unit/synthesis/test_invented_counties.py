"""The generator of invented counties: repeatable, plausible, clearly marked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from junheng.census.records import Census
from junheng.model import AreaClass, SchoolType, Stage
from junheng.synthesis import FAILS_NARROWLY, LARGE, PASSES, SAMPLES, UNDECIDED, Profile, county
from junheng.synthesis.dice import Dice

EVERY = [PASSES, FAILS_NARROWLY, UNDECIDED, LARGE]


@pytest.fixture(scope="module", params=EVERY, ids=lambda profile: profile.code)
def profile(request: pytest.FixtureRequest) -> Profile:
    chosen: Profile = request.param
    return chosen


@pytest.fixture(scope="module")
def census(profile: Profile) -> Census:
    return county(1, profile)


def test_the_same_seed_gives_the_same_county(profile: Profile, census: Census) -> None:
    assert county(1, profile) == census


def test_another_seed_gives_another_county(profile: Profile, census: Census) -> None:
    assert county(2, profile) != census


def test_no_invented_county_can_be_taken_for_a_real_one(census: Census) -> None:
    names = [fact.value for fact in census.county if fact.key == "name"]

    assert [str(name).endswith("（虚构）") for name in names] == [True]
    assert {code[:4] for code in census.county_codes} == {"9999"}


def test_codes_and_names_are_unique(census: Census) -> None:
    assert max(Counter(school.school_code for school in census.schools).values()) == 1
    assert max(Counter(school.name for school in census.schools).values()) == 1


def test_every_kind_of_school_occurs(census: Census) -> None:
    assert {school.type for school in census.schools} == set(SchoolType)
    assert {school.area_class for school in census.schools} == set(AreaClass)
    assert not all(school.operator.is_public for school in census.schools)


def test_teaching_points_occur_on_both_sides_of_fifty_pupils(census: Census) -> None:
    points = {s.school_code for s in census.schools if s.type is SchoolType.TEACHING_POINT}
    sizes = {row.pupils >= 50 for row in census.stages if row.school_code in points}

    assert sizes == {True, False}


def test_schools_that_are_split_have_all_their_stages(census: Census) -> None:
    stages: dict[str, set[Stage]] = {}
    for row in census.stages:
        stages.setdefault(row.school_code, set()).add(row.stage)
    split = (SchoolType.NINE_YEAR, SchoolType.TWELVE_YEAR, SchoolType.COMPLETE_SECONDARY)

    for school in census.schools:
        if school.type in split:
            assert stages[school.school_code] == set(school.type.stages), school.name


def test_urban_schools_are_crowded_and_rural_schools_have_room_to_spare(census: Census) -> None:
    def area_per_pupil(place: AreaClass) -> float:
        codes = {
            school.school_code: school
            for school in census.schools
            if school.area_class is place and school.type is SchoolType.PRIMARY
        }
        rows = [row for row in census.stages if row.school_code in codes]
        area = sum(codes[row.school_code].sports_ground_m2 or 0 for row in rows)
        return float(area / sum(row.pupils for row in rows))

    assert area_per_pupil(AreaClass.URBAN) < area_per_pupil(AreaClass.TOWN)
    assert area_per_pupil(AreaClass.TOWN) < area_per_pupil(AreaClass.RURAL)


def test_the_samples_are_of_the_size_of_a_small_county() -> None:
    assert {name: len(county(1, each).schools) for name, each in SAMPLES.items()} == {
        "passes": 48,
        "fails-narrowly": 48,
        "undecided": 48,
    }


def test_the_county_for_benchmarks_has_three_hundred_schools() -> None:
    assert len(county(1, LARGE).schools) == 300


def test_the_list_of_classes_agrees_with_the_rows_of_the_stages() -> None:
    census = county(1, PASSES)
    sizes: dict[tuple[str, Stage], list[int]] = {}
    for each in census.classes:
        sizes.setdefault((each.school_code, each.stage), []).append(each.pupils)

    for row in census.stages:
        if row.stage is not Stage.SENIOR:
            found = sizes[row.school_code, row.stage]
            shown = (len(found), sum(found), max(found))
            assert shown == (row.classes, row.pupils, row.largest_class)


def test_without_flaws_only_the_flaws_change() -> None:
    sound = county(1, replace(UNDECIDED, flaws=()))
    spoiled = county(1, UNDECIDED)

    assert [school.name for school in sound.schools] == [school.name for school in spoiled.schools]
    assert all(school.equipment_yuan is not None for school in sound.schools)
    assert sum(school.equipment_yuan is None for school in spoiled.schools) == 4


def test_dice_reach_both_ends_and_nothing_else() -> None:
    dice = Dice(1)

    assert {dice.between(2, 4) for _ in range(200)} == {2, 3, 4}


def test_dice_give_the_numbers_they_have_always_given() -> None:
    dice = Dice(2017)

    assert [dice.between(0, 999) for _ in range(5)] == [199, 444, 343, 790, 321]


def test_dice_refuse_an_empty_range() -> None:
    with pytest.raises(ValueError, match=r"^nothing between 2 and 1$"):
        Dice(1).between(2, 1)


def test_some_of_keeps_the_order_and_takes_no_more_than_there_is() -> None:
    some = Dice(1).some_of("abcdef", 3)

    assert len(set(some)) == 3
    assert some == sorted(some)
    assert Dice(1).some_of("abc", 9) == ["a", "b", "c"]
