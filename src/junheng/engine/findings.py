"""Clauses that every school must meet by itself: a code per school, null where it is not looked at.

The same definitions as :mod:`junheng.evaluation.music_art_rooms`, ``school_size``, ``funds``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from junheng.engine.county_facts import PARTS as BASE_PARTS
from junheng.engine.numbers import PARTS, compare, times, unsure, whole_times
from junheng.engine.scopes import POINT, URBAN, compulsory, in_scope, one_of
from junheng.engine.statuses import MET, NOT_APPLICABLE, NOT_MET, UNDETERMINED, status_of
from junheng.evaluation.music_art_rooms import ROOM_KINDS
from junheng.model import SchoolType, Stage
from junheng.standards import Clause, RuleSet

NOBODY = ibis.null("int8")
"""The code of a school that a clause does not look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a clause says of every school, and where floating point cannot tell."""

    code: ir.Value
    unsure: ir.Value | None = None


def music_art_rooms(school: ir.Table, clause: Clause, rules: RuleSet) -> Found:
    """7.3: rooms of sufficient size, one for every 12 classes or part of 12, of each subject, or of both
    together.

    That the county reported no rooms at all is seen to when the schools are counted.
    """
    per_room = int(clause.figure("classes_per_room"))
    known = [school[f"{kind}_known"] for kind in ROOM_KINDS]
    possible = [
        each + school[f"{kind}_perhaps"] for kind, each in zip(ROOM_KINDS, known, strict=True)
    ]
    counted = _summed if rules.option("room_count") == "summed" else ibis.least
    code = ibis.cases(
        (school.classes_unknown | school.absent, UNDETERMINED),
        (counted(*known) * per_room >= school.classes, MET),
        (counted(*possible) * per_room >= school.classes, UNDETERMINED),
        else_=NOT_MET,
    )
    return Found(code=_where(_attended(school, clause), code))


def _summed(*counts: ir.Value) -> ir.Value:
    return reduce(add, counts)


def _attended(school: ir.Table, clause: Clause) -> ir.BooleanValue:
    """Primary and junior schools, points apart: those with pupils, or with an unknown stage."""
    return (
        compulsory(school)
        & (school.type != POINT)
        & in_scope(school, clause.scope)
        & ((school.pupils > 0).fill_null(False) | school.absent)
    )


def school_size(school: ir.Table, clause: Clause, rules: RuleSet) -> Found:
    """7.4: no school is too large; nine- and twelve-year schools count both compulsory stages."""
    through = one_of(school.type, [SchoolType.NINE_YEAR.value, SchoolType.TWELVE_YEAR.value])
    sure = ibis.cases(
        (through, float(clause.figure("through"))),
        (school.pupils_p.isnull(), float(clause.figure("junior"))),
        else_=float(clause.figure("primary")),
    )
    pupils = times(school.pupils.fill_null(0), 1)
    perhaps = None
    switch = rules.switch("size_older_or_migrant")
    if switch is not None:
        figures = {name: float(figure) for name, figure in switch.figures.items()}
        wider = ibis.greatest(sure, ibis.ifelse(through, figures["through"], figures["single"]))
        older = school.built_year <= figures["built_by"]
        many = times(school.migrants, 1) > pupils * figures["migrant_share_above"]
        covered = older.fill_null(False) | (many & ~school.absent)
        could = covered | older.isnull() | school.migrants_unknown
        sure, perhaps = ibis.ifelse(covered, wider, sure), ibis.ifelse(could, wider, sure)
    code = ibis.cases(
        (pupils > (sure if perhaps is None else perhaps), NOT_MET),
        (school.absent, UNDETERMINED),
        *([] if perhaps is None else [(pupils > sure, UNDETERMINED)]),
        else_=MET,
    )
    return Found(code=_where(_attended(school, clause), code))


def small_school_fund(school: ir.Table, clause: Clause, rules: RuleSet) -> Found:
    """7.6: a school below 100 pupils is allotted its fund as for 100. Teaching points included.

    An unknown base of the county's own could only raise what is due: it keeps the question open.
    """
    counted_as = clause.figure("counted_as")
    pupils = school.pupils.fill_null(0)
    small = (
        compulsory(school)
        & in_scope(school, clause.scope)
        & ((pupils > 0) | school.absent)
        & (times(pupils, 1) < float(counted_as))
    )
    if rules.option("small_school_scope") == "village_primary_and_points":
        village = (school.type == SchoolType.PRIMARY.value) & (school.area_class != URBAN)
        small = small & (village | (school.type == POINT))
    due, unknown_base = _due(school, rules)
    left = school.public_fund_yuan * (pupils * counted_as.denominator * (BASE_PARTS // PARTS))
    right = due * float(counted_as.numerator)
    code = ibis.cases(
        (school.absent, UNDETERMINED),
        (left < right, NOT_MET),
        ((left >= right) & ~unknown_base, MET),
        else_=UNDETERMINED,
    )
    doubt = unsure(left, right, exact=school.fine & ~school.bases_unsure)
    return Found(code=_where(small, code), unsure=small & doubt)


def _due(school: ir.Table, rules: RuleSet) -> tuple[ir.Value, ir.BooleanValue]:
    """The bases of a school's pupils added up, in millionths; whether one of them is unknown."""
    due, unknown = ibis.literal(0.0), ibis.literal(False)
    for stage, column in ((Stage.PRIMARY, "p"), (Stage.JUNIOR, "j")):
        pupils = school[f"pupils_{column}"].fill_null(0)
        own = school[f"base_{column}"]
        in_force = float(whole_times(rules["P.fund_base"].figure(stage), BASE_PARTS))
        due = due + times(pupils, 1) * ibis.greatest(own.fill_null(in_force), in_force)
        unknown = unknown | ((pupils > 0) & own.isnull())
    return due, unknown


def training_fund(school: ir.Table, clause: Clause, _rules: RuleSet) -> Found:
    """8.4: the share of the public fund spent on training teachers.

    A teaching point without a budget of its own is covered by its central school.
    """
    training, fund = school.training_fund_yuan, school.public_fund_yuan
    looked_at = (school.type != SchoolType.VOCATIONAL.value) & in_scope(school, clause.scope)
    at_centre = (
        (school.type == POINT)
        & training.isnull()
        & fund.isnull()
        & school.parent_code.notnull()
        & (school.parent_code != "")
    )
    found = compare(training, fund.nullif(0.0), clause.bound(), exact=school.fine)
    code = ibis.ifelse(at_centre, NOT_APPLICABLE, status_of(found.holds))
    return Found(code=_where(looked_at, code), unsure=looked_at & found.unsure)


def _where(looked_at: ir.BooleanValue, code: ir.Value) -> ir.Value:
    return ibis.ifelse(looked_at, code.cast("int8"), NOBODY)


FINDINGS: dict[str, Callable[[ir.Table, Clause, RuleSet], Found]] = {
    function.__name__: function
    for function in (music_art_rooms, school_size, small_school_fund, training_fund)
}
"""The function of each clause that looks at schools, by the measure named on its card."""
