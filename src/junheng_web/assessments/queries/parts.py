"""What belongs to one assessment: its lines, its heavy columns, its schools. Each by its own door."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from junheng_web.accounts.models import User
from junheng_web.assessments.models import (
    Assessment,
    AssessmentState,
    ClauseLine,
    DisparityLine,
    SchoolCase,
    SchoolLine,
)
from junheng_web.assessments.queries.verdicts import HEAVY
from junheng_web.lib.doors import Permission


def assessments_of_own_schools(user: User) -> QuerySet[Assessment]:
    """Finished assessments in which a school of the user was judged: for questions about that school."""
    own = user.reach(Permission.READ_ASSESSMENTS).schools
    found = Assessment.everything.filter(
        pk__in=SchoolCase.everything.filter(school__in=own).values("assessment"),
        state=AssessmentState.DONE,
    )
    return found.select_related("round__campaign", "round__county").defer(*HEAVY)


def heavy(assessment: Assessment, *fields: str) -> dict[str, Any]:
    """Some of the heavy columns of an assessment that the user was allowed to fetch."""
    found: dict[str, Any] = Assessment.everything.values(*fields).get(pk=assessment.pk)
    return found


def clauses_seen_by(user: User) -> QuerySet[ClauseLine]:
    """Clause lines within reach."""
    reach = user.reach(Permission.READ_ASSESSMENTS)
    return ClauseLine.everything.filter(reach.q(path="assessment__round__county__path"))


def disparities_seen_by(user: User) -> QuerySet[DisparityLine]:
    """Coefficients within reach."""
    reach = user.reach(Permission.READ_ASSESSMENTS)
    return DisparityLine.everything.filter(reach.q(path="assessment__round__county__path"))


def rows_seen_by(user: User) -> QuerySet[SchoolLine]:
    """Rows of schools within reach: of whole counties, and of the user's own schools."""
    reach = user.reach(Permission.READ_ASSESSMENTS)
    return SchoolLine.everything.filter(
        reach.q(path="assessment__round__county__path", school="school")
    )


def cases_seen_by(user: User) -> QuerySet[SchoolCase]:
    """Schools within reach: of whole counties, and the user's own."""
    reach = user.reach(Permission.READ_ASSESSMENTS)
    return SchoolCase.everything.filter(
        reach.q(path="assessment__round__county__path", school="school")
    )


def own_codes(user: User, pk: UUID) -> frozenset[str]:
    """The codes of the user's own schools in an assessment."""
    own = user.reach(Permission.READ_ASSESSMENTS).schools
    found = SchoolCase.everything.filter(assessment=pk, school__in=own)
    return frozenset(found.values_list("school_code", flat=True))
