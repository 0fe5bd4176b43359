"""Registering schools from a workbook: upload, look, commit."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.errors import InputError
from junheng_web.audit.actions import by_request
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Filter, Listing
from junheng_web.lib.looking import read_upload
from junheng_web.lib.spreadsheets import XLSX, download
from junheng_web.territory.actions import NotPossible
from junheng_web.territory.actions import register as actions
from junheng_web.territory.forms import RegisterForm
from junheng_web.territory.models import SchoolRegister
from junheng_web.territory.queries import counties_in, registers_of
from junheng_web.territory.register import read, restored
from junheng_web.territory.register_book import template
from junheng_web.territory.register_look import Look, Plan, What
from junheng_web.territory.words import AREAS, TYPES


def _paths(request: HttpRequest) -> tuple[str, ...]:
    """The regions that the user administers. Raises ``PermissionDenied`` without any."""
    reach = request.user.reach(Permission.MANAGE_ACCOUNTS)  # type: ignore[union-attr]
    if not reach.paths:
        raise PermissionDenied
    return tuple(reach.paths)


def _mine(request: HttpRequest, pk: UUID) -> tuple[tuple[str, ...], SchoolRegister]:
    paths = _paths(request)
    return paths, get_object_or_404(registers_of(request.user), pk=pk)  # type: ignore[arg-type]


@login_required
@require_GET
def blank(request: HttpRequest) -> HttpResponse:
    """The template to fill in."""
    content = template(counties_in(_paths(request)))
    return download(content, f"{_('学校名册模板')}.xlsx", XLSX)


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a workbook and go on to what it holds."""
    _paths(request)
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            reading = read_upload(file, read)
        except InputError as problem:
            form.add_error("file", str(problem))
        else:
            kept = actions.keep(name=Path(file.name).name, reading=reading, by=by_request(request))
            return redirect("territory:register", pk=kept.pk)
    return render(request, "territory/register_upload.html", {"form": form})


@login_required
@require_GET
def look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the workbook would change, and all that is wrong with it; afterwards, what it changed."""
    paths, register = _mine(request, pk)
    if register.committed_at is not None:
        return render(request, "territory/register_done.html", {"register": register})
    found = Look(paths, restored(register.rows))
    defects, plans = _defects(request, found), _plans(request, found)
    context = {
        "register": register,
        "look": found,
        "added": len(found.of(What.ADD)),
        "renamed": len(found.of(What.RENAME)),
        "stay": len(found.of(What.STAY)),
        "defects": defects,
        "plans": plans,
    }
    return defects.export() or plans.export() or render(request, "territory/register.html", context)


def _defects(request: HttpRequest, found: Look) -> Listing:
    return Listing(
        request,
        found.defects,
        columns=(
            Column(key="row", label=_("行"), numeric=True),
            Column(key="column", label=_("列")),
            Column(key="found", label=_("填的是")),
            Column(key="expected", label=_("应为")),
            Column(key="remedy", label=_("怎样改")),
        ),
        name=_("错误"),
        prefix="wrong-",
    )


def _plans(request: HttpRequest, found: Look) -> Listing:
    def link(each: Plan) -> str:
        return f"/territory/schools/{each.school.pk}/" if each.school is not None else ""

    def word(words: Any, key: str) -> Any:
        return lambda each: str(words[getattr(each, key)])

    return Listing(
        request,
        [*found.plans, *found.absent],
        columns=(
            Column(key="name", label=_("学校名称"), link=link),
            Column(key="code", label=_("学校标识码")),
            Column(key="what", label=_("处理"), value=lambda each: str(What(each.what).label)),
            Column(key="county", label=_("县（市、区）"), value=lambda each: each.county.name),
            Column(key="type", label=_("学校类型"), value=word(TYPES, "type")),
            Column(key="area_class", label=_("城乡类型"), value=word(AREAS, "area_class")),
            Column(key="note", label=_("说明")),
            Column(key="row", label=_("行"), numeric=True),
        ),
        search=("name",),
        filters=(Filter(key="what", label=_("处理"), choices=What.choices),),
        name=_("学校"),
    )


@login_required
@require_POST
def commit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Register all of them."""
    _all, register = _mine(request, pk)
    with suppress(NotPossible):  # the page it leads to says what is wrong by now
        actions.commit(register=register, by=by_request(request))
    return redirect("territory:register", pk=register.pk)
