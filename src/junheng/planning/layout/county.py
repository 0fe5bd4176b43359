"""A county as the layout sees it: villages with pupils, sites of schools, roads.

Distances are whole metres, money is exact yuan; ``None`` is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from junheng.census.records import Exact


class Group(StrEnum):
    """Pupils who may travel equally far. Grades 1 to 3 are never boarded (国办发〔2012〕48号)."""

    LOW = "low"
    HIGH = "high"
    JUNIOR = "junior"

    @property
    def zh(self) -> str:
        """The words shown to users."""
        return {
            Group.LOW: "小学1至3年级",
            Group.HIGH: "小学4至6年级",
            Group.JUNIOR: "初中",
        }[self]

    @property
    def may_board(self) -> bool:
        """Whether these pupils may live at school."""
        return self is not Group.LOW


class SiteType(StrEnum):
    """What kind of school stands, or would stand, on a site."""

    POINT = "teaching_point"
    PRIMARY = "primary"
    JUNIOR = "junior"
    NINE_YEAR = "nine_year"

    @property
    def zh(self) -> str:
        """The words shown to users."""
        return {
            SiteType.POINT: "教学点",
            SiteType.PRIMARY: "小学",
            SiteType.JUNIOR: "初中",
            SiteType.NINE_YEAR: "九年一贯制学校",
        }[self]

    @property
    def groups(self) -> tuple[Group, ...]:
        """Whom it teaches; a teaching point, grades 1 to 3."""
        return {
            SiteType.POINT: (Group.LOW,),
            SiteType.PRIMARY: (Group.LOW, Group.HIGH),
            SiteType.JUNIOR: (Group.JUNIOR,),
            SiteType.NINE_YEAR: tuple(Group),
        }[self]


STEPS = {"argued": "论证", "announced": "公示", "approved": "审批"}
"""The legal steps before a school may be closed, by column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something is: degrees (WGS 84), or a node of the roads."""

    lon: Exact | None = None
    lat: Exact | None = None
    node: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A village and how many pupils of each group live there."""

    code: str
    name: str
    spot: Spot
    pupils: Mapping[Group, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A school that stands (``existing``), or a place where one may be built.

    ``places`` are there now, ``most_places`` can be; ``beds`` likewise. ``build_yuan`` is paid once
    for building, ``place_yuan`` for each further place, ``bed_yuan`` for each further bed,
    ``run_yuan`` every year while it is open. ``done`` are the steps towards closing it that are done.
    """

    code: str
    name: str
    type: SiteType
    existing: bool
    spot: Spot
    places: int
    most_places: int
    beds: int = 0
    most_beds: int = 0
    build_yuan: Exact = 0
    place_yuan: Exact = 0
    bed_yuan: Exact = 0
    run_yuan: Exact = 0
    kept: bool = False
    done: frozenset[str] = frozenset()

    @property
    def steps_missing(self) -> tuple[str, ...]:
        """The legal steps that are not confirmed, in their order, in Chinese."""
        return tuple(word for step, word in STEPS.items() if step not in self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """A road that can be gone both ways."""

    one: str
    other: str
    metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """All villages and sites; ``roads`` is empty where distances are taken through the air."""

    villages: tuple[Village, ...]
    sites: tuple[Site, ...]
    roads: tuple[Road, ...] = field(default=())
