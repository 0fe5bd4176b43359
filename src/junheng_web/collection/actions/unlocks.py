"""Unlocking for a correction: asked by the county with a reason, granted by the prefecture."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override

from junheng_web.audit.actions import By, record
from junheng_web.collection.actions.locks import locked_return, require_on
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.telling import announce
from junheng_web.collection.models import Return, ReturnState, RoundState, Unlock
from junheng_web.collection.queries.concerned import everyone, fillers, holders
from junheng_web.lib.doors import Permission


@transaction.atomic
def ask_unlock(*, of: Return, by: By, reason: str) -> Unlock | None:
    """The county's supervisor asks that a locked return be unlocked. None if it is asked already."""
    now = locked_return(of)
    user = require_on(now, Permission.CONFIRM_SEAL, by=by)
    if Unlock.everything.filter(of=now, granted__isnull=True).exists():
        return None
    if now.state != ReturnState.LOCKED:
        raise Refused(_("这份报表没有锁定，不需要解锁"))
    if not reason.strip():
        raise Refused(
            _("申请解锁须写明理由"), remedy=_("例如：核对台账发现运动场地面积误填，附更正依据")
        )
    made = Unlock.everything.create(of=now, reason=reason.strip()[:500], asked_by=user)
    text, given = (
        lazy("%(county)s申请解锁%(subject)s的报表"),
        {
            "county": now.round.county.name,
            "subject": now.subject.name,
        },
    )
    announce(
        holders(now.round.county, Permission.LOCK_COUNTY), text, given, link="/collection/review/"
    )
    _record("collection.ask_unlock", now, by, reason=reason, state=now.state)
    return made


@transaction.atomic
def grant_unlock(*, unlock: Unlock, by: By) -> bool:
    """The prefecture unlocks the return; its county has to be sealed and locked again."""
    now = locked_return(unlock.of)
    if not _decide(unlock, now, by, granted=True, answer=""):
        return False
    now.state, now.correcting = ReturnState.RETURNED, True
    now.approved_at = now.approved_by = now.review_began_at = None
    now.save()
    held, before = now.round, now.round.state
    held.state = RoundState.RETURNED
    with override(settings.LANGUAGE_CODE):  # kept for all to read
        held.reason = _("解锁更正：%(subject)s") % {"subject": now.subject.name}
    held.proposed_by = held.proposed_at = held.sealed_by = held.sealed_at = None
    held.locked_by = held.locked_at = None
    held.save()
    text, given = lazy("%(subject)s的报表已解锁，请更正后重新提交"), {"subject": now.subject.name}
    people = [unlock.asked_by, *everyone(fillers([now]))]
    people += holders(held.county, Permission.REVIEW_RETURNS)
    announce(people, text, given, link=f"/collection/returns/{now.pk}/", mail=True)
    record(
        "collection.grant_unlock",
        by=by,
        subject=now,
        path=held.county.path,
        before={"state": ReturnState.LOCKED.value, "round": str(before)},
        after={"state": now.state.value, "round": held.state.value, "correcting": True},
        reason=unlock.reason,
    )
    return True


@transaction.atomic
def refuse_unlock(*, unlock: Unlock, by: By, answer: str) -> bool:
    """The prefecture leaves the return locked, and says why."""
    now = locked_return(unlock.of)
    if not answer.strip():
        raise Refused(_("不准许解锁须写明理由"))
    if not _decide(unlock, now, by, granted=False, answer=answer):
        return False
    text, given = lazy("解锁%(subject)s的申请没有获准"), {"subject": now.subject.name}
    announce([unlock.asked_by], text, given, link=f"/collection/review/{now.pk}/")
    _record("collection.refuse_unlock", now, by, reason=answer, state=now.state)
    return True


def _decide(unlock: Unlock, now: Return, by: By, *, granted: bool, answer: str) -> bool:
    user = require_on(now, Permission.LOCK_COUNTY, by=by)
    held = Unlock.everything.select_for_update(of=("self",)).get(pk=unlock.pk)
    if held.granted is not None:
        return False
    if held.asked_by_id == user.pk:
        raise Refused(_("申请和准许须是不同的人"))
    if granted and now.state != ReturnState.LOCKED:
        raise Refused(_("这份报表现在没有锁定"))
    held.granted, held.decided_by, held.decided_at = granted, user, timezone.now()
    held.answer = answer.strip()[:500]
    held.save()
    return True


def _record(action: str, now: Return, by: By, *, reason: str, state: str) -> None:
    record(
        action,
        by=by,
        subject=now,
        path=now.round.county.path,
        after={"state": str(state)},
        reason=reason,
    )
