"""Campaigns: the list, one campaign, and what may be done with it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng_web.accounts.permissions import may, require
from junheng_web.audit.actions import by_request
from junheng_web.collection.actions.campaigns import (
    add_missing,
    close_campaign,
    extend_deadline,
    open_campaign,
    plan_campaign,
    reopen_campaign,
)
from junheng_web.collection.actions.opening import Made
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.campaign_forms import CampaignForm, DeadlineForm
from junheng_web.collection.models import Campaign, CampaignState
from junheng_web.collection.queries.board import own_returns, totals_of
from junheng_web.collection.queries.departments import missing_departments
from junheng_web.collection.queries.rounds import (
    campaigns_managed_by,
    campaigns_seen_by,
    regions_to_plan_in,
    rounds_overseen_by,
)
from junheng_web.collection.views.attempts import attempt, in_words
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Filter, Listing


@login_required
@require_GET
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign the user has to do with, the newest first; the user's own returns on top."""
    user = request.user
    listing = Listing(
        request,
        campaigns_seen_by(user),  # type: ignore[arg-type]
        columns=(
            Column(
                key="title",
                label=_("名称"),
                link=lambda each: reverse("collection:campaign", args=[each.pk]),
            ),
            Column(key="year", label=_("年度"), value=lambda each: str(each.year), sort="year"),
            Column(key="region__name", label=_("范围")),
            Column(
                key="state",
                label=_("状态"),
                value=lambda each: each.get_state_display(),
                sort="state",
            ),
            Column(key="opens_on", label=_("开始日期"), hidden=True),
            Column(key="deadline", label=_("截止日期")),
            Column(key="left", label=_("剩余"), value=_left),
            Column(key="rules_on", label=_("规则日期"), hidden=True),
        ),
        search=("title", "region__name"),
        filters=(Filter(key="state", label=_("状态"), choices=CampaignState.choices),),
        name=_("采集"),
    )
    own = list(own_returns(user))  # type: ignore[arg-type]
    context = {
        "listing": listing,
        "own": own,
        "waiting": sum(each.editable for each in own),
        "may_plan": may(user, Permission.MANAGE_CAMPAIGNS),
    }
    return listing.export() or render(request, "collection/campaigns.html", context)


def _left(campaign: Campaign) -> str:
    if campaign.state != CampaignState.OPEN:
        return ""
    days = campaign.days_left
    if days < 0:
        return _("已过 %(days)s 天") % {"days": -days}
    return _("还有 %(days)s 天") % {"days": days}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a campaign."""
    require(request.user, Permission.MANAGE_CAMPAIGNS)
    regions = regions_to_plan_in(request.user)  # type: ignore[arg-type]
    form = CampaignForm(request.POST or None, regions=regions, today=timezone.localdate())
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        region = form.cleaned_data["region"]
        try:
            made = plan_campaign(region=region, plan=form.plan(), by=by_request(request))
        except Refused as problem:
            refused = problem
        else:
            messages.success(request, _("已建立，核对后开放填报"))
            return redirect("collection:campaign", made.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "refused": in_words(refused) if refused else ""}
    return render(request, "collection/campaign_new.html", context, status=status)


@login_required
@require_GET
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign: its terms, how far it is, and what its managers may do."""
    user = request.user
    found = get_object_or_404(campaigns_seen_by(user), pk=pk)  # type: ignore[arg-type]
    manages = may(user, Permission.MANAGE_CAMPAIGNS, region=found.region)
    rounds = rounds_overseen_by(user).filter(campaign=found)  # type: ignore[arg-type]
    own = [each for each in own_returns(user) if each.round.campaign_id == found.pk]  # type: ignore[arg-type]
    overseen = list(rounds[:2])
    context = {
        "campaign": found,
        "manages": manages,
        "totals": totals_of(found, user) if overseen else None,  # type: ignore[arg-type]
        "only_round": overseen[0] if len(overseen) == 1 else None,
        "own": own,
        "missing": missing_departments(found) if manages else [],
        "form": DeadlineForm(initial={"deadline": found.deadline}),
    }
    return render(request, "collection/campaign.html", context)


@login_required
@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Open, close, reopen, extend, or ask those who were registered meanwhile."""
    found = get_object_or_404(campaigns_seen_by(request.user), pk=pk)  # type: ignore[arg-type]
    if not campaigns_managed_by(request.user).filter(pk=pk).exists():  # type: ignore[arg-type]
        raise PermissionDenied
    by, reason = by_request(request), request.POST.get("reason", "")
    acts = {
        "open": (lambda: open_campaign(campaign=found, by=by), _("已开放填报，并通知了有关人员")),
        "close": (lambda: close_campaign(campaign=found, by=by), _("已结束采集")),
        "reopen": (
            lambda: reopen_campaign(campaign=found, by=by, reason=reason),
            _("已重新开放填报"),
        ),
        "add-missing": (
            lambda: _added(request, add_missing(campaign=found, by=by)),
            _("已补发报表"),
        ),
        "extend": (lambda: _extended(request, found), _("截止日期已推迟，并通知了有关人员")),
    }
    if verb not in acts:
        raise Http404
    what, done = acts[verb]
    already = _("没有缺少的报表") if verb == "add-missing" else ""
    attempt(request, what, done=done, already=already)
    return redirect("collection:campaign", pk)


def _added(request: HttpRequest, made: Made) -> int:
    """How many returns were added; counties under seal that lack some are named."""
    if made.sealed:
        messages.warning(
            request,
            _(
                "这些县的数据已提出封存、已封存或已锁定，没有补发：%(counties)s。须补发的，先撤回封存或退回。"
            )
            % {"counties": _("、").join(made.sealed)},
        )
    return made.returns


def _extended(request: HttpRequest, found: Campaign) -> bool:
    form = DeadlineForm(request.POST)
    if not form.is_valid():
        raise Refused(_("新的截止日期没有写对"), remedy=_("写成 2025-12-31 这样的日期"))
    given = form.cleaned_data
    return extend_deadline(
        campaign=found,
        deadline=given["deadline"],
        by=by_request(request),
        reason=given["reason"],
    )
