"""Signing in as people do, through the pages."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.http import HttpResponse
from django.test import Client

from junheng_web.accounts.models import User
from tests.site.conftest import PASSWORD

SIGN_IN = "/account/sign-in/"
NEW_PASSWORD = "silver-lake-cloud-77"


def try_to(
    client: Client, username: str, password: str = PASSWORD, next_: str = ""
) -> HttpResponse:
    """Send the form."""
    form = {"login": username, "password": password} | ({"next": next_} if next_ else {})
    return client.post(SIGN_IN, form)  # type: ignore[return-value]


def code_of(user: User) -> str:
    """What the user's authenticator shows now."""
    totp = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return code_for(get_adapter().decrypt(totp.data["secret"]))


def code_for(secret: str) -> str:
    """What an authenticator with this secret shows now."""
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))
