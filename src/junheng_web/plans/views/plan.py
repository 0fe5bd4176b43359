"""The page of one plan: what came out, what it gives each school, what it rests on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from junheng.planning.outcome import Ending, Outcome, unpacked
from junheng.planning.showing import shown
from junheng.planning.tasks import NAME as DATED
from junheng_web.accounts.models import User
from junheng_web.accounts.permissions import require
from junheng_web.assessments.models import Assessment, SchoolCase
from junheng_web.assessments.queries.parts import cases_seen_by
from junheng_web.audit.actions import by_request
from junheng_web.lib.doors import Permission
from junheng_web.lib.spreadsheets import XLSX, download
from junheng_web.plans.actions.files import KINDS, note_download, written
from junheng_web.plans.models import Plan, PlanState
from junheng_web.plans.planners import planner_of_kept
from junheng_web.plans.queries.plans import (
    adopted_instead,
    adoption_of,
    outcome_of,
    plans_seen_by,
)
from junheng_web.plans.queries.tasks import counts_of
from junheng_web.plans.sketch import Sketch, measures_of, sketch_of
from junheng_web.plans.tables import listing_of, previewed, school_link
from junheng_web.plans.views.fetching import done, light, reader
from junheng_web.plans.wording import called, headline, place


@login_required
@require_GET
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One plan."""
    user = reader(request)
    found = light(user, pk)
    county = found.round.county
    makes = user.reach(Permission.MAKE_PLANS).covers(region=county)
    context: dict[str, Any] = {
        "plan": found,
        "planner": planner_of_kept(found.kind),
        "called": called(found),
        "headline": headline(found),
        "place": place(found),
        "makes": makes,
        "mine": found.asked_by_id == user.pk,
        "options": planner_of_kept(found.kind).said(found.options),
        "others": _others(user, found),
        "assessment": _assessment(found),
    }
    if found.state == PlanState.DONE:
        context |= _finished(request, user, found)
    return render(request, "plans/plan.html", context)


def _others(user: User, found: Plan) -> list[Plan]:
    """Finished plans of the same kind and county, to compare with."""
    same = plans_seen_by(user).filter(
        round__county=found.round.county_id, kind=found.kind, state=PlanState.DONE
    )
    return list(same.exclude(pk=found.pk).order_by("-asked_at")[:8])


def _assessment(found: Plan) -> Assessment | None:
    if found.assessment_id is None:
        return None
    light_one = Assessment.everything.select_related("round__campaign", "round__county")
    return light_one.only(
        "basis", "done_at", "verdict", "fingerprint", "ruleset_id", "rules_on",
        "round__campaign__year", "round__county__code", "round__county__name",
    ).get(pk=found.assessment_id)  # fmt: skip


def _finished(request: HttpRequest, user: User, found: Plan) -> dict[str, Any]:
    outcome = unpacked(outcome_of(found))
    assessment = _assessment(found)
    cases = _cases(user, assessment)
    link = school_link(assessment, frozenset(case.school_code for case in cases))
    adoption = adoption_of(found)
    county = found.round.county
    return {
        "outcome": outcome,
        "impossible": outcome.ending is Ending.IMPOSSIBLE,
        "figures": [
            {"figure": each, "shown": f"{shown(each.value, each.shape)} {each.unit}".strip()}
            for each in outcome.figures
        ],
        "tables": [previewed(table, link) for table in outcome.tables if table.rows],
        "basis": _basis(outcome),
        "dated": any(table.name == DATED and table.rows for table in outcome.tables),
        "adoption": adoption,
        "counts": counts_of(adoption) if adoption else None,
        "instead": adopted_instead(found),
        "adopts": user.reach(Permission.CONFIRM_SEAL).covers(region=county)
        and user.reach(Permission.MAKE_PLANS).covers(region=county),
        **_map(request, outcome, cases),
    }


def _cases(user: User, assessment: Assessment | None) -> list[SchoolCase]:
    if assessment is None:
        return []
    found = cases_seen_by(user).filter(assessment=assessment)
    return list(found.only("school_code", "name", "lon", "lat", "status", "pupils"))


def _map(request: HttpRequest, outcome: Outcome, cases: list[SchoolCase]) -> dict[str, Any]:
    measures = measures_of(outcome)
    asked = request.GET.get("map", "")
    chosen = next((each for each in measures if each.key == asked), None)
    sketch: Sketch | None = None
    if measures and cases:
        sketch = sketch_of(chosen or measures[0], cases)
    return {"measures": measures, "sketch": sketch}


def _basis(outcome: Outcome) -> list[tuple[str, str]]:
    """What the plan says it rests on, flat: names and values."""
    found: list[tuple[str, str]] = []

    def flatten(name: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                flatten(f"{name}.{key}" if name else str(key), each)
        elif isinstance(value, list | tuple):
            found.append((name, "、".join(map(str, value))))
        else:
            found.append((name, "—" if value is None else str(value)))

    flatten("", dict(outcome.basis))
    return found


@login_required
@require_GET
def table(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """One whole table of a plan."""
    user = reader(request)
    found, outcome = done(user, pk)
    try:
        shown_table = outcome.table(name)
    except KeyError:
        raise Http404 from None
    assessment = _assessment(found)
    codes = frozenset(case.school_code for case in _cases(user, assessment))
    listing = listing_of(
        request,
        shown_table,
        name=f"{found.name} {shown_table.title}",
        link=school_link(assessment, codes),
    )
    context = {
        "plan": found,
        "place": place(found),
        "called": called(found),
        "table": shown_table,
        "listing": listing,
    }
    return listing.export() or render(request, "plans/table.html", context)


@login_required
@require_GET
def files(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """The plan as a file: workbook, report, page or data."""
    found, outcome = done(reader(request), pk)
    if what not in KINDS:
        raise Http404
    content = written(outcome, what)
    file = KINDS[what]
    note_download(plan=found, what=what, by=by_request(request))
    return download(content, f"{place(found)}-{found.name}{file.suffix}", file.type)


@login_required
@require_GET
def workbook(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The workbook that was uploaded with the request for the plan."""
    user = reader(request)
    found = light(user, pk)
    if not found.workbook:
        raise Http404
    personal = planner_of_kept(found.kind).personal
    if personal:
        require(user, Permission.MAKE_PLANS, region=found.round.county)
    note_download(plan=found, what=_("附表"), by=by_request(request), personal=personal)
    with found.workbook.open("rb") as file:
        return download(file.read(), found.workbook_name, XLSX)
