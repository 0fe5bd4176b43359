"""Lots that anybody can draw again: whole numbers from a public seed, by SHA-256 and nothing else.

The rule, so that it can be repeated with any tool:

(1) Block number i (0, 1, 2, ...) is SHA-256 of the seed followed by i as 8 bytes, highest first; it
    is read as a whole number of 256 bits, highest byte first. Blocks are used once, in order.
(2) To draw below n, take one block x (for n > 2^256 as many as n needs, joined in order, b bits in
    all). If x >= 2^b - (2^b mod n), throw it away and take the next; the lot is x mod n. So every
    lot is equally likely.
(3) To shuffle, go from the last place to the second; exchange place i (counted from 0) with the
    place drawn below i + 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Item = TypeVar("Item")

_BLOCK = 256  # bits


class Lots:
    """A stream of lots from ``seed``. Equal seeds give equal lots."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self._next = 0

    def _block(self) -> int:
        """The next block (1)."""
        number, self._next = self._next, self._next + 1
        return int.from_bytes(sha256(self._seed + number.to_bytes(8, "big")).digest(), "big")

    def below(self, n: int) -> int:
        """A whole number from 0 to ``n`` - 1, all equally likely (2).

        Raises ``ValueError`` for ``n`` below 1.
        """
        if n < 1:
            raise ValueError("there is no whole number from 0 to below 0")
        blocks = max(1, -(-(n - 1).bit_length() // _BLOCK))
        size = 1 << (_BLOCK * blocks)
        while True:
            drawn = 0
            for _ in range(blocks):
                drawn = (drawn << _BLOCK) | self._block()
            if drawn < size - size % n:
                return drawn % n

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """``items`` in an order all of which are equally likely (3)."""
        order = list(items)
        for place in range(len(order) - 1, 0, -1):
            other = self.below(place + 1)
            order[place], order[other] = order[other], order[place]
        return order


def seed_of(*parts: str) -> bytes:
    """The seed that several texts make together: SHA-256 of each one's SHA-256, joined in order.

    Hashing each first keeps ``("ab", "c")`` apart from ``("a", "bc")``.
    """
    return sha256(b"".join(sha256(part.encode()).digest() for part in parts)).digest()
