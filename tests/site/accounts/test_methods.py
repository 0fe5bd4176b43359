"""The pages that the library brings take the methods of ours, and no others."""

from __future__ import annotations

import pytest
from django.test import Client

from junheng_web.accounts.models import User
from tests.site.conftest import PASSWORD, signed_in

OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
NEW = "silver-lake-bridge-77"


@pytest.mark.parametrize("method", OTHERS)
@pytest.mark.parametrize(
    "address",
    [
        "/account/sign-in/",
        "/account/sign-out/",
        "/account/password/change/",
        "/account/reauthenticate/",
        "/account/second-factor/totp/activate/",
        "/account/second-factor/recovery-codes/generate/",
    ],
)
def test_other_methods_are_not_allowed(people: dict[str, User], address: str, method: str) -> None:
    for browser in (Client(), signed_in(people["school_head"])):
        answer = browser.generic(method, address)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, POST"


def test_a_password_is_not_changed_by_another_method(people: dict[str, User]) -> None:
    user = people["school_head"]
    form = f"oldpassword={PASSWORD}&password1={NEW}&password2={NEW}"
    browser = signed_in(user)
    browser.put("/account/password/change/", form, "application/x-www-form-urlencoded")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert browser.head("/account/password/change/").status_code == 200
