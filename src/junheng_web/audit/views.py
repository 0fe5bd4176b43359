"""The trail, for those who read it. That they did is part of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng_web.audit import periods
from junheng_web.audit.actions import By, by_request, record
from junheng_web.audit.comparison import compared
from junheng_web.audit.forms import VerificationForm
from junheng_web.audit.labels import (
    CHANNELS,
    action_choices,
    action_label,
    kind_choices,
    kind_label,
)
from junheng_web.audit.models import Entry, Verification
from junheng_web.audit.queries import entries_for, neighbours, verifications
from junheng_web.audit.refusals import settle
from junheng_web.audit.verification import (
    ask_verification,
    give_up_lost,
    stop_verification,
)
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Filter, Listing


def _home(request: HttpRequest) -> str:
    """The path of the auditor's region. Raises ``PermissionDenied`` for those who are not auditors."""
    reach = request.user.reach(Permission.READ_AUDIT)  # type: ignore[union-attr]
    if not reach:
        raise PermissionDenied
    return str(min(reach.paths, key=len, default=""))


def _channel(entry: Entry) -> str:
    return str(dict(CHANNELS).get(entry.channel, entry.channel))


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("序号"), link=lambda entry: f"/audit/{entry.number}/"),
        Column(key="at", label=_("时间")),
        Column(key="actor_name", label=_("操作人")),
        Column(
            key="action",
            label=_("操作"),
            value=lambda entry: action_label(entry.action),
            sort="action",
        ),
        Column(
            key="subject_kind",
            label=_("对象类别"),
            value=lambda entry: kind_label(entry.subject_kind),
            sort="subject_kind",
        ),
        Column(key="subject_name", label=_("对象")),
        Column(
            key="personal",
            label=_("个人信息"),
            value=lambda entry: _("是") if entry.personal else "",
            sort="personal",
        ),
        Column(key="reason", label=_("事由")),
        Column(key="channel", label=_("途径"), value=_channel, sort="channel", hidden=True),
        Column(key="address", label=_("来源地址"), hidden=True),
    )


def _filters() -> tuple[Filter, ...]:
    return (
        Filter(key="at__gte", label=_("自"), choices=periods.beginnings()),
        Filter(key="at__lt", label=_("至"), choices=periods.ends()),
        Filter(key="action", label=_("操作"), choices=action_choices()),
        Filter(key="subject_kind", label=_("对象类别"), choices=kind_choices()),
        Filter(key="personal", label=_("个人信息"), choices=(("True", _("只看涉及个人信息的")),)),
        Filter(key="channel", label=_("途径"), choices=CHANNELS),
    )


def _note(action: str, by: By, home: str, after: dict[str, Any]) -> None:
    if by.user is not None:
        record(action, by=by, subject=by.user, path=home, after=after)


@login_required
@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    """The rows of the auditor's regions."""
    home = _home(request)
    settle()
    listing = Listing(
        request,
        entries_for(request.user),  # type: ignore[arg-type]
        columns=_columns(),
        search=("actor_name", "subject_name", "address", "reason"),
        filters=_filters(),
        name=_("操作记录"),
    )
    workbook = listing.export()
    action = "audit.read_trail" if workbook is None else "audit.export_trail"
    answer = workbook or render(
        request, "audit/trail.html", {"listing": listing, "latest": verifications().first()}
    )
    _note(action, by_request(request), home, {"query": request.GET.urlencode()[:500]})
    return answer


@login_required
@require_GET
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One row, before and after side by side."""
    home = _home(request)
    found = get_object_or_404(entries_for(request.user), number=number)  # type: ignore[arg-type]
    earlier, later = neighbours(request.user, found)  # type: ignore[arg-type]
    context = {
        "entry": found,
        "action": action_label(found.action),
        "kind": kind_label(found.subject_kind),
        "channel": _channel(found),
        "lines": compared(found.before, found.after),
        "earlier": earlier,
        "later": later,
    }
    answer = render(request, "audit/entry.html", context)
    record("audit.read_entry", by=by_request(request), subject=found, path=home)
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Walks along the chain: those that were, and a new one."""
    _home(request)
    give_up_lost()
    form = VerificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        walk = ask_verification(start=form.cleaned_data["start"], by=by_request(request))
        return redirect("audit:verification", pk=walk.pk)
    listing = Listing(
        request,
        verifications(),
        columns=(
            Column(
                key="asked_at", label=_("提出时间"), link=lambda each: f"/audit/verify/{each.pk}/"
            ),
            Column(
                key="state", label=_("结果"), value=Verification.get_state_display, sort="state"
            ),
            Column(key="start", label=_("起始序号"), numeric=True),
            Column(key="last", label=_("末条序号"), numeric=True),
            Column(key="looked", label=_("已核验条数"), numeric=True),
            Column(key="finished_at", label=_("结束时间")),
        ),
        name=_("核验"),
    )
    context = {"form": form, "listing": listing, "latest": verifications().first()}
    return listing.export() or render(request, "audit/verify.html", context)


@login_required
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop one walk."""
    _home(request)
    found = get_object_or_404(verifications(), pk=pk)
    stop_verification(walk=found, by=by_request(request))
    return redirect("audit:verification", pk=found.pk)


@login_required
@require_GET
def verification(request: HttpRequest, pk: int) -> HttpResponse:
    """One walk; a request by HTMX gets the part that changes."""
    _home(request)
    give_up_lost()
    found = get_object_or_404(verifications(), pk=pk)
    part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    name = "audit/walk.html" if part else "audit/verification.html"
    return render(request, name, {"walk": found})
