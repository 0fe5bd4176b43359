"""What reviewers said about a return and is not settled yet."""

from __future__ import annotations

from junheng_web.collection.models import Remark, Return


def open_remarks(of: Return) -> list[Remark]:
    """The remarks that are not resolved, the first first."""
    return list(
        Remark.everything.filter(on=of, resolved_at__isnull=True)
        .select_related("by")
        .order_by("at")
    )
