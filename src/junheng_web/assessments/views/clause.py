"""The page of one clause: what it says, how the county stands, how other counties stand."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from junheng.errors import UserError
from junheng_web.accounts.models import User
from junheng_web.assessments import headlines
from junheng_web.assessments.actions.judging_work import terms_of
from junheng_web.assessments.figures import Marked
from junheng_web.assessments.lines import SCHOOL_RULE
from junheng_web.assessments.models import Assessment, ClauseLine
from junheng_web.assessments.names import VERDICTS, percent, stage
from junheng_web.assessments.queries.boards import standings
from junheng_web.assessments.queries.parts import cases_seen_by, clauses_seen_by, rows_seen_by
from junheng_web.assessments.titles import entitle
from junheng_web.assessments.views.fetching import user_of, year_of
from junheng_web.lib.clauses import clause_name
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Filter, Listing


@login_required
@require_GET
def clause(request: HttpRequest, code: str, year: int, clause: str) -> HttpResponse:
    """One clause in one county and year, and the same clause in the counties within reach."""
    user = user_of(request)
    if not user.reach(Permission.READ_ASSESSMENTS).paths:
        return redirect("assessments:board")
    here, _years = year_of(user, code, year, request.GET.get("version", ""))
    shown = here.shown
    if shown is None:
        raise Http404
    line = get_object_or_404(clauses_seen_by(user), assessment=shown, clause=clause)
    entitle(shown, [line])
    counted = {
        each.assessment.pk: each for each in standings(user, year) if each.assessment is not None
    }
    others = sorted(
        clauses_seen_by(user).filter(assessment__in=counted, clause=clause),
        key=lambda each: counted[each.assessment_id].county.code,
    )
    listing = Listing(
        request,
        [(counted[each.assessment_id].county, each) for each in others],
        columns=_columns(year),
        name=_("%(clause)s 各县情况 %(year)s") % {"clause": clause_name(clause), "year": year},
    )
    schools = _schools(request, shown, clause)
    exported = listing.export() or schools.export()
    if exported is not None:
        return exported
    try:
        rules = terms_of(shown).rules()
    except UserError:
        rules = None
    card = rules.clauses.get(clause) if rules is not None else None
    english = get_language() == "en"
    context = {
        "here": here,
        "county": here.county,
        "year": year,
        "assessment": shown,
        "line": line,
        "gap": percent(line.gap),
        "title": line.title,
        "summary": "" if card is None else (card.summary.en if english else card.summary.zh),
        "edition": card.edition if card is not None else None,
        "edition_changed": rules is not None and rules.fingerprint != shown.fingerprint,
        "headline": headlines.marked(
            _("%(place)s，%(clause)s：%(verdict)s")
            % {
                "place": headlines.place(shown),
                "clause": f"{clause_name(line.clause)} {line.title}",
                "verdict": VERDICTS[line.status],
            },
            shown,
        ),
        "why": reverse("assessments:explain", args=[shown.pk, line.clause]),
        "listing": listing,
        "schools": schools if schools.rows else None,
        "here_again": f"?version={shown.pk}&" if request.GET.get("version") else "?",
    }
    return render(request, "assessments/clause.html", context)


def _schools(request: HttpRequest, assessment: Assessment, clause: str) -> Listing:
    """The schools that the clause looks at, each as it was found: what counts of schools are made of."""
    county, year = assessment.round.county, assessment.round.campaign.year

    def page(row: Mapping[str, str]) -> str:
        return reverse("assessments:school", args=[county.code, year, row["code"]])

    def why(row: Mapping[str, str]) -> str:
        return reverse("assessments:explain", args=[assessment.pk, f"{row['code']}:{row['why']}"])

    return Listing(
        request,
        _found(request.user, assessment, clause),  # type: ignore[arg-type]
        columns=(
            Column(key="name", label=lazy("学校"), link=page),
            Column(key="stage", label=lazy("学段"), value=lambda row: stage(row["stage"])),
            Column(
                key="word",
                label=lazy("是否达标"),
                value=lambda row: Marked.of(row["status"]),
                link=why,
            ),
            Column(key="text", label=lazy("情况")),
            Column(key="code", label=lazy("学校标识码"), hidden=True),
        ),
        name=_("%(clause)s 各校情况 %(year)s") % {"clause": clause_name(clause), "year": year},
        search=("name",),
        filters=(Filter(key="status", label=lazy("是否达标"), choices=list(VERDICTS.items())[:3]),),
        prefix="s-",
    )


def _found(user: User, assessment: Assessment, clause: str) -> list[dict[str, str]]:
    """What the clause found of each school, by code; ``why`` is what each asks to be explained."""
    cases = cases_seen_by(user).filter(assessment=assessment)
    found = [
        {
            "code": case.school_code,
            "name": case.name,
            "stage": each["stage"],
            "status": each["status"],
            "text": each["text"],
            "why": clause,
        }
        for case in cases.only("school_code", "name", "findings")
        for each in case.findings
        if each["clause"] == clause
    ]
    if clause == SCHOOL_RULE:  # schools with figures have rows instead of findings
        found += [
            {
                "code": row.school_code,
                "name": row.name,
                "stage": row.stage,
                "status": row.status,
                "text": _("%(count)s 项指标中 %(met)s 项达标")
                % {"count": len(row.indicators), "met": row.met},
                "why": row.stage,
            }
            for row in rows_seen_by(user).filter(assessment=assessment)
        ]
    return sorted(found, key=lambda each: (each["code"], each["stage"]))


def _columns(year: int) -> tuple[Column, ...]:
    def line(pair: tuple[object, ClauseLine]) -> ClauseLine:
        return pair[1]

    return (
        Column(
            key="county",
            label=lazy("县（市、区）"),
            value=lambda pair: pair[0].name,
            link=lambda pair: reverse("assessments:county", args=[pair[0].code, year]),
        ),
        Column(
            key="status", label=lazy("是否达标"), value=lambda pair: Marked.of(line(pair).status)
        ),
        Column(
            key="shown",
            label=lazy("数值"),
            numeric=True,
            value=lambda pair: line(pair).shown or _("推导"),
            link=lambda pair: reverse(
                "assessments:explain", args=[line(pair).assessment_id, line(pair).clause]
            ),
        ),
        Column(
            key="bound", label=lazy("标准"), numeric=True, value=lambda pair: line(pair).shown_bound
        ),
        Column(
            key="gap", label=lazy("差距"), numeric=True, value=lambda pair: percent(line(pair).gap)
        ),
        Column(key="outcome", label=lazy("情况"), value=lambda pair: line(pair).outcome),
    )
