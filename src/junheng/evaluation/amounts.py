"""The seven resource quantities of a row: which inputs make up each, and what they come to.

Source: 教督〔2017〕6号 article 6(1)-(7); the national application forms (申报表) for what counts.
One function an indicator; each lists its terms, :func:`amount_of` adds them up.
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


@dataclass(frozen=True, slots=True)
class Term:
    """One input of a quantity, added or taken away (``sign`` is 1 or -1)."""

    table: str
    column: str
    sign: int = 1

    @property
    def header(self) -> str:
        """The Chinese header of the input."""
        return BY_NAME[self.table].column(self.column).header


@dataclass(frozen=True, slots=True, kw_only=True)
class RowContext:
    """A row to be measured. ``share`` is its part of the whole school, ``whole_pupils`` the compulsory
    pupils of the school; either is ``None`` if a stage that it depends on is not in the data.
    """

    school: School
    row: StageRow
    share: Fraction | None
    whole_pupils: int | None
    rules: RuleSet

    def value(self, term: Term) -> Exact | None:
        """What the data says of one input; ``None`` where it is missing."""
        value: Exact | None = getattr(
            self.school if term.table == "schools" else self.row, term.column
        )
        return value


class Amount(NamedTuple):
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


def _of_stage(*columns: str) -> Terms:
    return tuple(Term("stages", column) for column in columns)


ABOVE_IN_JUNIOR = _of_stage("degree_bachelor", "degree_master", "degree_doctor")
ABOVE = {
    Stage.PRIMARY: _of_stage("degree_associate") + ABOVE_IN_JUNIOR,
    Stage.JUNIOR: ABOVE_IN_JUNIOR,
}
BACKBONE = _of_stage("backbone")
PE_ARTS = _of_stage("pe", "music", "art", "arts")
VISITING = _of_stage("visiting_pe_arts")
TEACHING = (Term("schools", "teaching_area_m2"), Term("schools", "indoor_sports_m2", -1))
SPORTS = (Term("schools", "indoor_sports_m2"), Term("schools", "sports_ground_m2"))
VENUES = (Term("schools", "other_sports_m2"), Term("schools", "leased_sports_m2"))
_DENSE_CENTRE = Term("schools", "dense_centre")
EQUIPMENT = (Term("schools", "equipment_yuan"),)
MULTIMEDIA = (Term("schools", "multimedia_rooms"),)
"""The terms of every quantity; the engine for many counties adds up the same."""


def above_required_degree(context: RowContext) -> Terms:
    """Full-time teachers above the required degree: from 专科 in primary, from 本科 in junior."""
    return ABOVE[context.row.stage]


def backbone(context: RowContext) -> Terms:  # noqa: ARG001 - one signature for all
    """Backbone teachers (骨干教师) of county level or above."""
    return BACKBONE


def pe_arts(context: RowContext) -> Terms:
    """Full-time teachers of PE, music, fine art and arts.

    With the switch ``pe_arts_visiting``, small rural schools and points add visiting teachers.
    """
    return PE_ARTS + VISITING if visiting_counts(context) else PE_ARTS


def visiting_counts(context: RowContext) -> bool | None:
    """Whether the 2019 exception for visiting PE and arts teachers is on and covers this school;
    ``None`` where its size is not known.
    """
    switch = context.rules.switch("pe_arts_visiting")
    if switch is None or context.school.area_class is not AreaClass.RURAL:
        return False
    if context.whole_pupils is None:
        return None
    return switch.figures["pupils_from"] <= context.whole_pupils < switch.figures["pupils_below"]


def teaching_area(context: RowContext) -> Terms:  # noqa: ARG001 - one signature for all
    """Teaching and auxiliary rooms without the indoor sports rooms, m2."""
    return TEACHING


def sports_area(context: RowContext) -> Terms:
    """Indoor sports rooms and outdoor grounds, m2.

    With the switch ``dense_centre_venues``, schools of dense city centres add roof, basement and
    leased venues; where it is not known whether the school is one of them, the area is not known,
    unless it has no such venues.
    """
    dense = context.school.dense_centre
    if context.rules.switch("dense_centre_venues") is None or dense is False:
        return SPORTS
    if dense:
        return SPORTS + VENUES
    if all(context.value(term) == 0 for term in VENUES):
        return SPORTS
    return (*SPORTS, _DENSE_CENTRE)


def equipment(context: RowContext) -> Terms:  # noqa: ARG001 - one signature for all
    """Teaching equipment at book value, yuan."""
    return EQUIPMENT


def multimedia(context: RowContext) -> Terms:  # noqa: ARG001 - one signature for all
    """Networked multimedia classrooms."""
    return MULTIMEDIA


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
    holder = context.school if whole_school else context.row
    share = context.share if whole_school else 1
    if share is None or _size_unknown(terms, context):
        return _open(terms, context, whole_school=whole_school)
    total: Exact = 0
    for term in terms:
        value: Exact | None = getattr(holder, term.column)
        if value is None:
            return _open(terms, context, whole_school=whole_school)
        total += value if term.sign > 0 else -value
    if share != 1:
        total *= share
    return Amount(value=total, low=total, high=total)


def _size_unknown(terms: Terms, context: RowContext) -> bool:
    """Whether the terms depend on the size of a school whose size is not known."""
    return terms is PE_ARTS and visiting_counts(context) is None


def _open(terms: Terms, context: RowContext, *, whole_school: bool) -> Amount:
    """A quantity that cannot be told yet, with what it could be."""
    low, high = _limits(terms, context, whole_school=whole_school)
    missing = _missing(terms, context, whole_school=whole_school)
    return Amount(value=None, missing=missing, low=low, high=high)


def _limits(terms: Terms, context: RowContext, *, whole_school: bool) -> tuple[Exact, Exact | None]:
    """The least and the most a quantity with missing inputs can come to."""
    values = [(term.sign, context.value(term)) for term in terms]
    added = sum(value for sign, value in values if sign > 0 and value is not None)
    taken = sum(value for sign, value in values if sign < 0 and value is not None)
    open_above = any(value is None for sign, value in values if sign > 0)
    open_below = any(value is None for sign, value in values if sign < 0)
    if not whole_school:
        teachers = context.row.teachers
        visitors = visiting_counts(context) is not False
        most = None if teachers is None or visitors else max(teachers, added)
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
            label=f"{context.school.name}{'' if term.table == 'schools' else f'（{stage.zh}）'}："
            f"{term.header}",
        )
        for term in terms
        if context.value(term) is None
    ]
    if (whole_school and context.share is None) or _size_unknown(terms, context):
        missing.append(
            Missing(
                table="stages",
                column="pupils",
                key=code,
                label=f"{context.school.name}：{context.school.type.zh}其他学段的在校生数",
            )
        )
    return tuple(missing)
