"""A person's own account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from junheng_web.accounts.actions.sessions import end_other_sessions, end_session
from junheng_web.accounts.rights import held_in, rights_of
from junheng_web.accounts.roles import ROLES
from junheng_web.audit.actions import by_request


@login_required
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """My roles, how I sign in, where I am signed in."""
    user = request.user
    context = {
        "holdings": user.holdings_now,  # type: ignore[union-attr]
        "has_factor": is_mfa_enabled(user, [Authenticator.Type.TOTP]),
        "sessions": len(UserSession.objects.purge_and_list(user)),
    }
    return render(request, "accounts/me.html", context)


@login_required
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am signed in."""
    found = UserSession.objects.purge_and_list(request.user)
    found.sort(key=lambda each: each.last_seen_at, reverse=True)
    return render(request, "accounts/sessions.html", {"sessions": found})


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one place of mine; the present one is signed out by signing out."""
    session = get_object_or_404(UserSession.objects.filter(user=request.user), pk=pk)
    if session.session_key == request.session.session_key:
        return redirect("account_logout")
    end_session(user=request.user, session=session, by=by_request(request))  # type: ignore[arg-type]
    messages.success(request, _("已退出那一处登录。"))
    return redirect("accounts:sessions")


@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    ended = end_other_sessions(
        user=request.user,  # type: ignore[arg-type]
        current=request.session.session_key or "",
        by=by_request(request),
    )
    messages.success(
        request,
        ngettext("已退出其他 %(number)s 处登录。", "已退出其他 %(number)s 处登录。", ended)
        % {"number": ended},
    )
    return redirect("accounts:sessions")


@login_required
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Every role in one sentence, and what it may do."""
    mine = {holding.role_key for holding in request.user.holdings_now}  # type: ignore[union-attr]
    described = [
        {
            "role": role,
            "held_in": held_in(role),
            "rights": rights_of(role),
            "mine": role.key in mine,
        }
        for role in ROLES
    ]
    return render(request, "accounts/roles.html", {"roles": described})
