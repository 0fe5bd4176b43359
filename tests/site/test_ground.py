"""The ground of the site: it answers, doors are closed, the trail holds."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from junheng_web.accounts.models import User
from junheng_web.accounts.permissions import may
from junheng_web.audit.chain import breaks
from junheng_web.audit.models import Entry
from junheng_web.lib.doors import Permission
from tests.site.conftest import Land, signed_in


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in() -> None:
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in/")


@pytest.mark.django_db
def test_health_pages_answer_without_an_account() -> None:
    assert Client().get("/health/live").json()["status"] == "ok"
    assert Client().get("/health/ready").json() == {"status": "ok"}


def test_every_role_finds_its_front_page(people: dict[str, User]) -> None:
    for user in people.values():
        assert signed_in(user).get("/").status_code == 200


def test_a_role_reaches_its_place_and_no_other(people: dict[str, User], land: Land) -> None:
    statistician = people["county_statistician"]
    assert may(statistician, Permission.REVIEW_RETURNS, school=land.school)
    assert not may(statistician, Permission.REVIEW_RETURNS, school=land.other_school)
    assert not may(statistician, Permission.LOCK_COUNTY, region=land.county)
    assert may(people["prefecture_inspector"], Permission.LOCK_COUNTY, region=land.other_county)
    assert not may(people["school_clerk"], Permission.FILL_SCHOOL, school=land.second_school)


def test_the_trail_holds_and_a_change_is_noticed(land: Land) -> None:
    assert list(breaks()) == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.everything.filter(number=1).update(actor_name="别人")
