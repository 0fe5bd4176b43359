"""All checks of a data set, in the order they are told."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.census.checks import (
    class_sizes,
    codes,
    county,
    doubled,
    funds,
    links,
    outliers,
    people,
    positions,
    premises,
)
from junheng.census.checks.draft import Draft
from junheng.census.defects import Defect

_CHECKS = (
    codes.check,
    links.check,
    doubled.check,
    people.check,
    class_sizes.check,
    premises.check,
    funds.check,
    positions.check,
    county.check,
    outliers.check,
)


def every(draft: Draft) -> Iterator[Defect]:
    """Every defect that the rows of the data set show by themselves and against one another."""
    for check in _CHECKS:
        yield from check(draft)
