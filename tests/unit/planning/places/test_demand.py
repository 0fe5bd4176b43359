"""Demand against places, warnings, and what is said of what is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.model import Stage
from junheng.planning.inputs.places import PlacesInputs, read_places
from junheng.planning.outcome import Ending, Outcome
from junheng.planning.places import Demand, PlacesForecast, PlacesOptions, forecast_places
from junheng.planning.places_told import told
from junheng.planning.watch import Watch
from junheng.projection.ratios import Method
from tests.unit.planning.places.tables import BIRTHS, CAPACITY, ENROLMENT, MIGRATION, one_town


def planned(inputs: PlacesInputs, **options: object) -> PlacesForecast:
    return forecast_places(inputs, PlacesOptions(draws=200, **options), Watch())  # type: ignore[arg-type]


def of(plan: PlacesForecast, year: int, town: str = "A") -> Demand:
    return next(each for each in plan.demands if (each.town, each.year) == (town, year))


def test_as_many_enter_as_ever(tmp_path: Path) -> None:
    plan = planned(read_places(one_town(tmp_path)))

    assert [each.pupils for each in plan.demands if each.town] == pytest.approx([90] * 6)
    assert of(plan, 2026).short is None
    assert plan.alerts == ()


def test_places_that_are_short_are_counted_and_warned_of(tmp_path: Path) -> None:
    capacity = [CAPACITY, "A,小学,,85", "A,小学,2028,90"]
    plan = planned(read_places(one_town(tmp_path, capacity=capacity)))

    assert [of(plan, year).short for year in (2026, 2027, 2028)] == [5, 5, 0]
    [alert] = plan.alerts
    assert (alert.level, alert.years, alert.worst.year) == ("红色", (2026, 2027), 2026)
    assert alert.worst.probability == 1.0


def test_exactly_enough_is_not_short(tmp_path: Path) -> None:
    plan = planned(read_places(one_town(tmp_path, capacity=[CAPACITY, "A,小学,,90"])))

    assert of(plan, 2026).short == 0
    assert of(plan, 2026).probability == 0.0


def test_births_by_calendar_year_are_split_at_the_first_of_september(tmp_path: Path) -> None:
    lines = [
        f"A,{year},{count}"
        for year, count in zip(range(2013, 2021), [60] * 6 + [90, 120], strict=True)
    ]
    enrolment = [f"A,{year},1,60" for year in range(2020, 2025)]
    tables = {"births": [BIRTHS, *lines], "enrolment": [ENROLMENT, *enrolment]}
    inputs = read_places(one_town(tmp_path, **tables))

    calendar, school = planned(inputs), planned(inputs, school_births=True)
    assert of(calendar, 2025).pupils == pytest.approx((2 * 90 + 60) / 3)
    assert of(school, 2025).pupils == pytest.approx(90)
    assert of(calendar, 2026).pupils == pytest.approx((2 * 120 + 90) / 3)


def test_new_homes_bring_pupils_who_move_up(tmp_path: Path) -> None:
    enrolment = [f"A,{year},{grade},90" for year in range(2020, 2026) for grade in (1, 2)]
    plan = planned(
        read_places(
            one_town(
                tmp_path,
                enrolment=[ENROLMENT, *enrolment],
                migration=[MIGRATION, "A,2026,1,30,"],
            )
        )
    )
    by_grade = {(each.grade, each.year): each.pupils for each in plan.grades}

    assert by_grade[1, 2026] == pytest.approx(120)
    assert by_grade[1, 2027] == pytest.approx(90)
    assert by_grade[2, 2027] == pytest.approx(120)


def test_all_towns_together_have_the_sum(tmp_path: Path) -> None:
    births = [f"{town},{year},100" for town in "AB" for year in range(2012, 2026)]
    enrolment = [f"{town},{year},1,90" for town in "AB" for year in range(2020, 2026)]
    tables = {
        "births": [BIRTHS, *births],
        "enrolment": [ENROLMENT, *enrolment],
        "capacity": [CAPACITY, "A,小学,,80", "B,小学,,100"],
    }
    plan = planned(read_places(one_town(tmp_path, **tables)))

    assert of(plan, 2026, "").pupils == pytest.approx(180)
    assert (of(plan, 2026, "").places, of(plan, 2026, "").short) == (180, 0)
    assert of(plan, 2026, "A").short == 10


def test_without_the_places_of_one_town_there_are_none_of_all(tmp_path: Path) -> None:
    births = [f"{town},{year},100" for town in "AB" for year in range(2012, 2026)]
    enrolment = [f"{town},{year},1,90" for town in "AB" for year in range(2020, 2026)]
    tables = {
        "births": [BIRTHS, *births],
        "enrolment": [ENROLMENT, *enrolment],
        "capacity": [CAPACITY, "A,小学,,80"],
    }
    plan = planned(read_places(one_town(tmp_path, **tables)))

    assert of(plan, 2026, "").places is None
    assert any("有的乡镇、学段没有填学位" in note for note in told(plan).notes)


def test_a_short_history_gives_no_interval_and_says_so(tmp_path: Path) -> None:
    enrolment = [ENROLMENT, *(f"A,{year},1,90" for year in (2023, 2024, 2025))]
    capacity = [CAPACITY, "A,小学,,85"]
    outcome = told(planned(read_places(one_town(tmp_path, enrolment=enrolment, capacity=capacity))))

    [alert] = outcome.table("alerts").records()
    assert (alert["level"], alert["short"], alert["probability"]) == ("橙色", 5, None)
    assert any("没有区间和可能性" in note for note in outcome.notes)
    assert any("不能回测" in note for note in outcome.notes)


def test_children_not_born_yet_are_said_to_be_guessed(tmp_path: Path) -> None:
    outcome = told(planned(read_places(one_town(tmp_path)), years=8))

    assert any("2032 学年起入学的孩子还没有出生" in note for note in outcome.notes)


def test_a_town_that_has_nobody_left(tmp_path: Path) -> None:
    enrolment = [ENROLMENT, *(f"A,{year},1,0" for year in range(2020, 2026))]
    births = [BIRTHS, *(f"A,{year},0" for year in range(2012, 2026))]
    outcome = told(planned(read_places(one_town(tmp_path, enrolment=enrolment, births=births))))

    assert {row["pupils"] for row in outcome.table("demand").records()} == {0.0}


def test_three_runs_give_the_same_plan(tmp_path: Path) -> None:
    inputs = read_places(one_town(tmp_path, capacity=[CAPACITY, "A,小学,,92"]))

    def run() -> Outcome:
        return told(planned(inputs, method=Method.SMOOTHING, years=10))

    assert run() == run() == run()


def test_a_stop_leaves_the_years_done_and_is_marked(tmp_path: Path) -> None:
    inputs = read_places(one_town(tmp_path))
    asked = iter([False, False, *[True] * 50])
    watch = Watch(stop=lambda: next(asked))
    outcome = told(forecast_places(inputs, PlacesOptions(draws=50), watch))

    assert outcome.ending is Ending.STOPPED
    rows = list(outcome.table("demand").records())
    assert rows[1]["low"] is not None
    assert rows[2]["low"] is None
    assert rows[5]["pupils"] == pytest.approx(90)


def test_the_stage_of_a_grade_follows_the_number_of_primary_grades(tmp_path: Path) -> None:
    enrolment = [
        ENROLMENT,
        *(f"A,{year},{grade},50" for year in range(2020, 2026) for grade in range(1, 10)),
    ]
    inputs = read_places(one_town(tmp_path, enrolment=enrolment), primary=5)
    plan = planned(inputs)
    sums = {each.stage: each.pupils for each in plan.demands if each.town and each.year == 2026}

    assert sums[Stage.PRIMARY] == pytest.approx(250)
    assert sums[Stage.JUNIOR] == pytest.approx(200)


def notes(path: Path, **tables: list[str]) -> str:
    return " ".join(told(planned(read_places(one_town(path, **tables)))).notes)


def test_lines_that_are_not_used_are_pointed_at(tmp_path: Path) -> None:
    used = notes(tmp_path, migration=[MIGRATION, "A,2020,1,5,", "A,2031,1,5,"])
    assert "没有用上" not in used

    lines = ["A,2019,1,5,", "A,2032,1,5,", "A,2027,2,5,"]
    capacity = [CAPACITY, "A,小学,,90", "A,小学,2032,99"]
    unused = notes(tmp_path, migration=[MIGRATION, *lines], capacity=capacity)
    assert "不在 2020 至 2031 学年，没有用上：A 2019 学年、A 2032 学年" in unused
    assert "没有的年级，没有用上：A二年级" in unused
    assert "从 2031 学年以后算起，没有用上：A小学 2032 学年" in unused


def test_more_departures_than_pupils_are_told_and_not_swallowed(tmp_path: Path) -> None:
    assert "减到 0" not in notes(tmp_path, migration=[MIGRATION, "A,2027,1,,90"])
    text = notes(tmp_path, migration=[MIGRATION, "A,2027,1,,100"])

    assert "按减到 0 计：A一年级 2027 学年多减 10 人" in text


def test_births_that_cannot_be_are_pointed_at(tmp_path: Path) -> None:
    few = [BIRTHS, *(f"A,{year},{0 if year < 2017 else 100}" for year in range(2012, 2026))]
    text = notes(tmp_path, births=few)
    assert "A 2020 学年一年级 90 人" in text

    fewer = [BIRTHS, *(f"A,{year},20" for year in range(2012, 2026))]
    assert "请核对出生人数：A 4.5 倍" in notes(tmp_path, births=fewer)
    assert "请核对" not in notes(
        tmp_path, births=[BIRTHS, *(f"A,{y},100" for y in range(2012, 2026))]
    )
