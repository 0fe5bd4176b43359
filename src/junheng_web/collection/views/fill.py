"""The form of a return: filled in with or without JavaScript, never losing what was typed."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    RawPostDataException,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng_web.audit.actions import by_request
from junheng_web.collection.actions.carrying import carry_last_year
from junheng_web.collection.actions.entry import Conflict, base_of, save_document
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.documents import Document
from junheng_web.collection.models import Return
from junheng_web.collection.posted import Unusable, posted_document, with_row, without_row, written
from junheng_web.collection.queries.returns import returns_fillable_by, returns_seen_by
from junheng_web.collection.views.fill_answers import answer_of, conflict_of
from junheng_web.collection.views.fill_page import context_of

_NONSENSE = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    RawPostDataException,
)
"""What comes of a body that no page of ours sent."""


@login_required
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, return_id: int) -> HttpResponse:
    """One return: its form where it may be filled in now, else what stands in it."""
    of = _seen(request, return_id)
    if request.method == "POST":
        return _saved(request, of)
    return render(request, "collection/fill.html", context_of(request, of))


def _saved(request: HttpRequest, of: Return) -> HttpResponse:
    _require_fillable(request, of)
    what = request.POST.get("do", "save")
    base: Document = {}
    mine: Document = {}
    try:
        version = _version(request.POST.get("version"))
        base = base_of(of, version)
        mine = posted_document(base, request.POST)
        mine, anchor = _with_rows(mine, base, what, request)
        saved = save_document(of=of, version=version, document=mine, by=by_request(request))
        if what == "carry":
            saved = carry_last_year(of=saved.of, version=saved.of.version, by=by_request(request))
    except Conflict as conflict:
        context = context_of(request, of, typed=(base, mine), clashes=conflict.clashes)
        return render(request, "collection/fill.html", context, status=409)
    except Refused as refused:
        context = context_of(request, of, typed=(base, mine), refused=refused)
        return render(request, "collection/fill.html", context, status=409)
    except ValueError as problem:
        raise BadRequest from problem
    if what == "submit":
        return redirect("collection:submit", of.pk)
    messages.success(request, _("已保存") if saved.changes else _("没有改动，不用保存"))
    return HttpResponseRedirect(reverse("collection:return", args=[of.pk]) + anchor)


def _with_rows(
    mine: Document, base: Document, what: str, request: HttpRequest
) -> tuple[Document, str]:
    act, _colon, rest = what.partition(":")
    if act == "remove":
        return without_row(mine, base, rest, request.POST), f"#{rest.partition(':')[0]}"
    if act == "add":
        cells = {"stage": request.POST.get("new-stage", "")} if rest == "stages" else {}
        return with_row(mine, rest, cells), f"#{rest}"
    return mine, ""


@login_required
@require_POST
def cells(request: HttpRequest, return_id: int) -> JsonResponse:
    """Save cells as they are typed; answers what the page is to show beside them."""
    of = _seen(request, return_id)
    _require_fillable(request, of)
    try:
        sent = json.loads(request.body)
        version = _version(sent["version"])
        base = base_of(of, version)
        mine, made = written(base, sent)
        saved = save_document(of=of, version=version, document=mine, by=by_request(request))
    except Conflict as conflict:
        now = _seen(request, return_id)
        return JsonResponse(conflict_of(now, version, conflict), status=409)
    except Refused as refused:
        return JsonResponse({"refused": str(refused)}, status=423)
    except _NONSENSE as problem:
        raise BadRequest from problem
    return JsonResponse(answer_of(saved, version=version, base=base, mine=mine, made=made))


@login_required
@require_GET
def summary(request: HttpRequest, return_id: int) -> HttpResponse:
    """How far the return is and what is wrong with it: the part that a saved cell renews."""
    of = _seen(request, return_id)
    return render(request, "collection/fill_summary.html", context_of(request, of))


def _seen(request: HttpRequest, return_id: int) -> Return:
    return get_object_or_404(returns_seen_by(request.user), pk=return_id)  # type: ignore[arg-type]


def _require_fillable(request: HttpRequest, of: Return) -> None:
    if not returns_fillable_by(request.user).filter(pk=of.pk).exists():  # type: ignore[arg-type]
        raise PermissionDenied


def _version(text: Any) -> int:
    try:
        return int(text)
    except (TypeError, ValueError) as problem:
        raise Unusable("no version") from problem
