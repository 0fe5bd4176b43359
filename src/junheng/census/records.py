"""One data set, read and accepted: typed rows that remember where each cell came from.

``None`` is a missing value, never 0. Counts are ``int``; areas and money are ``int`` or an exact
``Fraction``. Units are those of the dictionary (m2, yuan).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from junheng.model import AreaClass, OperatorCode, SchoolType, Stage

Exact = int | Fraction
"""An exact number: whole, or a fraction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One institution (table ``schools``). ``row`` is the line in its source, 1-based."""

    county_code: str
    school_code: str
    name: str
    type: SchoolType
    operator: OperatorCode
    area_class: AreaClass
    boarding: bool
    parent_code: str | None = None
    built_year: int | None = None
    dense_centre: bool | None = None
    lon: Exact | None = None
    lat: Exact | None = None
    teaching_area_m2: Exact | None = None
    indoor_sports_m2: Exact | None = None
    sports_ground_m2: Exact | None = None
    other_sports_m2: Exact | None = None
    leased_sports_m2: Exact | None = None
    equipment_yuan: Exact | None = None
    multimedia_rooms: int | None = None
    public_fund_yuan: Exact | None = None
    training_fund_yuan: Exact | None = None
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """One stage of one school (table ``stages``)."""

    school_code: str
    stage: Stage
    pupils: int
    grades: int | None = None
    classes: int | None = None
    largest_class: int | None = None
    classes_over: int | None = None
    boarders: int | None = None
    migrant_pupils: int | None = None
    catchment_pupils: int | None = None
    teachers: int | None = None
    degree_associate: int | None = None
    degree_bachelor: int | None = None
    degree_master: int | None = None
    degree_doctor: int | None = None
    backbone: int | None = None
    pe: int | None = None
    music: int | None = None
    art: int | None = None
    arts: int | None = None
    visiting_pe_arts: int | None = None
    certified: int | None = None
    trained_360: int | None = None
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One special classroom (table ``rooms``): ``kind`` is ``music`` or ``art``."""

    school_code: str
    kind: str
    area_m2: Exact | None
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """One class (table ``classes``)."""

    school_code: str
    stage: Stage
    grade: str
    class_no: str
    pupils: int
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyFact:
    """One fact of the county (table ``county``). ``value`` is text only for the key ``name``."""

    county_code: str
    key: str
    value: Exact | str | None
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """One attested conclusion (table ``attestations``): ``met`` / ``not_met``, ``None`` if not given.

    For a veto ``met`` says that the fact it forbids does not exist.
    """

    county_code: str
    clause: str
    conclusion: str | None
    note: str = ""
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a table stood: file or sheet, and the letter (or header) of each column found."""

    source: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """A whole data set. Rows keep their order; ``layouts`` is keyed by table name.

    ``source`` is the file or folder it was read from; ``digest`` the SHA-256 of its content.
    """

    schools: tuple[School, ...]
    stages: tuple[StageRow, ...]
    rooms: tuple[Room, ...] = ()
    classes: tuple[ClassRow, ...] = ()
    county: tuple[CountyFact, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    source: str = ""
    digest: str = ""

    def cell(self, table: str, column: str, row: int) -> str:
        """Where a value stood, in the user's words: ``学校!M7``; ``""`` if the data has no source."""
        layout = self.layouts.get(table)
        if layout is None or not row:
            return ""
        letter = layout.columns.get(column)
        if letter is None:
            return f"{layout.source} 第{row}行（无此列）"
        if letter.isascii() and letter.isalpha() and letter.isupper():
            return f"{layout.source}!{letter}{row}"
        return f"{layout.source} 第{row}行“{letter}”"

    @property
    def county_codes(self) -> tuple[str, ...]:
        """The counties in the data, in order of first appearance among the schools."""
        return tuple(dict.fromkeys(school.county_code for school in self.schools))
