"""What if: the frozen input with some cells changed, judged at once; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from junheng.census.defects import Defect
from junheng.census.entry import accepts, accepts_fact
from junheng.census.facts import BY_KEY as FACTS
from junheng.census.tables import BY_NAME, Column, Kind
from junheng.evaluation import CountyResult, Evaluation
from junheng.evaluation.figures import shown
from junheng.model import Status
from junheng.model.quantity import printed
from junheng_web.assessments.actions.judging_work import source_of, terms_of
from junheng_web.assessments.judging import judge
from junheng_web.assessments.models import Assessment
from junheng_web.assessments.names import indicator, stage
from junheng_web.assessments.queries.input import codes_of
from junheng_web.assessments.wording import outcome

FIXED = frozenset(
    {"county_code", "school_code", "name", "parent_code", "stage", "grade", "class_no", "key",
     "lon", "lat", "file", "note", "clause"}
)  # fmt: skip
"""Columns that say who and where, not how much: a trial leaves them as they are."""
OF_SCHOOLS = ("schools", "stages", "rooms", "classes")
COUNTY = "county"
"""What stands for the county's own facts among the chosen schools."""

Entered = dict[str, list[dict[str, str]]]


ROOMS = {"music": "音乐", "art": "美术"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One cell that may be changed. ``name`` is its name in the form; ``row`` counts from 1."""

    table: str
    row: int
    column: Column
    label: str
    now: str
    unit: str = ""

    @property
    def name(self) -> str:
        """Its name in the form."""
        return f"cell:{self.table}:{self.row}:{self.column.name}"

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What may be chosen, where it is a choice: each stored value with the first word for it."""
        if self.column.kind is Kind.FLAG:
            return (("是", _("是")), ("否", _("否")))
        words: dict[str, str] = {}
        for said, stored in self.column.choices.items():
            words.setdefault(stored, said)
        return tuple(words.items())

    def said(self, text: str) -> str:
        """A value of this cell in words: a choice by its first word."""
        return dict(self.choices).get(text, text)

    def problem(self, text: str, key: str) -> Defect | None:
        """What reading would say of this text here."""
        if self.table == COUNTY:
            return accepts_fact(key, text)
        return accepts(BY_NAME[self.table], self.column, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The cells of one school and table, or of the county."""

    title: str
    fields: tuple[Field, ...]


def fields_of(entered: Entered, chosen: str) -> tuple[Group, ...]:
    """The cells of a school by its code, or of the county (:data:`COUNTY`), in the order of the forms."""
    groups = []
    for table in (COUNTY, "attestations") if chosen == COUNTY else OF_SCHOOLS:
        fields: list[Field] = []
        rooms: Counter[str] = Counter()
        for number, row in enumerate(entered.get(table, ()), 1):
            if chosen != COUNTY and row.get("school_code", "").strip() != chosen:
                continue
            kind = row.get("kind", "")
            rooms[kind] += 1
            fields += _fields_of_row(table, number, row, rooms[kind])
        if fields:
            groups.append(Group(title=BY_NAME[table].sheet, fields=tuple(fields)))
    return tuple(groups)


def _fields_of_row(table: str, number: int, row: Mapping[str, str], room: int) -> Iterable[Field]:
    fact = FACTS.get(row.get("key", "")) if table == COUNTY else None
    if table == COUNTY and (fact is None or fact.kind is Kind.TEXT):
        return
    prefix = {
        "stages": stage(row.get("stage", "")),
        "rooms": f"{ROOMS.get(row.get('kind', ''), '')} {room}",
        "classes": f"{row.get('grade', '')}{row.get('class_no', '')}",
        "attestations": row.get("clause", ""),
    }.get(table, "")
    for column in BY_NAME[table].columns:
        if column.name in FIXED:
            continue
        label = fact.label if fact else f"{prefix} {column.header}".strip()
        unit = fact.unit if fact else column.unit
        now = row.get(column.name, "")
        yield Field(table=table, row=number, column=column, label=label, now=now, unit=unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell as it is and as it is tried."""

    field: Field
    whose: str
    tried: str

    @property
    def words(self) -> tuple[str, str]:
        """Both values in words."""
        return self.field.said(self.field.now), self.field.said(self.tried)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One thing that the trial judges: as it is and as it would be."""

    kind: str
    title: str
    status: str
    tried_status: str
    shown: str
    tried_shown: str

    @property
    def better(self) -> bool:
        """Whether it comes to be met."""
        return self.tried_status == Status.MET.value != self.status

    @property
    def worse(self) -> bool:
        """Whether it is no longer met."""
        return self.status == Status.MET.value != self.tried_status


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the trial gives: refused with defects, or a verdict beside the stored one."""

    defects: tuple[Defect, ...] = ()
    verdict: str = ""
    tried_verdict: str = ""
    unmet: int = 0
    tried_unmet: int = 0
    undetermined: int = 0
    tried_undetermined: int = 0
    moved: tuple[Moved, ...] = ()


def changed(entered: Entered, changes: Iterable[Change]) -> Entered:
    """The input with the changes made; the rows that are not changed are the same objects."""
    made = {table: list(rows) for table, rows in entered.items()}
    for each in changes:
        row = made[each.field.table][each.field.row - 1]
        made[each.field.table][each.field.row - 1] = {**row, each.field.column.name: each.tried}
    return made


def tried(assessment: Assessment, evaluation: Evaluation, entered: Entered) -> Outcome:
    """Judge the changed input by the assessment's rules, and put it beside the stored result."""
    judged = judge(
        entered,
        terms_of(assessment),
        codes=codes_of(assessment.round.county),
        source=source_of(assessment.round),
    )
    if judged.evaluation is None:
        return Outcome(defects=judged.errors)
    was, now = evaluation.counties[0], judged.county
    return Outcome(
        verdict=was.verdict.value,
        tried_verdict=now.verdict.value,
        unmet=_count(was, Status.NOT_MET),
        tried_unmet=_count(now, Status.NOT_MET),
        undetermined=_count(was, Status.UNDETERMINED),
        tried_undetermined=_count(now, Status.UNDETERMINED),
        moved=(*_clauses(was, now), *_disparities(was, now), *_rows(was, now)),
    )


def _count(county: CountyResult, status: Status) -> int:
    return sum(each.decides and each.status is status for each in county.clauses)


def _clauses(was: CountyResult, now: CountyResult) -> Iterable[Moved]:
    for old in (*was.clauses, *was.eligibility):
        new = now.clause(old.id)
        before, after = outcome(old, was), outcome(new, now)
        if (old.status, old.value, before) != (new.status, new.value, after):
            yield Moved(
                kind="clause",
                title=f"{old.id} {old.title.zh}",
                status=old.status.value,
                tried_status=new.status.value,
                shown=before or shown(old.value, old.unit),
                tried_shown=after or shown(new.value, new.unit),
            )


def _disparities(was: CountyResult, now: CountyResult) -> Iterable[Moved]:
    after = {(each.stage, each.indicator): each for each in now.disparities}
    for old in was.disparities:
        new = after.get((old.stage, old.indicator))
        if new is not None and (old.status, old.cv_squared) != (new.status, new.cv_squared):
            yield Moved(
                kind="disparity",
                title=f"{stage(old.stage.value)} {indicator(old.indicator)}",
                status=old.status.value,
                tried_status=new.status.value,
                shown=printed(old.cv, 4),
                tried_shown=printed(new.cv, 4),
            )


def _rows(was: CountyResult, now: CountyResult) -> Iterable[Moved]:
    before = {(row.school_code, row.stage): row for row in was.rows}
    for new in now.rows:
        old = before.get((new.school_code, new.stage))
        if old is None:
            continue
        differs = [
            (a, b)
            for a, b in zip(old.indicators, new.indicators, strict=True)
            if a.value != b.value
        ]
        if differs or old.status is not new.status:
            yield Moved(
                kind="school",
                title=new.label,
                status=old.status.value,
                tried_status=new.status.value,
                shown=_figures([a for a, _ in differs]),
                tried_shown=_figures([b for _, b in differs]),
            )


def _figures(results: Iterable[Any]) -> str:
    return "；".join(
        f"{indicator(each.id)} {each.status.mark} {printed(each.value, 2)}" for each in results
    )
