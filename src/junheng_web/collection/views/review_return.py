"""One return under review: every value with last year's, what is wrong beside it, and the decision."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng_web.accounts.permissions import may
from junheng_web.audit.actions import by_request
from junheng_web.collection.actions.remarks import WHOLE, Where, remark, settle
from junheng_web.collection.actions.states import (
    approve,
    begin_review,
    declare_absent,
    recall_absent,
    send_back,
)
from junheng_web.collection.actions.unlocks import ask_unlock
from junheng_web.collection.models import Return, ReturnState, RoundState
from junheng_web.collection.queries.evidence import evidence_of
from junheng_web.collection.queries.inbox import (
    inbox_of,
    remarks_reviewable_by,
    returns_reviewable_by,
)
from junheng_web.collection.queries.returns import returns_seen_by
from junheng_web.collection.queries.rounds import last_unlock, rounds_overseen_by
from junheng_web.collection.queries.sheets import Line, line_of, sheet_of
from junheng_web.collection.views.attempts import attempt
from junheng_web.lib.doors import Permission


@login_required
@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The return, readable to all who read it; decisions are for its reviewers."""
    of = _seen(request, pk)
    return render(request, "collection/review_return.html", _context(request, of))


def _context(request: HttpRequest, of: Return) -> dict[str, object]:
    user = request.user
    reviews = returns_reviewable_by(user).filter(pk=of.pk).exists()  # type: ignore[arg-type]
    sheet = sheet_of(of)
    free = of.round.state in (RoundState.COLLECTING, RoundState.RETURNED)
    following = (
        inbox_of(user).exclude(pk=of.pk).values_list("pk", flat=True).first()  # type: ignore[arg-type]
        if reviews
        else None
    )
    return {
        "of": of,
        "sheet": sheet,
        "reviews": reviews and free,
        "speaks": reviews or may(user, Permission.LOCK_COUNTY, region=of.round.county),
        "decides": reviews and free and of.state == ReturnState.SUBMITTED,
        "own_submission": of.submitted_by_id == user.pk,
        "takes_back": reviews and free and of.state == ReturnState.APPROVED,
        "may_excuse": reviews and free and of.editable,
        "may_recall": reviews and free and of.state == ReturnState.ABSENT,
        "may_unlock": of.state == ReturnState.LOCKED
        and may(user, Permission.CONFIRM_SEAL, region=of.round.county),
        "unlock": last_unlock(of),
        "evidence": evidence_of(of).filter(withdrawn_at__isnull=True),
        "next": following,
        "oversees": rounds_overseen_by(user).filter(pk=of.round_id).exists(),  # type: ignore[arg-type]
        "asked": request.GET.get("cell", ""),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a remark: the form beside the cell (GET), or the remark itself (POST). Works as a page

    of its own without JavaScript.
    """
    of = _seen(request, pk)
    given = request.POST if request.method == "POST" else request.GET
    where = _where(given.get("table", ""), given.get("key", ""), given.get("column", ""))
    if request.method == "POST":
        said = attempt(
            request,
            lambda: remark(
                on=of,
                text=given.get("text", ""),
                by=by_request(request),
                where=where,
                demands=given.get("demands") == "yes",
            ),
            done=_("意见已记下"),
        )
        if not (request.htmx and said and where != WHOLE):  # type: ignore[attr-defined]
            return redirect(_anchored(of, where))
    line = _line(of, where)
    reviews = returns_reviewable_by(request.user).filter(pk=of.pk).exists()  # type: ignore[arg-type]
    context = {
        "of": of,
        "line": line,
        "speaks": True,
        "reviews": reviews,
        "form": request.method != "POST",
    }
    part = request.htmx and line is not None  # type: ignore[attr-defined]
    name = "collection/review_cell.html" if part else "collection/review_say.html"
    return render(request, name, context)


def _line(of: Return, where: Where) -> Line | None:
    if where == WHOLE:
        return None
    line = line_of(of, (where.table, where.key, where.column))
    if line is None:
        raise Http404
    return line


def _anchored(of: Return, where: Where) -> str:
    address = reverse("collection:review", args=[of.pk])
    line = None if where == WHOLE else line_of(of, (where.table, where.key, where.column))
    return f"{address}#{line.anchor}" if line is not None else address


def _where(table: str, key: str, column: str) -> Where:
    """Raises ``Http404`` for a place that no page of ours asked for."""
    if not table:
        return WHOLE
    try:
        words = json.loads(key)
    except ValueError:
        raise Http404 from None
    if not isinstance(words, list):
        raise Http404
    return Where.of(table, words, column)


@login_required
@require_POST
def settled(request: HttpRequest, pk: int) -> HttpResponse:
    """A demand is settled."""
    found = get_object_or_404(remarks_reviewable_by(request.user), pk=pk)  # type: ignore[arg-type]
    attempt(
        request,
        lambda: settle(remark=found, by=by_request(request)),
        done=_("已标为了结"),
    )
    where = Where.of(found.table, found.key, found.column)
    return redirect(_anchored(found.on, where))


@login_required
@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Begin, approve, return, excuse, recall, or ask for unlocking."""
    of = _seen(request, pk)
    by, reason = by_request(request), request.POST.get("reason", "")
    confirmed = request.POST.get("confirmed") == "yes"
    acts = {
        "begin": (lambda: begin_review(of=of, by=by), _("已开始审核，学校不能再撤回")),
        "approve": (
            lambda: approve(of=of, by=by, note=reason, confirmed=confirmed),
            _("%(subject)s已通过") % {"subject": of.subject.name},
        ),
        "return": (
            lambda: send_back(of=of, by=by, reason=reason),
            _("%(subject)s已退回，并通知了填报人") % {"subject": of.subject.name},
        ),
        "absent": (
            lambda: declare_absent(of=of, by=by, reason=reason),
            _("%(subject)s已登记为不报") % {"subject": of.subject.name},
        ),
        "recall": (
            lambda: recall_absent(of=of, by=by),
            _("%(subject)s已恢复填报") % {"subject": of.subject.name},
        ),
        "unlock": (
            lambda: ask_unlock(of=of, by=by, reason=reason),
            _("解锁申请已送上级"),
        ),
    }
    if verb not in acts:
        raise Http404
    what, done = acts[verb]
    carried = attempt(request, what, done=done)
    if carried and verb in ("approve", "return"):
        following = inbox_of(request.user).exclude(pk=of.pk).first()  # type: ignore[arg-type]
        if following is not None and request.POST.get("onward"):
            return redirect("collection:review", following.pk)
    return redirect("collection:review", of.pk)


def _seen(request: HttpRequest, pk: int) -> Return:
    return get_object_or_404(returns_seen_by(request.user).select_related(*_PEOPLE), pk=pk)  # type: ignore[arg-type]


_PEOPLE = (
    "round__campaign",
    "round__county",
    "school__county",
    "department__region",
    "submitted_by",
    "approved_by",
)
