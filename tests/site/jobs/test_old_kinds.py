"""Jobs that were kept from another version of the program."""

from __future__ import annotations

from junheng_web.accounts.models import User
from junheng_web.audit.actions import By
from junheng_web.jobs.actions import perform, stop
from junheng_web.jobs.models import Job, State


def test_work_that_is_no_longer_known_ends_and_says_so(people: dict[str, User]) -> None:
    job = Job.everything.create(kind="gone", title="旧任务", owner=people["school_clerk"])
    perform(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "不再做这种后台任务" in job.outcome


def test_work_that_is_no_longer_known_can_be_stopped(people: dict[str, User]) -> None:
    user = people["school_clerk"]
    job = Job.everything.create(kind="gone", title="旧任务", owner=user)
    stop(job=job, by=By(user=user))
    job.refresh_from_db()
    assert job.state == State.STOPPED
