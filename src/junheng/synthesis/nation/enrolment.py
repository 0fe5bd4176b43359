"""Institutions with their pupils, put into stages, grades and classes.

Aimed at: urban schools near the upper bound of size, rural ones of two hundred pupils; classes of 38 to
45; enrolment shrinking by 4% a year in the countryside and growing by 1% in cities.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from junheng.model import AreaClass, SchoolType, Stage
from junheng.synthesis.nation.draws import STAGES, Draws, Flags, Floats, Whole
from junheng.synthesis.nation.failings import Failings
from junheng.synthesis.nation.groups import AREAS, GROUPS, STAGE_ORDER, TYPES

PRIMARY, JUNIOR, SENIOR = (STAGE_ORDER.index(each) for each in Stage)
URBAN, TOWN, RURAL = (AREAS.index(each) for each in AreaClass)
POINT = TYPES.index(SchoolType.TEACHING_POINT)
NINE, TWELVE = TYPES.index(SchoolType.NINE_YEAR), TYPES.index(SchoolType.TWELVE_YEAR)
SPECIAL, VOCATIONAL = TYPES.index(SchoolType.SPECIAL), TYPES.index(SchoolType.VOCATIONAL)

CLASS_CAP = np.array([45, 50, 50])
"""The most pupils of a class that the standard allows, by stage."""
GRADES = np.array([6, 3, 3])
MOST_GRADES = 6

_SHARES = {
    SchoolType.PRIMARY: (1.0, 0.0, 0.0),
    SchoolType.TEACHING_POINT: (1.0, 0.0, 0.0),
    SchoolType.JUNIOR: (0.0, 1.0, 0.0),
    SchoolType.NINE_YEAR: (0.64, 0.36, 0.0),
    SchoolType.SPECIAL: (0.66, 0.34, 0.0),
    SchoolType.TWELVE_YEAR: (0.47, 0.28, 0.25),
    SchoolType.COMPLETE_SECONDARY: (0.0, 0.48, 0.52),
    SchoolType.VOCATIONAL: (0.0, 0.0, 1.0),
}
"""Which part of its pupils is in primary, junior and senior."""
_GROUP_SHARES = np.array([_SHARES[group.type] for group in GROUPS])
_GROUP_TYPE = np.array([TYPES.index(group.type) for group in GROUPS])
_GROUP_AREA = np.array([AREAS.index(group.area) for group in GROUPS])
_GROUP_PUPILS = np.array([group.pupils for group in GROUPS], dtype=float)
_GROUP_SPREAD = np.array([group.spread for group in GROUPS])
_GROUP_PRIVATE = np.array([group.private for group in GROUPS])
_GROUP_BOARDING = np.array([group.boarding for group in GROUPS])
_GROWTH = np.array([0.01, -0.012, -0.042])
"""A year, by place."""
_SINGLE, _THROUGH = 2000.0, 2500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Schools:
    """Institutions, one an entry: county (its place in the batch), type, place and pupils by stage."""

    county: Whole
    number: Whole
    type: Whole
    area: Whole
    private: Flags
    boarding: Flags
    built: Whole
    pupils: Whole

    @property
    def compulsory(self) -> Whole:
        """Pupils of primary and junior stage."""
        found: Whole = self.pupils[:, PRIMARY] + self.pupils[:, JUNIOR]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Stages of institutions: ``school`` is the place of the institution, ``county`` of its county.

    ``sizes`` are the pupils and ``classes`` the number of classes of each of up to six grades. The
    pupils of a grade are spread over its classes as evenly as can be.
    """

    school: Whole
    county: Whole
    stage: Whole
    pupils: Whole
    grades: Whole
    sizes: Whole
    classes: Whole
    keys: NDArray[np.uint64]

    @property
    def compulsory(self) -> Flags:
        """Which of them are stages of compulsory education."""
        found: Flags = self.stage != SENIOR
        return found


