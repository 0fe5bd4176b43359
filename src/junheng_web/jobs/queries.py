"""Which jobs a person sees: their own."""

from __future__ import annotations

from django.db.models import QuerySet

from junheng_web.accounts.models import User
from junheng_web.jobs.models import Job


def jobs_of(user: User) -> QuerySet[Job]:
    """The jobs that the user asked for, latest first."""
    return Job.everything.filter(owner=user)
