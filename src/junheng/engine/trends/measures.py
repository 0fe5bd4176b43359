"""Which clauses have one figure that means the same every year, and which way is better.

The figure that the evaluation gives for a clause with several comparisons is that of the one that
decides: a share of teachers one year, a share of backbone teachers the next. Only clauses with a
single comparison, or judged school by school, can be followed. Results supplied from above are steps
on a scale of a few levels, or a survey's; a line through them says nothing, so they are left out too,
and so is the share of coefficients within their limits, since every coefficient is followed itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from junheng.standards import Clause, Judged, Operator, RuleSet

_SHARES = (Judged.SCHOOL_RULE, Judged.SCHOOLS, Judged.CLASSES)
_HIGHER = (Operator.AT_LEAST, Operator.MORE_THAN)
_LOWER = (Operator.AT_MOST, Operator.LESS_THAN)
_PARTS_OF_A_WHOLE = ("training_hours", "certificates", "quota", "migrant", "disabled_enrolment")
"""Shares that cannot exceed 1; teachers' pay can exceed that of civil servants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The figure of one clause. ``sense`` is 1 where more is better, -1 where less is.

    ``strict``: the bound itself does not satisfy. ``most``: the largest value there can be, if any.
    """

    clause: str
    sense: int
    strict: bool = False
    most: float | None = None


def measures(rules: RuleSet) -> tuple[Measure, ...]:
    """The deciding clauses that can be followed from year to year, in the order of the standard."""
    found = (_measure(clause) for clause in rules if clause.decides)
    return tuple(each for each in found if each is not None)


def _measure(clause: Clause) -> Measure | None:
    if clause.judged in _SHARES:
        return Measure(clause=clause.id, sense=1, most=1.0)
    bounds = list(clause.edition.bounds.values())
    if clause.judged not in (Judged.COUNTY, Judged.EVIDENCE) or len(bounds) != 1:
        return None
    operator = bounds[0].operator
    if operator not in (*_HIGHER, *_LOWER):
        return None
    return Measure(
        clause=clause.id,
        sense=1 if operator in _HIGHER else -1,
        strict=operator in (Operator.MORE_THAN, Operator.LESS_THAN),
        most=1.0 if clause.measure in _PARTS_OF_A_WHOLE else None,
    )


def reversed_bounds(rules: RuleSet) -> tuple[tuple[str, float], ...]:
    """Every clause and bound of its figure that is a largest value, such as 8.9 and 0.15."""
    return tuple(
        (clause.id, float(bound.value))
        for clause in rules.judged(
            Judged.COUNTY, Judged.EVIDENCE, Judged.SUPPLIED, Judged.COMPOSITE
        )
        for bound in clause.edition.bounds.values()
        if bound.operator in _LOWER and bound.value is not None
    )