def schools(draws: Draws, failings: Failings, year: int) -> Schools:
    """The institutions of the counties."""
    take, group, county = draws.school, draws.of_group, draws.of_county
    starts = np.cumsum(draws.counts.sum(axis=1)) - draws.counts.sum(axis=1)
    area, kind = _GROUP_AREA[group], _GROUP_TYPE[group]
    whole = _GROUP_PUPILS[group] * np.exp(_GROUP_SPREAD[group] * take.normal())
    whole = _within_size(draws, failings, whole, kind)
    shares = _GROUP_SHARES[group]
    jitter = 1.0 + 0.12 * (take.several(STAGES) - 0.5)
    weights = shares * jitter
    pupils = whole[:, None] * weights / weights.sum(axis=1, keepdims=True)
    growth = _GROWTH[area] + 0.02 * (take.uniform() - 0.5)
    pupils = np.rint(pupils * np.exp(growth * year)[:, None])
    least = np.where(kind == POINT, 5, 18)[:, None]
    return Schools(
        county=county,
        number=np.arange(len(county)) - starts[county],
        type=kind,
        area=area,
        private=take.uniform() < _GROUP_PRIVATE[group],
        boarding=take.uniform() < _GROUP_BOARDING[group],
        built=(1952 + np.floor(68 * take.uniform() ** 0.7)).astype(np.int64),
        pupils=np.where(shares > 0, np.maximum(pupils, least), 0).astype(np.int64),
    )


def _within_size(draws: Draws, failings: Failings, pupils: Floats, kind: Whole) -> Floats:
    """Schools no larger than is allowed, some exactly so large; larger ones where a county fails 7.4."""
    through = (kind == NINE) | (kind == TWELVE)
    senior = 1.0 - _GROUP_SHARES[draws.of_group][:, SENIOR]
    cap = np.where(through, _THROUGH, _SINGLE) / np.maximum(senior, 0.3)
    first, second, third = draws.school.several(3).T
    lowered = cap * np.where(first < 0.03, 1.0, 0.80 + 0.195 * second)
    fails, by = failings.where("7.4")
    large = (
        fails[draws.of_county] & (pupils > 0.72 * cap) & (third < 0.3 + 0.6 * by[draws.of_county])
    )
    larger = cap * (1.001 + (0.05 + 0.6 * by[draws.of_county]) * second)
    found: Floats = np.where(large, larger, np.where(pupils > 0.985 * cap, lowered, pupils))
    # Some round numbers: with them 9 teachers for 1,000 pupils and the like are exact.
    round_number = (third > 0.96) & (found > 700) & ~large & ~through
    return np.where(
        round_number, np.where(found > 1500, 2000.0, 1000.0) / np.maximum(senior, 0.3), found
    )


def rows(draws: Draws, schools_: Schools, failings: Failings) -> Rows:
    """The stages of the institutions, their grades and classes."""
    school, stage = np.nonzero(schools_.pupils)
    pupils = schools_.pupils[school, stage]
    county = schools_.county[school]
    first, second, third, fourth = draws.row.several(4)[school, stage].T
    point = schools_.type[school] == POINT
    grades = np.where(point, np.minimum(GRADES[stage], 1 + pupils // 12), GRADES[stage])
    sizes = _sizes(pupils, grades, first)
    cap = CLASS_CAP[stage] - np.floor(9 * second).astype(np.int64) * (second > 0.25)
    fails, by = failings.where("7.5")
    crowded = fails[county] & (third < 0.06 + 0.5 * by[county]) & (pupils > 300)
    cap = np.where(crowded, CLASS_CAP[stage] + 1 + np.floor(12 * by[county] * fourth), cap)
    cap = np.where(schools_.type[school] == SPECIAL, 12, cap).astype(np.int64)
    return Rows(
        school=school,
        county=county,
        stage=stage,
        pupils=pupils,
        grades=grades,
        sizes=sizes,
        classes=-(-sizes // cap[:, None]),
        keys=draws.keys[school, stage],
    )


def _sizes(pupils: Whole, grades: Whole, slope: Floats) -> Whole:
    """Pupils of each grade: nearly equal, the older grades a little larger or smaller."""
    grade = np.arange(MOST_GRADES)
    there = grade < grades[:, None]
    even = pupils[:, None] // grades[:, None] + (grade < (pupils % grades)[:, None])
    step = np.floor(0.04 * slope * (pupils // grades)).astype(np.int64)
    tilt = step[:, None] * (2 * grade - (grades[:, None] - 1))
    found: Whole = np.where(there, even + np.where(slope < 0.7, 1, -1)[:, None] * tilt, 0)
    return found


def largest_class(rows_: Rows) -> Whole:
    """Pupils of the largest class of each row."""
    classes = np.maximum(rows_.classes, 1)
    found: Whole = (-(-rows_.sizes // classes)).max(axis=1)
    return found


def classes_over(rows_: Rows) -> Whole:
    """Classes above 45 pupils in primary, above 50 later."""
    cap = CLASS_CAP[rows_.stage][:, None]
    classes = np.maximum(rows_.classes, 1)
    smaller, larger = rows_.sizes // classes, rows_.sizes % classes
    over = np.where(smaller > cap, rows_.classes, np.where(smaller == cap, larger, 0))
    found: Whole = over.sum(axis=1)
    return found
