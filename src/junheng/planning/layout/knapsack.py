"""Knapsacks, many at once: which items with these values fit best.

best(c) = the largest sum of values of items whose amounts sum to c at most, item after item:
best(c) = max(best(c), best(c - amount) + value).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from junheng.planning.layout.placement import Numbers, Whole


def packings(values: Numbers, amounts: Whole, room: Whole) -> Numbers:
    """The value of the best packing of each sack. ``values`` is items x sacks, ``room`` by sack."""
    best = _emptied(room)
    for value, amount in zip(values, amounts, strict=True):
        _offer(best, value, int(amount))
    return best[:, -1]


def packed(values: Numbers, amounts: Whole, room: Whole) -> NDArray[np.bool_]:
    """Which items the best packing of each sack holds: items x sacks."""
    best = _emptied(room)
    taken = [_offer(best, v, int(a)) for v, a in zip(values, amounts, strict=True)]
    inside = np.zeros(values.shape, dtype=bool)
    left = np.full(len(room), best.shape[1] - 1)
    sacks = np.arange(len(room))
    for item in range(len(amounts) - 1, -1, -1):
        inside[item] = taken[item][sacks, left]
        left = left - inside[item] * amounts[item]
    return inside


def forced(values: Numbers, amounts: Whole, room: int) -> Numbers:
    """For each item, the value of the best packing of one sack that holds it; -inf if none does."""
    before = np.zeros((len(amounts) + 1, room + 1))
    after = np.zeros_like(before)
    for item in range(len(amounts)):
        before[item + 1] = before[item]
        _offer(before[item + 1 : item + 2], values[item : item + 1], int(amounts[item]))
    for item in range(len(amounts) - 1, -1, -1):
        after[item] = after[item + 1]
        _offer(after[item : item + 1], values[item : item + 1], int(amounts[item]))
    found = np.full(len(amounts), -np.inf)
    for item, amount in enumerate(amounts):
        if amount <= room:
            others = before[item, : room - amount + 1] + after[item + 1, room - amount :: -1]
            found[item] = values[item] + others.max()
    return found


def _emptied(room: Whole) -> Numbers:
    """Sacks with nothing in them; a smaller one has less room at its left end than it is long."""
    widest = int(room.max(initial=0))
    best = np.zeros((len(room), widest + 1))
    for sack, its in enumerate(room):
        best[sack, : widest - int(its)] = -np.inf
    return best


def _offer(best: Numbers, values: Numbers, amount: int) -> NDArray[np.bool_]:
    """Offer an item to every sack; returns where it was taken."""
    taken = np.zeros(best.shape, dtype=bool)
    if amount >= best.shape[1]:
        return taken
    before = best[:, : best.shape[1] - amount] + values[:, None]
    taken[:, amount:] = before > best[:, amount:]
    np.maximum(best[:, amount:], before, out=best[:, amount:])
    return taken
