"""Finishing tasks of an adopted plan, and opening them again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng_web.audit.actions import By, record
from junheng_web.plans.actions.asking import NotPossible
from junheng_web.plans.models import Step, Task, TaskState
from junheng_web.plans.queries.tasks import may_work_on


def finish(*, task: Task, note: str, by: By) -> None:
    """Mark an open task as done. Raises :class:`NotPossible`, ``PermissionDenied``."""
    with transaction.atomic():
        held = _changed(task, TaskState.OPEN, TaskState.DONE, note, by)
        record(
            "plans.finish_task",
            by=by,
            subject=held,
            path=held.adoption.county.path,
            after={"state": held.state},
            reason=note,
        )


def reopen(*, task: Task, note: str, by: By) -> None:
    """Open a task again that was done. Raises :class:`NotPossible`, ``PermissionDenied``."""
    with transaction.atomic():
        held = _changed(task, TaskState.DONE, TaskState.OPEN, note, by)
        record(
            "plans.reopen_task",
            by=by,
            subject=held,
            path=held.adoption.county.path,
            after={"state": held.state},
            reason=note,
        )


def _changed(task: Task, before: TaskState, after: TaskState, note: str, by: By) -> Task:
    found = Task.everything.select_related("adoption__county")
    held = found.select_for_update(of=("self",)).get(pk=task.pk)
    if by.user is None or not may_work_on(by.user, held):
        raise PermissionDenied
    if after == TaskState.OPEN and not note:
        raise NotPossible(_("没有写明为什么重新打开"), remedy=_("在说明里写明"))
    if held.adoption.ended_at is not None or held.state != before:
        raise NotPossible(
            _("任务现在是“%(state)s”，不能这样办理") % {"state": held.get_state_display()},
            remedy=_("刷新页面看最新情况"),
        )
    held.state, held.changed_at, held.changed_by = after, timezone.now(), by.user
    held.save(update_fields=["state", "changed_at", "changed_by"])
    Step.everything.create(task=held, state=after, by=by.user, note=note[:500])
    return held
