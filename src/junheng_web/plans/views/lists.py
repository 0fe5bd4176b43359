"""The plans within reach, and the plan that each county goes by."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from junheng.planning.outcome import Shape
from junheng.planning.showing import shown
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Filter, Listing
from junheng_web.plans.models import Plan, PlanState
from junheng_web.plans.planners import kinds, planner_of_kept
from junheng_web.plans.queries.plans import plans_seen_by
from junheng_web.plans.views.fetching import reader
from junheng_web.plans.wording import state_words

_TOLD = 3


@login_required
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """All plans within reach, latest first."""
    user = reader(request)
    found = plans_seen_by(user)
    years = sorted(
        {str(year) for year in found.order_by().values_list("round__campaign__year", flat=True)}
    )
    listing = Listing(
        request,
        found.order_by("-asked_at"),
        columns=_columns(),
        name=_("规划"),
        search=("name", "round__county__name", "title"),
        filters=(
            Filter(key="kind", label=lazy("种类"), choices=kinds()),
            Filter(
                key="round__campaign__year",
                label=lazy("年度"),
                choices=[(each, each) for each in reversed(years)],
            ),
            Filter(key="state", label=lazy("进度"), choices=PlanState.choices),
        ),
    )
    exported = listing.export()
    if exported is not None:
        return exported
    total = listing.page.paginator.count
    context = {
        "listing": listing,
        "total": total,
        "adopted": [each for each in listing.page if each.adopted],
        "pending": [each for each in listing.page if each.state == PlanState.PENDING],
        "makes": bool(user.reach(Permission.MAKE_PLANS)),
    }
    return render(request, "plans/list.html", context)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="name",
            label=lazy("方案名称"),
            link=lambda plan: reverse("plans:plan", args=[plan.pk]),
        ),
        Column(
            key="kind",
            label=lazy("种类"),
            value=lambda plan: str(planner_of_kept(plan.kind).title),
            sort="kind",
        ),
        Column(key="round__county__name", label=lazy("县（市、区）")),
        Column(
            key="round__campaign__year",
            label=lazy("年度"),
            value=lambda plan: str(plan.round.campaign.year),
            sort="round__campaign__year",
        ),
        Column(key="state", label=lazy("结果"), value=state_words, sort="state"),
        Column(key="figures", label=lazy("主要数字"), value=figures_line),
        Column(
            key="adopted",
            label=lazy("采用"),
            value=lambda plan: _("✓ 已采用") if plan.adopted else "",
        ),
        Column(key="asked_at", label=lazy("提出时间")),
        Column(
            key="asked_by__name",
            label=lazy("提出人"),
            value=lambda plan: plan.asked_by.called if plan.asked_by else _("系统"),
            hidden=True,
        ),
    )


def figures_line(plan: Plan) -> str:
    """The first key figures in a line."""
    return "；".join(
        f"{title} {shown(value, Shape(shape))} {unit}".strip()
        for _name, title, value, shape, unit, _note in plan.figures[:_TOLD]
    )
