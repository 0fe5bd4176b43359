"""What has to be done before anything else: a password of one's own, a second factor."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from junheng_web.accounts.models import User
from junheng_web.audit.models import Entry
from tests.site.accounts.signing import NEW_PASSWORD, code_for, try_to
from tests.site.conftest import PASSWORD, Land, person, signed_in

CHANGE = "/account/password/change/"
ACTIVATE = "/account/second-factor/totp/activate/"


@pytest.fixture
def fresh(land: Land) -> User:
    """A statistician with a one-time password who never signed in."""
    user = person("fresh", "county_statistician", region=land.county)
    user.must_change_password = True
    user.save()
    return user


def change(client: Client, old: str = PASSWORD, new: str = NEW_PASSWORD) -> object:
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


def test_the_first_sign_in_leads_through_password_and_factor_to_work(fresh: User) -> None:
    client = Client()
    try_to(client, "fresh")
    assert client.get("/")["Location"] == CHANGE
    assert client.get("/jobs/")["Location"] == CHANGE
    change(client)
    assert client.get("/")["Location"] == ACTIVATE
    page = client.get(ACTIVATE)
    assert page.status_code == 200, "the password was given a moment ago"
    text = page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in text
    assert " style=" not in text
    secret = re.search(r'<code class="secret">(\w+)</code>', text)
    assert secret is not None
    done = client.post(ACTIVATE, {"code": code_for(secret[1])})
    assert done["Location"] == "/account/second-factor/recovery-codes/"
    assert client.get(done["Location"]).content.decode().count("<li><code>") == 10
    assert client.get("/").status_code == 200


def test_factors_are_written_down(fresh: User, django_capture_on_commit_callbacks: object) -> None:
    client = Client()
    try_to(client, "fresh")
    change(client)
    secret = re.search(r'class="secret">(\w+)<', client.get(ACTIVATE).content.decode())
    assert secret is not None
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post(ACTIVATE, {"code": code_for(secret[1])})
        client.post("/account/second-factor/recovery-codes/generate/")
        client.post("/account/second-factor/totp/deactivate/")
    actions = list(Entry.everything.filter(actor=fresh).values_list("action", flat=True))
    for action in ("change_password", "add_factor", "renew_recovery_codes", "remove_factor"):
        assert f"account.{action}" in actions
    assert client.get("/")["Location"] == ACTIVATE, "whoever must have a factor sets up another"


@pytest.mark.parametrize("address", ["/account/sign-out/", "/health/live", "/health/ready", CHANGE])
def test_some_pages_stay_open(fresh: User, address: str) -> None:
    assert signed_in(fresh).get(address).status_code == 200


def test_the_language_can_be_changed_meanwhile(fresh: User) -> None:
    answer = signed_in(fresh).post("/language/", {"language": "en", "next": CHANGE})
    assert answer["Location"] == CHANGE


def test_programs_and_parts_of_pages_are_refused_not_led_elsewhere(fresh: User) -> None:
    client = signed_in(fresh)
    part = client.get("/jobs/", headers={"HX-Request": "true"})
    assert (part.status_code, part.content.decode()) == (403, "请先修改一次性密码。")
    assert client.get("/api/").status_code == 403
    fresh.must_change_password = False
    fresh.save()
    Authenticator.objects.all().delete()
    assert client.get("/api/").status_code == 403
    assert client.get("/jobs/", headers={"HX-Request": "true"}).status_code == 403


def test_who_needs_no_second_factor_is_left_alone(people: dict[str, User]) -> None:
    assert signed_in(people["school_clerk"]).get("/").status_code == 200


def test_a_new_password_ends_all_other_sessions(people: dict[str, User]) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        try_to(client, "clerk")
        assert client.get("/").status_code == 200
    change(here)
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert "您在 1 处登录着" in here.get("/account/sessions/").content.decode()


@pytest.mark.parametrize(
    ("new", "says"),
    [
        (PASSWORD, "不能与现在的密码相同"),
        ("short-1", "12"),
        ("123456789012", "数字"),
        ("fresh-fresh", "相似"),
    ],
)
def test_a_weak_or_old_password_is_refused(fresh: User, new: str, says: str) -> None:
    client = signed_in(fresh)
    page = change(client, new=new)
    assert says in page.content.decode()  # type: ignore[attr-defined]
    assert User.objects.get(pk=fresh.pk).must_change_password


def test_a_wrong_old_password_is_refused(fresh: User) -> None:
    change(signed_in(fresh), old="wrong-old-password")
    assert User.objects.get(pk=fresh.pk).check_password(PASSWORD)
