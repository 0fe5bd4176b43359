"""How many music and art rooms of each school are large enough, exceptions applied.

The same definitions as :mod:`junheng.evaluation.music_art_rooms`.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from junheng.engine.joins import beside
from junheng.engine.scopes import RURAL
from junheng.evaluation.music_art_rooms import ROOM_KINDS
from junheng.standards import RuleSet


def with_rooms(schools: ir.Table, rooms: ir.Table | None, rules: RuleSet) -> ir.Table:
    """``schools`` (lines of institutions) with the rooms of each: ``rooms`` in all, and by kind those
    ``known`` to be large enough and those that ``perhaps`` are.
    """
    if rooms is None:
        nothing = {f"{kind}_{what}": ibis.literal(0) for kind in ROOM_KINDS for what in _WHAT}
        return schools.mutate(rooms=ibis.literal(0), finer_rooms=ibis.literal(False), **nothing)
    sizes = {kind: _least(schools, kind, rules) for kind in ROOM_KINDS}
    varies = any(isinstance(each, ir.Value) for pair in sizes.values() for each in pair)
    if varies:
        limits = schools.select(
            "school_code",
            **{
                f"{kind}_{what}": each
                for kind, pair in sizes.items()
                for what, each in zip(_LIMITS, pair, strict=True)
            },
        )
        rooms = beside(rooms, limits, key=("school_code",))
        sizes = {kind: tuple(rooms[f"{kind}_{what}"] for what in _LIMITS) for kind in ROOM_KINDS}
    counted = rooms.group_by("school_code").agg(
        rooms=rooms.count(), finer_rooms=rooms.finer.any(), **_counts(rooms, sizes)
    )
    joined = beside(schools, counted, key=("school_code",))
    columns = [f"{kind}_{what}" for kind in ROOM_KINDS for what in _WHAT]
    return joined.mutate(
        finer_rooms=joined.finer_rooms.fill_null(False),
        **{name: joined[name].fill_null(0) for name in ("rooms", *columns)},
    )


_WHAT = ("known", "perhaps")
_LIMITS = ("sure", "least")


def _counts(
    rooms: ir.Table, sizes: dict[str, tuple[ir.Value | float, ir.Value | float]]
) -> dict[str, ir.Value]:
    found = {}
    for kind, (sure, least) in sizes.items():
        of_kind = rooms.kind == kind
        known = of_kind & (rooms.area_m2 >= sure).fill_null(False)
        possible = of_kind & (rooms.area_m2.isnull() | (rooms.area_m2 >= least)) & ~known
        found[f"{kind}_known"] = rooms.count(where=known)
        found[f"{kind}_perhaps"] = rooms.count(where=possible)
    return found


def _least(
    school: ir.Table, kind: str, rules: RuleSet
) -> tuple[ir.Value | float, ir.Value | float]:
    """The least size that suffices in any case, and the one that does if an exception whose condition
    is not known covers the school. Plain numbers where no exception is turned on.
    """
    sure: ir.Value | float = float(rules["7.3"].figure(f"{kind}_m2"))
    perhaps = sure
    older = rules.switch("rooms_built_by_2016")
    if older is not None:
        size = float(older.figures[f"{kind}_m2"])
        covered = school.built_year <= float(older.figures["built_by"])
        sure, perhaps = _narrowed(sure, perhaps, size, covered)
    small = rules.switch("rooms_rural_small_class")
    if small is not None:
        below = float(small.figures["largest_class_below"])
        size_here = ibis.ifelse(
            school.pupils_j.notnull(),
            float(small.figures["junior_m2"]),
            float(small.figures["primary_m2"]),
        )
        known_small = (school.largest_class < below).fill_null(True)
        possible = (school.area_class == RURAL) & known_small
        covered = ibis.cases(
            (~possible, False), (school.largest_unknown, ibis.null("boolean")), else_=True
        )
        sure, perhaps = _narrowed(sure, perhaps, size_here, covered)
    return sure, perhaps


def _narrowed(
    sure: ir.Value | float, perhaps: ir.Value | float, size: ir.Value | float, covered: ir.Value
) -> tuple[ir.Value, ir.Value]:
    """Both sizes once an exception may cover the school; null is "not known whether it does"."""
    allowed, possibly = covered.fill_null(False), covered.fill_null(True)
    return (
        ibis.ifelse(allowed, ibis.least(sure, size), sure),
        ibis.ifelse(possibly, ibis.least(perhaps, size), perhaps),
    )
