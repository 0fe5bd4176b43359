"""What waits for a reviewer: the doubtful first."""

from __future__ import annotations

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from junheng_web.accounts.models import User
from junheng_web.collection.models import AT_WORK, Remark, Return, ReturnState
from junheng_web.collection.queries.returns import returns_seen_by
from junheng_web.lib.doors import Permission

_WHERE = {"path": "round__county__path", "school": "school", "department": "department"}


def returns_reviewable_by(user: User) -> QuerySet[Return]:
    """The returns that the user may return or approve, whatever their state."""
    return returns_seen_by(user).filter(user.reach(Permission.REVIEW_RETURNS).q(**_WHERE))


def inbox_of(user: User) -> QuerySet[Return]:
    """What is handed in and waits: first errors and warnings, then outliers, then the largest change

    since last year, then who came first.
    """
    open_demands = Remark.everything.filter(
        on=OuterRef("pk"), demands=True, resolved_at__isnull=True
    )
    return (
        returns_reviewable_by(user)
        .filter(state=ReturnState.SUBMITTED, round__state__in=AT_WORK)
        .select_related("submitted_by")
        .defer("document")
        .annotate(
            subject_name=Coalesce("school__name", "department__name"),
            subject_code=Coalesce("school__code", "department__kind"),
            kind=Case(
                When(school__isnull=False, then=Value("school")), default=Value("department")
            ),
            demanded=Exists(open_demands),
        )
        .order_by(
            "-errors",
            "-warnings",
            "-outliers",
            F("largest_change").desc(nulls_last=True),
            "submitted_at",
            "pk",
        )
    )


def inbox_counts(user: User) -> tuple[int, int]:
    """How many returns wait, and how many of them are doubtful."""
    doubtful = Q(errors__gt=0) | Q(warnings__gt=0) | Q(outliers__gt=0)
    found = (
        inbox_of(user).order_by().aggregate(all=Count("pk"), doubtful=Count("pk", filter=doubtful))
    )
    return found["all"], found["doubtful"]


def remarks_reviewable_by(user: User) -> QuerySet[Remark]:
    """The remarks on returns that the user reviews."""
    found = user.reach(Permission.REVIEW_RETURNS)
    where = {name: f"on__{lookup}" for name, lookup in _WHERE.items()}
    return Remark.everything.filter(found.q(**where)).select_related("on__round__county")
