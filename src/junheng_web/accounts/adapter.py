"""How signing in differs from the library's ways: nobody signs up, addresses stay on this site."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.conf import settings
from django.contrib.auth.hashers import get_hasher, identify_hasher, make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from junheng_web.accounts.models import User
from junheng_web.audit.actions import address_of

JUST_NOW = 300
"""Seconds after signing in during which the password is not asked for again."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are handed out by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up alone."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The user whose password it is, if enabled. A disabled account answers as one that is not there.

        The name of the account counts without regard to capitals everywhere, so that nobody gets further
        attempts by writing it differently.
        """
        if "username" in credentials:
            credentials["username"] = credentials["username"].lower()
        user = super().authenticate(request, **credentials)
        if user is None:
            _take_as_long(credentials)
        return user if isinstance(user, User) and user.is_active else None

    def clean_password(self, password: str, user: User | None = None) -> str:
        """A new password keeps the rules and is new."""
        cleaned = str(super().clean_password(password, user=user))
        if user is not None and user.has_usable_password() and user.check_password(cleaned):
            raise ValidationError(_("新密码不能与现在的密码相同。"))
        return cleaned

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to what the account is for, not back to the form."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def forget_failures(self, request: HttpRequest, username: str) -> None:
        """Let somebody try again who was told to wait."""
        self._delete_login_attempts_cached_email(request, username=username)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the trail keeps, too."""
        return address_of(request)

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """Whoever has given the password a moment ago is not asked again."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(time.time() - record["at"] < JUST_NOW for record in records)

    def is_safe_url(self, url: str | None) -> bool:
        """Addresses to go on to stay on the host that was asked."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )


def _take_as_long(credentials: dict[str, Any]) -> None:
    """A one-time password is checked faster than a chosen one: make up for it, so that the time

    an answer takes does not tell who has an account.
    """
    user = User.objects.filter(username=credentials.get("username", "")).first()
    if user is None or not user.has_usable_password():
        return
    if identify_hasher(user.password).algorithm != get_hasher().algorithm:
        make_password(credentials.get("password"))
