"""What the tests of plans share: the trial planners, a judged county, and plans that were made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from junheng_web.accounts.models import User
from junheng_web.assessments.models import Assessment
from junheng_web.audit.actions import By
from junheng_web.collection.models import Round
from junheng_web.jobs.actions import perform
from junheng_web.plans import planners
from junheng_web.plans.actions.asking import Wish, ask_plan
from junheng_web.plans.models import Plan
from tests.site.assessments.conftest import census_of, judged
from tests.site.assessments.filling import fill
from tests.site.conftest import Land, signed_in
from tests.site.plans.trial import FREE, TRIAL

Make = Callable[..., Plan]


@pytest.fixture(autouse=True)
def trials(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial planners are known, for as long as a test runs."""
    for planner in (TRIAL, FREE):
        monkeypatch.setitem(planners._REGISTRY.planners, planner.kind, planner)


@pytest.fixture
def filled(land: Land) -> Round:
    """A locked round of 甲县 that fails narrowly."""
    return fill(land.county, census_of("fails"))


@pytest.fixture
def assessment(filled: Round) -> Assessment:
    """The judgement of 甲县."""
    return judged(filled)


@pytest.fixture
def make(assessment: Assessment, people: dict[str, User]) -> Make:
    """Make a plan of 甲县 through the queue: ``make("甲", years=2)``."""

    def made(name: str, *, kind: str = "trial", of: Round | None = None, **options: Any) -> Plan:
        planner = planners.planner_of(kind)
        wish = Wish(name=name, options={**planner.defaults(), **options})
        asked = ask_plan(
            round=of or assessment.round,
            planner=planner,
            wish=wish,
            by=By(user=people["county_supervisor"]),
        )
        assert asked.job_id is not None
        perform(asked.job_id)
        return Plan.everything.select_related("round__county", "round__campaign").get(pk=asked.pk)

    return made


@pytest.fixture
def supervisor(people: dict[str, User]) -> Client:
    """The county's supervisor before the site."""
    return signed_in(people["county_supervisor"])


@pytest.fixture
def leader(people: dict[str, User]) -> Client:
    """The county's leader before the site."""
    return signed_in(people["county_leader"])
