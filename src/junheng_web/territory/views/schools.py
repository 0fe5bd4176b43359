"""The schools of a region, and one of them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from junheng_web.audit.actions import by_request
from junheng_web.lib.listings import Column, Filter, Listing
from junheng_web.territory.actions import add_school, close_school, rename_school
from junheng_web.territory.forms import CloseForm, NameForm, SchoolForm
from junheng_web.territory.models import Level, School
from junheng_web.territory.queries import all_schools_in, ancestors, regions, schools_anywhere
from junheng_web.territory.views.doors import attempt, manages, require_managing
from junheng_web.territory.words import AREAS, TYPES


@login_required
@require_GET
def schools(request: HttpRequest, pk: int) -> HttpResponse:
    """The schools of a region, those that are closed too."""
    found = get_object_or_404(regions(), pk=pk)
    listing = Listing(
        request,
        all_schools_in((found.path,)),
        columns=(
            Column(
                key="name", label=_("学校名称"), link=lambda each: f"/territory/schools/{each.pk}/"
            ),
            Column(key="code", label=_("学校标识码")),
            Column(key="county__name", label=_("县（市、区）"), sort="county__code"),
            Column(
                key="type",
                label=_("学校类型"),
                value=lambda each: str(TYPES[each.type]),
                sort="type",
            ),
            Column(
                key="area_class",
                label=_("城乡类型"),
                value=lambda each: str(AREAS[each.area_class]),
                sort="area_class",
            ),
            Column(key="closed", label=_("撤销日期")),
        ),
        search=("name", "code"),
        filters=(
            Filter(key="type", label=_("学校类型"), choices=tuple(TYPES.items())),
            Filter(key="area_class", label=_("城乡类型"), choices=tuple(AREAS.items())),
            Filter(
                key="closed__isnull",
                label=_("状态"),
                choices=(("True", _("在办")), ("False", _("已撤销"))),
            ),
        ),
        name=_("学校"),
    )
    may = manages(request, region=found)
    context = {
        "region": found,
        "above": ancestors(found),
        "listing": listing,
        "manages": may,
        "adds": found.level == Level.COUNTY and may,
    }
    return listing.export() or render(request, "territory/schools.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a school in a county."""
    county = get_object_or_404(regions().filter(level=Level.COUNTY), pk=pk)
    require_managing(request, region=county)
    form = SchoolForm(request.POST or None)
    if request.method == "POST" and attempt(
        request,
        form,
        lambda: add_school(county=county, by=by_request(request), **form.cleaned_data),
        _("已登记学校。"),
    ):
        return redirect("territory:schools", pk=pk)
    context = {"region": county, "above": ancestors(county), "form": form}
    return render(request, "territory/school_new.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def school(request: HttpRequest, pk: int) -> HttpResponse:
    """One school, and its name and end."""
    found = get_object_or_404(schools_anywhere(), pk=pk)
    asked = request.POST.get("asked", "")
    naming = NameForm(
        request.POST if asked == "rename" else None, prefix="rename", initial={"name": found.name}
    )
    closing = CloseForm(request.POST if asked == "close" else None, prefix="close")
    if request.method == "POST":
        require_managing(request, school=found)
        if _changed(request, found, asked, naming, closing):
            return redirect("territory:school", pk=pk)
        found.refresh_from_db()
    context = {
        "school": found,
        "type": TYPES[found.type],
        "area": AREAS[found.area_class],
        "above": [*ancestors(found.county), found.county],
        "manages": manages(request, school=found),
        "naming": naming,
        "closing": closing,
    }
    return render(request, "territory/school.html", context)


def _changed(request: HttpRequest, found: School, asked: str, naming: Any, closing: Any) -> bool:
    by = by_request(request)
    if asked == "rename":
        return attempt(
            request,
            naming,
            lambda: rename_school(school=found, by=by, **naming.cleaned_data),
            _("已变更名称。"),
        )
    return asked == "close" and attempt(
        request,
        closing,
        lambda: close_school(school=found, by=by, **closing.cleaned_data),
        _("已撤销；原有数据都保留。"),
    )
