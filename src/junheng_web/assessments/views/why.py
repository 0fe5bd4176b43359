"""Why: the derivation of any figure, as a page or as the part beside it."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from junheng.errors import UserError
from junheng.evaluation import explain as derive
from junheng_web.accounts.models import User
from junheng_web.assessments import headlines
from junheng_web.assessments.derivation import shown
from junheng_web.assessments.evaluations import evaluation_of
from junheng_web.assessments.models import Assessment, Basis
from junheng_web.assessments.queries.parts import assessments_of_own_schools, own_codes
from junheng_web.assessments.views.fetching import done, is_part, user_of
from junheng_web.lib.doors import Permission

_OF_SCHOOL = re.compile(r"(?P<code>[0-9A-Za-z]+)(:(primary|junior)(:\w+)?|:[0-9]+\.[0-9]+)?\Z")


@login_required
@require_GET
def explain(request: HttpRequest, pk: UUID, address: str) -> HttpResponse:
    """The derivation of what the address names, evaluated from the frozen input."""
    user = user_of(request)
    assessment = _allowed(user, pk, address)
    evaluation = evaluation_of(assessment)
    try:
        step = derive(evaluation, address)
    except (UserError, KeyError) as problem:
        raise Http404 from problem
    context = {
        "assessment": assessment,
        "place": headlines.place(assessment),
        "draft": assessment.basis == Basis.DRAFT,
        "shown": shown(step, assessment, evaluation),
        "address": address,
        "rules": evaluation.rules,
        "edition_changed": evaluation.rules.fingerprint != assessment.fingerprint,
        "whole": bool(user.reach(Permission.READ_ASSESSMENTS).paths),
    }
    template = "assessments/why_part.html" if is_part(request) else "assessments/why.html"
    return render(request, template, context)


def _allowed(user: User, pk: UUID, address: str) -> Assessment:
    """Everything for those who see the county; for a school only what is asked about itself."""
    if user.reach(Permission.READ_ASSESSMENTS).paths:
        return done(user, pk)
    found = _OF_SCHOOL.match(address)
    if found is None or found["code"] not in own_codes(user, pk):
        raise Http404
    return get_object_or_404(assessments_of_own_schools(user), pk=pk)
