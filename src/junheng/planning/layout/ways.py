"""Every way a group of pupils of a village can be served: which site, how far, day or boarding.

A way within the limit of the group is a day way. Beyond it, pupils of grade 4 and above may board where
the site has beds. Going farther than the limit by day breaks the rule; plans do it last of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from junheng.planning.layout.county import County, Group
from junheng.planning.layout.distances import UNREACHABLE, Metres
from junheng.planning.layout.options import LayoutOptions

Flags = NDArray[np.bool_]
GROUPS = tuple(Group)
WEEKLY = 5
"""A boarder goes the way once where day pupils go five times."""


class Mode(IntEnum):
    """How pupils go."""

    DAY = 0
    BOARD = 1
    BEYOND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """One way an entry, in the order of the demands.

    ``demand`` numbers the pairs of village and group with pupils (``pairs``, and ``pupils`` of each).
    """

    pairs: tuple[tuple[int, int], ...]
    pupils: Metres
    demand: Metres
    site: Metres
    metres: Metres
    mode: Metres

    def keep(self, kept: Flags) -> Ways:
        """Only these ways; the demands stay."""
        return Ways(
            pairs=self.pairs,
            pupils=self.pupils,
            demand=self.demand[kept],
            site=self.site[kept],
            metres=self.metres[kept],
            mode=self.mode[kept],
        )

    def yearly(self, options: LayoutOptions) -> list[Fraction]:
        """What a pupil's year on each way costs, exactly, in yuan."""
        days = options.km_yuan / 1000
        found: list[Fraction] = []
        for metres, mode in zip(self.metres.tolist(), self.mode.tolist(), strict=True):
            boards = mode == Mode.BOARD
            cost = days * metres / (WEEKLY if boards else 1)
            found.append(cost + options.boarder_yuan if boards else cost)
        return found


def ways(county: County, metres: Metres, options: LayoutOptions) -> Ways:
    """All ways of all villages to all sites. ``metres`` is villages x sites."""
    serves = serving(county)
    beds = np.asarray([each.most_beds > 0 for each in county.sites])
    pairs: list[tuple[int, int]] = []
    parts: list[tuple[Metres, Metres, Metres, Metres]] = []
    for village, each in enumerate(county.villages):
        for number, group in enumerate(GROUPS):
            if not each.pupils[group]:
                continue
            sites = np.flatnonzero(serves[number] & (metres[village] < UNREACHABLE))
            far = metres[village, sites]
            mode = _modes(group, far, beds[sites], options)
            parts.append((np.full(len(sites), len(pairs)), sites, far, mode))
            spare = mode == Mode.BOARD  # who finds no bed goes beyond the limit by day
            over = np.full(int(spare.sum()), int(Mode.BEYOND))
            parts.append((np.full(len(over), len(pairs)), sites[spare], far[spare], over))
            pairs.append((village, number))
    joined = [np.concatenate(each).astype(np.int64) for each in zip(*parts, strict=True)]
    return Ways(
        pairs=tuple(pairs),
        pupils=np.asarray([county.villages[v].pupils[GROUPS[g]] for v, g in pairs], dtype=np.int64),
        demand=joined[0],
        site=joined[1],
        metres=joined[2],
        mode=joined[3],
    )


def serving(county: County) -> Sequence[Flags]:
    """For each group, which sites teach it."""
    return [np.asarray([group in each.type.groups for each in county.sites]) for group in GROUPS]


def _modes(group: Group, metres: Metres, beds: Flags, options: LayoutOptions) -> Metres:
    farthest = UNREACHABLE if options.board_km is None else int(options.board_km * 1000)
    boards = beds & (metres <= farthest) if group.may_board else np.zeros_like(beds)
    beyond = np.where(boards, int(Mode.BOARD), int(Mode.BEYOND))
    return np.where(metres <= options.day_metres(group), int(Mode.DAY), beyond)
