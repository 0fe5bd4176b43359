"""Tokens: a person's own, and the one that a request carries."""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Q, QuerySet
from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.accounts.permissions import Narrowed
from junheng_web.api.actions import digest_of
from junheng_web.api.models import Token
from junheng_web.lib.doors import Permission


def tokens_of(user: User) -> QuerySet[Token]:
    """The user's tokens, latest first."""
    return Token.everything.filter(owner=user).select_related("region")


def bearer(text: str) -> User | None:
    """The owner of a token, narrowed to what the token allows; None for one that is not valid."""
    if not text.startswith("jh_") or len(text) > 100:
        return None
    token = (
        Token.everything.filter(
            digest=digest_of(text), withdrawn_at__isnull=True, expires_on__gt=timezone.localdate()
        )
        .filter(owner__is_active=True, owner__must_change_password=False)
        .select_related("owner", "region")
        .first()
    )
    if token is None or _lacks_second_factor(token.owner):
        return None
    _note_use(token)
    token.owner.narrowed = Narrowed(
        permissions=frozenset(Permission(each) for each in token.permissions),
        path=token.region.path if token.region else "",
    )
    return token.owner


def _lacks_second_factor(owner: User) -> bool:
    """Whether the owner would not be let in in person."""
    return owner.needs_second_factor and not is_mfa_enabled(owner, [Authenticator.Type.TOTP])


def _note_use(token: Token) -> None:
    """When it was last used, to the minute: reading must not cost a write each time."""
    now = timezone.now()
    stale = Q(used_at__isnull=True) | Q(used_at__lt=now - timedelta(minutes=1))
    if token.used_at is None or token.used_at < now - timedelta(minutes=1):
        Token.everything.filter(stale, pk=token.pk).update(used_at=now)
