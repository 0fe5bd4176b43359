"""Progress of long work: a page, a part of a page that renews itself, and a way to stop."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from junheng_web.audit.actions import by_request
from junheng_web.jobs import actions
from junheng_web.jobs.queries import jobs_of
from junheng_web.lib.listings import Column, Listing


@login_required
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """My jobs."""
    listing = Listing(
        request,
        jobs_of(request.user),  # type: ignore[arg-type]
        columns=(
            Column(key="title", label=_("内容"), link=lambda job: f"/jobs/{job.pk}/"),
            Column(key="state", label=_("状态"), value=lambda job: job.get_state_display()),
            Column(key="asked_at", label=_("提出时间")),
            Column(key="finished_at", label=_("结束时间")),
            Column(key="outcome", label=_("结果")),
        ),
        search=("title", "outcome"),
        name=_("后台任务"),
    )
    return listing.export() or render(request, "jobs/list.html", {"listing": listing})


@login_required
@require_GET
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One job; a request by HTMX gets the part that changes."""
    found = get_object_or_404(jobs_of(request.user), pk=job_id)  # type: ignore[arg-type]
    part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    return render(request, "jobs/progress.html" if part else "jobs/job.html", {"job": found})


@login_required
@require_POST
def stop(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Stop one job."""
    found = get_object_or_404(jobs_of(request.user), pk=job_id)  # type: ignore[arg-type]
    actions.stop(job=found, by=by_request(request))
    return redirect("jobs:job", job_id=found.pk)
