"""The card that the how-to on local rules writes is a good one, and its examples hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from junheng.errors import CardError
from junheng.rulebook import load
from junheng.standards import resolve

DAY = date(2026, 9, 1)


def test_the_rule_set_of_the_place_names_the_new_document(folder: Path) -> None:
    book = load(folder / "cards")
    rules = resolve(book, standard="quality-balance", jurisdiction="999901", on=DAY, with_=())
    assert rules.cited(rules["7.11"].lineage[-1][2]) == "示县政办〔2026〕1号 第3条"


def test_the_page_tells_true_that_a_looser_raise_is_refused(folder: Path) -> None:
    card = folder / "cards" / "counties" / "999901-rotation.yaml"
    text = card.read_text(encoding="utf-8")
    card.write_text(text.replace('"0.15"', '"0.05"'), encoding="utf-8")
    with pytest.raises(CardError, match=r"999901-rotation\.yaml:\d+: "):
        load(folder / "cards")
