"""Timing inside one process: compared things in turn, several times."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Wall and processor time of each round, in seconds."""

    seconds: list[float]
    processor: list[float]

    @property
    def typical(self) -> float:
        """The median of the wall times."""
        return median(self.seconds)

    @property
    def typical_processor(self) -> float:
        """The median of the processor times."""
        return median(self.processor)


def in_turn(works: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, Timed]:
    """Do each work once a round, one after the other; what is warm is warm for all."""
    found = {name: Timed(seconds=[], processor=[]) for name in works}
    gc.collect()
    for _ in range(rounds):
        for name, work in works.items():
            started, used = time.perf_counter(), time.process_time()
            work()
            found[name].processor.append(time.process_time() - used)
            found[name].seconds.append(time.perf_counter() - started)
    return found


def ratio(timed: Mapping[str, Timed], one: str, other: str) -> float:
    """How many times longer ``one`` takes than ``other``: the median over the rounds, so that what
    disturbs a round disturbs both.
    """
    pairs = zip(timed[one].seconds, timed[other].seconds, strict=True)
    return median(first / second for first, second in pairs)
