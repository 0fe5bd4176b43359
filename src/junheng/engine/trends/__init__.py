"""What became of counties over the years, and where it leads: docs/explanation/trends.md."""

from junheng.engine.trends.follow import Trend, follow
from junheng.engine.trends.measures import Measure, measures, reversed_bounds
from junheng.engine.trends.plan import Plan

__all__ = ["Measure", "Plan", "Trend", "follow", "measures", "reversed_bounds"]
