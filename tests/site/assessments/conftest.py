"""What the tests of assessments share: invented counties in rounds, and their judgements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from junheng.census.records import Census
from junheng.synthesis import FAILS_NARROWLY, PASSES, UNDECIDED, Profile, county
from junheng_web.assessments.actions.asking import run
from junheng_web.assessments.models import Assessment, Basis
from junheng_web.audit.actions import SYSTEM
from junheng_web.collection.models import Round, RoundState
from junheng_web.jobs.actions import perform
from tests.site.assessments.filling import fill
from tests.site.conftest import Land

PROFILES = {"passes": PASSES, "fails": FAILS_NARROWLY, "undecided": UNDECIDED}


@cache
def census_of(kind: str, code: str = "999901", seed: int = 7) -> Census:
    """An invented county of one kind under a code."""
    profile: Profile = replace(PROFILES[kind], code=code)
    return county(seed, profile)


@pytest.fixture
def filled(land: Land) -> Round:
    """A locked round of 甲县 that fails narrowly."""
    return fill(land.county, census_of("fails"))


def judged(round_: Round, basis: str = "", options: tuple[str, ...] = ()) -> Assessment:
    """The round judged, through the queue."""
    chosen = basis or (Basis.LOCKED if round_.state == RoundState.LOCKED else Basis.DRAFT)
    assessment = run(round=round_, basis=chosen, by=SYSTEM, options=options)
    assert assessment.job_id is not None
    perform(assessment.job_id)
    return Assessment.everything.select_related("round__campaign", "round__county").get(
        pk=assessment.pk
    )


@pytest.fixture
def assessment(filled: Round) -> Assessment:
    """The judgement of 甲县: it fails narrowly."""
    return judged(filled)


Judge = Callable[..., Assessment]
