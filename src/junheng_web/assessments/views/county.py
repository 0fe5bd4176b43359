"""The county page: verdict, what blocks it, what is missing, how even it is, how it went before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from junheng_web.assessments import headlines
from junheng_web.assessments.figures import Marked
from junheng_web.assessments.models import Assessment, AssessmentState, Basis, ClauseLine
from junheng_web.assessments.names import AREAS, VERDICTS, indicator, percent, size_class, stage
from junheng_web.assessments.queries.likeness import like
from junheng_web.assessments.queries.parts import clauses_seen_by, disparities_seen_by, heavy
from junheng_web.assessments.queries.verdicts import CountyYear, best
from junheng_web.assessments.titles import entitle
from junheng_web.assessments.views.fetching import user_of, year_of
from junheng_web.collection.models import RoundState
from junheng_web.lib.doors import Permission
from junheng_web.territory.units import BY_KIND

MOST_MISSING = 12
"""Missing inputs that the page names at once; the others are counted and shown on demand."""


@login_required
@require_GET
def county(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One county in one year."""
    user = user_of(request)
    if not user.reach(Permission.READ_ASSESSMENTS).paths:
        return redirect("assessments:board")
    here, years = year_of(user, code, year, request.GET.get("version", ""))
    runs = user.reach(Permission.RUN_ASSESSMENTS).covers(region=here.county)
    context: dict[str, Any] = {
        "here": here,
        "county": here.county,
        "year": year,
        "locked": here.round.state == RoundState.LOCKED,
        "runs": runs,
        "versions": here.all,
        "pending": [each for each in here.all if each.state == AssessmentState.PENDING],
    }
    shown = here.shown
    if shown is None or shown.state != AssessmentState.DONE:
        refused = shown or _latest(here.all)
        if refused is not None and refused.state == AssessmentState.REFUSED:
            context["refused"] = refused
            context["defects"] = heavy(refused, "defects")["defects"]
        return render(request, "assessments/not_judged.html", context)
    clauses = list(clauses_seen_by(user).filter(assessment=shown))
    entitle(shown, clauses)
    openings = heavy(shown, "openings")["openings"]
    unmet = [line for line in clauses if line.decides and line.status == "not_met"]
    unmet.sort(key=lambda line: (line.gap is None, line.gap or 0.0, line.order))
    compared = like(user, shown)
    for each in compared:
        entitle(each)
    context |= {
        "assessment": shown,
        "headline": headlines.of_county(shown),
        "draft": shown.basis == Basis.DRAFT,
        "why": _why(shown),
        "listed": f"?version={shown.pk}&" if request.GET.get("version") else "?",
        "clause_page": reverse("assessments:clause", args=[here.county.code, year, "-"])[:-2],
        "areas": _areas(shown),
        "unmet": [{"line": line, "gap": percent(line.gap)} for line in unmet],
        "open": [line for line in clauses if line.decides and line.status == "undetermined"],
        **_chosen(request, clauses),
        "every_clause": len(clauses),
        "openings": _openings(openings)[:MOST_MISSING],
        "more_openings": _openings(openings)[MOST_MISSING:],
        "disparities": _disparities(user, shown),
        "trend": _trend(years),
        "like": compared,
        "size_class": size_class(shown.summary.get("pupils", 0)),
        "newer_draft": _newer_draft(here, shown),
        "absent": shown.absent or [],
    }
    context["chart"] = _chart(context["disparities"])
    context["chart_over"] = sum(each["line"].status == "not_met" for each in context["disparities"])
    return render(request, "assessments/county.html", context)


def _chosen(request: HttpRequest, clauses: list[ClauseLine]) -> dict[str, Any]:
    """The clauses that the address asks for: those that a count of the page is made of."""
    area, status = request.GET.get("area", ""), request.GET.get("status", "")
    area, status = area if area in AREAS else "", status if status in VERDICTS else ""
    found = [
        line
        for line in clauses
        if (not area or line.article == area) and (not status or line.status == status)
    ]
    if area or status:
        found = [line for line in found if line.decides]  # what counts is made of
    words = [AREAS[area]] if area else []
    words += [VERDICTS[status]] if status else []
    return {"clauses": found, "chosen": " ".join(str(word) for word in words)}


def _latest(assessments: Sequence[Assessment]) -> Assessment | None:
    return max(assessments, key=lambda each: each.asked_at, default=None)


def _newer_draft(here: CountyYear, shown: Assessment) -> Assessment | None:
    """A later judgement than the one shown: of data that was not locked, or a version chosen back."""
    later = [
        each
        for each in here.all
        if each.state == AssessmentState.DONE
        and each.done_at is not None
        and shown.done_at is not None
        and each.done_at > shown.done_at
    ]
    return max(later, key=lambda each: each.done_at, default=None)  # type: ignore[arg-type,return-value]


def _why(assessment: Assessment) -> str:
    """The address of explanations of this assessment, to which the figure's own is added."""
    return reverse("assessments:explain", args=[assessment.pk, "-"]).removesuffix("-")


def _areas(assessment: Assessment) -> list[dict[str, Any]]:
    return [
        {**assessment.areas[article], "article": article, "name": AREAS[article]}
        for article in AREAS
        if article in assessment.areas
    ]


def _openings(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **each,
            "owner": str(BY_KIND[each["department"]].name)
            if each["department"] in BY_KIND
            else _("学校 %(code)s") % {"code": each["school"]},
        }
        for each in found
    ]


def _disparities(user: Any, assessment: Assessment) -> list[dict[str, Any]]:
    lines = disparities_seen_by(user).filter(assessment=assessment).order_by("-stage", "pk")
    return [
        {
            "line": line,
            "indicator": indicator(line.indicator),
            "stage": stage(line.stage),
            "status": Marked.of(line.status),
            "address": f"6.cv:{line.stage}:{line.indicator}",
        }
        for line in lines
    ]


def _chart(disparities: list[dict[str, Any]]) -> dict[str, Any]:
    """What the chart draws: a bar for each coefficient, its limit as a mark."""
    return {
        "value": _("差异系数"),
        "limit": _("限值"),
        "over": _("超限"),
        "within": _("在限内"),
        "bars": [
            {
                "name": f"{each['stage']} {each['indicator']}",
                "value": each["line"].cv,
                "limit": each["line"].limit,
                "over": each["line"].status == "not_met",
            }
            for each in disparities
            if each["line"].cv is not None
        ],
    }


def _trend(years: list[CountyYear]) -> list[dict[str, Any]]:
    """The years, latest first, each with what counts of it."""
    return [{"year": each.year, "assessment": best(each.all)} for each in years]
