"""Chance that comes out the same on every machine: whole numbers from the generator's bits."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice:
    """A seeded source of whole numbers.

    Uses no floating point and no method of ``random`` but ``getrandbits``, so that neither platform
    nor release changes what is drawn.
    """

    def __init__(self, seed: int) -> None:
        self._bits = Random(seed)  # noqa: S311 - repeatable on purpose, guards no secret

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included. Raises ``ValueError`` if none."""
        if high < low:
            raise ValueError(f"nothing between {low} and {high}")
        return low + (self._bits.getrandbits(32) * (high - low + 1) >> 32)

    def some_of(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """``count`` different ones of ``things`` (all, where there are fewer), in their order."""
        left = list(range(len(things)))
        drawn = [left.pop(self.between(0, len(left) - 1)) for _ in range(min(count, len(left)))]
        return [things[place] for place in sorted(drawn)]

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        """All of ``things``, in an order of chance."""
        left = list(things)
        return [left.pop(self.between(0, len(left) - 1)) for _ in things]
