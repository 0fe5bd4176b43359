"""Recomputing a stored assessment: evidence that it still comes out equal."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from junheng_web.accounts.models import User
from junheng_web.assessments.actions.asking import NotPossible, address_of
from junheng_web.assessments.comparing import Comparison, compare
from junheng_web.assessments.models import Assessment, AssessmentState
from junheng_web.audit.actions import By, record
from junheng_web.jobs.actions import ask
from junheng_web.jobs.kinds import Report
from junheng_web.jobs.models import Job

KIND = "recompute"
_SHOWN = 3


@transaction.atomic
def ask_recompute(*, assessment: Assessment, by: By) -> Job:
    """Put the recomputing of one finished assessment into the queue."""
    if assessment.state != AssessmentState.DONE:
        raise NotPossible(_("只有已完成的判定可以重新计算"))
    round_ = assessment.round
    job = ask(
        kind=KIND,
        title=_("重新计算并核对 %(county)s %(year)s")
        % {"county": round_.county.name, "year": round_.campaign.year},
        arguments={
            "assessment": str(assessment.pk),
            "user": by.user.pk if by.user else None,
        },
        owner=by.user,
        path=round_.county.path,
    )
    record("assessments.ask_recompute", by=by, subject=assessment, path=round_.county.path)
    return job


def work(arguments: dict[str, Any], report: Report) -> tuple[str, str]:
    """Recompute, compare, put the outcome on the trail."""
    report(_("重新计算并逐项核对"), 0, 1)
    assessment = Assessment.everything.select_related("round__campaign", "round__county").get(
        pk=arguments["assessment"]
    )
    user = User.objects.filter(pk=arguments["user"]).first()
    found = recompute(assessment=assessment, by=By(user=user, channel="worker"))
    return outcome_of(found), address_of(assessment)


@transaction.atomic
def recompute(*, assessment: Assessment, by: By) -> Comparison:
    """Compute again, compare, and write what came of it to the trail. Changes nothing else."""
    found = compare(assessment)
    record(
        "assessments.recompute",
        by=by,
        subject=assessment,
        path=assessment.round.county.path,
        after={
            "equal": found.equal,
            "notes": list(found.notes),
            "differences": [str(each) for each in found.differences[:20]],
            "count": len(found.differences),
        },
    )
    return found


def outcome_of(found: Comparison) -> str:
    """The outcome in a sentence, with the first differences."""
    notes = "".join(f"{note}。" for note in found.notes)
    if found.equal:
        return notes + _("重新计算的结果与存档完全一致")
    first = "；".join(str(each) for each in found.differences[:_SHOWN])
    return notes + _("重新计算的结果与存档不一致，有 %(count)s 处：%(first)s") % {
        "count": len(found.differences),
        "first": first,
    }
