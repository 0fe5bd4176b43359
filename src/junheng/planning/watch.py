"""Following long work: told how far it is, asked to stop, limited in time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

Tell = Callable[[str, float | None, float | None], None]
"""Told the phase, the cost of the best plan so far and the bound that no plan can beat."""


def _untold(_phase: str, _best: float | None, _bound: float | None) -> None:
    """Progress that nobody follows."""


def _never() -> bool:
    return False


@dataclass(slots=True, kw_only=True)
class Watch:
    """What a planner asks while it works. ``seconds`` is a limit in all, ``None`` for none.

    A plan that a limit or a stop has cut short depends on the machine; planners mark it
    (:attr:`junheng.planning.outcome.Ending.STOPPED`).
    """

    seconds: float | None = None
    tell: Tell = _untold
    stop: Callable[[], bool] = _never
    cut_short: bool = False
    _begun: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float | None:
        """Seconds left, never below 0; ``None`` without a limit."""
        if self.seconds is None:
            return None
        return max(0.0, self.seconds - (time.monotonic() - self._begun))

    def over(self) -> bool:
        """Whether to end now with the best that is known; remembers that it was so."""
        if self.stop() or self.left == 0.0:
            self.cut_short = True
        return self.cut_short
