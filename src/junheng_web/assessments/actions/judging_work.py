"""The work of a judgement: reads, judges, and stores all of it in one transaction or nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng import __version__
from junheng.evaluation import document
from junheng_web.assessments.actions.asking import NotPossible, address_of
from junheng_web.assessments.judging import Judged, Progress, Terms, judge
from junheng_web.assessments.lines import Lines, lines_of
from junheng_web.assessments.models import (
    Assessment,
    AssessmentState,
    Basis,
    ClauseLine,
    DisparityLine,
    SchoolCase,
    SchoolLine,
)
from junheng_web.assessments.queries.input import Joined, codes_of, joined, school_numbers
from junheng_web.audit.actions import By, record
from junheng_web.collection.models import Round, RoundState
from junheng_web.jobs.kinds import Report
from junheng_web.lib.bulk import each_document_by_itself
from junheng_web.notices import actions as notices

WORDS = {"met": "达标", "not_met": "未达标", "undetermined": "无法判定", "not_applicable": "不适用"}
_STEPS = 5
_PAUSE = 0.5
"""Seconds between two reports."""


def terms_of(assessment: Assessment) -> Terms:
    """The rules that the assessment was, or is to be, judged by."""
    return Terms(
        jurisdiction=assessment.jurisdiction,
        on=assessment.rules_on,
        options=tuple(assessment.options),
    )


def source_of(round_: Round) -> str:
    """What the data is called in messages and in the document."""
    return f"{round_.county.name} {round_.campaign.year}"


def work(arguments: dict[str, Any], report: Report) -> tuple[str, str]:
    """Judge one pending assessment; one that is no longer pending is left as it is.

    May be killed at any moment and run again: what is stored is stored in one transaction.
    """
    assessment = _named(arguments["assessment"])
    if assessment.state != AssessmentState.PENDING:
        return _told(assessment), address_of(assessment)
    report(_("汇总各校、各部门的数据"), 0, _STEPS)
    found = _input(assessment)
    report(_("检查数据，计算指标"), 1, _STEPS)
    with _undisturbed():
        judged = judge(
            found.entered,
            terms_of(assessment),
            codes=codes_of(assessment.round.county),
            source=source_of(assessment.round),
            progress=_now_and_again(report),
        )
        report(_("保存判定结果"), 4, _STEPS)
        _store(assessment, found, judged)
    return _told(_named(assessment.pk)), address_of(assessment)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without collecting garbage: a judgement makes a million objects and hardly a cycle.

    Looking for cycles among them takes a third of the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _now_and_again(report: Report) -> Progress:
    """The library's progress, told to the database at most twice a second."""
    last = monotonic()

    def tell(what: str, _done: int, _total: int) -> None:
        nonlocal last
        if monotonic() - last >= _PAUSE:
            last = monotonic()
            report(what, 2, _STEPS)

    return tell


def _named(pk: Any) -> Assessment:
    light = Assessment.everything.defer("entered", "document", "versions", "openings")
    return light.select_related("round__campaign", "round__county", "asked_by").get(pk=pk)


@transaction.atomic
def _input(assessment: Assessment) -> Joined:
    """The returns as they are now; the round cannot be unlocked while they are read."""
    round_ = Round.everything.select_for_update().get(pk=assessment.round_id)
    if assessment.basis == Basis.LOCKED and round_.state != RoundState.LOCKED:
        raise NotPossible(_("提出判定以后，数据被解锁了，没有判定"), remedy=_("重新锁定后再判定"))
    return joined(round_)


@transaction.atomic
def _store(assessment: Assessment, found: Joined, judged: Judged) -> None:
    held = Assessment.everything.select_for_update().only("state").get(pk=assessment.pk)
    if held.state != AssessmentState.PENDING:
        return  # another worker, thinking this one lost, was quicker
    if judged.evaluation is None:
        _refuse(assessment, found, judged)
    else:
        numbers = school_numbers(assessment.round.county)
        _finish(assessment, found, judged, lines_of(judged.evaluation, assessment, schools=numbers))
    _tell(assessment)
    record(
        "assessments.judged",
        by=By(user=assessment.asked_by, channel="worker"),
        subject=assessment,
        path=assessment.round.county.path,
        after={
            "state": assessment.state,
            "verdict": assessment.verdict,
            "fingerprint": assessment.fingerprint,
            "entered_hash": assessment.entered_hash,
            "program": assessment.program,
        },
    )


