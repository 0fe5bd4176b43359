"""One check as data: what it looks at, when it fails, what it then says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from junheng.engine.defects import lines

Condition = Callable[[ir.Table], ir.BooleanValue]

_PLACE = ("county_code", "school_code", "stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A check of the lines of ``view``. ``table`` and ``column`` say where the defect stands.

    The texts may name columns of the view in braces. ``people``: the lines are persons, of whom
    nothing is told but how many there are in each school and stage, as ``{people}``.
    """

    check: str
    view: str
    table: str
    fails: Condition
    message: str
    column: str = ""
    found: str = ""
    expected: str = ""
    remedy: str = ""
    people: bool = False


def look_at(view: str, table: str) -> Callable[..., Look]:
    """What makes the looks at ``view``, whose defects stand in ``table``."""

    def look(
        check: str,
        column: str,
        fails: Condition,
        message: str,
        *,
        found: str = "",
        expected: str = "",
        remedy: str = "",
    ) -> Look:
        return Look(
            check=check,
            view=view,
            table=table,
            column=column,
            fails=fails,
            message=message,
            found=found,
            expected=expected,
            remedy=remedy,
        )

    return look


def counted(view: ir.Table, looks: Sequence[Look]) -> ir.Table:
    """One line with the failures of every look at ``view``, in one scan: columns n0, n1 ..."""
    return view.aggregate(
        **{f"n{place}": view.count(where=look.fails(view)) for place, look in enumerate(looks)}
    )


def failing(view: ir.Table, look: Look, limit: int | None = None) -> ir.Table:
    """The defects of one look; at most ``limit``, any of them."""
    found = view.filter(look.fails(view))
    if look.people:
        place = [name for name in _PLACE if name in found.columns]
        found = found.group_by(place).aggregate(people=found.count())
    if limit is not None:
        found = found.limit(limit)
    return lines(
        found,
        look.check,
        table=look.table,
        column=look.column,
        message=look.message,
        found=look.found,
        expected=look.expected,
        remedy=look.remedy,
    )


def exceeds(part: str, whole: str) -> Condition:
    """Whether one column is above another."""
    return lambda t: t[part] > t[whole]


def every(view: ir.Table) -> ir.BooleanValue:  # noqa: ARG001 - a condition like the others
    """A condition that every line of ``view`` meets."""
    return ibis.literal(True)
