"""The figures of the lists in place of those written in the table stages."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from junheng.engine.class_list import KEY
from junheng.engine.people.counting import PUPIL_FIGURES, TEACHER_FIGURES


def merged(
    stages: ir.Table, teachers_counted: ir.Table | None, pupils_counted: ir.Table | None
) -> ir.Table:
    """``stages`` with every figure that the lists give in place of what was written.

    Lines of the lists without a row in ``stages`` add none. Where there is a table classes, give the
    result of :func:`junheng.engine.class_list.of_stages`: people count after classes.
    """
    result = stages
    for counted, figures in ((teachers_counted, TEACHER_FIGURES), (pupils_counted, PUPIL_FIGURES)):
        if counted is not None:
            result = _with(result, counted, figures)
    return result


def beside(stages: ir.Table, counted: ir.Table, figures: tuple[str, ...]) -> ir.Table:
    """``stages`` with the ``figures`` counted for the same school and stage as ``counted_*``."""
    found = counted.select(
        **{f"counted_{name}": counted[name] for name in (*KEY, *figures)},
    )
    return stages.left_join(
        found,
        [
            stages.school_code == found.counted_school_code,
            stages.stage == found.counted_stage,
        ],
    )


def _with(stages: ir.Table, counted: ir.Table, figures: tuple[str, ...]) -> ir.Table:
    joined = beside(stages, counted, figures)
    result = joined.mutate(
        **{name: ibis.coalesce(joined[f"counted_{name}"], joined[name]) for name in figures}
    )
    return result.select(stages.columns)
