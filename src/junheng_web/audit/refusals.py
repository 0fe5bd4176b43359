"""Closed doors at which people knocked: on the trail, and yet bounded.

The first refusal at a door is written down at once. What follows at the same door within
:data:`SPAN` is counted, and the count written down as one row once the span is over. So there are
never more than two rows for one person, door and span, however often a program knocks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from junheng_web.audit.actions import By, record
from junheng_web.audit.models import Refusal

SPAN = timedelta(minutes=10)


def note_refusal(*, by: By, door: str, path: Callable[[], str]) -> None:
    """Write down, or count, that a door was closed to the person who acts.

    ``door`` is the method and the pattern of the address, never the address itself; ``path`` finds
    the region's whose auditors see it.
    """
    if by.user is None:
        return
    now = timezone.now()
    known = Refusal.everything.filter(user=by.user, door=door[:200])
    if known.filter(since__gt=now - SPAN).update(more=F("more") + 1):
        return
    try:
        with transaction.atomic():
            settle(now=now, user=by.user.pk)
            region = path()
            Refusal.everything.create(
                user=by.user,
                door=door[:200],
                since=now,
                address=by.address,
                channel=by.channel,
                path=region,
            )
            record(
                "audit.refused",
                by=by,
                subject=by.user,
                path=region,
                after={"door": door, "times": 1},
            )
    except IntegrityError:  # another request of the same person was quicker
        known.update(more=F("more") + 1)


def settle(*, now: datetime | None = None, user: int | None = None) -> int:
    """Write down the counts whose span is over, of one person or of all; returns how many."""
    over = Refusal.everything.filter(since__lte=(now or timezone.now()) - SPAN)
    if user is not None:
        over = over.filter(user=user)
    written = 0
    with transaction.atomic():
        for each in over.select_for_update(of=("self",)).select_related("user").order_by("pk"):
            if each.more:
                written += 1
                record(
                    "audit.refused",
                    by=By(user=each.user, address=each.address, channel=each.channel),
                    subject=each.user,
                    path=each.path,
                    after={
                        "door": each.door,
                        "times": each.more,
                        "since": each.since.isoformat(timespec="seconds"),
                    },
                )
            each.delete()
    return written
