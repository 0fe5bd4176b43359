"""Evidence files: listed, added, withdrawn, and served as downloads only."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng_web.audit.actions import by_request
from junheng_web.collection.actions.entry import why_closed
from junheng_web.collection.actions.evidence import (
    KINDS,
    add_evidence,
    note_reading,
    same_elsewhere,
    withdraw_evidence,
)
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.clauses import attested
from junheng_web.collection.models import Evidence, Return
from junheng_web.collection.queries.evidence import evidence_of, evidence_seen_by
from junheng_web.collection.queries.returns import returns_fillable_by, returns_seen_by
from junheng_web.lib.clauses import clause_name
from junheng_web.lib.listings import Column, Filter, Listing

SANDBOX = "sandbox; default-src 'none'"


@login_required
@require_http_methods(["GET", "POST"])
def evidence(request: HttpRequest, return_id: int) -> HttpResponse:
    """The evidence of one return, with a form to add a file."""
    of = get_object_or_404(returns_seen_by(request.user), pk=return_id)  # type: ignore[arg-type]
    fillable = returns_fillable_by(request.user).filter(pk=of.pk).exists()  # type: ignore[arg-type]
    refused = None
    if request.method == "POST":
        if not fillable:
            raise PermissionDenied
        try:
            return _added(request, of)
        except Refused as problem:
            refused = problem
    editing = fillable and not why_closed(of)
    listing = _listing(request, of, editing=editing)
    context = {
        "of": of,
        "listing": listing,
        "editing": editing,
        "closed": why_closed(of),
        "refused": refused,
        "clauses": attested(of.round.campaign),
        "chosen": request.POST.get("clause") or request.GET.get("clause", ""),
        "kept": [each for each in evidence_of(of) if each.withdrawn_at is None],
    }
    status = 409 if refused else 200
    return listing.export() or render(request, "collection/evidence.html", context, status=status)


def _added(request: HttpRequest, of: Return) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("没有选择文件"), remedy=_("先选择文件，再上传"))
    made = add_evidence(
        of=of, clause=request.POST.get("clause", ""), file=file, by=by_request(request)
    )
    messages.success(request, _("已上传“%(name)s”") % {"name": made.name})
    same = same_elsewhere(made)
    if same:
        messages.warning(
            request,
            _("同一个文件也是第 %(clauses)s 条的佐证")
            % {
                "clauses": "、".join(
                    clause_name(each) for each in sorted({one.clause for one in same})
                )
            },
        )
    return redirect("collection:evidence", return_id=of.pk)


def _listing(request: HttpRequest, of: Return, *, editing: bool) -> Listing:
    clauses = sorted({each.clause for each in evidence_of(of)})
    return Listing(
        request,
        evidence_of(of),
        columns=(
            Column(
                key="name",
                label=_("文件"),
                link=lambda each: reverse("collection:evidence_file", args=[each.pk]),
            ),
            Column(
                key="clause",
                label=_("条款"),
                value=lambda each: clause_name(each.clause),
                sort="clause",
            ),
            Column(key="kind", label=_("类型")),
            Column(key="size", label=_("大小"), unit=_("字节"), numeric=True),
            Column(key="by", label=_("上传人"), value=lambda each: each.by.called, sort="by__name"),
            Column(key="at", label=_("时间")),
            Column(
                key="withdrawn_at",
                label=_("状态"),
                value=lambda each: _("已撤下") if each.withdrawn_at else _("有效"),
                sort="withdrawn_at",
            ),
            Column(key="digest", label="SHA-256", hidden=True),
        ),
        search=("name",),
        filters=(Filter(key="clause", label=_("条款"), choices=[(c, c) for c in clauses]),),
        name=_("佐证材料"),
    )


@login_required
@require_GET
def evidence_file(request: HttpRequest, evidence_id: int) -> FileResponse:
    """One file as a download, on record. The browser never shows it in the name of this site."""
    found = _seen(request, evidence_id)
    if not found.file.storage.exists(str(found.file.name)):
        raise Http404
    note_reading(evidence=found, by=by_request(request))
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=KINDS[found.kind],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def withdraw(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Withdraw one file."""
    found = _seen(request, evidence_id)
    try:
        withdraw_evidence(evidence=found, by=by_request(request))
    except Refused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("已撤下“%(name)s”，文件仍然留存") % {"name": found.name})
    return redirect("collection:evidence", return_id=found.of_id)


def _seen(request: HttpRequest, evidence_id: int) -> Evidence:
    return get_object_or_404(evidence_seen_by(request.user), pk=evidence_id)  # type: ignore[arg-type]
