"""Asking for a judgement of a round."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.errors import UserError
from junheng_web.assessments.judging import Terms
from junheng_web.assessments.models import Assessment, AssessmentState, Basis
from junheng_web.audit.actions import By, record
from junheng_web.collection.models import Round, RoundState
from junheng_web.jobs.actions import ask
from junheng_web.jobs.models import State

KIND = "assess"


class NotPossible(UserError):
    """The round cannot be judged as asked; the message says why."""


@transaction.atomic
def run(*, round: Round, basis: str, by: By, options: Sequence[str] = ()) -> Assessment:  # noqa: A002 - the word of the house
    """Put a judgement of the round into the queue.

    Raises :class:`NotPossible` where locked data is asked for and the round is not locked, where the
    same is already waiting, and ``RuleSetError`` where an option is unknown.
    """
    held = Round.everything.select_for_update().get(pk=round.pk)
    if basis == Basis.LOCKED and held.state != RoundState.LOCKED:
        raise NotPossible(
            _("数据还没有锁定，不能作正式判定"), remedy=_("锁定后再判定，或先按未锁定数据试判")
        )
    waiting = Assessment.everything.filter(
        round=held,
        basis=basis,
        state=AssessmentState.PENDING,
        options=list(options),
        job__state__in=(State.WAITING, State.RUNNING),
    )
    if waiting.exists():
        raise NotPossible(
            _("同样的判定已在排队或进行"), remedy=_("等它结束，或先在“后台任务”里停止它")
        )
    campaign = held.campaign
    terms = Terms(jurisdiction=campaign.jurisdiction, on=campaign.rules_on, options=tuple(options))
    rules = terms.rules()
    assessment = Assessment.everything.create(
        round=held,
        basis=basis,
        asked_by=by.user,
        jurisdiction=terms.jurisdiction,
        rules_on=terms.on,
        options=list(options),
        ruleset_id=rules.id,
    )
    county = held.county
    assessment.job = ask(
        kind=KIND,
        title=_("判定 %(county)s %(year)s（%(basis)s）")
        % {"county": county.name, "year": campaign.year, "basis": assessment.get_basis_display()},
        arguments={"assessment": str(assessment.pk)},
        owner=by.user,
        path=county.path,
    )
    assessment.save(update_fields=["job"])
    record(
        "assessments.run",
        by=by,
        subject=assessment,
        path=county.path,
        after={"basis": basis, "options": list(options), "rules_on": terms.on.isoformat()},
    )
    return assessment


def address_of(assessment: Assessment) -> str:
    """The county's page with this very assessment."""
    round_ = assessment.round
    page = reverse("assessments:county", args=[round_.county.code, round_.campaign.year])
    return f"{page}?version={assessment.pk}"
