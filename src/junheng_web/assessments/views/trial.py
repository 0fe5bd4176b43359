"""What if: cells of schools or of the county changed on a page, the verdict beside the stored one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from junheng_web.assessments import headlines, trials
from junheng_web.assessments.evaluations import evaluation_of
from junheng_web.assessments.figures import Marked, word
from junheng_web.assessments.models import Assessment
from junheng_web.assessments.names import VERDICTS
from junheng_web.assessments.queries.parts import cases_seen_by
from junheng_web.assessments.trials import COUNTY, Change, Entered, Field, Group, Outcome
from junheng_web.assessments.views.fetching import done, is_part, user_of
from junheng_web.lib.doors import Permission
from junheng_web.lib.spreadsheets import workbook_response

MOST_CHOSEN = 30
"""Schools that one trial may change at once: each brings some forty fields."""


@login_required
@require_http_methods(["GET", "POST"])
def what_if(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form, and below it what the changes would do. Nothing is stored: the form is the state."""
    user = user_of(request)
    if not user.reach(Permission.READ_ASSESSMENTS).paths:
        raise PermissionDenied
    assessment = done(user, pk)
    schools = dict(
        cases_seen_by(user).filter(assessment=assessment).values_list("school_code", "name")
    )
    given = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(given, schools)
    groups = {each: trials.fields_of(assessment.entered, each) for each in chosen}
    changes, problems = _changes(assessment.entered, groups, schools, given)
    outcome: Outcome | None = None
    if changes and not problems:
        entered = trials.changed(assessment.entered, changes)
        outcome = trials.tried(assessment, evaluation_of(assessment), entered)
    if given.get("do") == "export" and outcome is not None and not outcome.defects:
        return _export(assessment, changes, outcome)
    context = {
        "assessment": assessment,
        "county": assessment.round.county,
        "year": assessment.round.campaign.year,
        "headline": _headline(assessment, outcome),
        "stored": headlines.of_county(assessment),
        "schools": sorted(schools.items(), key=lambda each: each[1]),
        "chosen": [_shown(each, groups[each], schools, given, problems) for each in chosen],
        "full": len(chosen) >= MOST_CHOSEN,
        "changes": changes,
        "problems": list(problems.items()),
        "outcome": outcome,
        "moved": _moved(outcome),
    }
    template = "assessments/trial_part.html" if is_part(request) else "assessments/trial.html"
    return render(request, template, context)


def _chosen(given: Any, schools: Mapping[str, str]) -> list[str]:
    """The schools whose cells are shown; ``drop`` takes one away again."""
    asked = [*given.getlist("school"), given.get("add", "")]
    dropped = given.get("drop", "")
    known = [each for each in asked if each in schools or each == COUNTY]
    return [each for each in dict.fromkeys(known) if each != dropped][:MOST_CHOSEN]


def _key(entered: Entered, field: Field) -> str:
    return entered[COUNTY][field.row - 1].get("key", "") if field.table == COUNTY else ""


def _changes(
    entered: Entered,
    groups: Mapping[str, tuple[Group, ...]],
    schools: Mapping[str, str],
    given: Any,
) -> tuple[list[Change], dict[str, tuple[Field, str]]]:
    """The cells that differ from what was judged, and what is wrong with some of them."""
    changes, problems = [], {}
    for chosen, of_chosen in groups.items():
        for field in (field for group in of_chosen for field in group.fields):
            text = given.get(field.name)
            if text is None or text.strip() == field.now.strip():
                continue
            whose = schools.get(chosen, _("全县"))
            changes.append(Change(field=field, whose=whose, tried=text.strip()))
            defect = field.problem(text, _key(entered, field))
            if defect is not None and defect.severity.value == "error":
                problems[field.name] = (field, str(defect))
    return changes, problems


def _shown(
    chosen: str,
    groups: tuple[Group, ...],
    schools: Mapping[str, str],
    given: Any,
    problems: Mapping[str, Any],
) -> dict[str, Any]:
    """A chosen school with its cells as typed."""
    return {
        "code": chosen,
        "name": schools.get(chosen, _("全县数据")),
        "groups": [
            {
                "title": group.title,
                "long": group.title == "班级",
                "fields": [
                    {
                        "field": field,
                        "now": field.said(field.now),
                        "text": given.get(field.name, field.now),
                        "problem": problems[field.name][1] if field.name in problems else "",
                    }
                    for field in group.fields
                ],
            }
            for group in groups
        ],
    }


def _headline(assessment: Assessment, outcome: Outcome | None) -> str:
    place = headlines.place(assessment)
    if outcome is None:
        return _("试算 %(place)s：改几个数，看结论变不变") % {"place": place}
    if outcome.defects:
        return _("试算 %(place)s：改后的数据有错误，不能判定") % {"place": place}
    return _(
        "试算 %(place)s：%(verdict)s，差 %(unmet)s 项（存档结论：%(stored)s，差 %(was)s 项）"
    ) % {
        "place": place,
        "verdict": VERDICTS[outcome.tried_verdict],
        "unmet": outcome.tried_unmet,
        "stored": VERDICTS[outcome.verdict],
        "was": outcome.unmet,
    }


def _moved(outcome: Outcome | None) -> list[dict[str, Any]]:
    kinds = {"clause": _("条款"), "disparity": _("差异系数"), "school": _("学校")}
    if outcome is None:
        return []
    return [
        {
            "kind": kinds[each.kind],
            "each": each,
            "was": Marked.of(each.status),
            "now": Marked.of(each.tried_status),
        }
        for each in outcome.moved
    ]


def _export(assessment: Assessment, changes: list[Change], outcome: Outcome) -> HttpResponse:
    rows: list[tuple[str, ...]] = [
        (_("结论"), "", word(outcome.verdict), word(outcome.tried_verdict)),
        (_("未达标项数"), "", str(outcome.unmet), str(outcome.tried_unmet)),
    ]
    rows += [(_("改动的数据"), f"{each.whose} {each.field.label}", *each.words) for each in changes]
    rows += [
        (
            each["kind"],
            each["each"].title,
            f"{word(each['each'].status)} {each['each'].shown}",
            f"{word(each['each'].tried_status)} {each['each'].tried_shown}",
        )
        for each in _moved(outcome)
    ]
    name = _("试算 %(place)s") % {"place": headlines.place(assessment)}
    heads = [_("内容"), _("项目"), _("存档"), _("试算（不改变数据）")]
    return workbook_response(name, heads, rows)
