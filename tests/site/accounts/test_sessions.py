"""Where one is signed in, and signing out there."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.test import Client

from junheng_web.accounts.models import User
from junheng_web.audit.models import Entry
from tests.site.accounts.signing import try_to


def three(people: dict[str, User]) -> list[Client]:
    clients = [Client(), Client(), Client()]
    for client in clients:
        try_to(client, "clerk")
        client.get("/")
    return clients


def test_one_place_is_signed_out_from_another(people: dict[str, User]) -> None:
    here, there, third = three(people)
    key = there.session.session_key
    session = UserSession.objects.get(session_key=key)
    here.post(f"/account/sessions/{session.pk}/end")
    assert [client.get("/").status_code for client in (here, there, third)] == [200, 302, 200]
    assert Entry.everything.filter(action="account.end_session").exists()


def test_all_other_places_are_signed_out_at_once(people: dict[str, User]) -> None:
    here, there, third = three(people)
    here.post("/account/sessions/end-others")
    assert [client.get("/").status_code for client in (here, there, third)] == [200, 302, 302]
    row = Entry.everything.get(action="account.end_other_sessions")
    assert row.after == {"ended": 2}


def test_nobody_ends_the_sessions_of_others(people: dict[str, User]) -> None:
    here, *_others = three(people)
    head = Client()
    try_to(head, "head")
    head.get("/")
    theirs = UserSession.objects.get(user=people["school_head"])
    assert here.post(f"/account/sessions/{theirs.pk}/end").status_code == 404
    assert head.get("/").status_code == 200


def test_ending_the_present_session_is_signing_out(people: dict[str, User]) -> None:
    here, *_others = three(people)
    mine = UserSession.objects.get(session_key=here.session.session_key)
    assert here.post(f"/account/sessions/{mine.pk}/end")["Location"] == "/account/sign-out/"


def test_use_is_noted_once_a_minute_and_at_once_from_elsewhere(people: dict[str, User]) -> None:
    here = Client()
    try_to(here, "clerk")
    here.get("/")
    noted = UserSession.objects.get()
    here.get("/")
    assert UserSession.objects.get().last_seen_at == noted.last_seen_at
    here.get("/", HTTP_USER_AGENT="Another browser")
    again = UserSession.objects.get()
    assert again.user_agent == "Another browser"
    assert again.last_seen_at > noted.last_seen_at
    here.get("/")
    assert UserSession.objects.get().user_agent != "Another browser"
    here.get("/", HTTP_USER_AGENT="Another browser")
    again = UserSession.objects.get()
    caches["sessions_in_use"].clear()
    here.get("/", HTTP_USER_AGENT="Another browser")
    assert UserSession.objects.get().last_seen_at > again.last_seen_at