def _refuse(assessment: Assessment, found: Joined, judged: Judged) -> None:
    assessment.state = AssessmentState.REFUSED
    assessment.done_at = timezone.now()
    assessment.program = __version__
    assessment.versions = found.versions
    assessment.defects = [
        {**asdict(each), "severity": each.severity.value} for each in judged.defects
    ]
    assessment.reason = _("数据有 %(count)s 处错误") % {"count": len(judged.errors)}
    assessment.absent = found.absent
    kept = ("state", "done_at", "program", "versions", "defects", "reason", "absent")
    assessment.save(update_fields=kept)


def _finish(assessment: Assessment, found: Joined, judged: Judged, lines: Lines) -> None:
    """The lines first: once the assessment is done, the database takes no more of them."""
    evaluation = judged.evaluation
    assert evaluation is not None  # noqa: S101 - the caller has asked
    with each_document_by_itself(lines.clauses, "missing", "parts"):
        ClauseLine.everything.bulk_create(lines.clauses)
    DisparityLine.everything.bulk_create(lines.disparities)
    with each_document_by_itself(lines.rows, "indicators"):
        SchoolLine.everything.bulk_create(lines.rows, batch_size=500)
    with each_document_by_itself(lines.cases, "findings", "ways", "left_out"):
        SchoolCase.everything.bulk_create(lines.cases, batch_size=500)
    assessment.state = AssessmentState.DONE
    assessment.done_at = timezone.now()
    assessment.ruleset_id = evaluation.rules.id
    assessment.fingerprint = evaluation.rules.fingerprint
    assessment.program = __version__
    assessment.entered = found.entered
    assessment.entered_hash = evaluation.census.digest
    assessment.versions, assessment.absent = found.versions, found.absent
    assessment.document = document(evaluation)
    assessment.verdict = judged.county.verdict.value
    assessment.unmet, assessment.undetermined = lines.unmet, lines.undetermined
    assessment.areas, assessment.summary = lines.areas, lines.summary
    assessment.openings = lines.openings
    assessment.defects = [
        {**asdict(each), "severity": each.severity.value} for each in judged.defects
    ]
    assessment.save()


def _told(assessment: Assessment) -> str:
    if assessment.state == AssessmentState.REFUSED:
        return _("数据有错误，没有判定；错误列在结果页上")
    if assessment.state != AssessmentState.DONE:
        return assessment.reason
    return _("%(verdict)s，未达标 %(unmet)s 项，无法判定 %(undetermined)s 项") % {
        "verdict": _(WORDS[assessment.verdict]),
        "unmet": assessment.unmet,
        "undetermined": assessment.undetermined,
    }


def _tell(assessment: Assessment) -> None:
    if assessment.asked_by is None:
        return
    text = f"{source_of(assessment.round)}：{_told(assessment)}"
    notices.tell(
        [assessment.asked_by], text, link=address_of(assessment), kind="assessments.judged"
    )


def abandoned(arguments: dict[str, Any], outcome: str) -> None:
    """The job ended without a result: the assessment says so."""
    pending = Assessment.everything.filter(
        pk=arguments["assessment"], state=AssessmentState.PENDING
    )
    if not pending.update(
        state=AssessmentState.FAILED, reason=outcome[:500], done_at=timezone.now()
    ):
        return
    assessment = _named(arguments["assessment"])
    record(
        "assessments.failed",
        by=By(user=assessment.asked_by, channel="worker"),
        subject=assessment,
        path=assessment.round.county.path,
        after={"reason": outcome[:500]},
    )
