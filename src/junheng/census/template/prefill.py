"""What is already known when the workbook is handed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from junheng.census.records import Exact
from junheng.model import SchoolType, Stage

STAGES_TO_FILL = {
    SchoolType.PRIMARY: (Stage.PRIMARY,),
    SchoolType.JUNIOR: (Stage.JUNIOR,),
    SchoolType.NINE_YEAR: (Stage.PRIMARY, Stage.JUNIOR),
    SchoolType.TWELVE_YEAR: (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR),
    SchoolType.COMPLETE_SECONDARY: (Stage.JUNIOR, Stage.SENIOR),
    SchoolType.TEACHING_POINT: (Stage.PRIMARY,),
    SchoolType.SPECIAL: (Stage.PRIMARY, Stage.JUNIOR),
    SchoolType.VOCATIONAL: (),
}
"""The rows prepared on the sheet 学段 for a listed school of that type; more can be added."""

KNOWN_BEFOREHAND = (
    *("county_code", "school_code", "name", "type", "parent_code", "operator", "area_class"),
    *("built_year", "boarding", "dense_centre", "lon", "lat"),
)
"""The columns of a school that seldom change: the only ones that are filled in beforehand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One school known beforehand. ``cells`` holds stored values by column name; absent is blank."""

    cells: Mapping[str, Exact | str | bool]

    @property
    def code(self) -> str:
        """Its code."""
        return str(self.cells["school_code"])

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages for which rows are prepared; none where the type is not known."""
        kind = self.cells.get("type")
        return STAGES_TO_FILL[SchoolType(str(kind))] if kind else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefill:
    """What the workbook already holds. ``clauses`` are (id, title) of the conclusions asked for.

    ``county_codes`` are the counties for which the sheets 县级数据 and 佐证 have a block; where there
    is none, one block takes its code from the first school that is filled in.
    """

    county_codes: tuple[str, ...] = ()
    schools: tuple[Listed, ...] = ()
    clauses: tuple[tuple[str, str], ...] = field(default=())
