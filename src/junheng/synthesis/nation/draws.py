"""Random numbers: every county has a stream of its own, so that it never depends on its neighbours.

The numbers of a county come from the seed and the county's number alone: county 7 is the same in a
nation of 10 and of 2,900. They are drawn county by county and laid one after the other, so that all
that is made of them is made for many counties at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

from junheng.synthesis.nation.groups import GROUPS, MEAN_COUNTS, county_kind, county_size

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

_COUNTY, _SCHOOL, _ROW = 260, 100, 40
"""How many numbers are drawn for a county, a school, a stage of a school."""
STAGES = 3


class Columns:
    """Uniform numbers in columns, each given out once and in a fixed order."""

    def __init__(self, numbers: NDArray[Any]) -> None:
        self._numbers = numbers
        self._given = 0

    def uniform(self) -> Floats:
        """The next column: numbers from 0 up to, but without, 1."""
        column: Floats = self._numbers[..., self._given]
        self._given += 1
        return column

    def several(self, width: int) -> Floats:
        """The next ``width`` columns, along the last axis."""
        columns: Floats = self._numbers[..., self._given : self._given + width]
        self._given += width
        return columns

    def normal(self) -> Floats:
        """A column of normal numbers, cut at about three and a half deviations, from two columns."""
        first, second = self.uniform(), self.uniform()
        found: Floats = np.sqrt(-2.0 * np.log(1.0 - first * 0.998)) * np.cos(2.0 * np.pi * second)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """The numbers of several counties.

    ``numbers`` are the counties' own (0, 1, 2 ...), ``kinds`` and ``counts`` how many institutions of
    each group they have. ``of_county`` tells for every institution which of the counties it is in.
    ``keys`` is one whole number for each stage of each institution, for what is drawn of its people.
    """

    numbers: Whole
    kinds: Whole
    counts: Whole
    of_county: Whole
    of_group: Whole
    county: Columns
    school: Columns
    row: Columns
    keys: NDArray[np.uint64]


def generator(seed: int, *key: int) -> Generator:
    """The stream of a county (``key`` is its number), or of one purpose of it."""
    return Generator(PCG64(SeedSequence(seed, spawn_key=key)))


def drawn(seed: int, numbers: Sequence[int]) -> Draws:
    """All random numbers of the counties ``numbers``."""
    kinds, counts, of_county, school, row, keys = [], [], [], [], [], []
    for number in numbers:
        rng = generator(seed, number)
        of_county.append(rng.random(_COUNTY))
        kind = county_kind(of_county[-1][0])
        mean = MEAN_COUNTS[kind] * county_size(of_county[-1][1], of_county[-1][2])
        count = np.floor(mean + rng.random(len(GROUPS))).astype(np.int64)
        count[NEVER_NONE] = np.maximum(count[NEVER_NONE], 1)
        kinds.append(kind)
        counts.append(count)
        schools = int(count.sum())
        school.append(rng.random((schools, _SCHOOL)))
        row.append(rng.random((schools, STAGES, _ROW)))
        keys.append(rng.integers(2**63, size=(schools, STAGES), dtype=np.uint64))
    many = np.array(counts)
    places = np.arange(len(numbers))
    return Draws(
        numbers=np.array(numbers, dtype=np.int64),
        kinds=np.array(kinds, dtype=np.int64),
        counts=many,
        of_county=np.repeat(places, many.sum(axis=1)),
        of_group=np.repeat(np.tile(np.arange(len(GROUPS)), len(numbers)), many.reshape(-1)),
        county=Columns(np.array(of_county)[:, 3:]),
        school=Columns(np.concatenate(school)),
        row=Columns(np.concatenate(row)),
        keys=np.concatenate(keys),
    )


NEVER_NONE = np.array([1, 8])
"""Groups of which every county has at least one: primary and junior schools in a town."""
