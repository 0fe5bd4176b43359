"""Adopting a plan, and giving it up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from junheng.errors import UserError
from junheng_web.accounts.permissions import require
from junheng_web.audit.actions import by_request
from junheng_web.lib.doors import Permission
from junheng_web.plans.actions import adopting
from junheng_web.plans.queries.plans import adoption_of
from junheng_web.plans.views.fetching import light, reader


@login_required
@require_POST
def act(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """Adopt a plan (``adopt``) or give it up (``withdraw``)."""
    plan = light(reader(request), pk)
    require(request.user, Permission.MAKE_PLANS, region=plan.round.county)
    require(request.user, Permission.CONFIRM_SEAL, region=plan.round.county)
    note = request.POST.get("note", "").replace("\x00", "").strip()
    try:
        if verb == "adopt":
            made = adopting.adopt(plan=plan, note=note, by=by_request(request))
            _say(request, made.tasks.count())
        elif verb == "withdraw":
            adoption = adoption_of(plan)
            if adoption is None:
                raise Http404
            adopting.withdraw(adoption=adoption, note=note, by=by_request(request))
            messages.success(request, _("已停止采用；没有完成的任务已经取消"))
        else:
            raise Http404
    except UserError as problem:
        messages.error(request, str(problem))
    return redirect("plans:plan", pk=pk)


def _say(request: HttpRequest, count: int) -> None:
    if not count:
        messages.success(request, _("已采用。这种规划没有带期限的任务"))
        return
    text = ngettext("已采用，列出了 %(number)s 项任务", "已采用，列出了 %(number)s 项任务", count)
    messages.success(request, text % {"number": count})
