"""Which notices a person sees: their own."""

from __future__ import annotations

from django.db.models import QuerySet

from junheng_web.accounts.models import User
from junheng_web.notices.models import Notice


def notices_of(user: User) -> QuerySet[Notice]:
    """The user's notices, latest first."""
    return Notice.everything.filter(to=user)


def unread(user: User) -> int:
    """How many the user has not read."""
    return notices_of(user).filter(read_at__isnull=True).count()
