"""Asking for a plan: what kind, for which county and year, by which options; then the page of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from junheng.errors import UserError
from junheng_web.accounts.models import User
from junheng_web.assessments.evaluations import evaluation_of
from junheng_web.audit.actions import by_request
from junheng_web.collection.models import Round
from junheng_web.lib.doors import Permission
from junheng_web.lib.spreadsheets import XLSX, download
from junheng_web.plans.actions.asking import MOST_SECONDS, NotPossible, Wish, ask_plan
from junheng_web.plans.models import Plan
from junheng_web.plans.planners import Option, Planner, Sort, planners
from junheng_web.plans.queries.plans import basis_of, plans_seen_by, rounds_planned_for
from junheng_web.plans.template import template as template_of
from junheng_web.plans.views.fetching import asked_for, who

MINUTES = 10
_MOST_MINUTES = MOST_SECONDS // 60
_LONGEST_NAME = 80


@login_required
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Choose county, year and kind."""
    user = who(request, Permission.MAKE_PLANS)
    rounds = list(rounds_planned_for(user)[:200])
    asked = request.GET.get("round", "")
    round_ = next((each for each in rounds if str(each.pk) == asked), None)
    if round_ is None and rounds:
        round_ = rounds[0]
    context = {
        "rounds": rounds,
        "round": round_,
        "basis": basis_of(round_) if round_ else None,
        "planners": [planner for planner in planners() if planner.available],
    }
    return render(request, "plans/choose.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, kind: str, round_id: int) -> HttpResponse:
    """The form of one kind, filled in as the plan named by ``like`` where there is one."""
    user = who(request, Permission.MAKE_PLANS)
    planner, round_ = asked_for(user, kind, round_id)
    like = _like(request, user, planner)
    problems: dict[str, str] = {}
    if request.method == "POST":
        wish, problems = _wish(request, planner, like)
        if wish is not None:
            try:
                made = ask_plan(round=round_, planner=planner, wish=wish, by=by_request(request))
            except NotPossible as problem:
                problems[""] = str(problem)
            else:
                return redirect("plans:plan", pk=made.pk)
    basis = basis_of(round_)
    context = {
        "planner": planner,
        "round": round_,
        "basis": basis,
        "lacks": planner.needs_assessment and basis is None,
        "like": like,
        "fields": _fields(request, planner, like, problems),
        "name": request.POST.get("name", _next_name(like) if like else ""),
        "minutes": request.POST.get("minutes", (like.seconds // 60) if like else MINUTES),
        "most_minutes": _MOST_MINUTES,
        "tables": planner.tables,
        "problems": problems,
    }
    return render(request, "plans/ask.html", context, status=422 if problems else 200)


def _like(request: HttpRequest, user: User, planner: Planner) -> Plan | None:
    asked = request.POST.get("like") or request.GET.get("like", "")
    try:
        number = UUID(asked)
    except ValueError:
        return None
    return plans_seen_by(user).filter(pk=number, kind=planner.kind).first()


def _next_name(like: Plan) -> str:
    return _("%(name)s（改）") % {"name": like.name[: _LONGEST_NAME - 5]}


def _wish(
    request: HttpRequest, planner: Planner, like: Plan | None
) -> tuple[Wish | None, dict[str, str]]:
    """What is asked for, or what is wrong, by field."""
    problems: dict[str, str] = {}
    options: dict[str, Any] = {}
    for option in planner.options:
        try:
            options[option.name] = option.read(request.POST.get(f"option-{option.name}", ""))
        except UserError as problem:
            problems[option.name] = str(problem)
    name = request.POST.get("name", "").strip()
    if not name or len(name) > _LONGEST_NAME or "\x00" in name:
        problems["name"] = _("方案名称：请填写，不超过 %(most)s 个字") % {"most": _LONGEST_NAME}
    minutes = request.POST.get("minutes", str(MINUTES)).strip()
    limit = int(minutes) if minutes.isascii() and minutes.isdigit() and len(minutes) < 5 else -1
    if not 1 <= limit <= _MOST_MINUTES:
        problems["minutes"] = _("最多算几分钟：应在 1 到 %(most)s 之间") % {"most": _MOST_MINUTES}
    if problems:
        return None, problems
    wish = Wish(
        name=name,
        options=options,
        seconds=limit * 60,
        file=request.FILES.get("workbook"),
        like=like,
    )
    return wish, {}


def _fields(
    request: HttpRequest, planner: Planner, like: Plan | None, problems: Mapping[str, str]
) -> list[dict[str, Any]]:
    posted = request.method == "POST"
    kept = {**planner.defaults(), **(like.options if like else {})}
    return [
        {
            "option": option,
            "name": f"option-{option.name}",
            "sort": option.sort.value,
            "text": request.POST.get(f"option-{option.name}", "")
            if posted
            else option.typed(kept[option.name]),
            "on": bool(request.POST.get(f"option-{option.name}"))
            if posted
            else bool(kept[option.name]),
            "usual": _usual(option),
            "problem": problems.get(option.name, ""),
        }
        for option in planner.options
    ]


def _usual(option: Option) -> str:
    if option.sort is Sort.FLAG or option.default == "":
        return ""
    return option.said(option.default)


@login_required
@require_GET
def template(request: HttpRequest, kind: str, round_id: int) -> HttpResponse:
    """The workbook of a planner's further tables, with what the county's assessment knows of them."""
    user = who(request, Permission.MAKE_PLANS)
    planner, round_ = asked_for(user, kind, round_id)
    if planner.subject is None:
        raise Http404
    made = template_of(planner.subject, _known(planner, round_))
    name = f"{round_.county.name}{round_.campaign.year}-{planner.title}.xlsx"
    return download(made, name, XLSX)


def _known(planner: Planner, round_: Round) -> Mapping[str, Any]:
    basis = basis_of(round_) if planner.prefill is not None else None
    if basis is None or planner.prefill is None:
        return {}
    try:
        return planner.prefill(evaluation_of(basis).census)
    except LookupError:
        return {}
