"""Pages about the interface: its manual, made from the OpenAPI document, and a person's tokens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng_web.api import actions
from junheng_web.api.forms import TokenForm
from junheng_web.api.interface import api
from junheng_web.api.queries import tokens_of
from junheng_web.audit.actions import by_request
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Listing


@login_required
@require_GET
def manual(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters and answers."""
    document = api.get_openapi_schema()
    operations: list[dict[str, Any]] = [
        {"method": method.upper(), "address": address, **operation}
        for address, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return render(
        request,
        "api/manual.html",
        {"info": document["info"], "operations": operations},
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """My tokens, and a form that makes one. The token itself is shown once, in this answer only."""
    form = TokenForm(request.POST or None, user=request.user)  # type: ignore[arg-type]
    made = ""
    if request.method == "POST" and form.is_valid():
        _token, made = actions.make_token(
            name=form.cleaned_data["name"],
            permissions=[Permission(each) for each in form.cleaned_data["permissions"]],
            region=None,
            expires_on=form.cleaned_data["expires_on"],
            by=by_request(request),
        )
        form = TokenForm(user=request.user)  # type: ignore[arg-type]
    listing = Listing(
        request,
        tokens_of(request.user),  # type: ignore[arg-type]
        columns=(
            Column(key="name", label=_("用途")),
            Column(key="start", label=_("开头")),
            Column(key="made_at", label=_("创建时间")),
            Column(key="expires_on", label=_("失效日期")),
            Column(key="used_at", label=_("最近使用")),
            Column(key="withdrawn_at", label=_("撤销时间")),
        ),
        name=_("接口令牌"),
    )
    if request.method == "GET" and (workbook := listing.export()):
        return workbook
    page = {"listing": listing, "form": form, "made": made}
    return render(request, "api/tokens.html", page)


@login_required
@require_POST
def withdraw(request: HttpRequest, token_id: int) -> HttpResponse:
    """Make one of my tokens useless."""
    token = get_object_or_404(tokens_of(request.user), pk=token_id)  # type: ignore[arg-type]
    actions.withdraw_token(token=token, by=by_request(request))
    messages.success(request, _("令牌已撤销"))
    return redirect("api:tokens")
