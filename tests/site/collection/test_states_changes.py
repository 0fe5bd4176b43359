"""Numbers beside last year's: exact, by meaning, and only where both years have one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from junheng_web.collection.queries.changes import (
    Change,
    cells,
    changes,
    far_and_largest,
    number,
)

SCHOOL = {"school_code": "9999010001", "stage": "primary"}


def document(**counts: str) -> dict[str, list[dict[str, str]]]:
    return {"stages": [{**SCHOOL, **counts}]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"),
        ("", None),
        ("四百", None),
        ("NaN", None),
        ("1e3", "1E+3"),
    ],
)
def test_only_what_is_a_number_is_compared(text: str, value: str | None) -> None:
    expected = None if value is None else Decimal(value)
    assert number("stages", (), "pupils", text) == expected


def test_a_share_means_the_same_however_it_is_written() -> None:
    key = ("999901", "recognition_rate")
    written = ("87%", "0.87", "87", "87％")
    assert {number("county", key, "value", each) for each in written} == {Decimal("0.87")}


def test_text_and_choices_are_no_numbers() -> None:
    assert number("schools", ("1",), "name", "123") is None
    assert number("county", ("999901", "no_such_fact"), "value", "123") is None


def test_missing_in_either_year_is_no_change() -> None:
    now, last = cells(document(pupils="400", classes="")), cells(document(classes="12"))
    assert changes(now, last) == {}
    assert far_and_largest(document(pupils="400"), None) == (0, None)


def test_a_value_more_than_half_off_is_far_unless_the_difference_is_small() -> None:
    assert Change(before=Decimal(200), after=Decimal(301)).far
    assert not Change(before=Decimal(200), after=Decimal(300)).far
    assert not Change(before=Decimal(1), after=Decimal(4)).far
    assert Change(before=Decimal(0), after=Decimal(5)).far
    assert Change(before=Decimal(0), after=Decimal(5)).share is None
    now, last = document(pupils="100", teachers="10"), document(pupils="400", teachers="8")
    assert far_and_largest(now, last) == (1, 0.75)
