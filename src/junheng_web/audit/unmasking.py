"""Seeing personal data in the clear: only with the right to, only with a reason, always on record.

A view of any app is the whole flow::

    def see_identity(request, pk):
        child = get_object_or_404(children_for(request.user), pk=pk)
        return unmasked(
            request, action="children.see_identity", subject=child, school=child.school,
            path=child.school.county.path, shows=lambda: render(request, "...", {"child": child}))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from junheng_web.audit.actions import by_request, record
from junheng_web.audit.forms import ReasonForm
from junheng_web.audit.labels import action_label
from junheng_web.lib.doors import Permission

if TYPE_CHECKING:
    from junheng_web.territory.models import Region, School


def unmasked(
    request: HttpRequest,
    *,
    action: str,
    subject: models.Model,
    path: str,
    shows: Callable[[], HttpResponse],
    region: Region | None = None,
    school: School | None = None,
) -> HttpResponse:
    """Ask for a reason; once it is given and written down, answer with what ``shows`` makes.

    Raises ``PermissionDenied`` unless the user may unmask in that region or school. The answer is never
    kept by the browser, and shown again only for a new reason.
    """
    user = request.user
    if not user.is_authenticated or not user.reach(Permission.UNMASK).covers(
        region=region, school=school
    ):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record(
            action,
            by=by_request(request),
            subject=subject,
            path=path,
            personal=True,
            reason=form.cleaned_data["reason"],
        )
        answer = shows()
    else:
        context = {"form": form, "subject": subject, "label": action_label(action)}
        answer = render(request, "audit/reason.html", context)
    add_never_cache_headers(answer)
    return answer
