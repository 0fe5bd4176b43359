"""Workbooks: downloaded with what is known, uploaded, looked at and taken in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.errors import UserError
from junheng_web.audit.actions import by_request
from junheng_web.collection.actions import taking_in, uploads
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.models import Return, Round, Upload, UploadState
from junheng_web.collection.prefilled import prefilled_workbook
from junheng_web.collection.queries.last_year import documents_before, with_round
from junheng_web.collection.queries.returns import (
    returns_fillable_by,
    returns_seen_by,
    rounds_seen_by,
)
from junheng_web.collection.queries.uploads import marked_copy, uploads_of
from junheng_web.collection.views.upload_lists import (
    defects_listing,
    differences_listing,
    uploads_listing,
)
from junheng_web.lib.spreadsheets import XLSX, download


@login_required
@require_GET
def template_of_return(request: HttpRequest, return_id: int) -> HttpResponse:
    """The workbook of one school, with what is stored."""
    of = get_object_or_404(
        returns_seen_by(request.user).filter(school__isnull=False),  # type: ignore[arg-type]
        pk=return_id,
    )
    return _workbook([of], name=f"{of.subject.name}{of.round.campaign.year}", county=False)


@login_required
@require_GET
def template_of_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """The workbook of all schools of the county that the user fills in, with the county's facts."""
    of = _round(request, round_id)
    returns = _fillable(request, of)
    if not returns:
        raise PermissionDenied
    county = any(each.department_id is not None for each in returns)
    try:
        return _workbook(returns, name=f"{of.county.name}{of.campaign.year}", county=county)
    except UserError as problem:
        messages.error(request, str(problem))
        return redirect("collection:upload", round_id=of.pk)


def _workbook(returns: list[Return], *, name: str, county: bool) -> HttpResponse:
    made = prefilled_workbook(returns, last_year=documents_before(returns), county=county)
    return download(made, f"{name}填报.xlsx", XLSX)


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, round_id: int) -> HttpResponse:
    """Send a workbook for a round; the ones sent before are listed."""
    of = _round(request, round_id)
    returns = _fillable(request, of)
    if not returns:
        raise PermissionDenied
    schools = [each.school for each in returns if each.school is not None]
    asked = request.POST.get("school") or request.GET.get("school", "")
    school = next((each for each in schools if str(each.pk) == asked), None)
    refused = None
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Refused(_("没有选择文件"), remedy=_("先选择文件，再上传"))
            made, job = uploads.receive(of=of, school=school, file=file, by=by_request(request))
            if job is not None:
                return redirect("jobs:job", job_id=job.pk)
            return redirect("collection:preview", upload_id=made.pk)
        except Refused as problem:
            refused = problem
    listing = uploads_listing(request, uploads_of(request.user).filter(round=of))  # type: ignore[arg-type]
    context = {
        "round": of,
        "school": school,
        "schools": schools,
        "refused": refused,
        "listing": listing,
    }
    status = 409 if refused else 200
    return listing.export() or render(request, "collection/upload.html", context, status=status)


@login_required
@require_GET
def preview(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """What is wrong with a workbook, what it adds up to and what it would change."""
    found = _own(request, upload_id)
    defects = defects_listing(request, found)
    changes = differences_listing(request, found)
    context = {
        "upload": found,
        "defects": defects,
        "changes": changes,
        "errors": sum(each["severity"] == "error" for each in found.defects),
        "warnings": sum(each["severity"] == "warning" for each in found.defects),
        "ready": found.state == UploadState.READY,
        "reading": found.state == UploadState.READING,
        "open": found.state in (UploadState.READY, UploadState.REFUSED),
        "returns": len(found.versions),
        "cells": len(changes.rows),
    }
    return (
        defects.export()
        or changes.export()
        or render(request, "collection/upload_preview.html", context)
    )


@login_required
@require_GET
def marked(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """The workbook with every defect coloured and explained where it stands."""
    found = _own(request, upload_id)
    try:
        made = marked_copy(found)
    except UserError as problem:
        messages.error(request, str(problem))
        return redirect("collection:preview", upload_id=found.pk)
    name = found.name.rpartition(".")[0] or found.name
    return download(made, f"{name}-标注.xlsx", XLSX)


@login_required
@require_POST
def act(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Take the workbook in, compare it again, or give it up."""
    found = _own(request, upload_id)
    by, what = by_request(request), request.POST.get("do", "")
    if what == "discard":
        uploads.discard(upload=found, by=by)
        messages.success(request, _("已放弃，什么都没有入库"))
        return redirect("collection:upload", round_id=found.round_id)
    if what == "again":
        uploads.compare_again(upload=found, by=by)
    elif what == "commit":
        try:
            taking_in.commit_upload(upload=found, by=by)
        except Refused as problem:
            messages.error(request, "；".join([str(problem), *problem.lines[:20]]))
        else:
            messages.success(
                request,
                _("已入库：%(number)s 份报表") % {"number": len(found.versions)},
            )
    return redirect(reverse("collection:preview", args=[found.pk]))


def _round(request: HttpRequest, round_id: int) -> Round:
    return get_object_or_404(rounds_seen_by(request.user), pk=round_id)  # type: ignore[arg-type]


def _fillable(request: HttpRequest, of: Round) -> list[Return]:
    return with_round(of, returns_fillable_by(request.user).filter(round=of))  # type: ignore[arg-type]


def _own(request: HttpRequest, upload_id: UUID) -> Upload:
    return get_object_or_404(uploads_of(request.user), pk=upload_id)  # type: ignore[arg-type]
