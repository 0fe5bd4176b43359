"""The reviewer's inbox, and many returns decided at once."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from junheng_web.accounts.permissions import may, require
from junheng_web.audit.actions import by_request
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.states import approve, send_back
from junheng_web.collection.models import Return
from junheng_web.collection.queries.inbox import inbox_counts, inbox_of, returns_reviewable_by
from junheng_web.collection.queries.rounds import (
    rounds_to_confirm,
    rounds_to_lock,
    rounds_to_propose,
    unlocks_to_decide,
)
from junheng_web.collection.views.attempts import tell_refusal
from junheng_web.collection.views.choosing import box_column, chosen
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Filter, Listing


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for review, sealing, locking and unlocking, as far as the user's roles reach."""
    user = request.user
    reviews = may(user, Permission.REVIEW_RETURNS)
    if not reviews and not may(user, Permission.LOCK_COUNTY):
        raise PermissionDenied
    listing = _listing(request)
    waiting, doubtful = inbox_counts(user) if reviews else (0, 0)  # type: ignore[arg-type]
    context = {
        "listing": listing,
        "reviews": reviews,
        "waiting": waiting,
        "doubtful": doubtful,
        "to_propose": list(rounds_to_propose(user)),  # type: ignore[arg-type]
        "to_confirm": list(rounds_to_confirm(user)),  # type: ignore[arg-type]
        "to_lock": list(rounds_to_lock(user)),  # type: ignore[arg-type]
        "unlocks": list(unlocks_to_decide(user)),  # type: ignore[arg-type]
    }
    return listing.export() or render(request, "collection/review.html", context)


def _listing(request: HttpRequest) -> Listing:
    query = inbox_of(request.user)  # type: ignore[arg-type]
    counties = list(
        query.order_by("round__county__code")
        .values_list("round__county__code", "round__county__name")
        .distinct()
    )
    filters = [
        Filter(
            key="kind",
            label=_("类别"),
            choices=(("school", _("学校")), ("department", _("部门"))),
        ),
        Filter(key="late", label=_("逾期"), choices=(("True", _("逾期")), ("False", _("按时")))),
    ]
    if len(counties) > 1:
        filters.insert(0, Filter(key="round__county__code", label=_("县"), choices=counties))
    return Listing(
        request,
        query,
        columns=(
            Column(
                key="subject_name",
                label=_("学校或部门"),
                link=lambda each: reverse("collection:review", args=[each.pk]),
            ),
            *box_column(request, lambda each: each.subject_name),
            Column(key="round__county__name", label=_("县"), hidden=len(counties) < 2),
            Column(
                key="round__campaign__year",
                label=_("年度"),
                value=lambda each: str(each.round.campaign.year),
                sort="round__campaign__year",
                hidden=True,
            ),
            Column(key="errors", label=_("错误"), numeric=True, hidden=True),
            Column(key="warnings", label=_("提醒"), numeric=True),
            Column(key="outliers", label=_("异常值"), numeric=True),
            Column(
                key="largest_change",
                label=_("比上年最大变化"),
                unit="%",
                value=_percent,
                sort="largest_change",
                numeric=True,
            ),
            Column(key="demanded", label=_("有修改要求"), hidden=True),
            Column(
                key="late",
                label=_("逾期"),
                value=lambda each: _("逾期") if each.late else "",
                sort="late",
            ),
            Column(key="submitted_by__name", label=_("提交人")),
            Column(key="submitted_at", label=_("提交时间")),
            Column(key="note", label=_("核实说明"), hidden=True),
        ),
        search=("school__name", "school__code", "department__name"),
        filters=filters,
        name=_("待审核"),
    )


def _percent(of: Return) -> Decimal | None:
    if of.largest_change is None:
        return None
    return round(Decimal(str(of.largest_change)) * 100, 1)


@login_required
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Approve or return the chosen ones, each by itself: what is refused is listed, the rest is done."""
    require(request.user, Permission.REVIEW_RETURNS)
    verb, reason = request.POST.get("verb", ""), request.POST.get("reason", "")
    confirmed = request.POST.get("confirmed") == "yes"
    returns = returns_reviewable_by(request.user).filter(pk__in=chosen(request))  # type: ignore[arg-type]
    done, refusals = 0, []
    by = by_request(request)
    for each in returns.order_by("pk"):
        try:
            if verb == "approve":
                done += approve(of=each, by=by, confirmed=confirmed)
            elif verb == "return":
                done += send_back(of=each, by=by, reason=reason)
        except Refused as refused:
            refusals.append(refused)
    if done:
        text = {
            "approve": ngettext("已通过 %(number)s 份", "已通过 %(number)s 份", done),
            "return": ngettext("已退回 %(number)s 份", "已退回 %(number)s 份", done),
        }[verb]
        messages.success(request, text % {"number": done})
    if refusals:
        first = refusals[0]
        tell_refusal(
            request,
            Refused(
                ngettext("%(number)s 份没有办理", "%(number)s 份没有办理", len(refusals))
                % {"number": len(refusals)},
                remedy=first.remedy,
                lines=[each.message for each in refusals],
            ),
        )
    elif not done:
        messages.info(request, _("没有选中要办理的报表"))
    return redirect("collection:inbox")
