"""What a planner returns, as data and as words."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from junheng.planning.outcome import Ending, Shape, Value, document, packed, unpacked
from junheng.planning.showing import shown
from tests.unit.planning.plans import PLAN


def test_the_document_is_plain_and_unrounded() -> None:
    told = json.loads(json.dumps(document(PLAN), allow_nan=False))
    assert told["figures"] == {"cost": 1234067.5, "gap": float(Fraction(1, 300)), "left": None}
    assert told["ending"] == "within_gap"
    assert told["tables"]["schools"][0] == {
        "school": "=1+1 小学",
        "hired": 3,
        "built": 125.125,
        "done": True,
    }
    assert told["reasons"][0]["where"] == "第二小学"


def test_what_was_packed_and_kept_tells_the_same() -> None:
    kept = json.loads(json.dumps(packed(PLAN), allow_nan=False))
    again = unpacked(kept)
    assert document(again) == document(PLAN)
    assert packed(again) == kept
    assert again.tables[0].columns == PLAN.tables[0].columns


def test_figures_and_tables_are_found_by_name() -> None:
    assert PLAN.figure("left") is None
    assert PLAN.table("empty").rows == ()
    with pytest.raises(KeyError):
        PLAN.figure("nothing")
    with pytest.raises(KeyError):
        PLAN.table("nothing")


@pytest.mark.parametrize(
    ("value", "shape", "words"),
    [
        (None, Shape.YUAN, "—"),
        (True, Shape.FLAG, "是"),
        (False, Shape.FLAG, "否"),
        (1234567, Shape.COUNT, "1,234,567"),
        (Fraction(5, 2), Shape.YUAN, "3"),  # half up
        (Fraction(1, 8), Shape.NUMBER, "0.13"),
        (-0.001, Shape.NUMBER, "0.00"),
        (7, Shape.NUMBER, "7"),
        (Fraction(1, 3), Shape.SHARE, "33.33%"),
        (0.12344, Shape.FINE, "0.1234"),
        ("校", Shape.COUNT, "校"),
    ],
)
def test_values_are_rounded_only_for_people(value: Value, shape: Shape, words: str) -> None:
    assert shown(value, shape) == words


def test_every_ending_has_words() -> None:
    assert all(each.zh for each in Ending)
