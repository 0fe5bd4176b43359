"""Signing in: what one is told, what one is not told, what is written down."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from junheng_web.accounts.models import User
from junheng_web.audit.models import Entry
from tests.site.accounts.signing import SIGN_IN, code_of, try_to
from tests.site.conftest import PASSWORD, Land, person, signed_in


def latest(action: str) -> Entry:
    found = Entry.everything.filter(action=action).first()
    assert found is not None, action
    return found


def test_the_right_password_leads_to_the_front_page(people: dict[str, User], land: Land) -> None:
    client = Client()
    answer = try_to(client, "clerk")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    row = latest("account.sign_in")
    assert (row.actor, row.path) == (people["school_clerk"], land.county.path)


def test_capitals_in_the_name_do_not_matter(people: dict[str, User]) -> None:
    assert try_to(Client(), "CLERK").status_code == 302


def test_the_session_gets_another_key_at_signing_in(people: dict[str, User]) -> None:
    client = Client()
    session = client.session
    session["something"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before or ""
    try_to(client, "clerk")
    assert client.session.session_key not in (None, before)


def said(answer: object) -> str:
    text = answer.content.decode()  # type: ignore[attr-defined]
    return re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"',
        "",
        text[text.index("<main") : text.index("</main>")],
    )


def test_nobody_learns_which_accounts_exist(people: dict[str, User], land: Land) -> None:
    disabled = person("gone", "school_clerk", school=land.school)
    disabled.is_active = False
    disabled.save()
    answers = {
        said(try_to(Client(), name, password)).replace(name, "")
        for name, password in (
            ("clerk", "wrong-password-1"),
            ("nobody-there", "wrong-password-1"),
            ("gone", "wrong-password-1"),
            ("gone", PASSWORD),
        )
    }
    assert len(answers) == 1


def test_what_was_typed_for_an_unknown_account_is_not_kept(db: None) -> None:
    try_to(Client(), "my-password-by-mistake")
    row = latest("account.sign_in_failed")
    assert (row.subject_id, row.subject_name) == ("", "没有这个账号")
    assert "my-password-by-mistake" not in str(row.__dict__)


@pytest.mark.parametrize("name", ["clerk", "nobody-there"])
def test_too_many_attempts_lock_whether_the_account_exists_or_not(
    people: dict[str, User], name: str
) -> None:
    client = Client()
    pages = [try_to(client, name if turn % 2 else name.upper(), "wrong") for turn in range(5)]
    assert [page.status_code for page in pages] == [200] * 4 + [429]
    assert "暂时不能登录" in pages[-1].content.decode()
    assert name not in said(pages[-1])
    assert latest("account.locked_out").actor is None
    # Now the right password does not help either.
    assert try_to(client, name).status_code != 302


def test_failed_attempts_are_written_down_with_the_address(
    people: dict[str, User], land: Land
) -> None:
    try_to(Client(REMOTE_ADDR="10.1.2.3"), "clerk", "wrong")
    row = latest("account.sign_in_failed")
    assert (row.subject_name, row.address, row.actor_name) == ("clerk", "10.1.2.3", "未登录的人")
    assert row.path == land.county.path


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/x", "http:evil", "/\\evil.example"]
)
def test_signing_in_never_leads_to_another_host(people: dict[str, User], target: str) -> None:
    assert try_to(Client(), "clerk", next_=target)["Location"] == "/"


def test_signing_in_leads_back_to_the_page_that_was_asked(people: dict[str, User]) -> None:
    assert try_to(Client(), "clerk", next_="/account/me/")["Location"] == "/account/me/"


def test_the_second_factor_is_asked_for_and_a_wrong_code_written_down(
    people: dict[str, User],
) -> None:
    auditor = people["auditor"]
    signed_in(auditor)  # sets up the factor
    client = Client()
    assert try_to(client, "auditor")["Location"].endswith("/account/second-factor/authenticate/")
    assert client.get("/").status_code == 302, "not signed in yet"
    page = client.post("/account/second-factor/authenticate/", {"code": "000000"})
    assert "field-error" in page.content.decode()
    assert latest("account.factor_failed").subject_name == "auditor"
    answer = client.post("/account/second-factor/authenticate/", {"code": code_of(auditor)})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").status_code == 200


def test_signing_out_is_written_down(people: dict[str, User]) -> None:
    client = signed_in(people["school_clerk"])
    assert client.post("/account/sign-out/").status_code == 302
    assert client.get("/").status_code == 302
    assert latest("account.sign_out").actor == people["school_clerk"]


def test_a_disabled_user_is_out_at_once(people: dict[str, User]) -> None:
    client = signed_in(people["school_clerk"])
    assert client.get("/").status_code == 200
    User.objects.filter(pk=people["school_clerk"].pk).update(is_active=False)
    assert client.get("/")["Location"].startswith(SIGN_IN)


def test_nobody_signs_up(db: None) -> None:
    assert Client().get("/account/sign-up/").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_of_signing_in_hold_no_inline_script_or_style(
    people: dict[str, User], language: str
) -> None:
    guest, client = Client(), signed_in(people["auditor"])
    for each in (guest, client):
        each.cookies["django_language"] = language
    for address, browser in (
        (SIGN_IN, guest),
        ("/account/password/change/", client),
        ("/account/second-factor/", client),
        ("/account/sessions/", client),
        ("/account/me/", client),
        ("/account/roles/", client),
        ("/account/sign-out/", client),
    ):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        assert " style=" not in text
        assert "<style" not in text
        assert "<script>" not in text


def test_the_page_says_what_the_site_is(db: None) -> None:
    page = Client().get("/account/sign-in/").content.decode()
    assert "义务教育优质均衡发展的数据采集、审核和判定" in page
