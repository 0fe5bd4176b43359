"""The figures of counties: one for every key of the county table.

Aimed at: about 95 residents for ten pupils of compulsory age, teachers' pay a little above civil
servants', nine in ten questionnaires satisfied. Where a county fails a clause its figure is on the
wrong side of the bound, otherwise on the right side and now and then exactly on it.
"""

from __future__ import annotations

import numpy as np

from junheng.census.facts import FACTS, SUBJECTS
from junheng.synthesis.nation.draws import Draws, Flags, Floats, Whole
from junheng.synthesis.nation.enrolment import JUNIOR, PRIMARY, SPECIAL, Rows, Schools
from junheng.synthesis.nation.failings import Failings
from junheng.synthesis.nation.groups import KINDS
from junheng.synthesis.nation.places import county_name
from junheng.synthesis.nation.staff import Staff

_TIES = 0.05
Facts = dict[str, list[str]]


class _Counties:
    """What the facts of all counties are made of."""

    def __init__(self, draws: Draws, failings: Failings, of_row: Whole) -> None:
        self._of_row = of_row
        self._draws = draws
        self.failings = failings
        self.many = len(draws.numbers)

    def total(self, values: Whole) -> Whole:
        """The sum of a column of rows by county."""
        sums = np.bincount(self._of_row, weights=values, minlength=self.many)
        return np.rint(sums).astype(np.int64)

    def between(self, low: float, high: float) -> Floats:
        """A number for each county."""
        found: Floats = low + (high - low) * self._draws.county.uniform()
        return found

    def share(self, clause: str, bound: float, best: float, worst: float) -> tuple[Floats, Flags]:
        """A share at or above ``bound``, below it where the clause is failed; and which fail."""
        fails, by = self.failings.where(clause)
        met = self.between(bound + 0.001, best)
        met = np.where(self._draws.county.uniform() < _TIES, bound, met)
        return np.where(fails, bound - 0.003 - (bound - worst) * by, met), fails

    def part(self, whole: Whole, clause: str, bound: float, best: float, worst: float) -> Whole:
        """A whole number that is such a share of ``whole``: rounded up if met, down if not."""
        share, fails = self.share(clause, bound, best, worst)
        exact = whole * share
        found: Whole = np.where(fails, np.floor(exact), np.ceil(exact - 1e-6)).astype(np.int64)
        return np.minimum(found, whole)


def facts(
    draws: Draws, schools: Schools, rows: Rows, teaching: Staff, failings: Failings, bases: Whole
) -> Facts:
    """The values of every key, by county, as text in plain decimals."""
    of = _Counties(draws, failings, rows.county)
    pupils = np.where(rows.compulsory, rows.pupils, 0)
    special = np.where(schools.type[rows.school] == SPECIAL, pupils, 0)
    junior = of.total(np.where(rows.stage == JUNIOR, pupils, 0))
    all_pupils, special_pupils = of.total(pupils), of.total(special)
    fails_special, by = failings.where("7.7")
    each = np.where(fails_special, 5900 - 1500 * by, of.between(8050, 9500)).astype(np.int64)
    values = {
        "population": of.total(rows.pupils) + (all_pupils * of.between(6.5, 9.5)).astype(np.int64),
        "fund_base_primary": bases[:, PRIMARY],
        "fund_base_junior": bases[:, JUNIOR],
        "special_fund_yuan": special_pupils * each,
        "special_pupils": special_pupils,
        **_pay(of),
        **_rotation(of, of.total(np.where(rows.compulsory, teaching.figures["teachers"], 0))),
        **_places(of, junior, of.total(teaching.figures["migrant_pupils"] * rows.compulsory)),
        **_retention(of, junior),
        **_disabled(of, all_pupils),
        **_surveyed(of),
    }
    rates = {"recognition_rate": of.share("9", 0.85, 0.95, 0.75)[0], **_monitoring(of)}
    levels = _levels(of)
    years = np.where(failings.fails["E.1"], 2, np.floor(of.between(3, 10))).astype(np.int64)
    kinds = [KINDS[kind] for kind in draws.kinds]
    written: Facts = {
        "name": [county_name(int(n), k) for n, k in zip(draws.numbers, kinds, strict=True)],
        **{key: [str(value) for value in column.tolist()] for key, column in values.items()},
        **{key: [f"{value:.4f}" for value in column] for key, column in rates.items()},
        **{key: [str(value) for value in column.tolist()] for key, column in levels.items()},
        "years_since_basic_balance": [str(value) for value in years.tolist()],
    }
    return {fact.key: written[fact.key] for fact in FACTS}


