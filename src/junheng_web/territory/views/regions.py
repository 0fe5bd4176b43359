"""The tree of regions, and one of them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from junheng_web.audit.actions import by_request
from junheng_web.lib.listings import Column, Filter, Listing
from junheng_web.territory.actions import add_region, rename_region
from junheng_web.territory.forms import DayForm, RegionForm, level_below
from junheng_web.territory.models import Level
from junheng_web.territory.queries import Row, ancestors, bearers_of, regions, tree_on
from junheng_web.territory.views.doors import attempt, day_of, manages, require_managing


def _indented(row: Row) -> str:
    return "· " * row.depth + row.name


@login_required
@require_GET
def tree(request: HttpRequest, day: str = "") -> HttpResponse:
    """The regions as they are, or as they were on a day."""
    on = day_of(day) if day else timezone.localdate()
    if on is None:
        raise Http404
    listing = Listing(
        request,
        tree_on(on),
        columns=(
            Column(
                key="name",
                label=_("名称"),
                value=_indented,
                link=lambda row: f"/territory/regions/{row.pk}/",
            ),
            Column(key="code", label=_("代码")),
            Column(key="level", label=_("级别"), value=lambda row: str(Level(row.level).label)),
            Column(key="since", label=_("代码启用日期")),
            Column(key="until", label=_("代码停用日期")),
        ),
        search=("name", "code"),
        filters=(Filter(key="level", label=_("级别"), choices=Level.choices),),
        name=_("区划"),
    )
    context = {"listing": listing, "day": on, "past": bool(day), "form": DayForm({"day": on})}
    return listing.export() or render(request, "territory/tree.html", context)


@login_required
@require_GET
def on_day(request: HttpRequest) -> HttpResponse:
    """Go to the tree of a day."""
    form = DayForm(request.GET)
    if not form.is_valid():
        return redirect("territory:tree")
    return redirect("territory:tree_on", day=form.cleaned_data["day"].isoformat())


@login_required
@require_http_methods(["GET", "POST"])
def region(request: HttpRequest, pk: int) -> HttpResponse:
    """One region: its codes through time, what is in it, and what an administrator changes."""
    found = get_object_or_404(regions(), pk=pk)
    lower = level_below(found.level)
    asked = request.POST.get("asked", "")
    today = {"since": timezone.localdate()}
    renaming = RegionForm(
        request.POST if asked == "rename" else None,
        prefix="rename",
        initial={"code": found.code, "name": found.name} | today,
    )
    adding = RegionForm(request.POST if asked == "add" else None, prefix="add", initial=today)
    if request.method == "POST":
        require_managing(request, region=found)
        if asked == "rename":
            given, by = renaming, by_request(request)
            if attempt(
                request,
                given,
                lambda: rename_region(region=found, by=by, **given.cleaned_data),
                _("已记下变更，原来的代码和名称仍可按日期查到。"),
            ):
                return redirect("territory:region", pk=pk)
        elif asked == "add" and lower:
            given, by = adding, by_request(request)
            if attempt(
                request,
                given,
                lambda: add_region(level=lower, parent=found, by=by, **given.cleaned_data),
                _("已新增区划。"),
            ):
                return redirect("territory:region", pk=pk)
        found.refresh_from_db()
    context = {
        "region": found,
        "above": ancestors(found),
        "codes": found.codes.order_by("-since"),
        "children": found.children.annotate(
            open_schools=Count("schools", filter=Q(schools__closed__isnull=True))
        ).order_by("code"),
        "same_code": [each for each in bearers_of(found.code) if each.region_id != found.pk],
        "manages": manages(request, region=found),
        "lower": Level(lower).label if lower else "",
        "renaming": renaming,
        "adding": adding,
    }
    return render(request, "territory/region.html", context)
