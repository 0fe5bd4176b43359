"""Several counties at once: everything but their people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from junheng.synthesis.nation import county_facts, names
from junheng.synthesis.nation.blanks import Blanks, shares
from junheng.synthesis.nation.campus import Campus, Rooms, fund_bases
from junheng.synthesis.nation.campus import campus as campus_of
from junheng.synthesis.nation.campus import rooms as rooms_of
from junheng.synthesis.nation.draws import Draws, drawn
from junheng.synthesis.nation.enrolment import Rows, Schools, rows, schools
from junheng.synthesis.nation.failings import Failings, failings
from junheng.synthesis.nation.resources import resources
from junheng.synthesis.nation.staff import Staff, staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some counties with all their figures, before any is left blank."""

    draws: Draws
    failings: Failings
    codes: list[str]
    schools: Schools
    school_codes: list[str]
    school_names: list[str]
    rows: Rows
    campus: Campus
    rooms: Rooms
    staff: Staff
    facts: county_facts.Facts
    blanks: Blanks


def batch(seed: int, numbers: Sequence[int], year: int) -> Batch:
    """The counties ``numbers`` in one year: 0 for the last year, -1 for the one before."""
    draws = drawn(seed, numbers)
    fails = failings(draws.county, year)
    institutions = schools(draws, fails, year)
    stages = rows(draws, institutions, fails)
    multiples = resources(draws, institutions, fails, year)
    bases = fund_bases(draws, fails)
    teaching = staff(draws, institutions, stages, multiples, fails)
    codes = names.county_codes(draws)
    return Batch(
        draws=draws,
        failings=fails,
        codes=codes,
        schools=institutions,
        school_codes=names.school_codes(codes, institutions),
        school_names=names.school_names(draws, institutions),
        rows=stages,
        campus=campus_of(draws, institutions, multiples, fails, bases),
        rooms=rooms_of(draws, institutions, stages, fails),
        staff=teaching,
        facts=county_facts.facts(draws, institutions, stages, teaching, fails, bases),
        blanks=Blanks(seed, draws, shares(draws), year),
    )
