"""The fingerprint names exactly the rules that a result was judged by."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from junheng.standards import Book, resolve
from junheng.standards.fingerprint import _plain
from tests.unit.standards.books import LATER, book, local, national

TODAY = date(2026, 9, 1)


def fingerprint(
    given: Book, *, jurisdiction: str = "532323", on: date = TODAY, with_: tuple[str, ...] = ()
) -> str:
    rules = resolve(
        given, standard="quality-balance", jurisdiction=jurisdiction, on=on, with_=with_
    )
    return rules.fingerprint


def test_it_is_a_sha256_in_hexadecimal() -> None:
    assert len(bytes.fromhex(fingerprint(book()))) == 32


def test_it_stays_while_no_edition_changes() -> None:
    assert fingerprint(book(), on=date(2020, 1, 1)) == fingerprint(book(), on=TODAY)


def test_it_changes_with_an_edition() -> None:
    given = book(national(), local())
    assert fingerprint(given, on=date(2023, 2, 16)) != fingerprint(given, on=LATER)


def test_it_changes_with_a_figure() -> None:
    assert fingerprint(book(national(figure="0.05"))) != fingerprint(book(national(figure="0.06")))


def test_it_changes_with_a_switch() -> None:
    assert fingerprint(book()) != fingerprint(book(), with_=("rural",))


def test_it_changes_with_a_choice() -> None:
    assert fingerprint(book()) != fingerprint(book(), with_=("how=capped",))


def test_choosing_the_default_changes_nothing() -> None:
    assert fingerprint(book()) == fingerprint(book(), with_=("how=plain",))


def test_it_changes_with_the_place() -> None:
    assert fingerprint(book(), jurisdiction="53") != fingerprint(book(), jurisdiction="")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Fraction(21, 5), "21/5"),
        (Fraction(6), "6/1"),
        (date(2017, 4, 19), "2017-04-19"),
        ({"b": 1, "a": None}, [["a", None], ["b", 1]]),
    ],
)
def test_figures_days_and_mappings_have_one_form(value: object, plain: object) -> None:
    assert _plain(value) == plain
