"""A plan as whole numbers: what is done, where, in which year; and what it costs, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from junheng.planning.comply.model import HIRED, MADE, OF_AXIS, RAISED, Programme
from junheng.planning.comply.situation import AXES, THINGS, Situation
from junheng.planning.inputs.comply import TYPES
from junheng.planning.prices import HIRES, Item
from junheng.planning.prices import THINGS as OF_SCHOOLS
from junheng.planning.solver import Numbers

Whole = NDArray[np.int64]
_BACKBONE = list(OF_AXIS[AXES["backbone"]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What is done. The first axis is the year, the second the row (people) or school (things), the
    third the type of teacher, the way to hire, or the types before and after.

    ``goods`` are in units of the price list. ``swaps`` teachers change places like for like, of whom
    ``backbone_swaps`` are backbone teachers.
    """

    out: Whole
    into: Whole
    hire: Whole
    up: Whole
    made: Whole
    goods: dict[Item, Whole]
    swaps: Whole
    backbone_swaps: Whole

    @property
    def years(self) -> int:
        """How many years there are."""
        return len(self.swaps)

    def people(self, item: Item) -> Whole:
        """How many teachers an item concerns, by year and row."""
        match item:
            case Item.MOVE:
                return np.asarray(self.into.sum(axis=2))
            case Item.UPGRADE:
                return np.asarray(self.up.sum(axis=2))
            case Item.PROMOTE:
                return np.asarray(self.made.sum(axis=2))
            case _:
                return self.hire[:, :, HIRES.index(item)]

    def change(self, year: int) -> Whole:
        """How many teachers of each type a row has more (or less) at the end of a year than now."""
        span = slice(0, year + 1)
        found = (self.into[span] - self.out[span]).sum(axis=0)
        for way, kind in enumerate(HIRED.values()):
            found[:, TYPES.index(kind)] += self.hire[span, :, way].sum(axis=0)
        for changed, pairs in ((self.up, RAISED), (self.made, MADE)):
            for place, (old, new) in enumerate(pairs):
                done = changed[span, :, place].sum(axis=0)
                found[:, old] -= done
                found[:, new] += done
        return np.asarray(found)

    def units(self, measure: str, year: int) -> Whole:
        """Units of a thing that every school has added by the end of a year."""
        span = slice(0, year + 1)
        return np.asarray(sum(self.goods[item][span].sum(axis=0) for item in THINGS[measure]))


def read(programme: Programme, values: Numbers, years: int) -> Schedule:
    """The schedule that a solution of a programme says. A design happens in the last year."""

    def whole(name: str) -> Whole:
        found = [
            np.rint(values[getattr(each, name)]).astype(np.int64) for each in programme.periods
        ]
        return _placed(np.array(found), years)

    out, into = whole("out"), whole("into")
    both = np.minimum(out, into)  # who leaves and joins the same row is exchanged like for like
    of_years = [
        np.rint(values[each]).astype(np.int64)
        for each in (programme.swaps, programme.backbone_swaps)
    ]
    return Schedule(
        out=out - both,
        into=into - both,
        hire=whole("hire"),
        up=whole("up"),
        made=whole("made"),
        goods={
            item: _placed(
                np.array(
                    [np.rint(values[p.goods[item]]).astype(np.int64) for p in programme.periods]
                ),
                years,
            )
            for item in OF_SCHOOLS
        },
        swaps=of_years[0] + both.sum(axis=(1, 2)),
        backbone_swaps=of_years[1] + both[:, :, _BACKBONE].sum(axis=(1, 2)),
    )


def _placed(found: Whole, years: int) -> Whole:
    if len(found) == years:
        return found
    return np.concatenate([np.zeros((years - 1, *found.shape[1:]), dtype=np.int64), found])


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Yuan that an item costs in a year. ``quantity`` is what is begun in that year, in its unit;
    ``school`` is -1 for exchanges, which are the county's as a whole.
    """

    year: int
    school: int
    public: bool
    item: Item
    quantity: Fraction
    yuan: Fraction


def spendings(situation: Situation, schedule: Schedule) -> Iterator[Spending]:
    """What is spent, item by item: everything that is done, and in later years what it still costs."""
    for item in Item:
        price = situation.inputs.prices[item]
        for school, public, done in _done(situation, schedule, item):
            known = 0
            for year in range(schedule.years):
                begun = int(done[year])
                known += begun
                if known:
                    yuan = begun * price.once_a_unit + known * price.yearly_a_unit
                    yuan += price.fixed if begun else 0
                    yield Spending(
                        year=year,
                        school=school,
                        public=public,
                        item=item,
                        quantity=begun * price.unit_size,
                        yuan=yuan,
                    )


def _done(
    situation: Situation, schedule: Schedule, item: Item
) -> Iterator[tuple[int, bool, Whole]]:
    """What every school begins of an item, by year, in units."""
    sector = {place.school: place.public for place in situation.places}
    if item in OF_SCHOOLS:
        for school in range(len(situation.schools)):
            yield school, sector[school], schedule.goods[item][:, school]
        return
    people = schedule.people(item)
    for row, place in enumerate(situation.places):
        yield place.school, place.public, people[:, row]
    if item is Item.MOVE:
        yield -1, True, schedule.swaps


def cost(situation: Situation, schedule: Schedule) -> Fraction:
    """Yuan in all."""
    return sum((each.yuan for each in spendings(situation, schedule)), Fraction(0))
