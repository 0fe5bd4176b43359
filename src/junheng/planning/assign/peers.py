"""The ways schools deal pupils out today, to compare with: snake dealing, and one drawing by lot."""

from __future__ import annotations

from junheng.planning.assign import verify
from junheng.planning.lots import Lots


def snake(roster: verify.Roster, classes: int) -> list[int]:
    """Girls, then boys, each by total score from the top: 1, 2, ..., K, K, ..., 2, 1, 1, 2 ...

    Those without a score come last. Wishes of pairs and all else are left out of account, as they
    are when it is done by hand. The class (1, 2, ...) of every pupil.
    """
    scores = roster.scores()
    points = scores.get(verify.TOTAL) or next(iter(scores.values()), [None] * len(roster.rows))
    found = [0] * len(roster.rows)
    dealt = 0
    for sex in ("女", "男"):
        members = [number for number, row in enumerate(roster.rows) if row["sex"] == sex]
        for pupil in sorted(members, key=lambda each: -(points[each] or -1)):
            turn, place = divmod(dealt, classes)
            found[pupil] = 1 + (classes - 1 - place if turn % 2 else place)
            dealt += 1
    return found


def by_lot(roster: verify.Roster, classes: int, lots: Lots) -> list[int]:
    """One drawing by lot, sizes within one of each other. The class of every pupil."""
    bundles = [[number] for number in range(len(roster.rows))]
    return [c + 1 for c in verify.drawn(bundles, len(roster.rows), classes, lots)]
