"""Tokens: they act for a person, within less than the person may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.api.actions import make_token, withdraw_token
from junheng_web.api.models import Token
from junheng_web.audit.actions import By
from junheng_web.lib.doors import Permission
from junheng_web.territory.models import Region
from tests.site.conftest import Land, signed_in


def token_of(
    user: User, *permissions: Permission, region: Region | None = None, until: date | None = None
) -> str:
    """A token of the user, who has signed in as is due."""
    signed_in(user)
    until = until or timezone.localdate() + timedelta(days=30)
    made = make_token(
        name="测试", permissions=permissions, region=region, expires_on=until, by=By(user=user)
    )
    return made[1]


def client(token: str) -> Client:
    """A program that carries the token."""
    return Client(headers={"authorization": f"Bearer {token}"})


def test_a_token_tells_whose_it_is_and_what_it_may(people: dict[str, User]) -> None:
    token = token_of(people["county_statistician"], Permission.READ_RETURNS)
    answer = client(token).get("/api/v1/me").json()
    assert answer["username"] == "statistician"
    assert answer["permissions"] == ["read_returns"]


def test_without_a_token_nothing_is_told(people: dict[str, User]) -> None:
    assert Client().get("/api/v1/me").status_code == 401
    assert client("jh_wrong").get("/api/v1/returns").status_code == 401
    assert signed_in(people["county_statistician"]).get("/api/v1/me").status_code == 401


def test_a_token_is_useless_once_withdrawn_or_its_owner_disabled(people: dict[str, User]) -> None:
    user = people["county_statistician"]
    first, second = (token_of(user, Permission.READ_RETURNS) for _ in range(2))
    withdraw_token(token=Token.everything.earliest("made_at"), by=By(user=user))
    assert client(first).get("/api/v1/me").status_code == 401
    assert client(second).get("/api/v1/me").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client(second).get("/api/v1/me").status_code == 401


def test_a_token_is_useless_while_its_owner_lacks_the_second_factor_that_is_due(
    people: dict[str, User],
) -> None:
    token = token_of(people["county_statistician"], Permission.READ_RETURNS)
    Authenticator.objects.all().delete()
    assert client(token).get("/api/v1/me").status_code == 401


def test_an_expired_token_is_refused(people: dict[str, User]) -> None:
    token = token_of(people["county_leader"], Permission.READ_RETURNS)
    Token.everything.update(expires_on=timezone.localdate())
    assert client(token).get("/api/v1/me").status_code == 401


def test_nobody_makes_a_token_that_reaches_further_than_the_person(
    people: dict[str, User],
) -> None:
    with pytest.raises(PermissionDenied):
        token_of(people["county_leader"], Permission.FILL_SCHOOL)
    with pytest.raises(PermissionDenied):
        token_of(people["prefecture_inspector"], Permission.LOCK_COUNTY)
    with pytest.raises(ValueError, match="一年"):
        token_of(
            people["county_leader"],
            Permission.READ_RETURNS,
            until=timezone.localdate() + timedelta(days=400),
        )


def test_a_token_is_narrowed_to_its_region(people: dict[str, User], land: Land) -> None:
    inspector = people["prefecture_inspector"]
    token = token_of(inspector, Permission.READ_RETURNS, region=land.county)
    program = Client(headers={"authorization": f"Bearer {token}"})
    assert program.get("/api/v1/rounds").json() == {"items": [], "count": 0}
    assert inspector.reach(Permission.READ_RETURNS).paths == (land.prefecture.path,)


def test_the_token_page_shows_a_token_once(people: dict[str, User]) -> None:
    browser = signed_in(people["school_head"])
    until = (timezone.localdate() + timedelta(days=20)).isoformat()
    form = {"name": "学籍系统", "permissions": ["read_returns"], "expires_on": until}
    made = browser.post("/api/tokens/", form)
    assert "jh_" in made.content.decode()
    kept = browser.get("/api/tokens/").content.decode()
    assert "学籍系统" in kept
    assert Token.everything.get().digest not in kept


def test_the_manual_lists_every_operation(people: dict[str, User]) -> None:
    page = signed_in(people["school_head"]).get("/api/").content.decode()
    assert "/api/v1/returns/{return_id}" in page
    assert "Bearer" in Client().get("/api/v1/openapi.json").json()["info"]["description"]
