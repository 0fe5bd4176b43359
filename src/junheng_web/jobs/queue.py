"""The queue in the database: a task of the library carries nothing but the job's number."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from junheng_web.jobs.actions import perform


@task()
def carry_out(job_id: str) -> None:
    """Do the job of that number."""
    perform(UUID(job_id))
