"""The interface keeps what its OpenAPI document promises, whatever is sent to it."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import got_request_exception
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
)

from tests.site.security.things import fill
from tests.site.security.world import COUNTY, World, build

pytestmark = pytest.mark.one_database

DOCUMENT = "/api/v1/openapi.json"
TRIED = settings(
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
MEANT = [ignored_auth]
"""What the checks get wrong here: each test of tokens says more about signing in."""
MEANT_TOO = [ignored_auth, positive_data_acceptance]
"""Data in the right shape may still be refused for what it says."""
MEANT_OF_THINGS = [*MEANT_TOO, negative_data_rejection]
"""What was wrong may have been the number alone, which is right now."""


@pytest.fixture
def world(db: None) -> World:
    """Something to ask for in several places."""
    made = build()
    fill(made)
    return made


def operations() -> list[APIOperation]:
    """All operations of the document."""
    schema = schemathesis.openapi.from_wsgi(DOCUMENT, get_wsgi_application())
    return [found.ok() for found in schema.get_all_operations()]


@pytest.fixture
def failures() -> Iterator[list[str]]:
    """What the site failed on, for whoever has to mend it."""
    found: list[str] = []

    def note(**_: Any) -> None:
        found.append(traceback.format_exc())

    got_request_exception.connect(note)
    yield found
    got_request_exception.disconnect(note)


@pytest.mark.parametrize("role", ["county_statistician", "school_head"])
def test_whatever_is_sent_the_answer_is_one_that_is_declared(
    world: World, failures: list[str], role: str
) -> None:
    bearer = {"Authorization": world.programs[role].defaults["HTTP_AUTHORIZATION"]}
    there = {
        "return_id": first(world, "school_return"),
        "assessment_id": first(world, "assessment"),
        "plan_id": first(world, "plan"),
        "round_id": first(world, "round"),
        "job_id": next(str(each.number) for each in world.things["job"] if each.owner == role),
    }
    statuses: set[int] = set()
    for operation in operations():

        @TRIED
        @given(case=operation.as_strategy())
        def holds(case: Case) -> None:
            meant = MEANT if case.method == "GET" else MEANT_TOO
            case.call_and_validate(headers=bearer, excluded_checks=meant)
            if case.path_parameters:  # and once more of something that is there
                case.path_parameters = {name: there[name] for name in case.path_parameters}
                answer = case.call_and_validate(headers=bearer, excluded_checks=MEANT_OF_THINGS)
                statuses.add(answer.status_code)
            assert not failures

        try:
            holds()
        except BaseExceptionGroup as problem:
            problem.add_note("\n".join(failures[-1:]))
            raise
    assert {200, 422} <= statuses
    assert 401 not in statuses


def first(world: World, kind: str) -> int | str:
    """What lies in the county of both roles."""
    found = next(each.number for each in world.things[kind] if each.place.startswith(COUNTY))
    return found if isinstance(found, int) else str(found)


def test_every_operation_declares_how_it_refuses() -> None:
    document = Client().get(DOCUMENT).json()
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for address, methods in document["paths"].items():
        for method, operation in methods.items():
            for status in ("401", "403", "404", "409", "422"):
                declared = operation["responses"].get(status, {}).get("content")
                assert declared == problem, f"{method} {address} {status}"
            assert operation["summary"], f"{method} {address}"
            assert operation["security"], f"{method} {address}"


def test_without_a_token_every_operation_answers_the_same_problem(world: World) -> None:
    document = Client().get(DOCUMENT).json()
    found = set()
    for address, methods in document["paths"].items():
        plain = re.sub(r"{\w+}", "1", address)
        for method in methods:
            for headers in ({}, {"authorization": "Bearer jh_x"}, {"authorization": "Basic eDp5"}):
                answer = Client().generic(method.upper(), plain, headers=headers)
                assert answer.status_code == 401, plain
                found.add(answer.content)
    assert len(found) == 1
    assert set(json.loads(found.pop())) == {"message", "defects"}
