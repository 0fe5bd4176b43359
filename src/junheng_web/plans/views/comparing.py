"""Scenarios side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from junheng.planning.outcome import unpacked
from junheng_web.accounts.models import User
from junheng_web.lib.listings import Column, Listing
from junheng_web.plans.comparing import (
    LEAST,
    MOST,
    Side,
    figures,
    measured,
    options,
    schools,
    shared_tables,
    text_of,
)
from junheng_web.plans.models import Plan, PlanState
from junheng_web.plans.queries.plans import outcome_of, plans_seen_by
from junheng_web.plans.tables import SCHOOL
from junheng_web.plans.views.fetching import reader
from junheng_web.plans.wording import called, state_words

_OFFERED = 40


@login_required
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four finished plans of one county; with fewer chosen, what can be chosen."""
    user = reader(request)
    chosen = _chosen(request, user)
    county = chosen[0].round.county_id if chosen else None
    problem = ""
    if any(each.round.county_id != county for each in chosen):
        problem = _("只能比较同一个县的方案")
    elif len(chosen) > MOST:
        problem = _("一次最多比较 %(most)s 个方案") % {"most": MOST}
    context: dict[str, Any] = {
        "chosen": {each.pk for each in chosen},
        "offered": _offered(user, chosen),
        "problem": problem,
    }
    if problem or len(chosen) < LEAST:
        return render(request, "plans/compare.html", context)
    sides = [Side(plan=each, outcome=unpacked(outcome_of(each))) for each in chosen]
    by_figure = _figures(request, sides)
    tables = shared_tables(sides)
    asked = request.GET.get("table", "")
    table = next((each for each in tables if each.name == asked), tables[0] if tables else None)
    by_school = _schools(request, sides, table.name) if table is not None else None
    exported = by_figure.export() or (by_school.export() if by_school is not None else None)
    if exported is not None:
        return exported
    context |= {
        "sides": [
            {"plan": each.plan, "called": called(each.plan), "state": state_words(each.plan)}
            for each in sides
        ],
        "figures": by_figure,
        "options": options(sides),
        "tables": tables,
        "table": table,
        "schools": by_school,
    }
    return render(request, "plans/compare.html", context)


def _chosen(request: HttpRequest, user: User) -> list[Plan]:
    """The plans named by the address that are finished and within reach, in the order given."""
    numbers = []
    for each in request.GET.getlist("plan")[: MOST + 4]:
        try:
            numbers.append(UUID(each))
        except ValueError:
            continue
    found = plans_seen_by(user).filter(pk__in=numbers, state=PlanState.DONE)
    by_number = {each.pk: each for each in found}
    return [by_number[each] for each in dict.fromkeys(numbers) if each in by_number]


def _offered(user: User, chosen: list[Plan]) -> list[dict[str, object]]:
    """What can be chosen: finished plans, of the county of those chosen already."""
    found = plans_seen_by(user).filter(state=PlanState.DONE).order_by("-asked_at")
    if chosen:
        found = found.filter(round__county=chosen[0].round.county_id)
    return [{"plan": each, "called": called(each)} for each in found[:_OFFERED]]


def _figures(request: HttpRequest, sides: list[Side]) -> Listing:
    columns = [Column(key="title", label=lazy("项目"))]
    columns += [
        Column(key=f"v{place}", label=side.plan.name, numeric=True, text=text_of)
        for place, side in enumerate(sides)
    ]
    columns += [
        Column(
            key=f"d{place}",
            label=_("%(name)s 比 %(first)s")
            % {"name": side.plan.name, "first": sides[0].plan.name},
            numeric=True,
            text=text_of,
        )
        for place, side in enumerate(sides)
        if place
    ]
    return Listing(
        request, figures(sides), columns=columns, name=_("主要数字对比"), prefix="figures-"
    )


def _schools(request: HttpRequest, sides: list[Side], name: str) -> Listing:
    table = sides[0].outcome.table(name)
    columns = [Column(key="school", label=lazy("学校"))]
    for each in measured(table):
        columns += [
            Column(
                key=f"{each.name}:v{place}",
                label=f"{each.header} · {side.plan.name}",
                unit=each.unit,
                numeric=True,
                text=text_of,
            )
            for place, side in enumerate(sides)
        ]
        columns += [
            Column(
                key=f"{each.name}:d{place}",
                label=_("%(header)s：%(name)s 比 %(first)s")
                % {
                    "header": each.header,
                    "name": side.plan.name,
                    "first": sides[0].plan.name,
                },
                unit=each.unit,
                numeric=True,
                text=text_of,
                hidden=len(sides) > LEAST,
            )
            for place, side in enumerate(sides)
            if place
        ]
    columns.append(Column(key=SCHOOL, label=lazy("学校标识码"), hidden=True))
    return Listing(
        request,
        schools(sides, name),
        columns=columns,
        name=_("%(table)s 分校对比") % {"table": table.title},
        prefix="schools-",
        search=("*",),
    )
