"""Closed doors at which people knocked stand on the audit trail, and cannot fill it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.audit import refusals
from junheng_web.audit.chain import breaks
from junheng_web.audit.models import Entry, Refusal
from junheng_web.audit.refusals import SPAN, settle
from junheng_web.lib.doors import Permission
from junheng_web.site import middleware
from junheng_web.territory.models import Region
from tests.site.api.test_tokens import client as program
from tests.site.api.test_tokens import token_of
from tests.site.conftest import Land, signed_in

DOOR = "/account/users/"


def rows() -> list[Entry]:
    """The refusals on the trail, in order."""
    return list(Entry.everything.filter(action="audit.refused").order_by("number"))


def test_the_door_of_another_role_is_written_down(people: dict[str, User], land: Land) -> None:
    clerk = people["school_clerk"]
    assert signed_in(clerk).get(f"{DOOR}?q=秘密").status_code == 403
    (row,) = rows()
    assert (row.actor, row.path, row.channel) == (clerk, land.county.path, "web")
    assert row.after == {"door": "GET account/users/", "times": 1}
    assert row.address == "127.0.0.1"


def test_a_guessed_number_is_written_down_without_the_number(people: dict[str, User]) -> None:
    browser = signed_in(people["school_clerk"])
    assert browser.get("/collection/returns/987654/").status_code == 404
    assert browser.post("/jobs/01234567-89ab-cdef-0123-456789abcdef/stop").status_code == 404
    assert [row.after["door"] for row in rows()] == [
        "GET collection/returns/<int:return_id>/",
        "POST jobs/<uuid:job_id>/stop",
    ]
    assert not any("987654" in str(row.after) for row in rows())


def test_a_program_that_is_refused_is_written_down_too(people: dict[str, User]) -> None:
    carried = program(token_of(people["county_leader"], Permission.READ_RETURNS))
    assert carried.get("/api/v1/returns/987654").status_code == 404
    (row,) = rows()
    assert (row.channel, row.actor) == ("api", people["county_leader"])
    assert "return_id" in row.after["door"]


def test_open_doors_and_strangers_and_addresses_that_are_none_leave_nothing(
    people: dict[str, User],
) -> None:
    browser = signed_in(people["school_clerk"])
    assert browser.get("/account/me/").status_code == 200
    assert browser.get("/no/such/address/").status_code == 404
    assert Client().get(DOOR).status_code == 302
    assert Client(enforce_csrf_checks=True).post("/account/sign-in/").status_code == 403
    assert rows() == []


def test_many_knocks_are_two_rows(people: dict[str, User]) -> None:
    browser = signed_in(people["school_clerk"])
    before = Entry.everything.count()
    for _ in range(30):
        browser.get(DOOR)
    assert len(rows()) == Entry.everything.count() - before == 1
    assert Refusal.everything.get().more == 29
    assert settle() == 0, "the span is not over"
    assert settle(now=timezone.now() + SPAN) == 1
    assert [row.after["times"] for row in rows()] == [1, 29]
    assert rows()[-1].after["since"] <= timezone.now().isoformat()
    assert not Refusal.everything.exists()
    assert not list(breaks())


def test_the_next_knock_after_the_span_settles_what_was_counted(people: dict[str, User]) -> None:
    browser = signed_in(people["school_clerk"])
    for _ in range(3):
        browser.get(DOOR)
    Refusal.everything.update(since=timezone.now() - SPAN - timedelta(seconds=1))
    browser.get(DOOR)
    assert [row.after["times"] for row in rows()] == [1, 2, 1]


def test_doors_and_people_are_counted_apart(people: dict[str, User]) -> None:
    for role in ("school_clerk", "school_head"):
        browser = signed_in(people[role])
        for address in (DOOR, "/audit/", DOOR):
            browser.get(address)
    assert len(rows()) == 4
    assert sorted(Refusal.everything.values_list("more", flat=True)) == [0, 0, 1, 1]


def test_an_auditor_reads_what_was_counted_in_words(people: dict[str, User], land: Land) -> None:
    for _ in range(3):
        signed_in(people["school_clerk"]).get(DOOR)
    Refusal.everything.update(since=timezone.now() - SPAN)
    page = signed_in(people["auditor"]).get("/audit/?action=audit.refused").content.decode()
    assert page.count("访问被拒绝") >= 2
    assert [row.after["times"] for row in rows()] == [1, 2]
    one = signed_in(people["auditor"]).get(f"/audit/{rows()[-1].number}/").content.decode()
    assert "地址样式" in one
    assert Region.everything.get(pk=land.county.pk).path == rows()[-1].path


def test_a_refusal_that_cannot_be_written_down_is_still_a_refusal(
    people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(**_how: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(middleware, "note_refusal", away)
    assert signed_in(people["school_clerk"]).get(DOOR).status_code == 403


def test_two_first_knocks_at_once_are_both_counted(
    people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(people["school_clerk"])
    browser.get(DOOR)
    monkeypatch.setattr(refusals, "settle", lambda **_how: 0)
    Refusal.everything.update(since=timezone.now() - SPAN * 2)
    browser.get(DOOR)  # the row is there already, as if another request had made it
    assert Refusal.everything.get().more == 1
    assert len(rows()) == 1
