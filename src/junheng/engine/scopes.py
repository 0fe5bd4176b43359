"""Which schools a clause looks at, as conditions on the line of a school."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from junheng.model import AreaClass, OperatorCode, SchoolType
from junheng.standards import Scope

RURAL, URBAN = AreaClass.RURAL.value, AreaClass.URBAN.value
NOT_COMPULSORY = (SchoolType.SPECIAL.value, SchoolType.VOCATIONAL.value)
POINT = SchoolType.TEACHING_POINT.value


def one_of(column: ir.Value, words: Iterable[str]) -> ir.BooleanValue:
    """Whether the column holds one of the words: plain comparisons, where a long list given as one
    would become a join.
    """
    return reduce(or_, (column == word for word in words))


def in_scope(school: ir.Table, scope: Scope) -> ir.BooleanValue:
    """Whether a clause of that scope looks at the school."""
    public = school.operator != str(OperatorCode.PRIVATE.value)
    match scope:
        case Scope.EVERY:
            return ibis.literal(True)
        case Scope.PUBLIC:
            return public
        case Scope.RURAL:
            return school.area_class == RURAL
        case Scope.URBAN_AND_TOWN:
            return school.area_class != RURAL
        case Scope.URBAN_AND_TOWN_PUBLIC_DAY:
            return (school.area_class != RURAL) & public & ~school.boarding


def compulsory(school: ir.Table) -> ir.BooleanValue:
    """Primary and junior schools, small teaching points included."""
    return ~one_of(school.type, NOT_COMPULSORY)
