"""Tokens: they act for a person, within less than the person may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from junheng_web.accounts.actions.people import disable, enable, reset_factor, reset_password
from junheng_web.accounts.models import User
from junheng_web.accounts.queries import home_of
from junheng_web.api.actions import digest_of, make_token, withdraw_token
from junheng_web.api.models import Token
from junheng_web.audit.actions import By
from junheng_web.audit.models import Entry
from junheng_web.lib.doors import Permission
from junheng_web.notices.models import Notice
from junheng_web.territory.models import Region
from tests.site.conftest import PASSWORD, Land, signed_in

NEW = "silver-lake-bridge-77"


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


ENDINGS = {
    "disable": lambda person, by: disable(person=person, by=by),
    "reset_password": lambda person, by: reset_password(person=person, by=by),
    "reset_factor": lambda person, by: reset_factor(person=person, by=by),
}


@pytest.mark.parametrize("way", ENDINGS)
def test_a_token_never_works_again_once_access_was_taken_away(
    people: dict[str, User], way: str
) -> None:
    user, by = people["county_statistician"], By(user=people["account_administrator"])
    tokens = [token_of(user, Permission.READ_RETURNS) for _ in range(2)]
    ENDINGS[way](user, by)
    assert not Token.everything.filter(withdrawn_at__isnull=True).exists()
    if way == "disable":
        enable(person=user, by=by)
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    signed_in(user)  # everything that was due is in order again
    assert [client(each).get("/api/v1/me").status_code for each in tokens] == [401, 401]
    rows = Entry.everything.filter(action="api.withdraw_token")
    told = {(row.actor_id, row.reason, row.path) for row in rows}
    reason = {"disable": "停用账号", "reset_password": "重置密码"}.get(way, "重置动态验证码")
    assert (len(rows), told) == (2, {(by.user.pk, reason, home_of(user))})
    (notice,) = Notice.everything.filter(to=user)
    assert "2 个接口令牌已撤销" in notice.text
    assert reason in notice.text


def test_a_token_left_from_before_ends_when_the_account_is_enabled(
    people: dict[str, User],
) -> None:
    user, by = people["county_statistician"], By(user=people["account_administrator"])
    token = token_of(user, Permission.READ_RETURNS)
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()
    enable(person=user, by=by)
    assert client(token).get("/api/v1/me").status_code == 401
    assert Entry.everything.get(action="api.withdraw_token").reason == "恢复账号"
    assert Notice.everything.filter(to=user).count() == 1


@pytest.mark.parametrize("forced", [True, False])
def test_a_new_password_ends_the_tokens(people: dict[str, User], forced: bool) -> None:
    user = people["county_statistician"]
    token = token_of(user, Permission.READ_RETURNS)
    browser = signed_in(user)
    User.objects.filter(pk=user.pk).update(must_change_password=forced)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert browser.post("/account/password/change/", form).status_code == 302
    assert client(token).get("/api/v1/me").status_code == 401
    row = Entry.everything.get(action="api.withdraw_token")
    assert (row.actor, row.reason) == (user, "修改密码")
    assert "接口令牌已撤销" in browser.get("/notices/").content.decode()


def test_access_that_ends_without_tokens_tells_nothing(people: dict[str, User]) -> None:
    user, by = people["county_statistician"], By(user=people["account_administrator"])
    withdraw_token(
        token=Token.everything.get(digest=digest_of(token_of(user, Permission.READ_RETURNS))),
        by=By(user=user),
    )
    reset_password(person=user, by=by)
    assert Entry.everything.filter(action="api.withdraw_token").count() == 1
    assert not Notice.everything.filter(to=user).exists()


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
