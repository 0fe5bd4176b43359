"""How figures are printed: rounding half up, units, gaps that never fall short."""

from __future__ import annotations

from fractions import Fraction

import pytest

from junheng.diagnosis import Kind
from junheng.reports import figures
from junheng.reports.numbering import Numbering, chinese
from junheng.standards import Operator, Unit


@pytest.mark.parametrize(
    ("value", "unit", "clause", "name", "printed"),
    [
        ("4.505", Unit.PER_100, "6.1", "", "4.51"),
        ("0.4995", Unit.COEFFICIENT, "6.cv", "", "0.500"),
        ("0.0995", Unit.SHARE, "7.11", "rotated", "10.0%"),
        ("0.945", Unit.SHARE, "8.1", "retention", "95%"),
        ("0.1499", Unit.SHARE, "8.9", "monitoring_math_difference", "0.150"),
        ("6000", Unit.YUAN_PER_PUPIL, "7.7", "", "6000.00 元/生"),
        ("3", Unit.LEVEL, "8.9", "monitoring_math_level", "3 级"),
    ],
)
def test_each_unit_has_its_decimals(
    value: str, unit: Unit, clause: str, name: str, printed: str
) -> None:
    assert figures.figure(Fraction(value), unit, clause=clause, name=name) == printed


def test_a_missing_figure_is_a_dash_and_not_zero() -> None:
    assert figures.figure(None, Unit.SHARE) == "—"
    assert figures.quantity(None, Kind.PEOPLE) == "—"
    assert figures.percent(None) == "—"


def test_bounds_are_printed_exactly() -> None:
    share = Fraction(85, 100)
    assert figures.bound(share, Operator.AT_LEAST, Unit.SHARE) == "≥ 85%"
    limit = figures.bound(
        Fraction(15, 100), Operator.LESS_THAN, Unit.SHARE, name="monitoring_pe_difference"
    )
    assert limit == "< 0.15"
    assert figures.bound(None, None, Unit.NONE) == "—"


@pytest.mark.parametrize(
    ("quantity", "kind", "printed"),
    [
        (3, Kind.PEOPLE, "3 人"),
        (2, Kind.ROOMS, "2 间"),
        (Fraction(25, 3), Kind.AREA, "8.34 平方米"),
        (Fraction(60), Kind.AREA, "60.00 平方米"),
        (Fraction("18240.01"), Kind.MONEY, "18,241 元"),
    ],
)
def test_gaps_are_rounded_up_so_that_what_is_printed_is_enough(
    quantity: Fraction, kind: Kind, printed: str
) -> None:
    assert figures.quantity(quantity, kind) == printed


@pytest.mark.parametrize(
    ("value", "limit", "operator", "places", "flips"),
    [
        ("94.5", "95", Operator.AT_LEAST, 0, True),
        ("94.4", "95", Operator.AT_LEAST, 0, False),
        ("95", "95", Operator.AT_LEAST, 0, False),
        ("0.1499", "0.15", Operator.LESS_THAN, 3, True),
        ("0.5004", "0.5", Operator.AT_MOST, 3, True),
    ],
)
def test_a_rounding_that_would_turn_the_verdict_round_is_noticed(
    value: str, limit: str, operator: Operator, places: int, flips: bool
) -> None:
    assert figures.flips(Fraction(value), Fraction(limit), operator, places) is flips


def test_nothing_flips_where_nothing_is_compared() -> None:
    assert not figures.flips(None, Fraction(1), Operator.AT_LEAST, 0)
    assert not figures.flips(Fraction(1), None, None, 0)


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (23, "二十三")]
)
def test_chinese_numerals(number: int, written: str) -> None:
    assert chinese(number) == written


def test_a_numeral_that_no_heading_needs_is_refused() -> None:
    with pytest.raises(ValueError, match="no Chinese numeral for 100"):
        chinese(100)


def test_headings_are_numbered_as_in_official_papers() -> None:
    numbering = Numbering()
    drawn = [numbering.heading(level) for level in (1, 2, 3, 3, 2, 1, 2)]
    assert drawn == ["一、", "（一）", "1.", "2.", "（二）", "二、", "（一）"]
    assert [numbering.table(), numbering.table(), numbering.figure()] == ["表1", "表2", "图1"]
