"""Asking for a judgement, for its recomputing, for its files; each ends on the page of its job."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.errors import UserError
from junheng.rulebook import load
from junheng.standards import RuleSet
from junheng_web.accounts.permissions import require
from junheng_web.assessments.actions import exporting, rechecking
from junheng_web.assessments.actions.asking import run
from junheng_web.assessments.headlines import of_county, place
from junheng_web.assessments.judging import Terms
from junheng_web.assessments.models import Basis
from junheng_web.assessments.queries.verdicts import rounds_judged_for
from junheng_web.assessments.views.fetching import done, may_run, user_of
from junheng_web.audit.actions import by_request
from junheng_web.collection.models import RoundState
from junheng_web.lib.doors import Permission
from junheng_web.lib.options import in_language
from junheng_web.lib.spreadsheets import download

_JSON = "application/json"


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, round_id: int) -> HttpResponse:
    """Choose what to judge and by which options; then the page of the job."""
    user = user_of(request)
    round_ = get_object_or_404(rounds_judged_for(user), pk=round_id)
    require(user, Permission.RUN_ASSESSMENTS, region=round_.county)
    campaign = round_.campaign
    terms = Terms(jurisdiction=campaign.jurisdiction, on=campaign.rules_on, options=())
    rules, problem = None, ""
    try:
        rules = terms.rules()
        if request.method == "POST":
            basis = request.POST.get("basis", "")
            if basis not in Basis.values:
                raise Http404
            asked = run(
                round=round_,
                basis=basis,
                by=by_request(request),
                options=_options_of(request, rules),
            )
            return redirect("jobs:job", job_id=asked.job_id)
    except UserError as found:
        problem = str(found)
    context = {
        "round": round_,
        "locked": round_.state == RoundState.LOCKED,
        "rules": rules,
        "options": _choices(request, rules) if rules else [],
        "switches": _switches(request, rules) if rules else [],
        "problem": problem,
    }
    return render(request, "assessments/run.html", context)


def _options_of(request: HttpRequest, rules: RuleSet) -> list[str]:
    """What was chosen, where it is not the default, and the exceptions turned on."""
    chosen = [
        f"{option.id}={choice}"
        for option in rules.options.values()
        if (choice := request.POST.get(f"option-{option.id}", option.default)) != option.default
    ]
    return [*chosen, *dict.fromkeys(request.POST.getlist("switch"))]


def _choices(request: HttpRequest, rules: RuleSet) -> list[dict[str, Any]]:
    return [
        {
            "id": option.id,
            "title": in_language(option.title),
            "default": option.default,
            "chosen": request.POST.get(f"option-{option.id}", option.default),
            "choices": [
                {"id": each.id, "title": in_language(each.title)} for each in option.choices
            ],
        }
        for option in rules.options.values()
    ]


def _switches(request: HttpRequest, rules: RuleSet) -> list[dict[str, Any]]:
    """The exceptions that this place and day know, off unless chosen."""
    return [
        {
            "id": switch.id,
            "title": in_language(switch.title),
            "summary": in_language(switch.summary),
            "on": switch.id in request.POST.getlist("switch"),
        }
        for switch in load().switches
        if switch.clause in rules.clauses and switch.since <= rules.on
    ]


@login_required
@require_POST
def recompute(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Compute again in the background and compare."""
    user = user_of(request)
    assessment = done(user, pk)
    require(user, Permission.RUN_ASSESSMENTS, region=assessment.round.county)
    job = rechecking.ask_recompute(assessment=assessment, by=by_request(request))
    return redirect("jobs:job", job_id=job.pk)


@login_required
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The files of an assessment: what is ready, and asking for what is not."""
    user = user_of(request)
    assessment = done(user, pk)
    if request.method == "POST":
        if exporting.archive_of(assessment).exists():
            messages.info(request, _("文件已经写好"))
            return redirect("assessments:files", pk=pk)
        job = exporting.ask_files(assessment=assessment, by=by_request(request))
        return redirect("jobs:job", job_id=job.pk)
    context = {
        "assessment": assessment,
        "headline": of_county(assessment),
        "place": place(assessment),
        "ready": exporting.archive_of(assessment).exists(),
        "county": assessment.round.county,
        "year": assessment.round.campaign.year,
        "runs": may_run(user, assessment),
    }
    return render(request, "assessments/files.html", context)


@login_required
@require_GET
def archive(request: HttpRequest, pk: UUID) -> HttpResponse | FileResponse:
    """All files in one archive, once they are written."""
    assessment = done(user_of(request), pk)
    path = exporting.archive_of(assessment)
    if not path.exists():
        return redirect("assessments:files", pk=pk)
    name = f"{place(assessment)}.zip"
    exporting.note_download(assessment=assessment, what=name, by=by_request(request))
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


@login_required
@require_GET
def result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole stored result as JSON, at once."""
    assessment = done(user_of(request), pk)
    exporting.note_download(assessment=assessment, what=exporting.RESULT, by=by_request(request))
    content = exporting.json_of(assessment).encode()
    return download(content, f"{place(assessment)}-{exporting.RESULT}", _JSON)
