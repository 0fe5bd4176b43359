"""Tables side by side: what others say of the same school or county, in one step."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

import ibis.expr.types as ir


def beside(left: ir.Table, *others: ir.Table, key: tuple[str, ...]) -> ir.Table:
    """``left`` with the further columns of each of ``others``, null where it has no such line.

    Every one of ``others`` has at most one line a ``key``.
    """
    joined: Any = left
    columns = {name: left[name] for name in left.columns}
    for other in others:
        same = reduce(and_, (left[name] == other[name] for name in key))
        joined = joined.left_join(other, same)
        columns |= {name: other[name] for name in other.columns if name not in key}
    return joined.select(**columns)
