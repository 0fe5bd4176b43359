"""Handing a return in, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from junheng_web.accounts.permissions import require
from junheng_web.audit.actions import by_request
from junheng_web.collection.actions.locks import may_submit
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.states import submit, withdraw
from junheng_web.collection.actions.submission import checked
from junheng_web.collection.models import Return, ReturnState
from junheng_web.collection.queries.returns import returns_seen_by
from junheng_web.collection.views.attempts import attempt, in_words


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands in the way and what has to be verified (GET); handing in (POST)."""
    of = get_object_or_404(returns_seen_by(request.user), pk=pk)  # type: ignore[arg-type]
    _require(request, of)
    note, refused = request.POST.get("note", ""), None
    if request.method == "POST":
        try:
            fresh = submit(of=of, by=by_request(request), note=note)
        except Refused as problem:
            refused = problem
        else:
            if fresh:
                messages.success(request, _("已提交，等待县级审核"))
            else:
                messages.info(request, _("这份报表此前已经提交，没有重复提交"))
            return redirect("collection:submit", pk)
    context = {
        "of": of,
        "seen": checked(of),
        "note": note,
        "refused": in_words(refused) if refused else "",
        "may_withdraw": of.state == ReturnState.SUBMITTED and of.review_began_at is None,
    }
    status = 422 if refused else 200
    return render(request, "collection/review_submit.html", context, status=status)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a submission whose review has not begun."""
    of = get_object_or_404(returns_seen_by(request.user), pk=pk)  # type: ignore[arg-type]
    _require(request, of)
    taken = attempt(
        request, lambda: withdraw(of=of, by=by_request(request)), done=_("已撤回，可以继续填报")
    )
    return redirect("collection:return" if taken else "collection:submit", pk)


def _require(request: HttpRequest, of: Return) -> None:
    permission = may_submit(of)
    if of.school is not None:
        require(request.user, permission, school=of.school)
    else:
        require(request.user, permission, department=of.department)
