"""The board: the counties of a year by area, who is close, who slips."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from junheng_web.assessments import headlines
from junheng_web.assessments.figures import Marked
from junheng_web.assessments.models import Basis
from junheng_web.assessments.names import AREAS, VERDICTS, nearness
from junheng_web.assessments.queries.boards import Standing, standings, years_seen_by
from junheng_web.assessments.queries.verdicts import best_by_round, verdicts_of_own_county
from junheng_web.assessments.titles import title_of
from junheng_web.lib.clauses import clause_name
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Filter, Listing

CHANGES = {
    "slipped": lazy("▼ 不再达标"),
    "risen": lazy("▲ 新达标"),
    "same": lazy("＝ 相同"),
}

BASES = {Basis.LOCKED.value: lazy("锁定"), Basis.DRAFT.value: lazy("未锁定，参考")}


@login_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """All counties within reach in one year; a school sees its county's verdict line."""
    user = request.user
    reach = user.reach(Permission.READ_ASSESSMENTS)  # type: ignore[union-attr]
    if not reach:
        raise PermissionDenied
    if not reach.paths:
        return _own_county(request)
    years = years_seen_by(user)  # type: ignore[arg-type]
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else (years or [0])[0]
    found = standings(user, year)  # type: ignore[arg-type]
    listing = Listing(
        request,
        sorted(found, key=lambda each: (each.county.code,)),
        columns=_columns(year),
        name=_("各县判定 %(year)s") % {"year": year},
        filters=(
            Filter(key="verdict", label=lazy("结论"), choices=list(VERDICTS.items())[:3]),
            Filter(key="change", label=lazy("与去年相比"), choices=list(CHANGES.items())),
            Filter(key="basis", label=lazy("依据"), choices=Basis.choices),
        ),
    )
    exported = listing.export()
    if exported is not None:
        return exported
    parents = {each.county.parent.name for each in found if each.county.parent is not None}
    name = parents.pop() if len(parents) == 1 else _("所辖各县")
    close = sorted((each for each in found if each.verdict == "not_met"), key=_closeness)[:3]
    context = {
        "listing": listing,
        "headline": headlines.of_board(name, year, found) if found else _("还没有任何一年的数据"),
        "years": years,
        "year": year,
        "close": close,
        "counts": _counts(found, year),
        "slipped": [each for each in found if each.change == "slipped"],
        "waiting": [each for each in found if each.assessment is None],
    }
    return render(request, "assessments/board.html", context)


def _closeness(each: Standing) -> tuple[int, bool, float]:
    return each.closeness


def _columns(year: int) -> tuple[Column, ...]:
    def page(each: Standing) -> str:
        return reverse("assessments:county", args=[each.county.code, year])

    def clauses(status: str) -> Any:
        """Where the clauses of that status are listed."""
        return lambda each: f"{page(each)}?status={status}#clauses" if each.assessment else ""

    def article(key: str, label: object) -> Column:
        return Column(
            key=f"area_{key}",
            label=label,  # type: ignore[arg-type]
            value=lambda each: Marked.of(each.area(key)),
            link=lambda each: f"{page(each)}?area={key}#clauses" if each.assessment else "",
        )

    return (
        Column(
            key="county",
            label=lazy("县（市、区）"),
            value=lambda each: each.county.name,
            link=page,
        ),
        Column(
            key="verdict_word",
            label=lazy("结论"),
            value=lambda each: Marked.of(each.verdict) or _("尚未判定"),
            link=lambda each: _why(each, each.county.code),
        ),
        *(article(key, label) for key, label in AREAS.items()),
        Column(
            key="unmet",
            label=lazy("未达标项数"),
            numeric=True,
            value=lambda each: each.assessment.unmet if each.assessment else None,
            link=clauses("not_met"),
        ),
        Column(
            key="undetermined",
            label=lazy("无法判定项数"),
            numeric=True,
            value=lambda each: each.assessment.undetermined if each.assessment else None,
            link=clauses("undetermined"),
        ),
        Column(
            key="nearest",
            label=lazy("最近的一项"),
            value=_nearest,
            link=lambda each: _why(each, str((each.nearest or {}).get("clause", ""))),
        ),
        Column(
            key="change_word",
            label=lazy("与去年相比"),
            value=lambda each: str(CHANGES.get(each.change, "")),
        ),
        Column(
            key="basis_word",
            label=lazy("依据"),
            value=lambda each: str(BASES.get(each.basis, "")),
        ),
        Column(
            key="done_at",
            label=lazy("判定时间"),
            value=lambda each: each.assessment.done_at if each.assessment else None,
        ),
    )


def _why(each: Standing, address: str) -> str:
    """The derivation of a figure of the county; "" where there is none."""
    if each.assessment is None or not address:
        return ""
    return reverse("assessments:explain", args=[each.assessment.pk, address])


def _counts(found: list[Standing], year: int) -> list[dict[str, object]]:
    """How many counties stand how, each with the list that makes up the count."""
    known = [
        {
            "word": Marked.of(verdict),
            "count": sum(each.verdict == verdict for each in found),
            "address": f"?year={year}&verdict={verdict}",
        }
        for verdict in ("met", "not_met", "undetermined")
    ]
    return [each for each in known if each["count"]]


def _nearest(each: Standing) -> str:
    nearest = each.nearest
    if not nearest:
        return ""
    gap = nearness(nearest)
    assert each.assessment is not None  # noqa: S101 - it has a nearest clause
    title = title_of(each.assessment, str(nearest["clause"]), str(nearest["title"]))
    return _("%(clause)s %(title)s（%(gap)s）") % {
        "clause": clause_name(str(nearest["clause"])),
        "title": title,
        "gap": gap,
    }


def _own_county(request: HttpRequest) -> HttpResponse:
    """What a school sees: a verdict line a year, and the way to its own page."""
    user = request.user
    found = best_by_round(verdicts_of_own_county(user))  # type: ignore[arg-type]
    lines = sorted(found.values(), key=lambda each: -each.round.campaign.year)
    schools = [
        holding.school
        for holding in user.holdings_now  # type: ignore[union-attr]
        if holding.school is not None and Permission.READ_ASSESSMENTS in holding.role.permissions
    ]
    context = {
        "lines": [
            {
                "text": headlines.line_for_schools(each),
                "assessment": each,
                "schools": [
                    school for school in schools if school.county_id == each.round.county_id
                ],
            }
            for each in lines
        ],
        "schools": schools,
    }
    return render(request, "assessments/own_county.html", context)
