"""Signing in and out, and what secures it, written down as it happens."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from junheng_web.accounts.actions.people import end_access
from junheng_web.accounts.models import User
from junheng_web.accounts.queries import home_of
from junheng_web.audit.actions import By, address_of, record

NOBODY = "没有这个账号"
UNKNOWN = "未登录的人"


def _stranger(request: HttpRequest | None) -> By:
    return By(
        user=None, address=address_of(request) if request is not None else "", stranger=UNKNOWN
    )


def _self(user: User, request: HttpRequest | None) -> By:
    return By(user=user, address=address_of(request) if request is not None else "")


def _called(username: str) -> User:
    """The account of that name; one that was never stored where there is none.

    What was typed is not kept then: people type passwords into the wrong field.
    """
    found = User.objects.filter(username=username.lower()).first()
    return found or User(username=NOBODY)


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **more: Any) -> None:
    """Somebody came in."""
    record("account.sign_in", by=_self(user, request), subject=user, path=home_of(user))


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **more: Any) -> None:
    """Somebody did not come in."""
    user = _called(str(credentials.get("username", "")))
    record("account.sign_in_failed", by=_stranger(request), subject=user, path=home_of(user))


@receiver(user_locked_out)
def locked_out(request: HttpRequest, username: str, **more: Any) -> None:
    """Somebody tried too often."""
    user = _called(username or "")
    record("account.locked_out", by=_stranger(request), subject=user, path=home_of(user))


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **more: Any) -> None:
    """Somebody left."""
    if user is not None:
        record("account.sign_out", by=_self(user, request), subject=user, path=home_of(user))


@receiver(password_changed)
@transaction.atomic
def changed_password(request: HttpRequest, user: User, **more: Any) -> None:
    """A password of one's own: nothing is due any more; all other sessions and the tokens are over."""
    by = _self(user, request)
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    end_access(user, by, act="account.change_password", but=request.session.session_key or "")
    record("account.change_password", by=by, subject=user, path=home_of(user))


@receiver(authenticator_added)
def added_factor(
    request: HttpRequest, user: User, authenticator: Authenticator, **more: Any
) -> None:
    """A second factor was set up."""
    if authenticator.type == Authenticator.Type.TOTP:
        record("account.add_factor", by=_self(user, request), subject=user, path=home_of(user))


@receiver(authenticator_removed)
def removed_factor(
    request: HttpRequest, user: User, authenticator: Authenticator, **more: Any
) -> None:
    """A second factor was given up."""
    if authenticator.type == Authenticator.Type.TOTP:
        record("account.remove_factor", by=_self(user, request), subject=user, path=home_of(user))


@receiver(authenticator_reset)
def renewed_codes(request: HttpRequest, user: User, **more: Any) -> None:
    """New recovery codes were made; the old ones are void."""
    record(
        "account.renew_recovery_codes", by=_self(user, request), subject=user, path=home_of(user)
    )


@receiver(authentication_failed)
def wrong_code(request: HttpRequest, user: User, **more: Any) -> None:
    """The password was right, the code was not."""
    record("account.factor_failed", by=_stranger(request), subject=user, path=home_of(user))
