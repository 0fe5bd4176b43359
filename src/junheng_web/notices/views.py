"""A person's notices."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from junheng_web.lib.listings import Column, Listing
from junheng_web.notices.actions import mark_read
from junheng_web.notices.queries import notices_of


@login_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """My notices."""
    listing = Listing(
        request,
        notices_of(request.user),  # type: ignore[arg-type]
        columns=(
            Column(key="text", label=_("内容"), link=lambda notice: notice.link),
            Column(key="at", label=_("时间")),
            Column(key="read_at", label=_("已读时间")),
        ),
        search=("text",),
        name=_("通知"),
    )
    return listing.export() or render(request, "notices/list.html", {"listing": listing})


@login_required
@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    mark_read(user=request.user)  # type: ignore[arg-type]
    return redirect("notices:notices")
