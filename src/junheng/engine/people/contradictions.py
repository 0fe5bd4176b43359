"""Where the lists of people and the table stages contradict each other, and by how much in all."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from junheng.census.microdata.lists import LISTS
from junheng.census.tables import STAGES
from junheng.engine.class_list import KEY
from junheng.engine.defects import lines, together
from junheng.engine.people.counting import (
    PUPIL_COLUMNS,
    PUPIL_FIGURES,
    TEACHER_COLUMNS,
    TEACHER_FIGURES,
    unknown,
)
from junheng.engine.people.merging import beside
from junheng.engine.whole import whole_sum
from junheng.model import Stage

_FIGURES = {"teachers": TEACHER_FIGURES, "pupils": PUPIL_FIGURES}
_COLUMNS = {"teachers": TEACHER_COLUMNS, "pupils": PUPIL_COLUMNS}
_NOT_SUMMED = ("largest_class",)


def contradictions(
    stages: ir.Table,
    counted_teachers: ir.Table | None,
    counted_pupils: ir.Table | None,
    schools: ir.Table | None = None,
) -> ir.Table | None:
    """``micro.overridden``, ``micro.no_stage`` and ``micro.incomplete`` as a table of defects.

    ``stages`` are the rows as they were written, the two lists as ``counted_*`` gives them; with
    ``schools`` every defect names its county and calls the school by name. ``None`` without lists.
    """
    parts = [
        defects
        for name, counted in _given(counted_teachers, counted_pupils).items()
        for defects in (
            overridden(stages, counted, name, schools),
            no_stage(stages, counted, name, schools),
            incomplete(counted, name, schools),
        )
    ]
    return together(parts) if parts else None


def reconciliation(
    stages: ir.Table, counted_teachers: ir.Table | None, counted_pupils: ir.Table | None
) -> ir.Table | None:
    """What was written and what was counted, added up over the school-stages that have both.

    Columns: table (the list), column, reported, counted, difference (counted minus reported),
    compared and differing (school-stages); one line per column of the table stages. ``None`` without
    lists.
    """
    parts = []
    for name, counted in _given(counted_teachers, counted_pupils).items():
        each = _long(stages, counted, name)
        each = each.filter(each.stated.notnull() & each.counted.notnull())
        each = each.filter(each.column.notin(_NOT_SUMMED))
        sums = each.group_by("column").aggregate(
            reported=whole_sum(each.stated),
            counted=whole_sum(each.counted),
            compared=each.count(),
            differing=each.count(where=each.stated != each.counted),
        )
        parts.append(
            sums.select(
                "column",
                "reported",
                "counted",
                "compared",
                "differing",
                table=ibis.literal(name),
                difference=sums.counted - sums.reported,
            )
        )
    if not parts:
        return None
    order = ("table", "column", "reported", "counted", "difference", "compared", "differing")
    return together(parts).select(*order).order_by("table", "column")


def overridden(
    stages: ir.Table, counted: ir.Table, name: str, schools: ir.Table | None = None
) -> ir.Table:
    """Where a figure of the table stages is not the one counted."""
    each = _long(_sound(stages), counted, name)
    each = _named(each.filter(each.stated != each.counted), schools)
    return lines(
        each,
        "micro.overridden",
        table="stages",
        column="{column}",
        message="“{school}”{stage_zh}{header}填的是 {stated}，按名册是 {counted}；以名册为准",
        found="{stated}",
        expected="{counted}",
        remedy="核对名册和这个数",
    )


def no_stage(
    stages: ir.Table, counted: ir.Table, name: str, schools: ir.Table | None = None
) -> ir.Table:
    """Where people are listed in a stage that the table stages does not have.

    A school with a row of stages that cannot be read is left alone: it may be that one.
    """
    sound = _sound(stages)
    unread = stages.filter(~_readable(stages)).select("school_code")
    lacking = counted.anti_join(sound, list(KEY)).anti_join(unread, "school_code")
    people = lacking[name].cast("string")
    return lines(
        _named(lacking.mutate(people=people), schools),
        "micro.no_stage",
        table=name,
        column="school_code",
        message="“学段”表里没有{school}的{stage_zh}一行，名册里却有 {people} 人",
        found="{school_code}",
        remedy="在“学段”表补上这个学段，或改正这里的学校标识码、学段",
    )


def incomplete(counted: ir.Table, name: str, schools: ir.Table | None = None) -> ir.Table:
    """Columns that are known of some people of the list, but not of all those of a county."""
    each = _unnested(
        counted.mutate(people=counted[name]),
        [
            {
                "column": column,
                "header": LISTS[name].column(column).header,
                "unknown": unknown(column),
            }
            for column in _COLUMNS[name]
        ],
        ("unknown",),
    )
    known = each.group_by("column").aggregate(known=whole_sum(each.people - each.unknown))
    used = known.filter(known.known > 0).select("column")
    each = _named(each.semi_join(used, "column").filter(lambda line: line.unknown > 0), schools)
    sums = each.group_by(["county_code", "column", "header"]).aggregate(
        people=whole_sum(each.unknown)
    )
    return lines(
        sums,
        "micro.incomplete",
        table=name,
        column="{column}",
        message="有 {people} 人没有填“{header}”，他们所在学段的相应数不按这张表计算",
    )


def _given(teachers: ir.Table | None, pupils: ir.Table | None) -> dict[str, ir.Table]:
    both = {"teachers": teachers, "pupils": pupils}
    return {name: counted for name, counted in both.items() if counted is not None}


def _readable(stages: ir.Table) -> ir.BooleanValue:
    known = stages.stage.isin([each.value for each in Stage])
    return (stages.school_code.notnull() & known & (stages.pupils >= 0)).fill_null(False)


def _sound(stages: ir.Table) -> ir.Table:
    return stages.filter(_readable(stages))


def _long(stages: ir.Table, counted: ir.Table, name: str) -> ir.Table:
    """One line per school, stage and column: what was ``stated`` and what was ``counted``."""
    figures = _FIGURES[name]
    joined = beside(stages, counted, figures)
    choices = [
        {
            "column": figure,
            "header": STAGES.column(figure).header,
            "stated": figure,
            "counted": f"counted_{figure}",
        }
        for figure in figures
    ]
    return _unnested(joined, choices, ("stated", "counted"))


def _unnested(table: ir.Table, choices: list[dict[str, str]], values: tuple[str, ...]) -> ir.Table:
    """One line for each line of ``table`` and each choice: names as text, ``values`` as figures."""
    structs = [
        ibis.struct(
            {
                key: table[word] if key in values else ibis.literal(word)
                for key, word in choice.items()
            }
        )
        for choice in choices
    ]
    kept = [each for each in (*KEY, "people") if each in table.columns]
    each = table.select(*kept, each=ibis.array(structs).unnest())
    return each.select(*kept, **{key: each.each[key] for key in choices[0]})


def _named(view: ir.Table, schools: ir.Table | None) -> ir.Table:
    """``view`` with the county's code, what to call the school, and the stage in Chinese."""
    if schools is None:
        found = view.mutate(county_code=ibis.null("string"), school=view.school_code)
    else:
        names = schools.filter(schools.school_code.notnull())
        names = names.group_by(named_code="school_code").aggregate(
            county_code=names.county_code.min(), name=names.name.min()
        )
        joined = view.left_join(names, view.school_code == names.named_code)
        found = joined.mutate(school=ibis.coalesce(joined.name, joined.school_code))
    words = [(each.value, each.zh) for each in Stage]
    return found.mutate(stage_zh=found.stage.cases(*words, else_=found.stage))
