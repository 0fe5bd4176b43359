"""What the checks look at: everything that could be read, whether accepted or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Unpack

from junheng.census.defects import Defect
from junheng.census.places import More, Place
from junheng.census.records import Attestation, ClassRow, CountyFact, Exact, Room, School, StageRow
from junheng.model import SchoolType, Stage
from junheng.model.quantity import exactly

Record = School | StageRow | Room | ClassRow | CountyFact | Attestation


@dataclass(kw_only=True, eq=False, repr=False)
class Draft:
    """Rows that could be typed, in order; ``listed`` holds every school code of the table schools,
    those of rows that could not be typed included; ``nameless``: some could not even be read.
    ``unread_stages`` are the codes of schools with
    a row of stages that could not be typed. ``places`` is keyed by table name.
    """

    schools: Sequence[School]
    stages: Sequence[StageRow]
    rooms: Sequence[Room] = ()
    classes: Sequence[ClassRow] = ()
    county: Sequence[CountyFact] = ()
    attestations: Sequence[Attestation] = ()
    listed: frozenset[str] = frozenset()
    nameless: bool = False
    unread_stages: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict)

    @cached_property
    def school(self) -> Mapping[str, School]:
        """The first school of each code."""
        return {school.school_code: school for school in reversed(self.schools)}

    @cached_property
    def stages_of(self) -> Mapping[str, Mapping[Stage, StageRow]]:
        """The first row of each stage of each school."""
        found: dict[str, dict[Stage, StageRow]] = {}
        for row in self.stages:
            found.setdefault(row.school_code, {}).setdefault(row.stage, row)
        return found

    def pupils_of(self, school: School) -> int | None:
        """All pupils of a school; ``None`` where a stage needed to know them is not there."""
        rows = self.stages_of.get(school.school_code)
        if not rows:
            return None
        through = len(school.type.stages) > 1 and school.type in SPLIT
        if through and school.parent_code is None and set(rows) != set(school.type.stages):
            return None
        return sum(row.pupils for row in rows.values())

    def name(self, school_code: str) -> str:
        """What a school is called, or its code."""
        school = self.school.get(school_code)
        return school.name if school else school_code

    def defect(
        self, check: str, record: Record, column: str, message: str, **more: Unpack[More]
    ) -> Defect:
        """The failure of ``check`` at the cell of ``record`` in ``column``."""
        more.setdefault("school_code", getattr(record, "school_code", ""))
        place = self.places[_TABLE[type(record)]]
        return place.defect(check, message, row=record.row, column=column, **more)


SPLIT = frozenset((SchoolType.NINE_YEAR, SchoolType.TWELVE_YEAR, SchoolType.COMPLETE_SECONDARY))
"""The types whose whole-school quantities are split between stages."""

_TABLE: Mapping[type[Record], str] = {
    School: "schools",
    StageRow: "stages",
    Room: "rooms",
    ClassRow: "classes",
    CountyFact: "county",
    Attestation: "attestations",
}


def plain(value: Exact) -> str:
    """A number as a clerk would write it."""
    return exactly(value)
