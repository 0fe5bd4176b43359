"""Personal data in the clear: with the right to, with a reason, on record."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from junheng_web.accounts.models import User
from junheng_web.audit.models import Entry
from junheng_web.audit.unmasking import unmasked
from tests.site.conftest import Land


def asked(user: User, land: Land, **form: str) -> HttpResponse:
    factory = RequestFactory()
    request: HttpRequest = factory.post("/x", form) if form else factory.get("/x")
    request.user = user
    request.session = SessionStore()
    return unmasked(
        request,
        action="children.see_identity",
        subject=land.school,
        path=land.county.path,
        school=land.school,
        shows=lambda: HttpResponse("110101199003070011"),
    )


def test_without_a_reason_nothing_is_shown(land: Land, people: dict[str, User]) -> None:
    for answer in (
        asked(people["prefecture_inspector"], land),
        asked(people["prefecture_inspector"], land, reason=" 看 "),
    ):
        assert "110101199003070011" not in answer.content.decode()
        assert "查看原值须填写事由" in answer.content.decode()
    assert not Entry.everything.filter(personal=True).exists()


def test_with_a_reason_it_is_shown_once_and_written_down(
    land: Land, people: dict[str, User]
) -> None:
    answer = asked(people["prefecture_inspector"], land, reason="核对学籍")
    assert answer.content == b"110101199003070011"
    assert "no-store" in answer["Cache-Control"]
    row = Entry.everything.get(personal=True)
    assert (row.reason, row.action, row.path) == (
        "核对学籍",
        "children.see_identity",
        land.county.path,
    )


@pytest.mark.parametrize("role", ["county_supervisor", "school_clerk", "auditor"])
def test_who_may_not_unmask_is_refused(land: Land, people: dict[str, User], role: str) -> None:
    with pytest.raises(PermissionDenied):
        asked(people[role], land, reason="核对学籍")