def _pay(of: _Counties) -> dict[str, Whole]:
    servants = np.floor(of.between(72_000, 135_000)).astype(np.int64)
    return {
        "teacher_pay_yuan": of.part(servants * 2, "7.8", 0.5, 0.54, 0.46),
        "civil_servant_pay_yuan": servants,
    }


def _rotation(of: _Counties, teachers: Whole) -> dict[str, Whole]:
    eligible = np.floor(teachers * of.between(0.35, 0.55) / 10).astype(np.int64) * 10
    rotated = of.part(eligible, "7.11", 0.10, 0.16, 0.06)
    backbone = np.ceil(rotated * of.between(0.2, 0.3) - 1e-6).astype(np.int64)
    most = np.floor(eligible * of.between(0.16, 0.24)).astype(np.int64)
    return {
        "rotation_eligible": eligible,
        "rotated": rotated,
        "rotated_backbone": np.minimum(backbone, rotated),
        "rotation_eligible_backbone": np.maximum(most, backbone),
    }


def _places(of: _Counties, junior: Whole, migrants: Whole) -> dict[str, Whole]:
    planned = junior // 12 * 2
    allotted = of.part(planned, "7.14", 0.50, 0.72, 0.35)
    served = of.part(migrants, "7.15", 0.85, 0.99, 0.60)
    purchased = np.floor(served * of.between(0.0, 0.06)).astype(np.int64)
    return {
        "quota_planned": planned,
        "quota_allotted": allotted,
        "quota_rural": np.floor(allotted * of.between(0.2, 0.6)).astype(np.int64),
        "migrant_eligible": migrants,
        "migrant_public": served - purchased,
        "migrant_purchased": purchased,
    }


def _retention(of: _Counties, junior: Whole) -> dict[str, Whole]:
    entrants = np.floor(junior * of.between(0.31, 0.36)).astype(np.int64)
    deaths = np.floor(of.between(0, 3)).astype(np.int64)
    moved_in = np.floor(entrants * of.between(0.005, 0.03)).astype(np.int64)
    moved_out = np.floor(entrants * of.between(0.005, 0.03)).astype(np.int64)
    kept = of.part(entrants - deaths, "8.1", 0.95, 0.999, 0.88)
    graduates = np.maximum(kept + moved_in - moved_out, 0)
    return {
        "graduates": graduates,
        "entrants_three_years_ago": entrants,
        "transferred_in": moved_in,
        "transferred_out": kept + moved_in - graduates,
        "deaths": deaths,
    }


def _disabled(of: _Counties, pupils: Whole) -> dict[str, Whole]:
    children = np.floor(pupils / of.between(120, 260)).astype(np.int64) + 20
    return {
        "disabled_children": children,
        "disabled_enrolled": of.part(children, "8.2", 0.95, 1.0, 0.85),
    }


def _surveyed(of: _Counties) -> dict[str, Whole]:
    issued = np.floor(of.between(600, 1500)).astype(np.int64)
    valid = np.floor(issued * of.between(0.72, 0.97)).astype(np.int64)
    return {
        "recognition_issued": issued,
        "recognition_valid": valid,
        "recognition_satisfied": np.floor(valid * of.between(0.8, 0.97)).astype(np.int64),
    }


def _monitoring(of: _Counties) -> dict[str, Floats]:
    """Differences between schools below .15; one or more of them not where 8.9 is failed."""
    fails, by = of.failings.where("8.9")
    found = {}
    for place, subject in enumerate(SUBJECTS):
        wide = fails & (np.floor(by * 97) % len(SUBJECTS) == place)
        # 0.15 itself fails: the bound is strict.
        beyond = np.where(by < 0.2, 0.15, 0.15 + 0.2 * by)
        found[f"monitoring_{subject}_difference"] = np.where(wide, beyond, of.between(0.06, 0.1495))
    return found


def _levels(of: _Counties) -> dict[str, Whole]:
    return {
        f"monitoring_{subject}_level": np.floor(of.between(3, 5)).astype(np.int64)
        for subject in SUBJECTS
    }
