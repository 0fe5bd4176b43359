"""Counting teachers and pupils into the figures of the table stages, in one pass over each list."""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from junheng.census.microdata.tally import DEGREES, FIGURES, SUBJECTS, TRAINED_HOURS
from junheng.engine.class_list import KEY, class_limit
from junheng.engine.people.words import normal
from junheng.engine.whole import whole_sum
from junheng.model import Stage

TEACHER_COLUMNS = ("degree", "subject", "backbone", "certified", "training_hours_5y")
PUPIL_COLUMNS = ("boarding", "migrant", "in_catchment")
TEACHER_FIGURES = ("teachers", *(name for each in TEACHER_COLUMNS for name in FIGURES[each]))
CLASS_FIGURES = ("classes", "grades", "largest_class", "classes_over")
PUPIL_FIGURES = ("pupils", *(FIGURES[each][0] for each in PUPIL_COLUMNS), *CLASS_FIGURES)
_KNOWN_DEGREES = (*DEGREES, "below")
_CLASS = ("grade", "class_no")


def unknown(column: str) -> str:
    """The column that counts whose ``column`` is unknown, in the tables of this module."""
    return f"unknown_{column}"


def counted_teachers(teachers: ir.Table) -> ir.Table:
    """One line per school and stage: ``TEACHER_FIGURES``, and ``unknown_*`` of ``TEACHER_COLUMNS``.

    All int64. A figure is null where it is unknown of at least one of the teachers there. Rows
    without school or stage, and with a degree or hours that cannot be, are not counted.
    """
    placed = _placed(teachers)
    placed = placed.filter(
        placed.degree.isnull() | placed.degree.isin(_KNOWN_DEGREES),
        placed.training_hours_5y.isnull() | (placed.training_hours_5y >= 0),
    )
    placed = _with_subjects(placed)
    counts = {
        "teachers": placed.count(),
        **{f"degree_{each}": placed.count(where=placed.degree == each) for each in DEGREES},
        **{name: placed.count(where=placed.counted_as == name) for _, name in SUBJECTS},
        "backbone": placed.count(where=placed.backbone),
        "certified": placed.count(where=placed.certified),
        "trained_360": placed.count(where=placed.training_hours_5y >= TRAINED_HOURS),
        **_unknown(placed, TEACHER_COLUMNS),
    }
    return _known_only(placed.group_by(KEY).aggregate(**counts), TEACHER_COLUMNS)


def counted_pupils(pupils: ir.Table) -> ir.Table:
    """One line per school and stage: ``PUPIL_FIGURES``, and ``unknown_*`` of ``PUPIL_COLUMNS``.

    All int64. A figure is null where it is unknown of at least one of the pupils there; the figures
    of classes where somebody's grade or class is, and ``classes_over`` where the stage has no
    standard. The pupils are read once: classes are counted from the counts of pupils by class.
    """
    grades = _grades(_classes(_placed(pupils)))
    sums = [FIGURES[each][0] for each in PUPIL_COLUMNS] + [unknown(each) for each in PUPIL_COLUMNS]
    stages = grades.group_by(KEY).aggregate(
        **{name: whole_sum(grades[name]) for name in ("pupils", "classed", *sums)},
        classes=whole_sum(grades.classes),
        grades=grades.count(where=grades.classes > 0),
        largest_class=grades.largest_class.max(),
        classes_over=whole_sum(grades.classes_over),
    )
    everybody = stages.classed == stages.pupils
    limited = class_limit(stages.stage).notnull()
    stages = stages.mutate(
        **{
            name: ibis.ifelse(
                everybody & limited if name == "classes_over" else everybody,
                stages[name],
                ibis.null("int64"),
            )
            for name in CLASS_FIGURES
        }
    )
    known = _known_only(stages, PUPIL_COLUMNS)
    return known.select(*KEY, *PUPIL_FIGURES, *(unknown(each) for each in PUPIL_COLUMNS))


def _placed(people: ir.Table) -> ir.Table:
    return people.filter(
        people.school_code.notnull(), people.stage.isin([each.value for each in Stage])
    )


def _with_subjects(teachers: ir.Table) -> ir.Table:
    """``teachers`` with ``counted_as``, the name of a counted subject."""
    folded = teachers.mutate(word=normal(teachers.subject))
    branches = [(folded.word.startswith(zh) | (folded.word == name), name) for zh, name in SUBJECTS]
    return folded.mutate(counted_as=ibis.cases(*branches, else_=ibis.null("string")))


def _unknown(people: ir.Table, columns: Iterable[str]) -> dict[str, ir.IntegerScalar]:
    return {unknown(each): people.count(where=people[each].isnull()) for each in columns}


def _known_only(counted: ir.Table, columns: Iterable[str]) -> ir.Table:
    """``counted`` without the figures of a column that is unknown of somebody."""
    return counted.mutate(
        **{
            name: ibis.ifelse(counted[unknown(column)] == 0, counted[name], ibis.null("int64"))
            for column in columns
            for name in FIGURES[column]
        }
    )


def _classes(pupils: ir.Table) -> ir.Table:
    """By school, stage, grade and class; those of unknown grade or class are groups of their own."""
    return pupils.group_by([*KEY, *_CLASS]).aggregate(
        pupils=pupils.count(),
        **{FIGURES[each][0]: pupils.count(where=pupils[each]) for each in PUPIL_COLUMNS},
        **_unknown(pupils, PUPIL_COLUMNS),
    )


def _grades(classes: ir.Table) -> ir.Table:
    """By school, stage and grade."""
    named = classes.grade.notnull() & classes.class_no.notnull()
    sums = [
        "pupils",
        *(FIGURES[each][0] for each in PUPIL_COLUMNS),
        *(unknown(each) for each in PUPIL_COLUMNS),
    ]
    return classes.group_by([*KEY, "grade"]).aggregate(
        **{name: whole_sum(classes[name]) for name in sums},
        classed=ibis.coalesce(whole_sum(classes.pupils, where=named), 0),
        classes=classes.count(where=named),
        largest_class=classes.pupils.max(where=named),
        classes_over=classes.count(where=named & (classes.pupils > class_limit(classes.stage))),
    )
