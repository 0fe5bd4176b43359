"""Making and withdrawing tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from junheng_web.accounts.permissions import reach
from junheng_web.accounts.queries import home_of
from junheng_web.api.models import Token
from junheng_web.audit.actions import By, record
from junheng_web.lib.doors import Permission
from junheng_web.territory.models import Region

LONGEST = timedelta(days=366)
FOR_PROGRAMS = (
    Permission.READ_RETURNS,
    Permission.FILL_SCHOOL,
    Permission.FILL_FACTS,
    Permission.SUBMIT_SCHOOL,
    Permission.READ_ASSESSMENTS,
    Permission.RUN_ASSESSMENTS,
    Permission.READ_PLANS,
)
"""What a token may allow. Review, seals, accounts and unmasking stay with people."""


def digest_of(token: str) -> str:
    """The hash that is kept. The token is random and long, so that a plain hash is safe."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, name: str, permissions: Iterable[Permission], region: Region | None, expires_on: date, by: By
) -> tuple[Token, str]:
    """A new token of the person who acts, and the text to hand to the program, once.

    Raises ``PermissionDenied`` for a permission that the person does not hold or that is not for
    programs, ``ValueError`` for a date that is past or more than a year away.
    """
    owner, wanted = by.user, sorted(set(permissions))
    if owner is None or not wanted:
        raise PermissionDenied
    if any(each not in FOR_PROGRAMS or not reach(owner, each) for each in wanted):
        raise PermissionDenied
    today = timezone.localdate()
    if not today < expires_on <= today + LONGEST:
        raise ValueError("失效日期须在明天到一年之内")
    text = f"jh_{secrets.token_urlsafe(32)}"
    token = Token.everything.create(
        owner=owner,
        name=name,
        start=text[:9],
        digest=digest_of(text),
        permissions=[each.value for each in wanted],
        region=region,
        expires_on=expires_on,
    )
    after = {"permissions": token.permissions, "expires_on": expires_on.isoformat()}
    path = region.path if region else home_of(owner)
    record("api.make_token", by=by, subject=token, path=path, after=after)
    return token, text


@transaction.atomic
def withdraw_token(*, token: Token, by: By, reason: str = "") -> None:
    """Make a token useless at once and for good; withdrawing it again changes nothing."""
    changed = Token.everything.filter(pk=token.pk, withdrawn_at__isnull=True)
    if changed.update(withdrawn_at=timezone.now()):
        path = token.region.path if token.region else home_of(token.owner)
        record("api.withdraw_token", by=by, subject=token, path=path, reason=reason)
