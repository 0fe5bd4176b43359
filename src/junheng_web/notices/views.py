"""A person's notices."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng_web.accounts.permissions import may, require
from junheng_web.audit.actions import by_request
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Listing
from junheng_web.notices import actions
from junheng_web.notices.actions import mark_read
from junheng_web.notices.forms import WebhookForm
from junheng_web.notices.models import Notice, Webhook
from junheng_web.notices.queries import notices_of, regions_for_webhooks, webhooks_for


@login_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """My notices."""
    listing = Listing(
        request,
        notices_of(request.user),  # type: ignore[arg-type]
        columns=(
            Column(key="text", label=_("内容"), value=str, link=_address, sort="text"),
            Column(key="at", label=_("时间")),
            Column(key="read_at", label=_("已读时间")),
        ),
        search=("text",),
        name=_("通知"),
    )
    return listing.export() or render(
        request,
        "notices/list.html",
        {"listing": listing, "arranges": may(request.user, Permission.MANAGE_CAMPAIGNS)},
    )


def _address(notice: Notice) -> str:
    """Where a notice leads: to what it is about, or to all that came together."""
    if notice.count == 1:
        return notice.link
    return reverse("notices:notice", args=[notice.pk])


@login_required
@require_GET
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Notices that came together, each with its own link."""
    found = get_object_or_404(notices_of(request.user), pk=pk)  # type: ignore[arg-type]
    items = [(found.text, found.link), *found.others]
    context = {"notice": found, "items": items, "more": found.count - len(items)}
    return render(request, "notices/notice.html", context)


@login_required
@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    mark_read(user=request.user)  # type: ignore[arg-type]
    return redirect("notices:notices")


@login_required
@require_http_methods(["GET", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    """The group robots of my regions, and a new one."""
    user = request.user
    regions = regions_for_webhooks(user)  # type: ignore[arg-type]
    require(user, Permission.MANAGE_CAMPAIGNS)
    form = WebhookForm(request.POST or None, regions=regions)
    if request.method == "POST" and form.is_valid():
        actions.add_webhook(by=by_request(request), **form.cleaned_data)
        messages.success(request, _("已登记。请试发一条，看群里收到没有。"))
        return redirect("notices:webhooks")
    listing = Listing(
        request,
        webhooks_for(user),  # type: ignore[arg-type]
        columns=(
            Column(
                key="region__name",
                label=_("区划"),
                sort="region__code",
                link=lambda each: f"/notices/webhooks/{each.pk}/",
            ),
            Column(key="kind", label=_("种类"), value=Webhook.get_kind_display, sort="kind"),
            Column(key="host", label=_("发往"), value=lambda each: each.host),
            Column(
                key="enabled",
                label=_("状态"),
                value=lambda each: _("启用") if each.enabled else _("停用"),
                sort="enabled",
            ),
            Column(key="tried_at", label=_("最近发送")),
            Column(key="outcome", label=_("最近结果")),
        ),
        name=_("群机器人"),
    )
    context = {"listing": listing, "form": form}
    return listing.export() or render(request, "notices/webhooks.html", context)


@login_required
@require_GET
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """One robot, without its address and secret."""
    found = get_object_or_404(webhooks_for(request.user), pk=pk)  # type: ignore[arg-type]
    return render(request, "notices/webhook.html", {"webhook": found})


@login_required
@require_POST
def change_webhook(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Try, switch on or off, or remove a robot."""
    found = get_object_or_404(webhooks_for(request.user), pk=pk)  # type: ignore[arg-type]
    by = by_request(request)
    if verb == "remove":
        actions.remove_webhook(webhook=found, by=by)
        messages.success(request, _("已删除。"))
        return redirect("notices:webhooks")
    if verb == "try":
        actions.try_webhook(webhook=found, by=by)
        messages.success(request, _("已交给后台发送，稍后刷新看结果。"))
    else:
        actions.switch_webhook(webhook=found, enabled=verb == "enable", by=by)
    return redirect("notices:webhook", pk=pk)
