"""What reviewers say about cells, and that it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng.census.tables import BY_NAME
from junheng_web.accounts.permissions import may
from junheng_web.audit.actions import By, record
from junheng_web.collection.actions.locks import locked_return, person, require_on
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.documents import document_of
from junheng_web.collection.models import Remark, Return, ReturnState
from junheng_web.collection.queries.changes import cells
from junheng_web.lib.doors import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The cell that a remark is on; nothing in it for the whole return."""

    table: str = ""
    key: tuple[str, ...] = ()
    column: str = ""

    @classmethod
    def of(cls, table: str, key: Sequence[object], column: str) -> Where:
        """From what a request gives."""
        return cls(table=table, key=tuple(str(each) for each in key), column=column)


WHOLE = Where()


@transaction.atomic
def remark(*, on: Return, text: str, by: By, where: Where = WHOLE, demands: bool = False) -> Remark:
    """Say something about a cell. ``demands`` asks for a change, before the return is handed in again.

    A demand is the reviewer's, and only on what is handed in; so the review has begun.
    """
    now = locked_return(on)
    if demands:
        user = require_on(now, Permission.REVIEW_RETURNS, by=by)
        if now.state not in (ReturnState.SUBMITTED, ReturnState.APPROVED):
            raise Refused(_("只能对已提交的报表提出修改要求"))
    else:
        user = person(by)
        _require_any(now, by)
    if not text.strip():
        raise Refused(_("意见没有写内容"))
    if where != WHOLE and not _exists(now, where):
        raise Refused(_("报表里没有这一格，可能已被改动"), remedy=_("刷新后再写"))
    made = Remark.everything.create(
        on=now,
        table=where.table,
        key=list(where.key),
        column=where.column,
        text=text.strip()[:500],
        demands=demands,
        by=user,
    )
    reviews = may(user, Permission.REVIEW_RETURNS, region=now.round.county)
    if reviews and now.state == ReturnState.SUBMITTED and now.review_began_at is None:
        now.review_began_at = timezone.now()
        now.save(update_fields=["review_began_at"])
    after = {"text": made.text, "table": where.table, "key": list(where.key)}
    _record("collection.remark", now, by, {**after, "column": where.column, "demands": demands})
    return made


@transaction.atomic
def settle(*, remark: Remark, by: By) -> bool:
    """A reviewer finds that a demand is met, or drops it."""
    now = locked_return(remark.on)
    user = require_on(now, Permission.REVIEW_RETURNS, by=by)
    open_still = Remark.everything.filter(pk=remark.pk, on=now, resolved_at__isnull=True)
    if not open_still.update(resolved_at=timezone.now(), resolved_by=user):
        return False
    _record("collection.settle_remark", now, by, {"remark": remark.pk, "text": remark.text})
    return True


def _require_any(now: Return, by: By) -> None:
    """Reviewers, the prefecture's inspectors and those who fill may speak."""
    user = person(by)
    for permission in (Permission.REVIEW_RETURNS, Permission.LOCK_COUNTY):
        if may(user, permission, region=now.round.county):
            return
    fills = Permission.FILL_SCHOOL if now.school_id is not None else Permission.FILL_FACTS
    require_on(now, fills, by=by)


def _exists(now: Return, where: Where) -> bool:
    return where.table in BY_NAME and (where.table, where.key, where.column) in cells(
        document_of(now)
    )


def _record(action: str, now: Return, by: By, after: dict) -> None:
    record(action, by=by, subject=now, path=now.round.county.path, after=after)
