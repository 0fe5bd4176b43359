"""A person's own account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_required
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """My roles, how I sign in, where I am signed in."""
    return render(request, "accounts/me.html", {"holdings": request.user.holdings_now})  # type: ignore[union-attr]
