"""The county's seal: proposed by one person, confirmed by another, locked by the prefecture.

    collecting -> proposed -> sealed -> locked
    proposed, sealed -> collecting (withdrawn with a reason); sealed -> returned (by the prefecture)
    returned -> proposed -> ...

Each function holds the round, checks permission and state, writes the audit row and tells the people
concerned; called again it changes nothing and gives ``False``. Raises :class:`Refused` where the state
forbids it and ``PermissionDenied`` where the permission is missing.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from junheng_web.accounts.permissions import may, require
from junheng_web.audit.actions import By, record
from junheng_web.collection.actions.locks import locked_round, person
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.telling import announce
from junheng_web.collection.checking import check_round
from junheng_web.collection.models import Return, ReturnState, Round, RoundState
from junheng_web.collection.queries.concerned import holders
from junheng_web.collection.queries.last_year import all_returns
from junheng_web.lib.doors import Permission

DONE = (ReturnState.APPROVED, ReturnState.ABSENT, ReturnState.LOCKED)
"""The states in which every return must be before the county is sealed."""
_SHOWN = 20


@transaction.atomic
def propose_seal(*, round_: Round, by: By) -> bool:
    """Propose to seal the county. Refused while returns are open or the county's data has errors."""
    now = locked_round(round_.pk)
    user = person(by)
    require(user, Permission.PROPOSE_SEAL, region=now.county)
    if now.state == RoundState.PROPOSED:
        return False
    _refuse_unless(now, RoundState.COLLECTING, RoundState.RETURNED, what=_("提出封存"))
    returns = all_returns(now)
    _refuse_open(returns)
    _refuse_errors(now, returns)
    before, now.state = now.state, RoundState.PROPOSED
    now.proposed_by, now.proposed_at = user, timezone.now()
    now.sealed_by = now.sealed_at = None
    now.save()
    others = [each for each in holders(now.county, Permission.CONFIRM_SEAL) if each.pk != user.pk]
    text, given = lazy("%(county)s的数据已提出封存，请复核"), {"county": now.county}
    announce(others, text, given, link=_address(now), mail=True)
    _record("collection.propose_seal", now, by, before=before)
    return True


@transaction.atomic
def confirm_seal(*, round_: Round, by: By) -> bool:
    """Confirm the seal: another person than the one who proposed it."""
    now = locked_round(round_.pk)
    user = person(by)
    require(user, Permission.CONFIRM_SEAL, region=now.county)
    if now.state == RoundState.SEALED:
        return False
    _refuse_unless(now, RoundState.PROPOSED, what=_("复核封存"))
    if now.proposed_by_id == user.pk:
        raise Refused(
            _("提出封存和复核封存须是两个人，您是提出人"), remedy=_("请另一位县级负责人复核")
        )
    now.state, now.reason = RoundState.SEALED, ""
    now.sealed_by, now.sealed_at = user, timezone.now()
    now.save()
    text, given = lazy("%(county)s的数据已封存，请审核"), {"county": now.county}
    announce(
        holders(now.county, Permission.LOCK_COUNTY), text, given, link=_address(now), mail=True
    )
    _record("collection.confirm_seal", now, by, before=RoundState.PROPOSED)
    return True


@transaction.atomic
def withdraw_seal(*, round_: Round, by: By, reason: str) -> bool:
    """Take back a proposal or a seal, with a reason, until the prefecture has locked the county."""
    now = locked_round(round_.pk)
    user = person(by)
    permissions = (Permission.PROPOSE_SEAL, Permission.CONFIRM_SEAL)
    if not any(may(user, each, region=now.county) for each in permissions):
        raise PermissionDenied
    if now.state == RoundState.COLLECTING:
        return False
    _refuse_unless(now, RoundState.PROPOSED, RoundState.SEALED, what=_("撤回封存"))
    if now.state == RoundState.SEALED:  # what a supervisor confirmed, a supervisor takes back
        require(user, Permission.CONFIRM_SEAL, region=now.county)
    if not reason.strip():
        raise Refused(_("撤回封存须写明理由"))
    before = now.state
    _unseal(now, RoundState.COLLECTING, reason="")
    text, given = lazy("%(county)s撤回了封存：%(reason)s"), {"county": now.county, "reason": reason}
    told = holders(now.county, *permissions)
    if before == RoundState.SEALED:
        told += holders(now.county, Permission.LOCK_COUNTY)
    announce([each for each in told if each.pk != user.pk], text, given, link=_address(now))
    _record("collection.withdraw_seal", now, by, before=before, reason=reason)
    return True


