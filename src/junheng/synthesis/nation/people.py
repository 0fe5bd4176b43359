"""People without random numbers of their own: who of a stage is counted follows from its key.

A stage has 700 pupils, 63 of them boarders: pupil number i is one of them if (i x prime + start) modulo
700 is below 63. As the prime exceeds every number of people the products run through all remainders, so
that exactly 63 are, scattered over the list. The lists therefore add up to the table stages, need no
memory and do not depend on how they are cut into pieces. Other primes give other selections.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from junheng.synthesis.nation.draws import Flags, Whole

Numbers = NDArray[np.uint32]
PRIMES = (7919, 10_007, 12_007, 15_013, 20_011, 24_001)
"""Each larger than the number of people of any stage."""


class People:
    """The people of some stages: ``many`` of each, ``keys`` one whole number for each stage."""

    def __init__(self, many: Whole, keys: NDArray[np.uint64]) -> None:
        if many.max(initial=0) >= min(PRIMES):
            raise ValueError(f"{many.max()} people of one stage are more than can be told apart")
        self.many = many
        self.keys = keys
        self._repeats = many
        self.within = self.each(np.cumsum(many) - many)
        """The number of each person within the stage, from 0."""
        np.subtract(np.arange(len(self.within), dtype=np.uint32), self.within, out=self.within)
        self._all = self.each(many)

    def each(self, values: NDArray[Any]) -> Numbers:
        """A figure of the stage, for each of its people."""
        return np.repeat(values.astype(np.uint32), self._repeats)

    def order(self, which: int) -> Numbers:
        """The place of each person in an order of its own, below the number of people."""
        start = (self.keys >> np.uint64(5 * which)) % np.maximum(self.many, 1).astype(np.uint64)
        place = self.within * np.uint32(PRIMES[which])
        place += self.each(start)
        place %= self._all
        return place

    def first(self, order: Numbers, counts: Whole) -> Flags:
        """The first ``counts`` of each stage in an order: exactly so many."""
        found: Flags = order < self.each(counts)
        return found

    def chance(self, salt: int) -> Numbers:
        """A number from 0 to 65,535 for each person, as good as drawn."""
        mixed = self.within * np.uint32(2_654_435_761)
        mixed += self.each(self.keys >> np.uint64(7 + salt) & np.uint64(0xFFFF_FFFF))
        mixed += np.uint32(salt * 40_503)
        mixed ^= mixed >> np.uint32(15)
        mixed *= np.uint32(2_246_822_519)
        mixed ^= mixed >> np.uint32(13)
        mixed *= np.uint32(3_266_489_917)
        return mixed >> np.uint32(16)


_DIGITS = 5
_SERIALS = np.array([f"{number:0{_DIGITS}d}" for number in range(10**_DIGITS)], dtype="S5")


def person_ids(
    letter: str, codes: list[str], of_school: Whole, before: Whole, people: People
) -> Any:
    """Opaque ids: a letter, the code of the school, a number within it. No identity number has a letter
    at its head, or so few digits.

    ``of_school`` is the school of each stage, ``before`` how many people its earlier stages have.
    """
    heads = np.array([f"{letter}{codes[school]}" for school in of_school.tolist()], dtype=bytes)
    width = heads.dtype.itemsize
    signs = np.empty((len(people.within), width + _DIGITS), dtype=np.uint8)
    signs[:, :width] = np.repeat(heads.view(np.uint8).reshape(-1, width), people.many, axis=0)
    serial = people.within + people.each(before)
    signs[:, width:] = _SERIALS.view(np.uint8).reshape(-1, _DIGITS)[serial]
    offsets = np.arange(len(signs) + 1, dtype=np.int32) * np.int32(width + _DIGITS)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(signs)]
    return pa.Array.from_buffers(pa.string(), len(signs), buffers, 0)


def before_in_school(of_school: Whole, many: Whole) -> Whole:
    """How many people the earlier stages of the same school have; stages of a school are neighbours."""
    total = np.cumsum(many) - many
    first = np.concatenate(([True], of_school[1:] != of_school[:-1]))
    found: Whole = total - total[np.maximum.accumulate(np.where(first, np.arange(len(many)), 0))]
    return found
