"""What waits for a user on the front page: each app tells its part in its ``tasks.py``."""

from __future__ import annotations

from collections.abc import Callable

from junheng_web.accounts.models import User
from junheng_web.assessments.tasks import tell as tell_assessments
from junheng_web.collection.tasks import tell as tell_collection
from junheng_web.lib.tasks import Task
from junheng_web.plans.tasks import tell as tell_plans

TELLERS: tuple[Callable[[User], list[Task]], ...] = (
    tell_collection,
    tell_assessments,
    tell_plans,
)
"""Who tells."""


def tasks_of(user: User) -> list[Task]:
    """Everything that waits for the user, the most urgent first."""
    order = {"late": 0, "soon": 1, "": 2}
    found = [task for tell in TELLERS for task in tell(user)]
    return sorted(found, key=lambda task: order[task.urgency])