@transaction.atomic
def return_county(*, round_: Round, by: By, reason: str) -> bool:
    """The prefecture returns a sealed county with reasons."""
    now = locked_round(round_.pk)
    require(person(by), Permission.LOCK_COUNTY, region=now.county)
    if now.state == RoundState.RETURNED:
        return False
    _refuse_unless(now, RoundState.SEALED, what=_("退回"))
    if not reason.strip():
        raise Refused(_("退回县级数据须写明理由"))
    _unseal(now, RoundState.RETURNED, reason=reason.strip()[:500])
    text, given = (
        lazy("%(county)s的数据被上级退回：%(reason)s"),
        {"county": now.county, "reason": reason},
    )
    told = holders(now.county, Permission.PROPOSE_SEAL, Permission.CONFIRM_SEAL)
    announce(told, text, given, link=_address(now), mail=True)
    _record("collection.return_county", now, by, before=RoundState.SEALED, reason=reason)
    return True


@transaction.atomic
def lock_county(*, round_: Round, by: By) -> bool:
    """The prefecture locks a sealed county: nothing of it can be changed any more."""
    now = locked_round(round_.pk)
    user = person(by)
    require(user, Permission.LOCK_COUNTY, region=now.county)
    if now.state == RoundState.LOCKED:
        return False
    _refuse_unless(now, RoundState.SEALED, what=_("锁定"))
    if user.pk in (now.proposed_by_id, now.sealed_by_id):
        raise Refused(
            _("封存和锁定须是不同的人，您参与了这次封存"), remedy=_("请另一位督导员审核锁定")
        )
    _refuse_open(all_returns(now))
    approved = Return.everything.filter(round=now, state=ReturnState.APPROVED)
    locked = approved.update(state=ReturnState.LOCKED, correcting=False)
    now.state, now.locked_by, now.locked_at = RoundState.LOCKED, user, timezone.now()
    now.save()
    text, given = lazy("%(county)s的数据已锁定"), {"county": now.county}
    told = holders(now.county, Permission.PROPOSE_SEAL, Permission.CONFIRM_SEAL)
    announce(told, text, given, link=_address(now))
    _record("collection.lock_county", now, by, before=RoundState.SEALED, after={"returns": locked})
    return True


def _refuse_open(returns: list[Return]) -> None:
    still = [each for each in returns if each.state not in DONE]
    if still:
        raise Refused(
            _("还有 %(number)s 份报表没有通过审核") % {"number": len(still)},
            remedy=_("逐份审核通过，或登记不报及原因"),
            lines=[f"{each.subject.name}：{each.get_state_display()}" for each in still[:_SHOWN]],
        )


def _refuse_errors(now: Round, returns: list[Return]) -> None:
    checks, others = check_round(now, returns)
    findings = [each for check in checks.values() for each in check.findings]
    errors = [each for each in (*findings, *others) if each.is_error]
    if errors:
        raise Refused(
            _("全县数据合在一起有 %(number)s 处错误") % {"number": len(errors)},
            remedy=_("退回有关学校或部门改正后再封存"),
            lines=[str(each.defect) for each in errors[:_SHOWN]],
        )


def _unseal(now: Round, state: RoundState, *, reason: str) -> None:
    now.state, now.reason = state, reason
    now.proposed_by = now.proposed_at = now.sealed_by = now.sealed_at = None
    now.save()


def _refuse_unless(now: Round, *states: RoundState, what: str) -> None:
    if now.state not in states:
        raise Refused(
            _("%(county)s的数据现在是“%(state)s”，不能%(what)s")
            % {"county": now.county, "state": now.get_state_display(), "what": what}
        )


def _address(now: Round) -> str:
    return f"/collection/rounds/{now.pk}/seal/"


def _record(  # the parts of an audit row
    action: str,
    now: Round,
    by: By,
    *,
    before: str,
    after: dict | None = None,
    reason: str = "",
) -> None:
    record(
        action,
        by=by,
        subject=now,
        path=now.county.path,
        before={"state": str(before)},
        after={"state": str(now.state), **(after or {})},
        reason=reason,
    )
