"""Buildings, grounds, equipment, rooms and money of schools.

Aimed at: some 6 to 9 m2 of teaching rooms and 10 to 20 m2 of sports grounds a pupil, equipment of 2,500
to 4,000 yuan; a public fund of about 800 to 1,500 yuan a pupil, of which 5% to 12% are for training.
Areas are in tenths of a square metre, money in cents, so that they are whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.synthesis.nation.draws import Draws, Flags, Floats, Whole
from junheng.synthesis.nation.enrolment import (
    JUNIOR,
    PRIMARY,
    SENIOR,
    SPECIAL,
    URBAN,
    Rows,
    Schools,
)
from junheng.synthesis.nation.failings import Failings
from junheng.synthesis.nation.needs import up, whole_school
from junheng.synthesis.nation.resources import Resources

IN_FORCE = np.array([720, 940])
"""Yuan for one pupil that no county goes below unless it fails 7.2: primary, junior."""
_BASES = np.array([[720, 940], [800, 1040], [850, 1050], [900, 1150], [1000, 1250], [1200, 1500]])
_TOO_LOW = np.array([650, 850])
_CLASSES_A_ROOM = 12
_ROOM = {"music": 96, "art": 90}


@dataclass(frozen=True, slots=True, kw_only=True)
class Campus:
    """One entry a school. Areas in tenths of m2, money in cents."""

    dense_centre: Flags
    teaching_area: Whole
    indoor_sports: Whole
    sports_ground: Whole
    other_sports: Whole
    leased_sports: Whole
    equipment: Whole
    multimedia: Whole
    public_fund: Whole
    training_fund: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Music and art rooms: ``school`` is the place of the school, ``area`` in tenths of m2."""

    school: Whole
    art: Flags
    area: Whole


def fund_bases(draws: Draws, failings: Failings) -> Whole:
    """Each county's own base a pupil, yuan: primary and junior."""
    which = np.floor(draws.county.uniform() * len(_BASES)).astype(np.int64)
    fails, _ = failings.where("7.2")
    found: Whole = np.where(fails[:, None], _TOO_LOW, _BASES[which])
    return found


def campus(
    draws: Draws, schools: Schools, multiples: Resources, failings: Failings, bases: Whole
) -> Campus:
    """The figures of every school."""
    take = draws.school
    amounts = multiples.of_school * np.stack(
        [
            whole_school(schools, what)
            for what in ("teaching_area", "sports_area", "equipment", "multimedia")
        ],
        axis=1,
    )
    teaching, sports = up(10 * amounts[:, 0]), up(10 * amounts[:, 1])
    has_hall = (schools.compulsory > 300) & (take.uniform() < 0.7)
    indoor = np.where(has_hall, (sports * (0.04 + 0.1 * take.uniform())).astype(np.int64), 0)
    dense = (schools.area == URBAN) & (schools.compulsory > 1700) & (take.uniform() < 0.8)
    other = np.where(dense, 1000 * np.floor(1 + 9 * take.uniform()), 0).astype(np.int64)
    leased = np.where(dense & (take.uniform() < 0.2), 20_000, 0).astype(np.int64)
    equipment = up(amounts[:, 2]) * 100
    exact = multiples.of_school[:, 2] == 1.0
    equipment += np.where(exact, 0, np.floor(100 * take.uniform())).astype(np.int64)
    public = _public_fund(draws, schools, failings, bases)
    return Campus(
        dense_centre=dense,
        teaching_area=teaching + indoor,
        indoor_sports=indoor,
        sports_ground=sports - indoor,
        other_sports=other,
        leased_sports=leased,
        equipment=equipment,
        multimedia=up(amounts[:, 3]),
        public_fund=public,
        training_fund=_training_fund(draws, schools, failings, public),
    )


def _public_fund(draws: Draws, schools: Schools, failings: Failings, bases: Whole) -> Whole:
    """The base for every pupil, a small school counted as 100 pupils; whole hundreds of yuan."""
    first, second = draws.school.several(2).T
    own = np.maximum(bases, IN_FORCE)[schools.county]
    of_pupils = (
        schools.pupils[:, PRIMARY] * own[:, 0]
        + schools.pupils[:, JUNIOR] * own[:, 1]
        + schools.pupils[:, SENIOR] * 1200
    )
    small = (schools.compulsory > 0) & (schools.compulsory < 100)
    # Half of the small schools get exactly what they are due as one of 100 pupils.
    due = np.where(schools.pupils[:, JUNIOR] > 0, own[:, 1], own[:, 0]) * 100
    extra = 1.0 + 0.3 * np.where(small & (first < 0.5), 0.0, second)
    fund = np.where(small, due, of_pupils) * extra
    fund = np.where(schools.type == SPECIAL, 8200.0 * schools.compulsory, fund)
    fund = np.ceil(fund / 100 - 1e-9) * 100
    fails, by = failings.where("7.6")
    less = small & fails[schools.county] & (second < 0.2 + 0.6 * by[schools.county])
    fund = np.where(less, np.floor(due * (0.99 - 0.4 * by[schools.county]) / 100) * 100, fund)
    return fund.astype(np.int64) * 100


def _training_fund(draws: Draws, schools: Schools, failings: Failings, public: Whole) -> Whole:
    """5% to 12% of the public fund; exactly 5% or 10% here and there; less where 8.4 is failed."""
    first, second, third = draws.school.several(3).T
    share: Floats = np.where(first < 0.06, 50.0, np.where(first < 0.10, 100.0, 50.5 + 70 * second))
    fails, by = failings.where("8.4")
    less = fails[schools.county] & (third < 0.05 + 0.5 * by[schools.county])
    share = np.where(less, 49.9 - 30 * by[schools.county] * second, share)
    tenths = np.rint(10 * share).astype(np.int64)
    # Cents, rounded up where the share is kept and down where it is not.
    exact = public * tenths
    found: Whole = np.where(less, exact // 10_000, -(-exact // 10_000))
    return found


def rooms(draws: Draws, schools: Schools, rows: Rows, failings: Failings) -> Rooms:
    """One music and one art room for every twelve classes begun, large enough but where 7.3 fails."""
    classes = np.where(rows.compulsory, rows.classes.sum(axis=1), 0)
    total = np.bincount(rows.school, weights=classes, minlength=len(schools.county)).astype(int)
    number = -(-total // _CLASSES_A_ROOM)
    fails, by = failings.where("7.3")
    schools_short = fails[schools.county] & (
        draws.school.uniform() < 0.04 + 0.5 * by[schools.county]
    )
    fewer = schools_short & (draws.school.uniform() < 0.6)
    size, extra = draws.school.several(2).T
    least = 1.0 + 0.3 * np.where(size < 0.1, 0.0, extra)
    least = np.where(schools_short & ~fewer, 0.95 - 0.4 * size, least)
    parts = []
    for art, kind in enumerate(("music", "art")):
        here = np.maximum(number - fewer, 0)
        school = np.repeat(np.arange(len(number)), here)
        area = up(10 * _ROOM[kind] * least[school])
        parts.append((school, np.full(len(school), bool(art)), area))
    school, is_art, area = (np.concatenate(each) for each in zip(*parts, strict=True))
    order = np.argsort(school, kind="stable")
    return Rooms(school=school[order], art=is_art[order], area=area[order])
