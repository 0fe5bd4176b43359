"""The county's seal: what is sealed, who proposed and confirmed it, and the prefecture's decision."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from junheng_web.accounts.permissions import may
from junheng_web.audit.actions import by_request
from junheng_web.collection.actions.seal import (
    confirm_seal,
    lock_county,
    propose_seal,
    return_county,
    withdraw_seal,
)
from junheng_web.collection.actions.unlocks import grant_unlock, refuse_unlock
from junheng_web.collection.models import Round, RoundState
from junheng_web.collection.queries.rounds import (
    rounds_overseen_by,
    unlocks_to_decide,
    with_progress,
)
from junheng_web.collection.queries.summary import summary_of
from junheng_web.collection.views.attempts import attempt
from junheng_web.lib.doors import Permission


@login_required
@require_GET
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands under the seal: completeness, remaining warnings, totals, and who signs."""
    found = get_object_or_404(with_progress(_rounds(request)), pk=pk)
    user = request.user

    def allowed(permission: Permission) -> bool:
        return may(user, permission, region=found.county)

    proposes, confirms = allowed(Permission.PROPOSE_SEAL), allowed(Permission.CONFIRM_SEAL)
    state = found.state
    context = {
        "round": found,
        "campaign": found.campaign,
        "summary": summary_of(found),
        "may_propose": proposes and state in (RoundState.COLLECTING, RoundState.RETURNED),
        "may_confirm": confirms
        and state == RoundState.PROPOSED
        and found.proposed_by_id != user.pk,
        "own_proposal": confirms
        and state == RoundState.PROPOSED
        and found.proposed_by_id == user.pk,
        "may_withdraw": (state == RoundState.PROPOSED and (proposes or confirms))
        or (state == RoundState.SEALED and confirms),
        "may_lock": state == RoundState.SEALED and allowed(Permission.LOCK_COUNTY),
        "unlocks": unlocks_to_decide(user).filter(of__round=found),  # type: ignore[arg-type]
    }
    return render(request, "collection/seal.html", context)


@login_required
@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Propose, confirm, withdraw, return or lock."""
    found: Round = get_object_or_404(_rounds(request), pk=pk)
    by, reason = by_request(request), request.POST.get("reason", "")
    acts = {
        "propose": (lambda: propose_seal(round_=found, by=by), _("已提出封存，等待另一人复核")),
        "confirm": (lambda: confirm_seal(round_=found, by=by), _("已封存，等待上级审核")),
        "withdraw": (
            lambda: withdraw_seal(round_=found, by=by, reason=reason),
            _("已撤回封存"),
        ),
        "return": (
            lambda: return_county(round_=found, by=by, reason=reason),
            _("已退回，并通知了县级"),
        ),
        "lock": (lambda: lock_county(round_=found, by=by), _("已锁定，全县数据不能再改")),
    }
    if verb not in acts:
        raise Http404
    what, done = acts[verb]
    attempt(request, what, done=done)
    return redirect("collection:seal", pk)


@login_required
@require_POST
def decide_unlock(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Grant or refuse a request for unlocking."""
    found = get_object_or_404(unlocks_to_decide(request.user), pk=pk)  # type: ignore[arg-type]
    by, answer = by_request(request), request.POST.get("reason", "")
    acts = {
        "grant": (lambda: grant_unlock(unlock=found, by=by), _("已解锁，并通知了填报人")),
        "refuse": (
            lambda: refuse_unlock(unlock=found, by=by, answer=answer),
            _("没有准许，已告知申请人"),
        ),
    }
    if verb not in acts:
        raise Http404
    what, done = acts[verb]
    attempt(request, what, done=done)
    return redirect("collection:inbox")


def _rounds(request: HttpRequest) -> QuerySet[Round]:
    return rounds_overseen_by(request.user)  # type: ignore[arg-type]
