"""From the canonical roster to the cost of every two units in one class: whole numbers throughout.

With z_is the standardised score of pupil i in subject s (thousandths of a standard deviation) and
W_k the weight of kind k,
    (1) g_ij = sum_s z_is z_js + sum_{k : i, j are of kind k} W_k     (i != j)
    (2) g_UV = sum_{i in U, j in V} g_ij                              units U != V
so that the cost of a class is half of  sum_s (sum_i z_is)^2 + sum_k W_k n_k^2  less a constant:
least when sums of scores and numbers of each kind are the same in all classes.
"""

from __future__ import annotations

from collections.abc import Sequence

from junheng.planning.assign import verify
from junheng.planning.assign.search import Problem


def problem(roster: verify.Roster, classes: int) -> Problem:
    """The classes to be formed, sizes within one of each other."""
    pupils = _doubled(roster)
    bundles = roster.bundles()
    least, more = divmod(len(roster.rows), classes)
    return Problem(
        doubled=pupils if len(bundles) == len(pupils) else _merged(pupils, bundles),
        weights=[len(bundle) for bundle in bundles],
        least=[least] * classes,
        most=[least + (more > 0)] * classes,
    )


def _doubled(roster: verify.Roster) -> list[list[int]]:
    """Twice the cost (1) of every two pupils."""
    scores = [verify.standardised(values) for values in roster.scores().values()]
    rows = []
    for pupil in range(len(roster.rows)):
        row = [0] * len(roster.rows)
        for z in scores:
            times = 2 * z[pupil]
            if times:
                row = [cost + times * other for cost, other in zip(row, z, strict=True)]
        rows.append(row)
    for weight, members in roster.kinds().values():
        for one in members:
            row = rows[one]
            for other in members:
                row[other] += 2 * weight
    for pupil, row in enumerate(rows):
        row[pupil] = 0
    return rows


def _merged(pupils: Sequence[Sequence[int]], bundles: Sequence[Sequence[int]]) -> list[list[int]]:
    """The costs of units (2)."""
    alone = [bundle[0] if len(bundle) == 1 else -1 for bundle in bundles]
    several = [number for number, pupil in enumerate(alone) if pupil < 0]
    merged = []
    for number, bundle in enumerate(bundles):
        together = pupils[bundle[0]]
        if len(bundle) > 1:
            members = (pupils[each] for each in bundle)
            together = [sum(column) for column in zip(*members, strict=True)]
        row = [together[pupil] for pupil in alone]
        for other in several:
            row[other] = sum(together[each] for each in bundles[other])
        row[number] = 0
        merged.append(row)
    return merged
