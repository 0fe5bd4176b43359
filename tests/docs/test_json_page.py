"""The page of the JSON contract lists exactly the fields that an evaluation has."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import pytest

from junheng.evaluation import document, evaluate
from junheng.rulebook import rules
from junheng.synthesis import FAILS_NARROWLY, UNDECIDED, county
from tests.docs.pages import DOCS

SECTION = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)
FREE = {"options"}  # its keys are the ids of the options


@cache
def page() -> dict[str, list[str]]:
    """The fields that each section of the page names."""
    text = (DOCS / "reference/json.md").read_text(encoding="utf-8")
    return {title: FIELD.findall(body) for title, body in SECTION.findall(text)}


@cache
def written() -> dict[str, set[str]]:
    """The fields of every object in the JSON of two invented counties, by where it stands."""
    found: dict[str, set[str]] = {}

    def visit(value: Any, place: str) -> None:
        if isinstance(value, dict) and place not in FREE:
            found.setdefault(place, set()).update(value)
            for name, inner in value.items():
                visit(inner, "clauses[]" if name == "eligibility" else name)
        elif isinstance(value, list):
            for inner in value:
                visit(inner, place if place.endswith("[]") else f"{place}[]")

    for profile in (FAILS_NARROWLY, UNDECIDED):
        evaluation = evaluate(county(1, profile), rules(on=date(2026, 9, 1)))
        visit(document(evaluation), "顶层")
    return found


@pytest.mark.parametrize("section", sorted(page()))
def test_a_section_lists_the_fields_that_are_written(section: str) -> None:
    assert sorted(page()[section]) == sorted(written()[section])


def test_every_object_that_is_written_has_its_section() -> None:
    assert set(written()) == set(page())
