"""What is settled about a school before its figures are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.model import AreaClass, SchoolType
from junheng.synthesis.pupils import Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolPlan:
    """One school to be furnished. ``plenty`` in thousandths of what is asked for."""

    county_code: str
    code: str
    name: str
    type: SchoolType
    area: AreaClass
    private: bool
    boarding: bool
    parent_code: str | None
    plenty: tuple[int, int]
    enrolments: tuple[Enrolment, ...]

    @property
    def pupils(self) -> int:
        """Pupils of all stages."""
        return sum(each.pupils for each in self.enrolments)
