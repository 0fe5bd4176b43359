"""The four values a judgement can have, and how they combine.

See docs/explanation/four-statuses.md. A missing input is never 0: what cannot be decided is *undetermined*.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """The answer to "is this clause met?"."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"

    @property
    def zh(self) -> str:
        """The word shown to users."""
        return _ZH[self]

    @property
    def mark(self) -> str:
        """A shape that can be told from the others without colour."""
        return _MARKS[self]

    @classmethod
    def of(cls, holds: bool | None) -> Status:
        """The status of a comparison: ``None`` is "cannot be compared, something is missing"."""
        if holds is None:
            return cls.UNDETERMINED
        return cls.MET if holds else cls.NOT_MET


_ZH = {
    Status.MET: "达标",
    Status.NOT_MET: "未达标",
    Status.UNDETERMINED: "无法判定",
    Status.NOT_APPLICABLE: "不适用",
}
_MARKS = {
    Status.MET: "✓",
    Status.NOT_MET: "✗",
    Status.UNDETERMINED: "?",
    Status.NOT_APPLICABLE: "–",
}


def all_met(statuses: Iterable[Status]) -> Status:
    """Kleene's "and": one ``not_met`` decides; otherwise one ``undetermined`` keeps it open.

    ``not_applicable`` neither helps nor harms; nothing but ``not_applicable`` (or nothing at all)
    is ``not_applicable``.
    """
    seen = set(statuses)
    for status in (Status.NOT_MET, Status.UNDETERMINED, Status.MET):
        if status in seen:
            return status
    return Status.NOT_APPLICABLE
