"""The seven resource quantities of a row as expressions: the terms of the reference, added up.

:mod:`junheng.evaluation.amounts` declares the terms; here they become sums of columns. A quantity with
a missing term is null. See docs/explanation/engine.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from junheng.engine.scopes import RURAL
from junheng.evaluation.amounts import (
    ABOVE,
    BACKBONE,
    EQUIPMENT,
    MULTIMEDIA,
    PE_ARTS,
    SPORTS,
    TEACHING,
    VENUES,
    VISITING,
    Terms,
)
from junheng.model import Stage
from junheng.standards import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """``amount`` of a row before splitting, null where a term is missing. ``in_parts``: counted in
    ten-thousandths (areas and money). ``whole_school``: to be split between the stages.
    """

    amount: ir.Value
    whole_school: bool
    in_parts: bool = False


def _sum(line: ir.Table, terms: Terms) -> ir.Value:
    added = [line[term.column] for term in terms if term.sign > 0]
    taken = [line[term.column] for term in terms if term.sign < 0]
    return sum(added[1:], start=added[0]) - sum(taken) if taken else _added(added)


def _added(columns: Iterable[ir.Value]) -> ir.Value:
    first, *others = columns
    return sum(others, start=first)


def above_required_degree(line: ir.Table, stage: Stage, _rules: RuleSet) -> Quantity:
    """Full-time teachers above the required degree."""
    return Quantity(amount=_sum(line, ABOVE[stage]), whole_school=False)


def backbone(line: ir.Table, _stage: Stage, _rules: RuleSet) -> Quantity:
    """Backbone teachers of county level or above."""
    return Quantity(amount=_sum(line, BACKBONE), whole_school=False)


def pe_arts(line: ir.Table, _stage: Stage, rules: RuleSet) -> Quantity:
    """Full-time teachers of PE, music, fine art and arts; visitors where the exception covers them."""
    usual = _sum(line, PE_ARTS)
    switch = rules.switch("pe_arts_visiting")
    if switch is None:
        return Quantity(amount=usual, whole_school=False)
    # A school of which a stage is not in the data may or may not be small.
    size = ibis.ifelse(line.absent, ibis.null("int64"), line.school_pupils)
    low, high = float(switch.figures["pupils_from"]), float(switch.figures["pupils_below"])
    covered = (size >= low) & (size < high)
    with_visitors = ibis.cases(
        (covered, _sum(line, PE_ARTS + VISITING)), (~covered, usual), else_=ibis.null("int64")
    )
    return Quantity(
        amount=ibis.ifelse(line.area_class == RURAL, with_visitors, usual), whole_school=False
    )


def teaching_area(line: ir.Table, _stage: Stage, _rules: RuleSet) -> Quantity:
    """Teaching and auxiliary rooms without the indoor sports rooms."""
    return Quantity(amount=_sum(line, TEACHING), whole_school=True, in_parts=True)


def sports_area(line: ir.Table, _stage: Stage, rules: RuleSet) -> Quantity:
    """Indoor sports rooms and outdoor grounds; venues where the exception covers the school."""
    usual = _sum(line, SPORTS)
    if rules.switch("dense_centre_venues") is None:
        return Quantity(amount=usual, whole_school=True, in_parts=True)
    no_venues = _nothing(line, VENUES)
    amount = ibis.cases(
        (line.dense_centre, _sum(line, SPORTS + VENUES)),
        (~line.dense_centre, usual),
        (no_venues, usual),
        else_=ibis.null("float64"),
    )
    return Quantity(amount=amount, whole_school=True, in_parts=True)


def _nothing(line: ir.Table, terms: Terms) -> ir.BooleanValue:
    zero = [(line[term.column] == 0).fill_null(False) for term in terms]
    return zero[0] & zero[1]


def equipment(line: ir.Table, _stage: Stage, _rules: RuleSet) -> Quantity:
    """Teaching equipment at book value."""
    return Quantity(amount=_sum(line, EQUIPMENT), whole_school=True, in_parts=True)


def multimedia(line: ir.Table, _stage: Stage, _rules: RuleSet) -> Quantity:
    """Networked multimedia classrooms."""
    return Quantity(amount=_sum(line, MULTIMEDIA), whole_school=True)


QUANTITIES: dict[str, Callable[[ir.Table, Stage, RuleSet], Quantity]] = {
    function.__name__: function
    for function in (
        above_required_degree,
        backbone,
        pe_arts,
        teaching_area,
        sports_area,
        equipment,
        multimedia,
    )
}
"""The function of each indicator, by the measure named on its card."""
