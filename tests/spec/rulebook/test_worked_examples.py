"""Every worked example of every card says what the evaluator says.

The examples stand on the cards, beside the bound they explain, and are printed in the readable
rule book. Here they are carried out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest

from junheng.evaluation import evaluate
from junheng.model import Status, all_met
from junheng.rulebook import load
from junheng.standards import Bound, Card, Example, resolve
from tests.spec.rulebook.given import census

BOOK = load()


def examples() -> Iterator[Any]:
    for card in BOOK.cards:
        for example in card.examples:
            place = BOOK.jurisdictions[card.jurisdictions[0]].name_en
            name = f"{place} {card.id} {example.id}".replace(" ", "-")
            yield pytest.param(card, example, id=name)


@pytest.mark.parametrize(("card", "example"), list(examples()))
def test_the_worked_example_comes_out_as_the_card_says(card: Card, example: Example) -> None:
    rules = resolve(
        BOOK,
        standard=card.standard,
        jurisdiction=card.jurisdictions[0],
        on=example.on or max(edition.since for edition in card.editions),
        with_=example.with_,
    )
    if "coefficients" in example.given:
        bounds = rules[card.id].edition.bounds
        assert composite(example.given["coefficients"], bounds) is example.expect
        return
    (county,) = evaluate(census(example.given), rules).counties
    assert county.clause(card.id).status is example.expect


def composite(
    coefficients: Mapping[str, Sequence[str | None]], bounds: Mapping[str, Bound]
) -> Status:
    """The composite of the standard of 2012: the plain mean of the coefficients of a stage."""
    found = []
    for stage, values in coefficients.items():
        known = [Fraction(value) for value in values if value is not None]
        mean = sum(known) / len(values) if len(known) == len(values) else None
        found.append(Status.of(None if mean is None else bounds[stage].holds(mean)))
    return all_met(found)
