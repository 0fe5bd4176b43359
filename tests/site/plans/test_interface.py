"""Programs read plans by token, as far as their owners do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from junheng.planning.outcome import document, unpacked
from junheng_web.accounts.models import User
from junheng_web.api.actions import make_token
from junheng_web.audit.actions import By
from junheng_web.lib.doors import Permission
from tests.site.plans.conftest import Make


def program(user: User) -> Client:
    """A program with a token of the user that may read plans."""
    _, text = make_token(
        name="程序",
        permissions=[Permission.READ_PLANS],
        region=None,
        expires_on=timezone.localdate() + timedelta(days=5),
        by=By(user=user),
    )
    return Client(headers={"Authorization": f"Bearer {text}"})


def test_a_program_reads_plans_as_the_command_line_writes_them(
    make: Make, people: dict[str, User]
) -> None:
    plan = make("三年到位")
    client = program(people["county_leader"])
    listed = client.get("/api/v1/plans?year=2025").json()
    assert [each["name"] for each in listed["items"]] == ["三年到位"]
    assert "document" not in listed["items"][0]
    found = client.get(f"/api/v1/plans/{plan.pk}").json()
    assert found["document"] == document(unpacked(plan.outcome))
    assert (found["kind"], found["ending"], found["adopted"]) == ("trial", "proven", False)
    assert found["options"]["years"] == 3
    assert client.get("/api/v1/plans?year=2024").json()["count"] == 0


def test_only_who_reads_plans_makes_such_a_token(people: dict[str, User]) -> None:
    with pytest.raises(PermissionDenied):
        program(people["school_head"])
