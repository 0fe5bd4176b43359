"""A bound is printed as a supervisor would write it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from junheng.rulebook.readable.figures import bound_text
from junheng.rulebook.readable.words import UNITS_EN
from junheng.rulebook.vocabulary import slot_known, slot_label
from junheng.standards import Bound, Operator, Unit


def bound(figure: str | None, unit: Unit, operator: Operator = Operator.AT_LEAST) -> Bound:
    return Bound(operator=operator, value=None if figure is None else Fraction(figure), unit=unit)


@pytest.mark.parametrize(
    ("slot", "given", "chinese", "english"),
    [
        (
            "primary",
            bound("4.2", Unit.PER_100),
            "小学 ≥ 4.2（每百名学生）",
            "primary ≥ 4.2 per 100 pupils",
        ),
        ("all", bound("0.85", Unit.SHARE), "≥ 85%", "≥ 85%"),
        ("all", bound("0.972", Unit.SHARE), "≥ 97.2%", "≥ 97.2%"),
        ("all", bound("1/3", Unit.SHARE), "≥ 1/3", "≥ 1/3"),
        (
            "difference",
            bound("0.15", Unit.SHARE, Operator.LESS_THAN),
            "校际差异率 < 0.15",
            "difference rate < 0.15",
        ),
        ("junior", bound("1.1", Unit.SHARE, Operator.EQUAL), "初中 = 1.1", "junior = 1.1"),
        (
            "primary",
            bound("0.5", Unit.COEFFICIENT, Operator.AT_MOST),
            "小学 ≤ 0.50",
            "primary ≤ 0.50",
        ),
        ("level", bound("3", Unit.LEVEL), "学业水平 ≥ Ⅲ 级", "level ≥ level Ⅲ"),
        ("all", bound("6000", Unit.YUAN_PER_PUPIL), "≥ 6,000 元/生", "≥ 6,000 yuan per pupil"),
        (
            "pass_year",
            bound("2025", Unit.CALENDAR_YEAR, Operator.AT_MOST),
            "通过认定年份 ≤ 2025 年",
            "year of recognition ≤ 2025",
        ),
        (
            "primary_by_2022",
            bound("45", Unit.PUPILS, Operator.AT_MOST),
            "到2022年底小学 ≤ 45 人",
            "primary by the end of 2022 ≤ 45 pupils",
        ),
        ("by_2030", bound("0.7", Unit.SHARE), "到2030年底 ≥ 70%", "by the end of 2030 ≥ 70%"),
        (
            "small_class",
            bound(None, Unit.STAFF_PER_CLASS),
            "小规模学校每班：留给地方规定",
            "small schools, a class: left to local rules",
        ),
    ],
)
def test_a_bound_reads_well_in_both_languages(
    slot: str, given: Bound, chinese: str, english: str
) -> None:
    assert bound_text(slot, given, "zh") == chinese
    assert bound_text(slot, given, "en") == english


def test_every_unit_has_an_english_name() -> None:
    assert set(UNITS_EN) == set(Unit)


@pytest.mark.parametrize(
    ("slot", "known"),
    [
        ("primary", True),
        ("by_2025", True),
        ("primary_by_2022", True),
        ("by_1999", False),
        ("everyone", False),
        ("everyone_by_2025", False),
    ],
)
def test_the_names_of_bounds_are_a_closed_list(slot: str, known: bool) -> None:
    assert slot_known(slot) is known


def test_a_bound_without_a_name_of_its_own_has_no_label() -> None:
    assert slot_label("all") == ""
