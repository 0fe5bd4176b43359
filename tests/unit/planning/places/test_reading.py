"""Tables of births, enrolment and places: what is read, and what is refused with its place."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from junheng.errors import UserError
from junheng.model import Stage
from junheng.planning.inputs.grades import grade_in_stage, grade_number
from junheng.planning.inputs.places import read_places
from tests.unit.planning.places.tables import (
    BIRTHS,
    CAPACITY,
    ENROLMENT,
    FEEDERS,
    MIGRATION,
    folder,
    one_town,
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("一年级", 1), ("1", 1), ("１年级", 1), ("小六", 6), ("小学三年级", 3), ("七年级", 7),
        ("初一", 7), ("初三", 9), ("初中二年级", 8), ("9", 9), ("初四", None), ("小七", None),
        ("2023级", None), ("高一", None), ("十年级", None), ("0", None), ("", None),
    ],
)  # fmt: skip
def test_grades_are_read_as_they_are_written(written: str, number: int | None) -> None:
    assert grade_number(written) == number


def test_with_five_primary_grades_the_first_junior_grade_is_the_sixth() -> None:
    assert grade_number("初一", primary=5) == 6
    assert grade_number("初四", primary=5) == 9


@pytest.mark.parametrize(
    ("written", "stage", "number"),
    [
        ("七年级", Stage.JUNIOR, 1), ("初二", Stage.JUNIOR, 2), ("3", Stage.JUNIOR, 3),
        ("4", Stage.JUNIOR, None), ("六年级", Stage.PRIMARY, 6), ("七年级", Stage.PRIMARY, None),
        ("幼儿班", Stage.PRIMARY, None),
    ],
)  # fmt: skip
def test_the_grade_within_its_stage(written: str, stage: Stage, number: int | None) -> None:
    assert grade_in_stage(written, stage) == number


def test_everything_that_is_given_is_read(tmp_path: Path) -> None:
    found = read_places(
        one_town(
            tmp_path,
            towns=["乡镇代码,乡镇名称", "A,甲镇"],
            capacity=[CAPACITY, "A,小学,,95", "A,小学,2027,120"],
            migration=[MIGRATION, "A,2026,,15,4", "A,2027,1,,3"],
            feeders=[FEEDERS, "小学,A,A,0.75"],
        )
    )

    assert found.towns == {"A": "甲镇"}
    assert (found.first_year, found.last_year) == (2020, 2025)
    assert found.births["A", 2012] == 100
    assert found.enrolment["A", 2025, 1] == 90
    assert found.capacity["A", Stage.PRIMARY] == ((0, 95), (2027, 120))
    assert found.migration == {("A", 2026, 1): 11, ("A", 2027, 1): -3}
    assert found.feeders == {(Stage.PRIMARY, "A"): {"A": Fraction(3, 4)}}


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as refused:
        read_places(path)
    return str(refused.value)


@pytest.mark.parametrize(
    ("table", "lines", "told"),
    [
        ("births", [BIRTHS, "A,2012,-5"], "是负数"),
        ("births", [BIRTHS, "A,2012,100", "A,2012,90"], "与第 2 行重复"),
        ("births", [BIRTHS, "A,3012,100"], "年份不合情理"),
        ("births", [BIRTHS, "A,2012,99999999"], "人数不合情理"),
        ("births", [BIRTHS], "没有一行数据"),
        ("births", [BIRTHS, "B,2015,100", "A,2015,100"], "这个乡镇没有一年级"),
        ("births", [BIRTHS, "A,2015,很多"], "填的是“很多”"),
        ("enrolment", [ENROLMENT, "A,2025,大班,90"], "看不出是哪个年级"),
        ("enrolment", [ENROLMENT, "A,2025,一年级,90"], "共有 1 个学年"),
        ("enrolment", [ENROLMENT, "A,1960,1,90", "A,2025,1,90"], "首尾相距不到 60 年"),
        ("enrolment", [ENROLMENT, "A,2025,1,9", "A,2025,一年级,8", "A,2024,1,9"], "与第 2 行重复"),
        (
            "enrolment",
            [ENROLMENT, "A,2024,1,9", "A,2024,2,8", "A,2025,1,9"],
            "二年级没有 2025 学年",
        ),
        ("enrolment", [ENROLMENT, "A,2024,1,9.5"], "是小数"),
        ("enrolment", [ENROLMENT, "B,2024,1,9", "B,2025,1,9"], "里没有这个乡镇"),
        ("capacity", [CAPACITY, "C,小学,,10"], "“历年在校生”表里没有这个代码"),
        ("capacity", [CAPACITY, "A,高中,,10"], "不在可选范围内"),
        ("capacity", [CAPACITY, "A,小学,,10", "A,小学,,20"], "与第 2 行重复"),
        ("feeders", [FEEDERS, "小学,A,A,1.5"], "比例超过 1"),
        ("feeders", [FEEDERS, "小学,A,Z,0.5"], "里没有这个代码"),
        (
            "births",
            [BIRTHS, *(f"A,{year},0" for year in range(2012, 2026))],
            "出生人数都是 0，一年级历",
        ),
        ("migration", [MIGRATION, "A,2026,,,9999999"], "人数不合情理"),
        ("migration", [MIGRATION, "A,2024,1,91,"], "这一年这个年级一共只有 90 人"),
        ("migration", [MIGRATION, "Z,2026,,5,"], "里没有这个代码"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, table: str, lines: list[str], told: str
) -> None:
    text = refusal(one_town(tmp_path, **{table: lines}))

    assert told in text
    assert f"{table}.csv" in text


def test_every_defect_is_told_at_once(tmp_path: Path) -> None:
    text = refusal(
        one_town(
            tmp_path,
            births=[BIRTHS, "A,2012,-5", "A,13,7"],
            capacity=[CAPACITY, "A,小学,,x"],
        )
    )

    assert text.count("\n") >= 3


def test_shares_of_one_town_do_not_add_up_to_more_than_one(tmp_path: Path) -> None:
    lines = ["A,2024,1,9", "A,2025,1,9", "B,2024,1,9", "B,2025,1,9"]
    births = [f"{town},{year},10" for town in "AB" for year in range(2016, 2026)]
    text = refusal(
        folder(
            tmp_path,
            {
                "births": [BIRTHS, *births],
                "enrolment": [ENROLMENT, *lines],
                "feeders": [FEEDERS, "小学,A,A,0.7", "小学,A,B,0.4"],
            },
        )
    )

    assert "各行比例之和是 1.1，超过 1" in text


def test_leavers_with_nowhere_to_go_are_named(tmp_path: Path) -> None:
    grades = [f"A,{year},{grade},9" for year in (2024, 2025) for grade in range(1, 10)]
    small = [f"B,{year},{grade},5" for year in (2024, 2025) for grade in range(1, 7)]
    births = [f"{town},{year},10" for town in "AB" for year in range(2010, 2026)]
    tables = {"births": [BIRTHS, *births], "enrolment": [ENROLMENT, *grades, *small]}

    assert "有小学毕业生，没有初中" in refusal(folder(tmp_path, tables))
    tables["feeders"] = [FEEDERS, "初中,B,A,1"]
    assert read_places(folder(tmp_path, tables)).feeders[Stage.JUNIOR, "B"] == {"A": 1}


def test_a_missing_table_is_named_with_its_headers(tmp_path: Path) -> None:
    text = refusal(folder(tmp_path, {"births": [BIRTHS, "A,2015,100"]}))

    assert "缺少“历年在校生”表（enrolment）" in text
