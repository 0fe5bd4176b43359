"""Which notices a person sees: their own."""

from __future__ import annotations

from django.db.models import QuerySet

from junheng_web.accounts.models import User
from junheng_web.lib.doors import Permission
from junheng_web.notices.models import Notice, Webhook
from junheng_web.territory.models import STEP, Region
from junheng_web.territory.queries import regions_in


def notices_of(user: User) -> QuerySet[Notice]:
    """The user's notices, latest first."""
    return Notice.everything.filter(to=user)


def unread(user: User) -> int:
    """How many the user has not read."""
    return notices_of(user).filter(read_at__isnull=True).count()


def webhooks_for(user: User) -> QuerySet[Webhook]:
    """The group robots of the regions in which the user arranges reminders."""
    found = user.reach(Permission.MANAGE_CAMPAIGNS).q(path="region__path")
    return Webhook.everything.filter(found).select_related("region")


def webhooks_reaching(path: str) -> QuerySet[Webhook]:
    """The robots in use of the region of that path and of those above it."""
    paths = [path[:end] for end in range(STEP, len(path) + 1, STEP)]
    return Webhook.everything.filter(enabled=True, region__path__in=paths)


def regions_for_webhooks(user: User) -> QuerySet[Region]:
    """The regions in which the user arranges reminders."""
    return regions_in(user.reach(Permission.MANAGE_CAMPAIGNS).paths)
