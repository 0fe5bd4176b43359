"""Kinds of counties and groups of institutions: how many there are of each, and how large.

Aimed at, in orders of magnitude that the yearly national bulletins of education give: about 2,900
counties; 0.21 million primary schools and points, 0.05 million junior schools; 108 million pupils in
primary and 52 million in junior schools; about one institution in ten private, and about half of all
institutions in the countryside with less than a sixth of the pupils. Fewer, larger institutions are
made than there are, so that rows of schools and stages come to about 200,000.
"""

from __future__ import annotations

from math import cos, exp, log, pi, sqrt
from typing import NamedTuple

import numpy as np

from junheng.model import AreaClass, SchoolType, Stage

TYPES = tuple(SchoolType)
AREAS = tuple(AreaClass)
STAGE_ORDER = tuple(Stage)
KINDS = ("区", "市", "县")
"""A district of a city, a county-level city, a county: the last sign of its name."""


class Group(NamedTuple):
    """Institutions of one kind and place.

    ``counts`` is how many a county of each of the ``KINDS`` has on average, ``pupils`` the median
    number of pupils of all stages and ``spread`` the deviation of its logarithm; ``private`` and
    ``boarding`` are shares.
    """

    type: SchoolType
    area: AreaClass
    counts: tuple[float, float, float]
    pupils: int
    spread: float
    private: float = 0.0
    boarding: float = 0.0


_U, _T, _R = AreaClass.URBAN, AreaClass.TOWN, AreaClass.RURAL
GROUPS = (
    Group(SchoolType.PRIMARY, _U, (20.0, 10.5, 4.2), 1520, 0.32, 0.08),
    Group(SchoolType.PRIMARY, _T, (3.5, 9.0, 8.2), 1150, 0.38, 0.06),
    Group(SchoolType.PRIMARY, _R, (4.0, 10.0, 11.5), 230, 0.60, 0.03, 0.10),
    Group(SchoolType.TEACHING_POINT, _R, (0.8, 4.0, 7.0), 32, 0.60),
    Group(SchoolType.NINE_YEAR, _U, (5.2, 2.6, 1.4), 1850, 0.28, 0.25, 0.10),
    Group(SchoolType.NINE_YEAR, _T, (2.4, 5.4, 6.2), 1380, 0.32, 0.15, 0.35),
    Group(SchoolType.NINE_YEAR, _R, (1.2, 3.4, 4.4), 450, 0.50, 0.05, 0.50),
    Group(SchoolType.JUNIOR, _U, (5.6, 3.4, 1.9), 1480, 0.28, 0.10, 0.10),
    Group(SchoolType.JUNIOR, _T, (1.7, 4.6, 4.7), 1150, 0.32, 0.06, 0.45),
    Group(SchoolType.JUNIOR, _R, (0.4, 1.5, 1.5), 430, 0.50, 0.0, 0.60),
    Group(SchoolType.COMPLETE_SECONDARY, _U, (1.4, 1.6, 1.1), 2100, 0.25, 0.20, 0.40),
    Group(SchoolType.TWELVE_YEAR, _U, (1.7, 1.2, 0.7), 2400, 0.25, 0.70, 0.50),
    Group(SchoolType.SPECIAL, _U, (0.6, 0.9, 0.8), 95, 0.35, 0.0, 0.60),
    Group(SchoolType.VOCATIONAL, _T, (0.6, 1.0, 0.8), 900, 0.40, 0.15, 0.60),
)
MEAN_COUNTS = 1.02 * np.array(
    [[group.counts[kind] for group in GROUPS] for kind in range(len(KINDS))]
)
"""Institutions by kind of county and by group."""

_KIND_UP_TO = (0.34, 0.47)
_SIZE_SPREAD = 0.5


def county_kind(uniform: float) -> int:
    """Which of the ``KINDS`` a county is: about a third districts, an eighth cities."""
    return sum(uniform >= bound for bound in _KIND_UP_TO)


def county_size(first: float, second: float) -> float:
    """How large a county is, 1 on average: log-normal, the largest about 3.5 times the mean."""
    normal = sqrt(-2.0 * log(1.0 - first * 0.97)) * cos(2.0 * pi * second)
    return exp(_SIZE_SPREAD * normal - _SIZE_SPREAD**2 / 2)
