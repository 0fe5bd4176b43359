"""Asking for work, doing it, stopping it, and finding work whose worker was lost."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng.errors import UserError
from junheng_web.accounts.models import User
from junheng_web.audit.actions import By, record
from junheng_web.jobs.kinds import Stopped, kind_of, kind_of_kept
from junheng_web.jobs.models import Job, State

logger = logging.getLogger("junheng_web.jobs")


def ask(
    *, kind: str, title: str, arguments: dict[str, Any], owner: User | None, path: str = ""
) -> Job:
    """Put work into the queue; it begins once the transaction is committed."""
    from junheng_web.jobs.queue import carry_out  # noqa: PLC0415 - the queue calls back into this file

    kind_of(kind)
    job = Job.everything.create(kind=kind, title=title, arguments=arguments, owner=owner, path=path)
    carry_out.enqueue(str(job.pk))
    return job


@transaction.atomic
def stop(*, job: Job, by: By) -> None:
    """Ask a job to stop. One that waits stops at once, one that runs at its next report.

    Asking again, or for a job that is over, changes nothing.
    """
    outcome = _("已停止")
    waiting = Job.everything.filter(pk=job.pk, state=State.WAITING)
    stopped = waiting.update(
        state=State.STOPPED, finished_at=timezone.now(), outcome=outcome, stop_asked=True
    )
    if stopped and (abandoned := kind_of_kept(job.kind).abandoned) is not None:
        abandoned(job.arguments, outcome)
    running = Job.everything.filter(pk=job.pk, state=State.RUNNING, stop_asked=False)
    asked = 0 if stopped else running.update(stop_asked=True)
    if stopped or asked:
        before = State.WAITING if stopped else State.RUNNING
        record("jobs.stop", by=by, subject=job, path=job.path, before={"state": before.value})


def perform(job_id: UUID) -> None:
    """Do one job: claimed by one worker only, kept alive by its lease, ended in one of three ways."""
    claimed = Job.everything.filter(pk=job_id, state=State.WAITING).update(
        state=State.RUNNING, lease_until=_lease(), doing=_("开始"), attempts=F("attempts") + 1
    )
    if not claimed:
        return  # stopped meanwhile, or done by another worker
    job = Job.everything.get(pk=job_id)
    logger.info("job begins", extra={"job": str(job_id), "kind": job.kind})
    try:
        with _kept_alive(job):
            outcome, link = kind_of_kept(job.kind).work(
                job.arguments, lambda *how: _report(job, *how)
            )
    except Stopped:
        _abandon(job, State.STOPPED, _("已停止，没有留下未完成的内容"))
    except UserError as problem:
        _abandon(job, State.FAILED, str(problem))
    except Exception:
        logger.exception("job failed", extra={"job": str(job_id), "kind": job.kind})
        _abandon(job, State.FAILED, _("程序出错，已记录；请联系管理员"))
    else:
        _end(job, State.DONE, outcome, link)


def reap(*, now: datetime | None = None) -> tuple[int, int]:
    """Put back the jobs whose worker fell silent; give up those tried too often.

    Returns how many were put back and how many given up.
    """
    moment = now or timezone.now()
    back = up = 0
    for job in Job.everything.filter(state=State.RUNNING, lease_until__lt=moment):
        kind = kind_of_kept(job.kind)
        if job.stop_asked:
            _abandon(job, State.STOPPED, _("已停止，没有留下未完成的内容"))
            up += 1
        elif job.attempts >= kind.attempts:
            _abandon(
                job,
                State.FAILED,
                _("后台程序中断了 %(times)s 次，不再重试") % {"times": job.attempts},
            )
            up += 1
        else:
            _again(job, moment)
            back += 1
    return back, up


@transaction.atomic
def _again(job: Job, moment: datetime) -> None:
    from junheng_web.jobs.queue import carry_out  # noqa: PLC0415 - as in ask

    lost = Job.everything.filter(pk=job.pk, state=State.RUNNING, lease_until__lt=moment)
    if lost.update(
        state=State.WAITING, lease_until=None, doing=_("后台程序中断，重新开始"), done=0
    ):
        logger.warning("job put back", extra={"job": str(job.pk), "kind": job.kind})
        carry_out.enqueue(str(job.pk))


def _mine(job: Job) -> QuerySet[Job]:
    """The job as long as this attempt at it goes on: none once it was given to another worker."""
    return Job.everything.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)


def _report(job: Job, doing: str, done: int, total: int) -> None:
    mine = _mine(job)
    going_on = mine.update(doing=doing[:200], done=done, total=total, lease_until=_lease())
    if not going_on or mine.filter(stop_asked=True).exists():
        raise Stopped


def _abandon(job: Job, state: State, outcome: str) -> None:
    kind = kind_of_kept(job.kind)
    with transaction.atomic():
        if _end(job, state, outcome, "") and kind.abandoned is not None:
            kind.abandoned(job.arguments, outcome)


def _end(job: Job, state: State, outcome: str, link: str) -> bool:
    """End this attempt; False where another worker has the job by now, whose word counts."""
    ended = _mine(job).update(
        state=state,
        outcome=outcome[:500],
        link=link,
        doing="",
        finished_at=timezone.now(),
        lease_until=None,
    )
    if ended:
        logger.info("job ends", extra={"job": str(job.pk), "kind": job.kind, "status": state.value})
    else:
        logger.warning("job was another's", extra={"job": str(job.pk), "kind": job.kind})
    return bool(ended)


def _lease() -> datetime:
    return timezone.now() + settings.JOB_LEASE


def _renew(job: Job) -> None:
    """Renew the lease; a database that is busy or away for a moment is asked again next time."""
    try:
        _mine(job).update(lease_until=_lease())
    except DatabaseError:
        logger.warning("lease not renewed", extra={"job": str(job.pk), "kind": job.kind})
        connection.close()


@contextmanager
def _kept_alive(job: Job) -> Iterator[None]:
    """Renew the lease from a thread of its own while the work is busy elsewhere."""
    over = threading.Event()

    def renew() -> None:
        try:
            while not over.wait(settings.JOB_LEASE.total_seconds() / 3):
                _renew(job)
        finally:
            connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
