"""Which evidence a user sees: that of the returns within reach."""

from __future__ import annotations

from django.db.models import QuerySet

from junheng_web.accounts.models import User
from junheng_web.collection.models import Evidence, Return
from junheng_web.collection.queries.returns import returns_seen_by


def evidence_seen_by(user: User) -> QuerySet[Evidence]:
    """The evidence of the returns that the user reads, withdrawn files included."""
    return Evidence.everything.filter(of__in=returns_seen_by(user).values("pk")).select_related(
        "of__round__campaign",
        "of__round__county",
        "of__school__county",
        "of__department__region",
        "by",
    )


def evidence_of(of: Return) -> QuerySet[Evidence]:
    """The evidence of one return, by clause."""
    return Evidence.everything.filter(of=of).select_related("by").order_by("clause", "at")
