"""The demands of a compliance plan in groups, so that each can be left out: to see what it costs, or
whether it stands in the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """A group of demands. The numbers are those of the model."""

    ROWS = "rows"  # (2)
    DISPARITY = "disparity"  # (3)
    ROTATION = "rotation"  # (4)
    STAFF = "staff"  # (5)
    SITES = "sites"  # (6)
    BUDGET = "budget"  # (7)
    CAPACITY = "capacity"  # (7)
    MILESTONES = "milestones"  # (8), and (3) before the last year
    ELIGIBLE = "eligible"  # (1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What to leave out: whole ``groups``, the floor and bound of ``indicators`` (by measure),
    ``disparities`` (by stage and measure).
    """

    groups: frozenset[Group] = frozenset()
    indicators: frozenset[str] = frozenset()
    disparities: frozenset[tuple[str, str]] = frozenset()

    def asks(self, group: Group) -> bool:
        """Whether the demands of a group are made."""
        return group not in self.groups


EVERYTHING = Demands()
