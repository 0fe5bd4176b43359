"""Telling people: in the site at once, by mail and webhook once the transaction is committed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng_web.accounts.models import User
from junheng_web.audit.actions import By, record
from junheng_web.notices.models import Notice, Webhook
from junheng_web.notices.queries import webhooks_reaching
from junheng_web.notices.queue import deliver
from junheng_web.notices.webhooks import check_address
from junheng_web.territory.models import Region

TOGETHER = timedelta(minutes=1)
"""Notices of one kind that come within this are one."""
MOST_TOGETHER = 200
"""Of so many after the first, text and link are kept; the others are counted."""


@transaction.atomic
def tell(
    users: Iterable[User], text: str, *, link: str = "", mail: bool = False, kind: str = ""
) -> int:
    """Leave a notice for each user, once; with ``mail`` also send it to those with an address.

    Notices of one ``kind`` that reach a person within :data:`TOGETHER` become one. Returns how many
    were told.
    """
    told = list({user.pk: user for user in users if user.is_active}.values())
    known = _lately(told, kind)
    for notice in known.values():
        notice.count += 1
        if len(notice.others) < MOST_TOGETHER:
            notice.others.append([text[:300], link])
        notice.save(update_fields=["count", "others"])
    Notice.everything.bulk_create(
        Notice(to=user, text=text[:300], link=link, kind=kind[:80])
        for user in told
        if user.pk not in known
    )
    if mail:
        addresses = [user.email for user in told if user.email]
        transaction.on_commit(lambda: _send(text, addresses), robust=True)
    return len(told)


def _lately(users: Iterable[User], kind: str) -> dict[int, Notice]:
    """The unread notice of that kind that each user was left a moment ago, held for a change."""
    if not kind:
        return {}
    fresh = Notice.everything.filter(
        to__in=[user.pk for user in users],
        kind=kind[:80],
        read_at__isnull=True,
        at__gt=timezone.now() - TOGETHER,
    )
    return {each.to_id: each for each in fresh.select_for_update().order_by("pk")}


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


def tell_groups(*, path: str, text: str) -> int:
    """Send a line to the group robots of the region of that path and of those above it, once the

    transaction is committed. No data of schools or children. Returns to how many.
    """
    robots = [each.pk for each in webhooks_reaching(path)]
    for pk in robots:
        transaction.on_commit(lambda pk=pk: deliver.enqueue(pk, text[:300]), robust=True)  # type: ignore[misc]
    return len(robots)


@transaction.atomic
def add_webhook(*, region: Region, kind: str, address: str, secret: str, by: By) -> Webhook:
    """Register a robot of a region. Raises :class:`NotSent` for an address that may not be called."""
    check_address(address)
    webhook = Webhook.everything.create(region=region, kind=kind, address=address, secret=secret)
    after = {"kind": kind, "host": webhook.host, "signed": bool(secret)}
    record("notices.add_webhook", by=by, subject=webhook, path=region.path, after=after)
    return webhook


@transaction.atomic
def switch_webhook(*, webhook: Webhook, enabled: bool, by: By) -> None:
    """Begin or cease to send to a robot."""
    before = webhook.enabled
    webhook.enabled = enabled
    webhook.save(update_fields=["enabled"])
    record(
        "notices.switch_webhook",
        by=by,
        subject=webhook,
        path=webhook.region.path,
        before={"enabled": before},
        after={"enabled": enabled},
    )


@transaction.atomic
def remove_webhook(*, webhook: Webhook, by: By) -> None:
    """Forget a robot and what lets one send to it."""
    before = {"kind": webhook.kind, "host": webhook.host}
    record(
        "notices.remove_webhook", by=by, subject=webhook, path=webhook.region.path, before=before
    )
    webhook.delete()


@transaction.atomic
def try_webhook(*, webhook: Webhook, by: By) -> None:
    """Send a line to see whether it arrives."""
    text = _("这是一条试发的消息。")
    transaction.on_commit(lambda: deliver.enqueue(webhook.pk, text))
    record("notices.try_webhook", by=by, subject=webhook, path=webhook.region.path)
