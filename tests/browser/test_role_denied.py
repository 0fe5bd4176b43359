"""Journey: what a role does not reach is neither offered nor opened."""

from __future__ import annotations

from tests.browser.conftest import Visit


def test_a_stranger_is_asked_to_sign_in_and_then_brought_where_they_wanted(visit: Visit) -> None:
    visitor = visit()
    page = visitor.opens("/account/me/")
    assert "/account/sign-in/" in page.url
