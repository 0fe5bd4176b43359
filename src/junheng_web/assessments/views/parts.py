"""Parts of the county page with addresses of their own: the matrix of schools, and where they lie."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from junheng_web.assessments import plan
from junheng_web.assessments.figures import Figure, Marked
from junheng_web.assessments.headlines import place
from junheng_web.assessments.models import Assessment, SchoolLine
from junheng_web.assessments.names import INDICATORS, STAGES, VERDICTS, stage
from junheng_web.assessments.queries.parts import cases_seen_by, rows_seen_by
from junheng_web.assessments.views.fetching import is_part, light, user_of
from junheng_web.lib.listings import Column, Filter, Listing

PLACEHOLDER = "-"


@login_required
@require_GET
def matrix(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Schools by indicators: a page of its own, or the part that the county page fetches."""
    user = user_of(request)
    assessment = light(user, pk)
    rows = rows_seen_by(user).filter(assessment=assessment).order_by("school_code", "stage")
    listing = Listing(
        request,
        rows,
        columns=_columns(assessment),
        name=_("%(place)s 学校与指标对照") % {"place": place(assessment)},
        search=("name", "school_code"),
        filters=(
            Filter(key="status", label=lazy("学校判定"), choices=list(VERDICTS.items())[:3]),
            Filter(key="stage", label=lazy("学段"), choices=list(STAGES.items())[:2]),
        ),
    )
    exported = listing.export()
    if exported is not None:
        return exported
    context = {"listing": listing, "assessment": assessment, "address": request.path}
    template = "assessments/matrix_part.html" if is_part(request) else "assessments/matrix.html"
    return render(request, template, context)


def _school_page(assessment: Assessment) -> str:
    """The address of schools' pages, to which a code is added."""
    round_ = assessment.round
    page = reverse(
        "assessments:school", args=[round_.county.code, round_.campaign.year, PLACEHOLDER]
    )
    return page.removesuffix(f"{PLACEHOLDER}/")


def _columns(assessment: Assessment) -> tuple[Column, ...]:
    page = _school_page(assessment)
    why = reverse("assessments:explain", args=[assessment.pk, PLACEHOLDER]).removesuffix(
        PLACEHOLDER
    )

    def figure(key: str) -> Any:
        def of(line: SchoolLine) -> Figure | None:
            found = line.indicators.get(key)
            if found is None:
                return None
            made = Figure(found["value"], found["status"])
            made.address = f"{why}{line.school_code}:{line.stage}:{key}"
            return made

        return of

    def status(line: SchoolLine) -> Figure:
        word = Marked.of(line.status)
        made = Figure(word.partition(" ")[2], line.status)
        made.address = f"{why}{line.school_code}:{line.stage}"
        return made

    return (
        Column(
            key="name",
            label=lazy("学校"),
            link=lambda line: f"{page}{line.school_code}/",
        ),
        Column(key="stage", label=lazy("学段"), value=lambda line: stage(line.stage), sort="stage"),
        Column(key="pupils", label=lazy("学生"), unit=lazy("人"), numeric=True),
        Column(key="status", label=lazy("是否达标"), value=status, sort="status"),
        Column(key="met", label=lazy("达标项"), numeric=True),
        *(
            Column(
                key=key,
                label=label,
                value=figure(key),
                sort=f"indicators__{key}__number",
                numeric=True,
            )
            for key, label in INDICATORS.items()
        ),
        Column(key="school_code", label=lazy("学校标识码"), hidden=True),
    )


@login_required
@require_GET
def where(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the schools lie, each by the shape of its status."""
    user = user_of(request)
    assessment = light(user, pk)
    cases = cases_seen_by(user).filter(assessment=assessment)
    known = cases.filter(~Q(lon=None), ~Q(lat=None)).only(
        "school_code", "name", "lon", "lat", "status", "pupils"
    )
    context = {
        "assessment": assessment,
        "plan": plan.drawn(list(known)),
        "unknown": cases.filter(Q(lon=None) | Q(lat=None)).count(),
        "school_page": _school_page(assessment),
        "year": assessment.round.campaign.year,
    }
    template = "assessments/map_part.html" if is_part(request) else "assessments/map.html"
    return render(request, template, context)
