"""From the tables of places to the arrays that projection works on."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from junheng.model import Stage
from junheng.planning.inputs.places import PlacesInputs
from junheng.projection.history import History, Numbers

GRADES = 9
AGE = 6
"""Children enter school in the autumn of the year in which they have turned six by 31 August."""
BORN_BEFORE_SEPTEMBER = 8 / 12


def history_of(inputs: PlacesInputs, *, ahead: int, school_births: bool) -> History:
    """The arrays, towns in order of code, years without a gap; what is not given is NaN."""
    codes = list(inputs.towns)
    place = {code: number for number, code in enumerate(codes)}
    first, years = inputs.first_year, inputs.last_year - inputs.first_year + 1
    pupils = np.full((len(codes), years, GRADES), np.nan)
    for (town, year, grade), count in inputs.enrolment.items():
        pupils[place[town], year - first, grade - 1] = count
    migrants = np.zeros((len(codes), years + ahead, GRADES))
    for (town, year, grade), net in inputs.migration.items():
        if first <= year < first + years + ahead:
            migrants[place[town], year - first, grade - 1] = net
    born = np.array(
        [
            [
                _cohort(inputs, town, first + step, school=school_births)
                for step in range(years + ahead)
            ]
            for town in codes
        ]
    )
    return History(
        first_year=first,
        pupils=pupils,
        cohorts=_sent(_shares(inputs, Stage.PRIMARY, born_only=True), born),
        migrants=migrants,
        leavers=_shares(inputs, Stage.JUNIOR),
        primary=inputs.primary,
    )


def _cohort(inputs: PlacesInputs, town: str, year: int, *, school: bool) -> float:
    """The children of ``town`` who reach school age in ``year``; NaN where births are not known.

    Of births by calendar year, those up to August are from the later year and the rest from the one
    before, spread evenly over the months.
    """
    later = inputs.births.get((town, year - AGE))
    if school:
        return np.nan if later is None else float(later)
    earlier = inputs.births.get((town, year - AGE - 1))
    if later is None or earlier is None:
        return np.nan
    return BORN_BEFORE_SEPTEMBER * later + (1 - BORN_BEFORE_SEPTEMBER) * earlier


def _shares(inputs: PlacesInputs, stage: Stage, *, born_only: bool = False) -> Numbers:
    """(T, T): the share of the children of each town (row) that goes to each town (column).

    ``born_only`` leaves out towns that have no births of their own.
    """
    codes = list(inputs.towns)
    place = {code: number for number, code in enumerate(codes)}
    born = {town for town, _ in inputs.births}
    found = np.zeros((len(codes), len(codes)))
    for code in codes:
        if born_only and code not in born:
            continue
        for to, share in inputs.feeders.get((stage, code), {code: Fraction(1)}).items():
            found[place[code], place[to]] = float(share)
    return found


def _sent(shares: Numbers, born: Numbers) -> Numbers:
    """(T, years): the children that reach the schools of each town; NaN where a sender is unknown."""
    known = np.where(np.isnan(born), 0.0, born)
    in_doubt = (shares.T > 0).astype(float) @ np.isnan(born).astype(float)
    found: Numbers = np.where(in_doubt > 0, np.nan, shares.T @ known)
    return found


def known_cohorts(inputs: PlacesInputs, history: History) -> int:
    """The last school year whose entrants have been born and counted in every town."""
    known = ~np.isnan(history.cohorts).any(axis=0)
    last = int(np.nonzero(known)[0][-1]) if known.any() else -1
    return inputs.first_year + last
