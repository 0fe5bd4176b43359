"""Walking along the chain in the background, and keeping what came out.

The queue of the site's jobs lies above this app; a walk is small enough to keep its own state. It only
reads, so that a walk whose worker was lost is simply asked for again.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from junheng_web.audit.actions import By, record
from junheng_web.audit.chain import breaks, end
from junheng_web.audit.models import Verification, VerificationState

MOST_KEPT = 1000
GOING_ON = (VerificationState.WAITING, VerificationState.RUNNING)
SILENCE = timedelta(minutes=5)
"""A walk that has not been heard of for so long was lost with its worker."""


class _Stopped(Exception):  # an outcome, not an error
    """Somebody stopped the walk."""


@transaction.atomic
def ask_verification(*, start: int, by: By) -> Verification:
    """Put a walk from row ``start`` on into the queue."""
    walk = Verification.everything.create(asked_by=by.user, start=max(start, 1))
    record("audit.ask_verification", by=by, subject=walk, after={"start": walk.start})
    carry_out.enqueue(walk.pk)
    return walk


@task()
def carry_out(pk: int) -> None:
    """Do the walk of that number."""
    walk_along(Verification.everything.get(pk=pk))


def walk_along(walk: Verification) -> Verification:
    """Walk, tell how far, and keep what was found (at most :data:`MOST_KEPT` places)."""
    mine = Verification.everything.filter(pk=walk.pk)
    last, seal = end()
    total = max(last - walk.start + 1, 0)

    def looked_at(count: int) -> None:
        going_on = mine.filter(state=VerificationState.RUNNING)
        if not going_on.update(looked=count, renewed_at=timezone.now()):
            raise _Stopped

    begun = mine.filter(state__in=GOING_ON).update(
        state=VerificationState.RUNNING,
        total=total,
        last=last,
        seal=seal,
        renewed_at=timezone.now(),
    )
    if not begun:
        return mine.get()  # stopped while it waited
    try:
        found = list(islice(breaks(start=walk.start, looked_at=looked_at), MOST_KEPT))
    except _Stopped:
        return mine.get()
    except Exception:
        mine.update(state=VerificationState.FAILED, finished_at=timezone.now())
        raise
    state = VerificationState.BROKEN if found else VerificationState.WHOLE
    mine.filter(state=VerificationState.RUNNING).update(
        state=state, found=[asdict(each) for each in found], finished_at=timezone.now()
    )
    return mine.get()


@transaction.atomic
def stop_verification(*, walk: Verification, by: By) -> bool:
    """End a walk that waits or goes on; returns False for one that is over."""
    open_ = Verification.everything.filter(pk=walk.pk, state__in=GOING_ON)
    if not open_.update(state=VerificationState.STOPPED, finished_at=timezone.now()):
        return False
    record("audit.stop_verification", by=by, subject=walk)
    return True


def give_up_lost() -> int:
    """Mark walks whose worker was lost as not finished; returns how many."""
    running = Verification.everything.filter(
        state=VerificationState.RUNNING, renewed_at__lt=timezone.now() - SILENCE
    )
    return running.update(state=VerificationState.FAILED, finished_at=timezone.now())
