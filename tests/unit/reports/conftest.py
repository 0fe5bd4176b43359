"""Evaluations to report on: the three invented sample counties, and one with hostile names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from junheng import synthesis
from junheng.census.records import Census
from junheng.evaluation import Evaluation, evaluate
from junheng.rulebook import rules
from junheng.standards import RuleSet

HOSTILE = '=HYPERLINK("http://example.com","点我")<script>alert(1)</script>&\x07'
"""A school's name that tries to be a formula, a script and a control character."""


@pytest.fixture(scope="session")
def national() -> RuleSet:
    """The national rules of autumn 2025."""
    return rules(on=date(2025, 9, 1))


@pytest.fixture(scope="session")
def passes(national: RuleSet) -> Evaluation:
    """A county that passes."""
    return evaluate(synthesis.county(1, synthesis.PASSES), national)


@pytest.fixture(scope="session")
def fails(national: RuleSet) -> Evaluation:
    """A county that fails narrowly."""
    return evaluate(synthesis.county(1, synthesis.FAILS_NARROWLY), national)


@pytest.fixture(scope="session")
def undecided(national: RuleSet) -> Evaluation:
    """A county that cannot be decided."""
    return evaluate(synthesis.county(1, synthesis.UNDECIDED), national)


Change = Callable[[Census], Census]


def _troubled(census: Census) -> Census:
    """Every fourth school is rich in equipment and short of ground, every fifth row has no backbone
    teachers, one school has a hostile name."""
    schools = [
        replace(
            school,
            equipment_yuan=(school.equipment_yuan or 0) * (9 if place % 4 == 0 else 1),
            sports_ground_m2=(school.sports_ground_m2 or 0) // (2 if place % 4 == 0 else 1),
            name=HOSTILE if place == 4 else school.name,
        )
        for place, school in enumerate(census.schools)
    ]
    stages = [
        replace(row, backbone=0) if place % 5 == 1 else row
        for place, row in enumerate(census.stages)
    ]
    return replace(census, schools=tuple(schools), stages=tuple(stages))


@pytest.fixture(scope="session")
def troubled(national: RuleSet) -> Evaluation:
    """A county with failing schools, disparities beyond their limits, and a hostile name."""
    return evaluate(_troubled(synthesis.county(3, synthesis.PASSES)), national)
