"""Comparisons are exact, and a raise is never looser."""

from __future__ import annotations

from fractions import Fraction

import pytest

from junheng.standards import Bound, Operator, Unit

AT_LEAST, MORE_THAN = Operator.AT_LEAST, Operator.MORE_THAN
AT_MOST, LESS_THAN, EQUAL = Operator.AT_MOST, Operator.LESS_THAN, Operator.EQUAL


def bound(operator: Operator, figure: str | None, unit: Unit = Unit.SHARE) -> Bound:
    return Bound(operator=operator, value=None if figure is None else Fraction(figure), unit=unit)


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        (AT_LEAST, False, True, True),
        (MORE_THAN, False, False, True),
        (AT_MOST, True, True, False),
        (LESS_THAN, True, False, False),
        (EQUAL, False, True, False),
    ],
)
def test_an_operator_says_whether_the_bound_itself_is_included(
    operator: Operator, below: bool, at: bool, above: bool
) -> None:
    tested = bound(operator, "0.15")
    figures = (Fraction("0.1499"), Fraction("0.15"), Fraction("0.1501"))
    assert [tested.holds(figure) for figure in figures] == [below, at, above]


def test_an_open_bound_compares_nothing() -> None:
    with pytest.raises(ValueError, match="an open bound cannot be compared with"):
        bound(AT_LEAST, None).holds(1)


@pytest.mark.parametrize(
    ("above", "own", "tighter"),
    [
        (bound(AT_LEAST, "0.05"), bound(AT_LEAST, "0.10"), True),
        (bound(AT_LEAST, "0.05"), bound(AT_LEAST, "0.05"), True),
        (bound(AT_LEAST, "0.05"), bound(AT_LEAST, "0.04"), False),
        (bound(AT_LEAST, "0.05"), bound(MORE_THAN, "0.05"), True),
        (bound(MORE_THAN, "0.05"), bound(AT_LEAST, "0.05"), False),
        (bound(MORE_THAN, "0.05"), bound(AT_LEAST, "0.06"), True),
        (bound(AT_MOST, "45"), bound(AT_MOST, "40"), True),
        (bound(AT_MOST, "45"), bound(AT_MOST, "46"), False),
        (bound(AT_MOST, "45"), bound(LESS_THAN, "45"), True),
        (bound(LESS_THAN, "0.15"), bound(AT_MOST, "0.15"), False),
        (bound(AT_LEAST, "0.05"), bound(AT_MOST, "0.10"), False),
        (bound(EQUAL, "19"), bound(EQUAL, "19"), True),
        (bound(EQUAL, "19"), bound(EQUAL, "18"), False),
        (bound(AT_LEAST, None), bound(AT_LEAST, "1.5"), True),
        (bound(AT_LEAST, "1.5"), bound(AT_LEAST, None), False),
        (bound(AT_LEAST, "1"), bound(AT_LEAST, "2", Unit.COUNT), False),
    ],
)
def test_a_raise_asks_at_least_as_much(above: Bound, own: Bound, tighter: bool) -> None:
    assert above.tightened_by(own) is tighter


@pytest.mark.parametrize(
    ("operator", "sign"),
    [(AT_LEAST, "≥"), (AT_MOST, "≤"), (LESS_THAN, "<"), (MORE_THAN, ">"), (EQUAL, "=")],
)
def test_every_operator_has_its_sign(operator: Operator, sign: str) -> None:
    assert operator.sign == sign


def test_every_unit_has_a_name() -> None:
    assert {unit for unit in Unit if not unit.zh} == {Unit.NONE}
