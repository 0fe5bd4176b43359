"""The departments of a region, and what each kind answers for."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng_web.audit.actions import by_request
from junheng_web.lib.listings import Column, Filter, Listing
from junheng_web.territory.actions import NotPossible, add_department, rename_department
from junheng_web.territory.actions.register import add_missing_departments
from junheng_web.territory.forms import DepartmentForm, NameForm
from junheng_web.territory.queries import (
    ancestors,
    departments_anywhere,
    departments_in,
    regions,
)
from junheng_web.territory.units import BY_KIND, UNITS
from junheng_web.territory.views.doors import attempt, manages, require_managing


@login_required
@require_http_methods(["GET", "POST"])
def departments(request: HttpRequest, pk: int) -> HttpResponse:
    """The departments in a region; an administrator adds one of a kind that is missing."""
    found = get_object_or_404(regions(), pk=pk)
    form = DepartmentForm(request.POST or None)
    if request.method == "POST":
        require_managing(request, region=found)
        if attempt(
            request,
            form,
            lambda: add_department(region=found, by=by_request(request), **form.cleaned_data),
            _("已新增部门。"),
        ):
            return redirect("territory:departments", pk=pk)
    listing = Listing(
        request,
        departments_in((found.path,)),
        columns=(
            Column(
                key="name", label=_("名称"), link=lambda each: f"/territory/departments/{each.pk}/"
            ),
            Column(
                key="kind",
                label=_("部门"),
                value=lambda each: str(BY_KIND[each.kind].name),
                sort="kind",
            ),
            Column(key="region__name", label=_("区划"), sort="region__code"),
            Column(
                key="facts",
                label=_("负责的县级数据"),
                value=lambda each: len(BY_KIND[each.kind].facts),
                unit=_("项"),
                numeric=True,
            ),
        ),
        search=("name",),
        filters=(
            Filter(
                key="kind", label=_("部门"), choices=tuple((unit.kind, unit.name) for unit in UNITS)
            ),
        ),
        name=_("部门"),
    )
    context = {
        "region": found,
        "above": ancestors(found),
        "listing": listing,
        "manages": manages(request, region=found),
        "form": form,
    }
    return listing.export() or render(request, "territory/departments.html", context)


@login_required
@require_POST
def add_missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Add all departments that the county lacks, or the counties of the region."""
    found = get_object_or_404(regions(), pk=pk)
    require_managing(request, region=found)
    try:
        added = len(add_missing_departments(region=found, by=by_request(request)))
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        says = ngettext("已登记 %(number)s 个部门。", "已登记 %(number)s 个部门。", added)
        messages.success(
            request, says % {"number": added} if added else _("责任单位都已登记，没有新增。")
        )
    return redirect("territory:departments", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def department(request: HttpRequest, pk: int) -> HttpResponse:
    """One department: its name and what it answers for."""
    found = get_object_or_404(departments_anywhere(), pk=pk)
    form = NameForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST":
        require_managing(request, department=found)
        if attempt(
            request,
            form,
            lambda: rename_department(
                department=found, by=by_request(request), **form.cleaned_data
            ),
            _("已变更名称。"),
        ):
            return redirect("territory:department", pk=pk)
        found.refresh_from_db()
    context = {
        "department": found,
        "unit": BY_KIND[found.kind],
        "above": [*ancestors(found.region), found.region],
        "manages": manages(request, department=found),
        "form": form,
    }
    return render(request, "territory/department.html", context)


@login_required
@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The kinds of responsible units and the county facts each answers for."""
    return render(request, "territory/units.html", {"units": UNITS})
