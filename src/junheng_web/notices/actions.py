"""Telling people: in the site at once, by mail and webhook once the transaction is committed."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.notices.models import Notice


def tell(users: Iterable[User], text: str, *, link: str = "", mail: bool = False) -> int:
    """Leave a notice for each user, once; with ``mail`` also send it to those with an address.

    Returns how many were told.
    """
    told = list({user.pk: user for user in users if user.is_active}.values())
    Notice.everything.bulk_create(Notice(to=user, text=text[:300], link=link) for user in told)
    if mail:
        addresses = [user.email for user in told if user.email]
        transaction.on_commit(lambda: _send(text, addresses), robust=True)
    return len(told)


def _send(text: str, addresses: list[str]) -> None:
    """One mail each, so that nobody learns the others' addresses. No data of schools or children."""
    for address in addresses:
        send_mail(
            subject=f"均衡：{text}"[:120], message=text, from_email=None, recipient_list=[address]
        )


def mark_read(*, user: User, pks: Iterable[int] | None = None) -> int:
    """Mark the user's notices, or those of these numbers, as read."""
    unread = Notice.everything.filter(to=user, read_at__isnull=True)
    if pks is not None:
        unread = unread.filter(pk__in=list(pks))
    return unread.update(read_at=timezone.now())
