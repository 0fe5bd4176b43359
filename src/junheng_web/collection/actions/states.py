"""The states of a return, and every way from one to another.

    draft -> submitted -> returned -> submitted -> approved -> locked
    submitted -> draft (withdrawn before the review began); draft, returned <-> absent
    approved -> returned (while the county is not sealed); locked -> returned (unlocked, see unlocks)

Each function checks the permission and the state with the round and the return held, writes the audit
row and tells the people concerned. Each is done once: called again, it changes nothing and gives
``False``. Raises :class:`Refused` where the state forbids it and ``PermissionDenied`` where the
permission is missing.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from junheng_web.accounts.models import User
from junheng_web.audit.actions import By, record
from junheng_web.collection.actions.locks import locked_return, may_submit, on_behalf, require_on
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.submission import Checked, checked, refuse_defects
from junheng_web.collection.actions.telling import announce
from junheng_web.collection.models import AT_WORK, CampaignState, Remark, Return, ReturnState
from junheng_web.collection.queries.concerned import everyone, fillers, holders
from junheng_web.lib.doors import Permission


def submit(*, of: Return, by: By, note: str = "") -> bool:
    """Hand the return in for review. ``note`` says what was verified where there are warnings.

    Refused while there are errors, all of them listed; while warnings are unconfirmed; and when the
    campaign is not open. After the deadline it is accepted and marked late.
    """
    seen = checked(of)  # before the rows are held: checking takes its time
    with transaction.atomic():
        now = locked_return(of)
        user = require_on(now, may_submit(now), by=by)
        if now.state == ReturnState.SUBMITTED:
            return False
        _refuse_unless(now, ReturnState.DRAFT, ReturnState.RETURNED, what=_("提交"))
        _refuse_while_sealed(now)
        _refuse_unless_open(now)
        if seen.version != now.version:
            seen = checked(now)
        refuse_defects(seen, note)
        before = now.state
        _mark_submitted(now, seen, note=note)
        now.submitted_by = user
        now.save()
        Remark.everything.filter(on=now, demands=True, resolved_at__isnull=True).update(
            resolved_at=timezone.now(), resolved_by=user
        )
        announce(
            [each for each in _reviewers(now) if each != user],
            lazy("%(subject)s已提交报表，请审核"),
            {"subject": now.subject.name},
            link=_review_address(now),
        )
        after = {"state": now.state, "version": now.version, "late": now.late}
        if behalf := on_behalf(now, user):
            announce(
                [each for each in everyone(fillers([now])) if each != user],
                lazy("%(who)s代%(subject)s提交了报表"),
                {"who": user.called, "subject": now.subject.name},
                link=_fill_address(now),
            )
        after["on_behalf"] = behalf
        _record("collection.submit", now, by, before=before, after=after, reason=now.note)
    return True


@transaction.atomic
def withdraw(*, of: Return, by: By) -> bool:
    """Take a submission back to go on filling in. Refused once the review has begun."""
    now = locked_return(of)
    require_on(now, may_submit(now), by=by)
    if now.state == ReturnState.DRAFT:
        return False
    _refuse_unless(now, ReturnState.SUBMITTED, what=_("撤回"))
    if now.review_began_at is not None:
        raise Refused(_("审核已经开始，不能撤回"), remedy=_("请审核人退回"))
    now.state = ReturnState.DRAFT
    now.submitted_at = now.submitted_by = None
    now.late = False
    now.save()
    announce(_reviewers(now), lazy("%(subject)s撤回了报表"), {"subject": now.subject.name})
    _record("collection.withdraw", now, by, before=ReturnState.SUBMITTED)
    return True


@transaction.atomic
def begin_review(*, of: Return, by: By) -> bool:
    """Begin to review a submission: from now on it cannot be withdrawn."""
    now = locked_return(of)
    require_on(now, Permission.REVIEW_RETURNS, by=by)
    if now.review_began_at is not None or now.state != ReturnState.SUBMITTED:
        return False
    now.review_began_at = timezone.now()
    now.save(update_fields=["review_began_at"])
    _record("collection.begin_review", now, by, before=now.state)
    return True


@transaction.atomic
def send_back(*, of: Return, by: By, reason: str = "") -> bool:
    """Return it with reasons: open demands on its cells, or ``reason`` for the whole of it."""
    now = locked_return(of)
    user = require_on(now, Permission.REVIEW_RETURNS, by=by)
    if now.state == ReturnState.RETURNED:
        return False
    _refuse_unless(now, ReturnState.SUBMITTED, ReturnState.APPROVED, what=_("退回"))
    _refuse_while_sealed(now)
    if reason.strip():
        Remark.everything.create(on=now, text=reason.strip()[:500], demands=True, by=user)
    demands = list(
        Remark.everything.filter(on=now, demands=True, resolved_at__isnull=True).values(
            "table", "key", "column", "text"
        )
    )
    if not demands:
        raise Refused(
            _("退回须写明理由"), remedy=_("在有问题的单元格写“要求修改”的意见，或写总的理由")
        )
    before = now.state
    now.state = ReturnState.RETURNED
    now.approved_at = now.approved_by = now.review_began_at = None
    now.save()
    text, given = (
        lazy("%(subject)s的报表被退回，有 %(number)s 条修改要求"),
        {
            "subject": now.subject.name,
            "number": len(demands),
        },
    )
    announce(everyone(fillers([now])), text, given, link=_fill_address(now), mail=True)
    _record("collection.send_back", now, by, before=before, after={"demands": demands})
    return True


@transaction.atomic
def approve(*, of: Return, by: By, note: str = "", confirmed: bool = False) -> bool:
    """Approve a submission. ``confirmed``: the reviewer has looked at its warnings too.

    Refused to whoever submitted it: a second person looks at every return.
    """
    now = locked_return(of)
    user = require_on(now, Permission.REVIEW_RETURNS, by=by)
    if now.state == ReturnState.APPROVED:
        return False
    _refuse_unless(now, ReturnState.SUBMITTED, what=_("通过"))
    if now.submitted_by_id == user.pk:
        raise Refused(
            _("%(subject)s的报表是您自己提交的，不能由您通过") % {"subject": now.subject.name},
            remedy=_("请另一位审核人通过，例如县级负责人"),
        )
    if now.errors:
        raise Refused(
            _("%(subject)s还有 %(number)s 处错误，不能通过")
            % {"subject": now.subject.name, "number": now.errors},
            remedy=_("退回改正"),
        )
    if now.warnings and not confirmed:
        raise Refused(
            _("%(subject)s还有 %(number)s 条提醒没有确认")
            % {"subject": now.subject.name, "number": now.warnings},
            remedy=_("核对提醒后勾选“已核对提醒”再通过"),
            unconfirmed=True,
        )
    open_demands = Remark.everything.filter(on=now, demands=True, resolved_at__isnull=True).count()
    if open_demands:
        raise Refused(
            _("%(subject)s还有 %(number)s 条修改要求没有了结")
            % {"subject": now.subject.name, "number": open_demands},
            remedy=_("退回学校修改，或在审核页逐条标为“已了结”"),
        )
    now.state = ReturnState.APPROVED
    now.approved_at, now.approved_by = timezone.now(), user
    now.save()
    announce(
        everyone(fillers([now])),
        lazy("%(subject)s的报表已通过审核"),
        {"subject": now.subject.name},
        link=_fill_address(now),
    )
    after = {"state": now.state, "version": now.version, "warnings": now.warnings}
    before = ReturnState.SUBMITTED
    _record("collection.approve", now, by, before=before, after=after, reason=note)
    return True


@transaction.atomic
def declare_absent(*, of: Return, by: By, reason: str) -> bool:
    """Declare that nothing will come from this school or department this year, and why."""
    now = locked_return(of)
    require_on(now, Permission.REVIEW_RETURNS, by=by)
    if now.state == ReturnState.ABSENT:
        return False
    _refuse_unless(now, ReturnState.DRAFT, ReturnState.RETURNED, what=_("登记不报"))
    _refuse_while_sealed(now)
    if not reason.strip():
        raise Refused(_("登记不报须写明原因"), remedy=_("例如：2025年8月已撤并到中心小学"))
    before, now.state, now.absent_reason = now.state, ReturnState.ABSENT, reason.strip()[:500]
    now.save()
    announce(
        everyone(fillers([now])),
        lazy("%(subject)s登记为本年度不报"),
        {"subject": now.subject.name},
    )
    _record("collection.declare_absent", now, by, before=before, reason=reason)
    return True


@transaction.atomic
def recall_absent(*, of: Return, by: By) -> bool:
    """Ask the school or department for its return after all."""
    now = locked_return(of)
    require_on(now, Permission.REVIEW_RETURNS, by=by)
    if now.state != ReturnState.ABSENT:
        return False
    _refuse_while_sealed(now)
    now.state, now.absent_reason = ReturnState.DRAFT, ""
    now.save()
    announce(
        everyone(fillers([now])),
        lazy("%(subject)s仍须填报本年度报表"),
        {"subject": now.subject.name},
        link=_fill_address(now),
    )
    _record("collection.recall_absent", now, by, before=ReturnState.ABSENT)
    return True


def _mark_submitted(now: Return, seen: Checked, *, note: str) -> None:
    moment = timezone.now()
    if now.submitted_at is None:
        now.late = timezone.localdate(moment) > now.round.campaign.deadline
    now.state, now.submitted_at, now.review_began_at = ReturnState.SUBMITTED, moment, None
    now.note = note.strip()[:500] if seen.doubts else ""
    seen.check.stored_on(now)
    now.outliers, now.largest_change = seen.outliers, seen.largest_change


def _refuse_unless(now: Return, *states: ReturnState, what: str) -> None:
    if now.state not in states:
        raise Refused(
            _("%(subject)s的报表现在是“%(state)s”，不能%(what)s")
            % {"subject": now.subject.name, "state": now.get_state_display(), "what": what}
        )


def _refuse_while_sealed(now: Return) -> None:
    if now.round.state not in AT_WORK:
        raise Refused(
            _("%(county)s的数据%(state)s，不能再改动")
            % {"county": now.round.county.name, "state": now.round.get_state_display()},
            remedy=_("须改动时，先由县级撤回封存，或由上级退回、解锁"),
        )


def _refuse_unless_open(now: Return) -> None:
    campaign = now.round.campaign
    if campaign.state != CampaignState.OPEN and not now.correcting:
        raise Refused(
            _("“%(campaign)s”现在是“%(state)s”，不接收报表")
            % {"campaign": campaign.title, "state": campaign.get_state_display()},
            remedy=_("请联系采集的组织者重新开放"),
        )


def _reviewers(now: Return) -> list[User]:
    return holders(now.round.county, Permission.REVIEW_RETURNS)


def _review_address(now: Return) -> str:
    return f"/collection/review/{now.pk}/"


def _fill_address(now: Return) -> str:
    return f"/collection/returns/{now.pk}/"


def _record(  # the parts of an audit row
    action: str,
    now: Return,
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
        path=now.round.county.path,
        before={"state": str(before)},
        after={"state": str(now.state), **(after or {})},
        reason=reason,
    )
