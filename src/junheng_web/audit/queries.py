"""Which part of the trail a person reads: that of the regions in which the person is auditor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from junheng_web.audit.models import Entry, Verification
from junheng_web.lib.doors import Permission, within

if TYPE_CHECKING:
    from junheng_web.accounts.models import User

_TOPMOST = 6
"""Length of the path of a region with none above it."""


def entries_for(user: User) -> QuerySet[Entry]:
    """The rows of the user's regions, latest first. Rows of no region are seen from the very top."""
    paths = user.reach(Permission.READ_AUDIT).paths
    found = within(paths)
    if any(len(path) == _TOPMOST for path in paths):
        found |= Q(path="")
    return Entry.everything.filter(found)


def neighbours(user: User, entry: Entry) -> tuple[int | None, int | None]:
    """The numbers of the rows before and after this one that the user sees."""
    seen = entries_for(user)
    earlier = seen.filter(number__lt=entry.number).order_by("-number")
    later = seen.filter(number__gt=entry.number).order_by("number")
    return (
        earlier.values_list("number", flat=True).first(),
        later.values_list("number", flat=True).first(),
    )


def verifications() -> QuerySet[Verification]:
    """All walks along the chain: they say numbers of rows and nothing of what is in them."""
    return Verification.everything.select_related("asked_by")
