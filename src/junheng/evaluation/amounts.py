"""The seven resource quantities of a row: which inputs make up each, and what they come to.

Source: rules.md section 2 (articles 6(1)-(7) of the 2017 standard; the national application forms
for what counts). One function an indicator; each lists its terms, :func:`amount_of` adds them up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from junheng.census.records import Exact, School, StageRow
from junheng.census.tables import BY_NAME
from junheng.evaluation.results import Missing
from junheng.model import AreaClass, Stage
from junheng.standards import RuleSet


class Term(NamedTuple):
    """One input of a quantity, added or taken away (``sign`` is 1 or -1)."""

    table: str
    column: str
    value: Exact | None
    sign: int = 1

    @property
    def header(self) -> str:
        """The Chinese header of the input."""
        return BY_NAME[self.table].column(self.column).header


@dataclass(frozen=True, slots=True, kw_only=True)
class RowContext:
    """A row to be measured. ``share`` is its part of the whole school, ``None`` if not known;
    ``whole_pupils`` the compulsory pupils of the school.
    """

    school: School
    row: StageRow
    share: Fraction | None
    whole_pupils: int
    rules: RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What the terms come to for this row, after splitting.

    ``value`` is ``None`` if anything is missing. ``low`` and ``high`` bound what it could be, taking
    what is missing as any quantity >= 0 and, for teachers, no more than the full-time teachers;
    ``high`` is ``None`` where nothing limits it.
    """

    value: Exact | None
    missing: tuple[Missing, ...] = ()
    low: Exact = 0
    high: Exact | None = None


Terms = tuple[Term, ...]

_REQUIRED_ABOVE = {
    Stage.PRIMARY: (
        "degree_associate",
        "degree_bachelor",
        "degree_master",
        "degree_doctor",
    ),
    Stage.JUNIOR: ("degree_bachelor", "degree_master", "degree_doctor"),
}


def _of_row(row: StageRow, *columns: str) -> Terms:
    return tuple([Term("stages", column, getattr(row, column)) for column in columns])


def above_required_degree(context: RowContext) -> Terms:
    """Full-time teachers above the required degree: from 专科 in primary, from 本科 in junior."""
    return _of_row(context.row, *_REQUIRED_ABOVE[context.row.stage])


def backbone(context: RowContext) -> Terms:
    """Backbone teachers (骨干教师) of county level or above."""
    return _of_row(context.row, "backbone")


def pe_arts(context: RowContext) -> Terms:
    """Full-time teachers of PE, music, fine art and arts.

    With the switch ``pe_arts_visiting``, small rural schools and points add visiting teachers.
    """
    terms = _of_row(context.row, "pe", "music", "art", "arts")
    if visiting_counts(context):
        terms += _of_row(context.row, "visiting_pe_arts")
    return terms


def visiting_counts(context: RowContext) -> bool:
    """Whether the 2019 exception for visiting PE and arts teachers is on and covers this school."""
    switch = context.rules.switch("pe_arts_visiting")
    return (
        switch is not None
        and context.school.area_class is AreaClass.RURAL
        and switch.figures["pupils_from"] <= context.whole_pupils < switch.figures["pupils_below"]
    )


def teaching_area(context: RowContext) -> Terms:
    """Teaching and auxiliary rooms without the indoor sports rooms, m2."""
    school = context.school
    return (
        Term("schools", "teaching_area_m2", school.teaching_area_m2),
        Term("schools", "indoor_sports_m2", school.indoor_sports_m2, -1),
    )


def sports_area(context: RowContext) -> Terms:
    """Indoor sports rooms and outdoor grounds, m2.

    With the switch ``dense_centre_venues``, schools of dense city centres add roof, basement and
    leased venues; where it is not known whether the school is one of them, the area is not known,
    unless it has no such venues.
    """
    school = context.school
    terms: Terms = (
        Term("schools", "indoor_sports_m2", school.indoor_sports_m2),
        Term("schools", "sports_ground_m2", school.sports_ground_m2),
    )
    if context.rules.switch("dense_centre_venues") is None or school.dense_centre is False:
        return terms
    venues = (
        Term("schools", "other_sports_m2", school.other_sports_m2),
        Term("schools", "leased_sports_m2", school.leased_sports_m2),
    )
    if school.dense_centre:
        return terms + venues
    if all(term.value == 0 for term in venues):
        return terms
    return (*terms, Term("schools", "dense_centre", None))


def equipment(context: RowContext) -> Terms:
    """Teaching equipment at book value, yuan."""
    return (Term("schools", "equipment_yuan", context.school.equipment_yuan),)


def multimedia(context: RowContext) -> Terms:
    """Networked multimedia classrooms."""
    return (Term("schools", "multimedia_rooms", context.school.multimedia_rooms),)


TERMS: dict[str, Callable[[RowContext], Terms]] = {
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


def amount_of(indicator: str, context: RowContext) -> Amount:
    """The quantity of one indicator for one row; whole-school quantities are split by ``share``.

    Raises ``KeyError`` for an unknown indicator.
    """
    terms = TERMS[indicator](context)
    whole_school = terms[0].table == "schools"
    total: Exact = 0
    complete = True
    for term in terms:
        if term.value is None:
            complete = False
        else:
            total += term.value if term.sign > 0 else -term.value
    share = context.share if whole_school else 1
    if complete and share is not None:
        value = total if share == 1 else total * share
        return Amount(value=value, low=value, high=value)
    low, high = _limits(terms, context, whole_school=whole_school)
    return Amount(
        value=None,
        missing=_missing(terms, context, whole_school=whole_school),
        low=low,
        high=high,
    )


def _limits(terms: Terms, context: RowContext, *, whole_school: bool) -> tuple[Exact, Exact | None]:
    """The least and the most a quantity with missing inputs can come to."""
    added = sum(term.value for term in terms if term.sign > 0 and term.value is not None)
    taken = sum(term.value for term in terms if term.sign < 0 and term.value is not None)
    open_above = any(term.value is None for term in terms if term.sign > 0)
    open_below = any(term.value is None for term in terms if term.sign < 0)
    if not whole_school:
        teachers = context.row.teachers
        most = None if teachers is None or visiting_counts(context) else max(teachers, added)
        return added, most
    least = 0 if open_below else max(0, added - taken)
    highest = None if open_above else added - taken
    if context.share is None:
        return 0, highest
    return least * context.share, None if highest is None else highest * context.share


def _missing(terms: Terms, context: RowContext, *, whole_school: bool) -> tuple[Missing, ...]:
    code, stage = context.school.school_code, context.row.stage
    missing = [
        Missing(
            table=term.table,
            column=term.column,
            key=code if term.table == "schools" else f"{code}/{stage.value}",
            label=f"{context.school.name}{'' if term.table == 'schools' else stage.zh}：{term.header}",
        )
        for term in terms
        if term.value is None
    ]
    if whole_school and context.share is None:
        missing.append(
            Missing(
                table="stages",
                column="pupils",
                key=code,
                label=f"{context.school.name}：按{context.school.type.zh}拆分所需的其他学段在校生数",
            )
        )
    return tuple(missing)
