"""How often two pupils come into one class, over many seeds.

Balanced is not uniform: two pupils who fill the same need of a class meet less often than by pure
lot. This counts it: every pair over T seeds, beside what pure lot would give, where a pair meets
with probability
    (1) p = sum_c m_c (m_c - 1) / (n (n - 1))
each time, so that k meetings in T come to comb(T, k) p^k (1 - p)^(T - k) of all pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb

from junheng.planning.assign import verify
from junheng.planning.assign.commitment import Commitment
from junheng.planning.assign.draw import classes_by_lot
from junheng.planning.lots import seed_of
from junheng.planning.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """Of ``seeds`` drawings: ``pairs[k]`` pairs met k times; by lot alone ``expected[k]`` would."""

    seeds: int
    probability: Fraction
    pairs: tuple[int, ...]
    expected: tuple[float, ...]

    @property
    def evenness(self) -> float:
        """The variance of the number of meetings over that of pure lot: 1 is as even as lot."""
        total = sum(self.pairs)
        mean = sum(k * pairs for k, pairs in enumerate(self.pairs)) / total
        variance = sum((k - mean) ** 2 * pairs for k, pairs in enumerate(self.pairs)) / total
        p = float(self.probability)
        return variance / (self.seeds * p * (1 - p))


def meetings(commitment: Commitment, seeds: int, watch: Watch) -> Meetings | None:
    """Draw ``seeds`` times from trial seeds and count. ``None`` if there was no time for one."""
    roster = verify.Roster(commitment.roster.text)
    counted: Counter[tuple[int, int]] = Counter()
    done = 0
    sizes: Sequence[int] = ()
    for number in range(seeds):
        seed = seed_of("meetings", commitment.value, str(number))
        classes = classes_by_lot(roster, commitment.options, seed, watch)
        if watch.over():
            break
        groups: dict[int, list[int]] = {}
        for pupil, c in enumerate(classes):
            groups.setdefault(c, []).append(pupil)
        for group in groups.values():
            counted.update(combinations(group, 2))
        sizes = [len(group) for group in groups.values()]
        done += 1
        watch.tell(f"换种子重分第 {done} 次", None, None)
    if not done:
        return None
    n = len(roster.rows)
    every = comb(n, 2)
    p = Fraction(sum(comb(size, 2) for size in sizes), every)
    times = Counter(counted.values())
    return Meetings(
        seeds=done,
        probability=p,
        pairs=(every - len(counted), *(times[k] for k in range(1, done + 1))),
        expected=tuple(
            every * comb(done, k) * float(p) ** k * float(1 - p) ** (done - k)
            for k in range(done + 1)
        ),
    )
