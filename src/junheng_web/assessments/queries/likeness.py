"""Counties to compare with: of the same prefecture, or as large, and within the user's reach."""

from __future__ import annotations

from django.db.models import Q

from junheng_web.accounts.models import User
from junheng_web.assessments.models import Assessment, AssessmentState
from junheng_web.assessments.names import SIZE_LIMITS
from junheng_web.assessments.queries.verdicts import assessments_seen_by, best_by_round

MOST = 60
"""Counties in one comparison."""


def like(user: User, assessment: Assessment) -> list[Assessment]:
    """What counts of the like counties of the same year, itself among them, by code; one query."""
    pupils = assessment.summary.get("pupils", 0)
    low = max((limit for limit in SIZE_LIMITS if limit <= pupils), default=0)
    high = min((limit for limit in SIZE_LIMITS if limit > pupils), default=None)
    as_large = Q(summary__pupils__gte=low)
    if high is not None:
        as_large &= Q(summary__pupils__lt=high)
    county = assessment.round.county
    near = Q(round__county__parent=county.parent_id) if county.parent_id else Q(pk__in=[])
    found = assessments_seen_by(user).filter(
        near | as_large,
        round__campaign__year=assessment.round.campaign.year,
        state=AssessmentState.DONE,
    )
    chosen = best_by_round(found.order_by("round__county__code"))
    return list(chosen.values())[:MOST]
