"""The page of one school (一校一案): where it stands, what it lacks, how it went before."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from junheng_web.accounts.models import User
from junheng_web.assessments.figures import Figure, Marked
from junheng_web.assessments.headlines import marked, place
from junheng_web.assessments.models import Assessment, AssessmentState, Basis, SchoolLine
from junheng_web.assessments.names import (
    AREA_CLASSES,
    INDICATORS,
    TYPES,
    VERDICTS,
    indicator,
    stage,
)
from junheng_web.assessments.queries.parts import cases_seen_by, rows_seen_by
from junheng_web.assessments.queries.verdicts import (
    assessments_seen_by,
    best_by_round,
    of_county,
    verdicts_of_own_county,
)
from junheng_web.assessments.views.fetching import user_of
from junheng_web.lib.doors import Permission


@login_required
@require_GET
def school(request: HttpRequest, code: str, year: int, school_code: str) -> HttpResponse:
    """One school in one year."""
    user = user_of(request)
    whole = bool(user.reach(Permission.READ_ASSESSMENTS).paths)
    every = _assessments(user, code, whole=whole)
    years = {each.round.campaign.year: each for each in best_by_round(every).values()}
    assessment = _asked(every, request.GET.get("version", "")) or years.get(year)
    if assessment is None or assessment.round.campaign.year != year:
        raise Http404
    case = get_object_or_404(cases_seen_by(user), assessment=assessment, school_code=school_code)
    chosen = {each.pk: number for number, each in years.items()} | {assessment.pk: year}
    lines = list(
        rows_seen_by(user).filter(assessment__in=chosen, school_code=school_code).order_by("-stage")
    )
    rows = [line for line in lines if line.assessment_id == assessment.pk]
    why = reverse("assessments:explain", args=[assessment.pk, "-"]).removesuffix("-")
    context = {
        "assessment": assessment,
        "case": case,
        "whole": whole,
        "code": code,
        "year": year,
        "place": place(assessment),
        "draft": assessment.basis == Basis.DRAFT,
        "headline": marked(_headline(case, rows, year), assessment),
        "why": why,
        "type": TYPES.get(case.type, case.type),
        "area_class": AREA_CLASSES.get(case.area_class, case.area_class),
        "rows": [_row(line) for line in rows],
        "ways": [_way(each) for each in case.ways],
        "findings": [{**each, "stage": stage(each["stage"])} for each in case.findings],
        "left_out": [{**each, "stage": stage(each["stage"])} for each in case.left_out],
        "missing": _missing(case.findings, rows),
        "trend": _trend(lines, chosen),
        "indicators": list(INDICATORS.values()),
        "years": sorted(set(chosen.values()), reverse=True),
    }
    return render(request, "assessments/school.html", context)


def _assessments(user: User, code: str, *, whole: bool) -> list[Assessment]:
    seen: QuerySet[Assessment] = (
        assessments_seen_by(user) if whole else verdicts_of_own_county(user)
    )
    found = seen.filter(of_county(code, lookup="round__county"), state=AssessmentState.DONE)
    return list(found)


def _asked(every: list[Assessment], version: str) -> Assessment | None:
    return next((each for each in every if version and str(each.pk) == version), None)


def _headline(case: Any, rows: list[SchoolLine], year: int) -> str:
    """``甲县第一小学 2025：未达标，小学 7 项中 5 项达标；另有 1 项逐校条款未达标``."""
    if not rows:
        return _("%(name)s %(year)s：不参加七项指标判定") % {"name": case.name, "year": year}
    stages = _("；").join(
        _("%(stage)s %(count)s 项指标中 %(met)s 项达标")
        % {"stage": stage(line.stage), "count": len(line.indicators), "met": line.met}
        for line in rows
    )
    sentence = _("%(name)s %(year)s：%(verdict)s，%(stages)s") % {
        "name": case.name,
        "year": year,
        "verdict": VERDICTS[case.status],
        "stages": stages,
    }
    failing = sum(each["status"] == "not_met" for each in case.findings)
    if failing:
        sentence += _("；另有 %(count)s 项逐校条款未达标") % {"count": failing}
    return sentence


def _row(line: SchoolLine) -> dict[str, Any]:
    return {
        "line": line,
        "stage": stage(line.stage),
        "indicators": [
            {
                "key": key,
                "name": name,
                **line.indicators[key],
                "word": Marked.of(line.indicators[key]["status"]),
            }
            for key, name in INDICATORS.items()
            if key in line.indicators
        ],
    }


def _way(way: dict[str, Any]) -> dict[str, Any]:
    return {
        "stage": stage(way["stage"]),
        "needs": [{**each, "name": indicator(each["indicator"])} for each in way["needs"]],
        "spared": [indicator(each) for each in way["spared"]],
        "unknown": [indicator(each) for each in way["unknown"]],
    }


def _missing(findings: list[dict[str, Any]], rows: list[SchoolLine]) -> list[str]:
    every = [label for each in findings for label in each.get("missing", ())]
    for line in rows:
        every += [label for each in line.indicators.values() for label in each.get("missing", ())]
    return list(dict.fromkeys(every))


def _figure(line: SchoolLine, key: str) -> Figure:
    address = f"{line.school_code}:{line.stage}:{key}"
    made = Figure(line.indicators[key]["value"], line.indicators[key]["status"])
    made.address = reverse("assessments:explain", args=[line.assessment_id, address])
    return made


def _trend(lines: list[SchoolLine], chosen: dict[Any, int]) -> list[dict[str, Any]]:
    """A row a year and stage: the indicators as marked figures."""
    found = [
        {
            "year": chosen[line.assessment_id],
            "stage": stage(line.stage),
            "pupils": line.pupils,
            "status": Marked.of(line.status),
            "figures": [_figure(line, key) if key in line.indicators else "" for key in INDICATORS],
        }
        for line in lines
    ]
    return sorted(found, key=lambda each: (-each["year"], str(each["stage"])))
