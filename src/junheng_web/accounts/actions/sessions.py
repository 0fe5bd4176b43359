"""A person's own sessions."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from junheng_web.accounts.actions.people import end_sessions
from junheng_web.accounts.models import User
from junheng_web.accounts.queries import home_of
from junheng_web.audit.actions import By, record


@transaction.atomic
def end_session(*, user: User, session: UserSession, by: By) -> None:
    """Sign out one place."""
    session.end()
    record("account.end_session", by=by, subject=user, path=home_of(user))


@transaction.atomic
def end_other_sessions(*, user: User, current: str, by: By) -> int:
    """Sign out everywhere but here; returns how many places that were."""
    ended = end_sessions(user, but=current)
    record(
        "account.end_other_sessions",
        by=by,
        subject=user,
        path=home_of(user),
        after={"ended": ended},
    )
    return ended
