"""Which returns and rounds a user sees, and which returns a user fills: the only doors to them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from junheng_web.accounts.models import User
from junheng_web.collection.models import Return, Round
from junheng_web.lib.doors import Permission

_WHERE = {"path": "round__county__path", "school": "school", "department": "department"}


def returns_seen_by(user: User) -> QuerySet[Return]:
    """The returns within the user's reach for reading, with all that names them."""
    return _named(user.reach(Permission.READ_RETURNS).q(**_WHERE))


def returns_fillable_by(user: User) -> QuerySet[Return]:
    """The returns that the user may fill in, whatever their state: those of schools, and those of

    departments, each by its own permission.
    """
    schools = user.reach(Permission.FILL_SCHOOL).q(**_WHERE)
    departments = user.reach(Permission.FILL_FACTS).q(**_WHERE)
    return _named((Q(school__isnull=False) & schools) | (Q(department__isnull=False) & departments))


def rounds_seen_by(user: User) -> QuerySet[Round]:
    """The rounds that hold a return the user reads, and those of counties where campaigns are run."""
    reads, runs = user.reach(Permission.READ_RETURNS), user.reach(Permission.MANAGE_CAMPAIGNS)
    found = reads.q(path="county__path") | runs.q(path="county__path")
    if reads.schools or reads.departments:
        own = Return.everything.filter(
            Q(school__in=reads.schools) | Q(department__in=reads.departments)
        )
        found |= Q(pk__in=own.values("round"))
    return Round.everything.filter(found).select_related("campaign", "county")


def _named(found: Q) -> QuerySet[Return]:
    return Return.everything.filter(found).select_related(
        "round__campaign", "round__county", "school__county", "department__region"
    )
