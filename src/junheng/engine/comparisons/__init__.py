"""Places, kinds of schools and counties against each other: docs/how-to/compare-places.md."""

from junheng.engine.comparisons.compare import Comparison, Question, compare
from junheng.engine.comparisons.levels import GROUPINGS

__all__ = ["GROUPINGS", "Comparison", "Question", "compare"]
