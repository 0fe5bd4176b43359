"""Which tasks a user sees, and which the user may finish."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.lib.doors import Permission
from junheng_web.plans.models import Adoption, Step, Task, TaskState

SOON = timedelta(days=30)
_PATH = "adoption__county__path"


def tasks_seen_by(user: User) -> QuerySet[Task]:
    """The tasks of whole counties within reach, of the user's own schools and departments.

    Each with its ``standing``: ``late``, ``soon``, ``open``, ``done`` or ``superseded``; and with
    ``whose`` turn it is: ``own``, the user's, or ``others``.
    """
    reads = user.reach(Permission.READ_PLANS).q(path=_PATH)
    works = user.reach(Permission.WORK_ON_TASKS).q(
        path=_PATH, school="school", department="department"
    )
    today = timezone.localdate()
    found = Task.everything.filter(reads | works).annotate(
        standing=Case(
            When(~Q(state=TaskState.OPEN), then=F("state")),
            When(due__lt=today, then=Value("late")),
            When(due__lte=today + SOON, then=Value("soon")),
            default=Value("open"),
            output_field=CharField(),
        ),
        whose=Case(
            When(_own(user), then=Value("own")),
            default=Value("others"),
            output_field=CharField(),
        ),
    )
    return found.select_related("adoption__plan__round__campaign", "adoption__county").defer(
        "adoption__plan__outcome", "adoption__plan__figures"
    )


def tasks_waiting_for(user: User) -> QuerySet[Task]:
    """The open tasks that the user is to finish."""
    return Task.everything.filter(_own(user), state=TaskState.OPEN, adoption__ended_at__isnull=True)


def _own(user: User) -> Q:
    """Tasks of whole counties, of own departments, and of own schools where no department is named."""
    reach = user.reach(Permission.WORK_ON_TASKS)
    own = Q(adoption__county__in=[])
    if reach.paths:
        own |= reach.q(path=_PATH)
    if reach.departments:
        own |= Q(department__in=reach.departments)
    if reach.schools:
        own |= Q(school__in=reach.schools, responsible="")
    return own


def late_among(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Those of the tasks that are open and whose day has gone by."""
    return tasks.filter(state=TaskState.OPEN, due__lt=timezone.localdate())


def may_work_on(user: User, task: Task) -> bool:
    """Whether the user may finish it: who is responsible for it, or the county."""
    reach = user.reach(Permission.WORK_ON_TASKS)
    if reach.covers(region=task.adoption.county):
        return True
    if task.responsible:
        return task.department_id in reach.departments
    return task.school_id in reach.schools


def counts_of(adoption: Adoption) -> dict[str, int]:
    """How many tasks there are, done and late."""
    today = timezone.localdate()
    found: dict[str, int] = Task.everything.filter(adoption=adoption).aggregate(
        all=Count("pk"),
        done=Count("pk", filter=Q(state=TaskState.DONE)),
        late=Count("pk", filter=Q(state=TaskState.OPEN, due__lt=today)),
    )
    return found


def steps_of(task: Task) -> QuerySet[Step]:
    """What was done with a task that the user was allowed to fetch."""
    return Step.everything.filter(task=task).select_related("by")
