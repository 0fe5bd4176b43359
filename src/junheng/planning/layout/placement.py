"""Which sites are opened and who goes where: what the pure location models return."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The sites opened, the site of each customer, the cost and the bound no placement can beat.

    ``finished`` is false where a time limit or a stop cut the search short.
    """

    sites: tuple[int, ...]
    assigned: tuple[int, ...]
    cost: float
    bound: float
    finished: bool = True

    @property
    def gap(self) -> float:
        """How far the cost may be from the best, as a share of the cost."""
        return max(0.0, self.cost - self.bound) / max(abs(self.cost), 1e-9)


def raised(bound: float, step: float) -> float:
    """``bound`` raised to the next cost that can occur, where costs are multiples of ``step``."""
    if step <= 0 or not np.isfinite(bound):
        return bound
    return float(np.ceil(bound / step - 1e-6) * step)


def step_of(costs: NDArray[np.float64]) -> float:
    """1 where all costs are whole, else 0: how finely sums of them can differ."""
    return 1.0 if bool(np.all(costs == np.floor(costs))) else 0.0
