"""The planners against their peers."""

from collections.abc import Iterator

from benchmarks.planning import (
    assign,
    buses,
    class_size,
    comply,
    layout,
    p_median,
    places,
    quota,
    rotate,
)
from benchmarks.report import Section


def measure(*, rounds: int) -> Iterator[Section]:
    """Every planner in turn."""
    yield comply.measure(rounds=rounds)
    yield from rotate.measure(rounds=rounds)
    yield class_size.measure()
    yield from places.measure(rounds=rounds)
    yield layout.measure()
    yield p_median.measure()
    yield buses.measure()
    yield from assign.sections(rounds=rounds)
    yield quota.measure(rounds=rounds)
