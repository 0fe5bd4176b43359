"""The table classes at scale: what its rows say takes the place of what the table stages says.

The same rule as :func:`junheng.census.checks.class_rows.merged`.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from junheng.census.tables import CLASS_COUNTED_OVER
from junheng.engine.whole import whole_sum

KEY = ("school_code", "stage")
"""A school and one of its stages: what a row of the table stages is about."""


def class_limit(stage: ir.Value) -> ir.Value:
    """Above how many pupils a class of that stage counts in ``classes_over``; null for others."""
    branches = [(each.value, limit) for each, limit in CLASS_COUNTED_OVER.items()]
    return stage.cases(*branches, else_=ibis.null("int64"))


def sizes(classes: ir.Table) -> ir.Table:
    """One line per school and stage with rows in ``classes``.

    Columns: school_code, stage, class_rows, class_pupils, largest_class, classes_over (int64;
    ``classes_over`` null for stages that have no standard). Rows that lack a required cell, or have
    a negative size, are not counted.
    """
    whole = classes.filter(
        classes.school_code.notnull(),
        classes.stage.isin([each.value for each in CLASS_COUNTED_OVER] + ["senior"]),
        classes.grade.notnull(),
        classes.class_no.notnull(),
        classes.pupils >= 0,
    )
    counted = whole.group_by(KEY).aggregate(
        class_rows=whole.count(),
        class_pupils=whole_sum(whole.pupils),
        largest_class=whole.pupils.max(),
        over=whole.count(where=whole.pupils > class_limit(whole.stage)),
    )
    limit = class_limit(counted.stage)
    over = ibis.ifelse(limit.notnull(), counted.over, ibis.null("int64"))
    return counted.mutate(classes_over=over).drop("over")


def of_stages(stages: ir.Table, classes: ir.Table | None) -> ir.Table:
    """``stages`` with 最大班额 and 超标班级数 counted from ``classes`` where those are given."""
    if classes is None:
        return stages
    found = sizes(classes).rename(
        listed_code="school_code",
        listed_stage="stage",
        listed_largest="largest_class",
        listed_over="classes_over",
    )
    joined = stages.left_join(
        found,
        [stages.school_code == found.listed_code, stages.stage == found.listed_stage],
    )
    result = joined.mutate(
        largest_class=ibis.coalesce(joined.listed_largest, joined.largest_class),
        classes_over=ibis.coalesce(joined.listed_over, joined.classes_over),
    )
    return result.select(stages.columns)
