"""How views fetch what an address names: through the scoped queries, 404 where out of reach."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from junheng_web.accounts.models import User
from junheng_web.assessments.models import Assessment, AssessmentState
from junheng_web.assessments.queries.verdicts import CountyYear, assessments_seen_by, county_years
from junheng_web.lib.doors import Permission


def user_of(request: HttpRequest) -> User:
    """The signed-in user. Raises ``PermissionDenied`` for one who reads no assessment anywhere."""
    user = request.user
    if not isinstance(user, User) or not user.reach(Permission.READ_ASSESSMENTS):
        raise PermissionDenied
    return user


def light(user: User, pk: UUID) -> Assessment:
    """An assessment without its heavy columns; 404 where out of reach."""
    return get_object_or_404(assessments_seen_by(user), pk=pk)


def done(user: User, pk: UUID) -> Assessment:
    """A finished assessment, its heavy columns fetched once they are asked for; 404 where out of reach."""
    return get_object_or_404(assessments_seen_by(user), pk=pk, state=AssessmentState.DONE)


def year_of(
    user: User, code: str, year: int, version: str = ""
) -> tuple[CountyYear, list[CountyYear]]:
    """The county's year, showing the version asked for, and all its years; 404 where out of reach."""
    years = county_years(user, code)
    for each in years:
        if each.year != year:
            continue
        if not version:
            return each, years
        for assessment in each.all:
            if str(assessment.pk) == version:
                shown = CountyYear(round=each.round, all=each.all, shown=assessment)
                return shown, years
    raise Http404


def may_run(user: User, assessment: Assessment) -> bool:
    """Whether the user may ask for judgements of that county."""
    return user.reach(Permission.RUN_ASSESSMENTS).covers(region=assessment.round.county)


def is_part(request: HttpRequest) -> bool:
    """Whether HTMX asks for a part of a page."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted
