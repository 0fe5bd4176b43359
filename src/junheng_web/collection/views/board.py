"""The board: how complete and how late, from the prefecture down to the school; and reminding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from junheng_web.accounts.models import User
from junheng_web.accounts.permissions import may
from junheng_web.audit.actions import by_request
from junheng_web.collection.actions.reminders import REMINDERS, remind
from junheng_web.collection.models import Campaign, Return, ReturnState, RoundState
from junheng_web.collection.queries.board import counties_of, returns_of, totals_of
from junheng_web.collection.queries.concerned import fillers
from junheng_web.collection.queries.rounds import (
    campaigns_seen_by,
    rounds_overseen_by,
    with_progress,
)
from junheng_web.collection.views.choosing import box_column, chosen
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Filter, Listing


@login_required
@require_GET
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The counties of a campaign."""
    found = _overseen(request, pk)
    rows = counties_of(found, request.user)  # type: ignore[arg-type]
    totals = totals_of(found, request.user)  # type: ignore[arg-type]
    listing = Listing(
        request,
        rows,
        columns=_county_columns(),
        search=("county__name", "county__code"),
        filters=(Filter(key="state", label=_("状态"), choices=RoundState.choices),),
        name=f"{found.title} {_('进度')}",
    )
    context = {"campaign": found, "listing": listing, "totals": totals}
    return listing.export() or render(request, "collection/board.html", context)


def _round(each: Any) -> str:
    return reverse("collection:round", args=[each.pk])


def _county_columns() -> tuple[Column, ...]:
    def count(key: str, label: str, asked: str | None = None, **more: Any) -> Column:
        """A number that leads to the returns it is made of: what ``asked`` asks of the county's list."""
        link = None if asked is None else lambda each: f"{_round(each)}{asked}"
        return Column(key=key, label=label, numeric=True, link=link, **more)

    return (
        Column(
            key="county__name",
            label=_("县（市、区）"),
            link=_round,
        ),
        Column(key="county__code", label=_("代码"), hidden=True),
        Column(key="county__parent__name", label=_("州（市）"), hidden=True),
        Column(
            key="state", label=_("状态"), value=lambda each: each.get_state_display(), sort="state"
        ),
        count("asked", _("应报"), ""),
        count("drafts", _("填报中"), "?state=draft"),
        count("submitted", _("已提交"), "?state=submitted"),
        count("returned", _("已退回"), "?state=returned"),
        count("approved", _("已通过"), "?state=approved"),
        count("locked", _("已锁定"), "?state=locked"),
        count("absent", _("不报"), "?state=absent", hidden=True),
        Column(key="full", label=_("填写"), unit="%", value=_full, sort="full", numeric=True),
        count("overdue", _("逾期未报"), "?overdue=True"),
        count("handed_in_late", _("逾期提交")),
        count("warnings", _("提醒"), hidden=True),
        Column(key="last_change", label=_("最近修改")),
    )


@login_required
@require_GET
def returns(request: HttpRequest, pk: int) -> HttpResponse:
    """All returns of a campaign that the user oversees."""
    found = _overseen(request, pk)
    listing = _returns_listing(
        request,
        returns_of(found, request.user),  # type: ignore[arg-type]
        name=f"{found.title} {_('各校各部门')}",
        by_county=True,
    )
    reminds = any(may(request.user, each) for each in REMINDERS)
    context = {"campaign": found, "listing": listing, "reminds": reminds}
    return listing.export() or render(request, "collection/board_returns.html", context)


@login_required
@require_GET
def county(request: HttpRequest, pk: int) -> HttpResponse:
    """One county's round: its schools and departments, and how far it is from its seal."""
    query = with_progress(rounds_overseen_by(request.user))  # type: ignore[arg-type]
    found: Any = get_object_or_404(query, pk=pk)
    listing = _returns_listing(
        request,
        returns_of(found.campaign, request.user).filter(round=found),  # type: ignore[arg-type]
        name=str(found),
        by_county=False,
    )
    reminds = any(may(request.user, each, region=found.county) for each in REMINDERS)
    context = {
        "round": found,
        "campaign": found.campaign,
        "listing": listing,
        "reminds": reminds,
        "reviews": may(request.user, Permission.REVIEW_RETURNS, region=found.county),
        "open": found.drafts + found.returned,
        "done": found.approved + found.locked + found.absent,
    }
    return listing.export() or render(request, "collection/round.html", context)


@login_required
@require_POST
def remind_chosen(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind those chosen."""
    found = _overseen(request, pk)
    if not any(may(request.user, each) for each in REMINDERS):
        raise PermissionDenied
    wanted = returns_of(found, request.user).filter(pk__in=chosen(request))  # type: ignore[arg-type]
    done = remind(returns=wanted, by=by_request(request))
    if done.returns:
        text = ngettext(
            "已催报 %(number)s 份，通知 %(people)s 人",
            "已催报 %(number)s 份，通知 %(people)s 人",
            done.returns,
        ) % {"number": done.returns, "people": done.people}
        messages.success(request, text)
        if done.nobody:
            text = ngettext(
                "其中 %(number)s 份没有填报人，已告知县级审核人",
                "其中 %(number)s 份没有填报人，已告知县级审核人",
                done.nobody,
            ) % {"number": done.nobody}
            messages.warning(request, text)
    else:
        messages.info(request, _("选中的都已提交，或今天已经催过"))
    back = request.POST.get("next", "")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = reverse("collection:board_returns", args=[pk])
    return redirect(back)


class _People(dict[int, list[User]]):
    """Who fills in each return, asked for once for all rows that are shown."""

    def names(self, of: Return) -> str:
        return "、".join(each.called for each in self.get(of.pk, [])[:3])


def _returns_listing(request: HttpRequest, query: Any, *, name: str, by_county: bool) -> Listing:
    people = _People()
    where = (Column(key="round__county__name", label=_("县")),) if by_county else ()
    listing = Listing(
        request,
        query,
        columns=(
            Column(
                key="subject_name",
                label=_("学校或部门"),
                link=lambda each: reverse("collection:review", args=[each.pk]),
            ),
            *box_column(request, lambda each: each.subject_name),
            *where,
            Column(key="subject_code", label=_("代码"), hidden=True),
            Column(
                key="state",
                label=_("状态"),
                value=lambda each: each.get_state_display(),
                sort="state",
            ),
            Column(key="full", label=_("填写"), unit="%", value=_full, sort="full", numeric=True),
            Column(key="errors", label=_("错误"), numeric=True),
            Column(key="warnings", label=_("提醒"), numeric=True),
            Column(key="timely", label=_("时限"), value=_timely, sort="overdue"),
            Column(key="submitted_at", label=_("提交时间")),
            Column(key="changed_at", label=_("最近修改")),
            Column(key="people", label=_("填报人"), value=people.names),
            Column(key="reminded", label=_("最近催报")),
            Column(key="absent_reason", label=_("不报原因"), hidden=True),
        ),
        search=("school__name", "school__code", "department__name"),
        filters=(
            Filter(key="state", label=_("状态"), choices=ReturnState.choices),
            Filter(
                key="kind",
                label=_("类别"),
                choices=(("school", _("学校")), ("department", _("部门"))),
            ),
            Filter(
                key="overdue",
                label=_("时限"),
                choices=(("True", _("逾期未报")), ("False", _("其他"))),
            ),
        ),
        name=name,
    )
    shown = query if "export" in request.GET else listing.page
    people.update(fillers(shown))
    return listing


def _timely(of: Any) -> str:
    if of.overdue:
        return _("逾期未报")
    return _("逾期提交") if of.late else ""


def _full(row: Any) -> int | None:
    """Rounded down: 100 means that nothing is missing."""
    return None if row.full is None else int(row.full)


def _overseen(request: HttpRequest, pk: int) -> Campaign:
    """The campaign, of which the user oversees a county. Raises ``Http404``."""
    found = get_object_or_404(campaigns_seen_by(request.user), pk=pk)  # type: ignore[arg-type]
    if not rounds_overseen_by(request.user).filter(campaign=found).exists():  # type: ignore[arg-type]
        raise Http404
    return found
