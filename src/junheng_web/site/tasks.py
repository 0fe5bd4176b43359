"""What waits for a user on the front page: each app tells its part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from junheng_web.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do, or to look at: what, where, and how urgent (``late``, ``soon`` or "")."""

    text: str
    link: str
    detail: str = ""
    urgency: str = ""


Teller = Callable[["User"], list[Task]]


def tellers() -> list[Teller]:
    """Who tells: the later in the work, the later in the list."""
    return []


def tasks_of(user: User) -> list[Task]:
    """Everything that waits for the user, the most urgent first."""
    order = {"late": 0, "soon": 1, "": 2}
    found = [task for tell in tellers() for task in tell(user)]
    return sorted(found, key=lambda task: order[task.urgency])
