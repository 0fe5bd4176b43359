"""The tasks of adopted plans: the list, one task, finishing it and opening it again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from junheng.errors import UserError
from junheng.planning.outcome import Shape
from junheng.planning.showing import shown
from junheng_web.accounts.models import User
from junheng_web.audit.actions import by_request
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Filter, Listing
from junheng_web.plans.actions import task_work
from junheng_web.plans.models import Task, TaskState
from junheng_web.plans.planners import kinds, planner_of_kept
from junheng_web.plans.queries.tasks import late_among, may_work_on, steps_of, tasks_seen_by
from junheng_web.plans.standing import STANDINGS, Standing
from junheng_web.plans.views.fetching import who
from junheng_web.territory.units import BY_KIND


def _user(request: HttpRequest) -> User:
    return who(request, Permission.READ_PLANS, Permission.WORK_ON_TASKS)


def _wide(user: User) -> bool:
    """Whether the user sees whole counties."""
    return bool(user.reach(Permission.READ_PLANS).paths)


@login_required
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """All tasks within reach, the earliest due first."""
    user = _user(request)
    found = tasks_seen_by(user)
    listing = Listing(
        request,
        found.order_by("due", "adoption", "order"),
        columns=_columns(_wide(user)),
        name=_("规划任务"),
        search=("what", "school_name", "school_code", "clause"),
        filters=_filters(user),
    )
    exported = listing.export()
    if exported is not None:
        return exported
    context = {
        "listing": listing,
        "late": late_among(found).count(),
        "open": found.filter(state=TaskState.OPEN).count(),
        "reads": bool(user.reach(Permission.READ_PLANS)),
    }
    return render(request, "plans/tasks.html", context)


def _filters(user: User) -> list[Filter]:
    seen = tasks_seen_by(user).order_by()
    years = sorted(set(seen.values_list("year", flat=True)))
    units = sorted(set(seen.values_list("responsible", flat=True)) - {""})
    found = [
        Filter(key="standing", label=lazy("状态"), choices=list(STANDINGS.items())),
        Filter(key="year", label=lazy("年度"), choices=[(str(each), str(each)) for each in years]),
    ]
    if user.reach(Permission.WORK_ON_TASKS):
        whose = [("own", lazy("由我办理")), ("others", lazy("由别人办理"))]
        found.append(Filter(key="whose", label=lazy("由谁办理"), choices=whose))
    if units:
        found.append(
            Filter(
                key="responsible",
                label=lazy("责任单位"),
                choices=[(each, unit_name(each)) for each in units],
            )
        )
    schools = sorted(set(seen.exclude(school_code="").values_list("school_code", "school_name")))
    if len(schools) > 1:
        found.append(Filter(key="school_code", label=lazy("学校"), choices=schools))
    if _wide(user):
        found.append(Filter(key="adoption__kind", label=lazy("种类"), choices=kinds()))
        counties = sorted(set(seen.values_list("adoption__county__code", "adoption__county__name")))
        if len(counties) > 1:
            found.append(
                Filter(key="adoption__county__code", label=lazy("县（市、区）"), choices=counties)
            )
    return found


def unit_name(kind: str) -> str:
    """The name of a kind of department; as it was written where there is none of the kind."""
    return str(BY_KIND[kind].name) if kind in BY_KIND else kind


def responsible(task: Task) -> str:
    """Who is to do it."""
    if task.responsible:
        return unit_name(task.responsible)
    return _("学校") if task.school_code else _("县教育行政部门")


def _columns(wide: bool) -> tuple[Column, ...]:
    return (
        Column(
            key="what",
            label=lazy("任务"),
            link=lambda task: reverse("plans:task", args=[task.pk]),
        ),
        Column(key="school_name", label=lazy("学校")),
        Column(key="due", label=lazy("期限")),
        Column(
            key="standing",
            label=lazy("状态"),
            value=lambda task: Standing(task.standing),
            sort="standing",
        ),
        Column(key="amount", label=lazy("数量"), numeric=True, text=amount_text),
        Column(key="unit", label=lazy("单位")),
        Column(key="cost_yuan", label=lazy("费用"), unit=lazy("元"), numeric=True, text=yuan_text),
        Column(key="responsible", label=lazy("责任单位"), value=responsible, sort="responsible"),
        Column(key="clause", label=lazy("条款")),
        Column(
            key="kind",
            label=lazy("种类"),
            value=lambda task: str(planner_of_kept(task.adoption.kind).title),
            sort="adoption__kind",
            hidden=not wide,
        ),
        Column(
            key="adoption__county__name",
            label=lazy("县（市、区）"),
            hidden=True,
        ),
        Column(
            key="year",
            label=lazy("年度"),
            value=lambda task: str(task.year),
            sort="year",
            hidden=True,
        ),
        Column(key="changed_at", label=lazy("办理时间"), hidden=True),
        Column(key="school_code", label=lazy("学校标识码"), hidden=True),
    )


def amount_text(value: float) -> str:
    """A quantity: whole where it is whole."""
    return shown(value, Shape.COUNT if float(value).is_integer() else Shape.NUMBER)


def yuan_text(value: float) -> str:
    """Whole yuan."""
    return shown(value, Shape.YUAN)


def _one(user: User, pk: int) -> Task:
    seen = tasks_seen_by(user).select_related("changed_by")
    return get_object_or_404(seen, pk=pk)


@login_required
@require_GET
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task, and what was done with it."""
    user = _user(request)
    found = _one(user, pk)
    works = may_work_on(user, found) and found.adoption.ended_at is None
    context = {
        "task": found,
        "standing": Standing(found.standing),  # type: ignore[attr-defined]
        "responsible": responsible(found),
        "amount": "" if found.amount is None else f"{amount_text(found.amount)} {found.unit}",
        "cost": "" if found.cost_yuan is None else yuan_text(found.cost_yuan),
        "kind": planner_of_kept(found.adoption.kind).title,
        "plan": found.adoption.plan,
        "reads": _wide(user),
        "steps": steps_of(found),
        "finishes": works and found.state == TaskState.OPEN,
        "reopens": works and found.state == TaskState.DONE,
    }
    return render(request, "plans/task.html", context)


@login_required
@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Finish a task (``finish``), or open it again (``reopen``)."""
    user = _user(request)
    found = _one(user, pk)
    note = request.POST.get("note", "").replace("\x00", "").strip()
    try:
        if verb == "finish":
            task_work.finish(task=found, note=note, by=by_request(request))
            messages.success(request, _("已记为完成"))
        elif verb == "reopen":
            task_work.reopen(task=found, note=note, by=by_request(request))
            messages.success(request, _("已重新打开"))
        else:
            raise Http404
    except UserError as problem:
        messages.error(request, str(problem))
    return redirect("plans:task", pk=pk)
