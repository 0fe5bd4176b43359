"""A job that is stopped while it waits, or taken for lost while it is not, leaves one clear state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.audit.actions import By
from junheng_web.audit.models import Entry
from junheng_web.jobs import actions, kinds
from junheng_web.jobs.actions import ask, perform, reap, stop
from junheng_web.jobs.kinds import Kind, Report, Stopped
from junheng_web.jobs.models import Job, State

NAME = "test"


class Told:
    """A kind of work that notes what becomes of it; ``meanwhile`` happens in the middle of it."""

    def __init__(self) -> None:
        self.given_up: list[str] = []
        self.meanwhile: Any = lambda: None

    def work(self, arguments: dict[str, Any], report: Report) -> tuple[str, str]:
        """Report, let happen what happens, report again."""
        report("一", 0, 2)
        self.meanwhile()
        report("二", 1, 2)
        return "好了", ""

    def abandoned(self, arguments: dict[str, Any], outcome: str) -> None:
        """Given up."""
        self.given_up.append(outcome)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    made = Told()
    kind = Kind(name=NAME, work=made.work, abandoned=made.abandoned)
    monkeypatch.setitem(kinds._KINDS, NAME, kind)
    return made


def asked() -> Job:
    return ask(kind=NAME, title="试", arguments={}, owner=None)


def test_what_is_stopped_while_it_waits_is_given_up_at_once(
    told: Told, people: dict[str, User]
) -> None:
    job = asked()
    stop(job=job, by=By(user=people["auditor"]))
    stop(job=job, by=By(user=people["auditor"]))
    perform(job.pk)
    job.refresh_from_db()
    assert job.state == State.STOPPED
    assert told.given_up == ["已停止"]


def test_stopping_is_written_down_once_with_who_asked(told: Told, people: dict[str, User]) -> None:
    by = By(user=people["auditor"], address="127.0.0.1")
    waiting, running, over = (
        ask(kind=NAME, title=title, arguments={}, owner=None, path="000001") for title in "一二三"
    )
    Job.everything.filter(pk=running.pk).update(state=State.RUNNING)
    Job.everything.filter(pk=over.pk).update(state=State.DONE)
    for job in (waiting, running, over, waiting, running):
        stop(job=job, by=by)
    rows = Entry.everything.filter(action="jobs.stop").order_by("number")
    assert [(row.subject_name, row.actor, row.path, row.before) for row in rows] == [
        ("一", by.user, "000001", {"state": "waiting"}),
        ("二", by.user, "000001", {"state": "running"}),
    ]
    running.refresh_from_db()
    assert running.stop_asked


def test_a_worker_that_was_taken_for_lost_has_no_say_any_more(told: Told, db: None) -> None:
    job = asked()

    def another_takes_over() -> None:
        later = timezone.now() + timedelta(days=1)
        assert reap(now=later) == (1, 0)
        told.meanwhile = lambda: None
        perform(job.pk)

    told.meanwhile = another_takes_over
    perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.outcome, job.attempts) == (State.DONE, "好了", 2)
    assert told.given_up == []


def test_a_worker_that_was_taken_for_lost_stops_at_its_next_report(told: Told, db: None) -> None:
    job = asked()
    seen = []

    def put_back() -> None:
        reap(now=timezone.now() + timedelta(days=1))

    def work(arguments: dict[str, Any], report: Report) -> tuple[str, str]:
        put_back()
        try:
            report("二", 1, 2)
        except Stopped:
            seen.append("stopped")
            raise
        return "", ""

    told.work = work  # type: ignore[method-assign]
    kinds._KINDS[NAME] = Kind(name=NAME, work=work, abandoned=told.abandoned)
    perform(job.pk)
    job.refresh_from_db()
    assert seen == ["stopped"]
    assert job.state == State.WAITING
    assert told.given_up == []


def test_a_lease_that_could_not_be_renewed_once_is_renewed_again(
    told: Told, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked()

    def away(of: Job) -> None:
        raise DatabaseError("busy")

    monkeypatch.setattr(actions, "_mine", away)
    monkeypatch.setattr(actions.connection, "close", lambda: None)
    actions._renew(job)
