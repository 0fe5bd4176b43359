"""How much of each of the seven resources a school has, as a multiple of what it needs.

Aimed at: cities barely have enough, the countryside, where pupils have left, much more; disparities
between .2 and .6 from county to county.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.synthesis.nation.draws import Draws, Flags, Floats
from junheng.synthesis.nation.enrolment import Schools
from junheng.synthesis.nation.failings import Failings

INDICATORS = (
    "above_required_degree", "backbone", "pe_arts",
    "teaching_area", "sports_area", "equipment", "multimedia",
)  # fmt: skip
_MORE_BY_PLACE = np.array([0.55, 1.0, 1.9])
"""How much more than enough, by place (urban, town, rural)."""
_MEDIAN_MORE = np.array([0.47, 0.40, 0.36, 0.50, 0.52, 0.50, 0.42])
_A_YEAR = 0.05
_EXACTLY = 0.02
"""The share of figures that are exactly what is asked for, as far as whole units allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """Multiples of what is needed: ``of_row`` by school and stage for the three kinds of teachers,
    ``of_school`` for areas, equipment and rooms.
    """

    of_row: Floats
    of_school: Floats


def resources(draws: Draws, schools: Schools, failings: Failings, year: int) -> Resources:
    """The multiples of all schools, in the order of ``INDICATORS``.

    A school may fall short in one indicator, by no more than 15%. Where the county fails the rule for
    schools, some of its schools fall short in more, or by more.
    """
    county, many = schools.county, len(INDICATORS)
    more = _more(draws, schools, failings, year)
    spread = _spread(draws, failings)
    several = draws.school.several(2 * many)
    normal = np.sqrt(-2.0 * np.log(1.0 - several[:, :many] * 0.99))
    normal = normal * np.cos(2.0 * np.pi * several[:, many:])
    plenty = 1.0 + more * np.exp(spread[county] * normal)
    plenty = np.where(draws.school.several(many) < _EXACTLY, 1.0, plenty)
    short, low = _short(draws, schools, failings)
    plenty = np.where(short, low, plenty)
    # Stages of one school differ a little in teachers; what is short is short in every stage.
    jitter = np.exp(0.3 * (draws.row.several(3) - 0.5))
    teachers = plenty[:, None, :3]
    of_row = np.where(teachers > 1.0, 1.0 + (teachers - 1.0) * jitter, teachers)
    return Resources(of_row=of_row, of_school=plenty[:, 3:])


def _more(draws: Draws, schools: Schools, failings: Failings, year: int) -> Floats:
    """The typical excess of each school in each indicator."""
    many = len(INDICATORS)
    rich = np.exp(
        0.7 * (draws.county.several(many) - 0.5) + 0.5 * (draws.county.uniform() - 0.5)[:, None]
    )
    steps = np.where(failings.trend < 0, 1.0, -0.5)
    rich = rich * np.exp(_A_YEAR * steps * year)[:, None]
    found: Floats = _MEDIAN_MORE * rich[schools.county] * _MORE_BY_PLACE[schools.area][:, None]
    return found


def _spread(draws: Draws, failings: Failings) -> Floats:
    """The deviation of the logarithm of the excess, wide where the county fails a disparity."""
    many = len(INDICATORS)
    spread = 0.30 + 0.45 * draws.county.several(many)
    fails, by = failings.where("6.cv")
    wide = fails[:, None] & (draws.county.several(many) < 0.2 + 0.35 * by[:, None])
    return np.where(wide, 0.95 + 0.45 * by[:, None], spread)


def _short(draws: Draws, schools: Schools, failings: Failings) -> tuple[Flags, Floats]:
    """Which indicators of a school fall short, and to what part of the need."""
    county, many = schools.county, len(INDICATORS)
    order = np.argsort(np.argsort(draws.school.several(many), axis=1), axis=1)
    first, second, third = draws.school.several(3).T
    number = (first < 0.10).astype(np.int64)
    fails, by = failings.where("6.school")
    poor = fails[county] & (second < 0.05 + 0.55 * by[county])
    number = np.where(poor, 1 + np.floor(4.0 * third * (0.4 + by[county])), number)
    parts = draws.school.several(many)
    least = np.where(poor, 0.93 - 0.45 * by[county], 0.85)[:, None]
    low = least + (0.998 - least) * parts
    low = np.where(parts < 0.05, np.where(poor[:, None], low, 0.85), low)
    return order < number[:, None], low
