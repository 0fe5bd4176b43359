"""One thing that waits for a user."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do, or to look at: what, where, and how urgent (``late``, ``soon`` or "")."""

    text: str
    link: str
    detail: str = ""
    urgency: str = ""
