"""Opening accounts from a workbook: upload, look, commit, take the passwords."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.errors import InputError
from junheng_web.accounts.actions import rosters
from junheng_web.accounts.actions.doors import NotPossible
from junheng_web.accounts.forms import RosterForm
from junheng_web.accounts.models import Roster, User
from junheng_web.accounts.permissions import require
from junheng_web.accounts.places import offered
from junheng_web.accounts.queries import rosters_of
from junheng_web.accounts.roster import Look, lines_of, restored
from junheng_web.accounts.roster_book import template
from junheng_web.audit.actions import by_request
from junheng_web.lib.doors import Permission
from junheng_web.lib.looking import read_upload
from junheng_web.lib.spreadsheets import XLSX, download


def _administrator(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    require(user, Permission.MANAGE_ACCOUNTS)
    return user


def _mine(request: HttpRequest, pk: UUID) -> tuple[User, Roster]:
    user = _administrator(request)
    return user, get_object_or_404(rosters_of(user), pk=pk)


@login_required
@require_GET
def blank(request: HttpRequest) -> HttpResponse:
    """The template to fill in."""
    places = offered(_administrator(request))
    return download(template(places), f"{_('账号导入模板')}.xlsx", XLSX)


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a workbook and go on to what it holds."""
    _administrator(request)
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            lines = read_upload(file, lines_of)
        except InputError as problem:
            form.add_error("file", str(problem))
        else:
            kept = rosters.keep(name=Path(file.name).name, lines=lines, by=by_request(request))
            return redirect("accounts:roster", pk=kept.pk)
    return render(request, "accounts/roster_upload.html", {"form": form})


@login_required
@require_GET
def look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the workbook would open, and all that is wrong with it; afterwards, what it opened."""
    user, roster = _mine(request, pk)
    if roster.committed_at is not None:
        return render(request, "accounts/roster_done.html", {"roster": roster})
    found = Look(user, restored(roster.rows))
    context = {
        "roster": roster,
        "look": found,
        "accounts": len({each.username for each in found.wanted}),
    }
    return render(request, "accounts/roster.html", context)


@login_required
@require_POST
def commit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open all of them."""
    _user, roster = _mine(request, pk)
    with suppress(NotPossible):  # the page it leads to says what is wrong by now
        rosters.commit(roster=roster, by=by_request(request))
    return redirect("accounts:roster", pk=roster.pk)


@login_required
@require_POST
def passwords(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The one-time passwords, once."""
    _user, roster = _mine(request, pk)
    try:
        content = rosters.take_passwords(roster=roster, by=by_request(request))
    except NotPossible:
        return redirect("accounts:roster", pk=roster.pk)
    answer = download(content, f"{_('一次性密码')}.xlsx", XLSX)
    add_never_cache_headers(answer)
    return answer
