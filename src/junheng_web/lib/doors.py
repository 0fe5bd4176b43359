"""What may be done, and how far: the words that every door uses.

Who may do what is decided in :mod:`junheng_web.accounts`; here is only what an answer looks like.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from junheng_web.territory.models import Department, Region, School


class Permission(StrEnum):
    """One thing a role may allow."""

    READ_RETURNS = "read_returns"
    FILL_SCHOOL = "fill_school"
    SUBMIT_SCHOOL = "submit_school"
    FILL_FACTS = "fill_facts"  # county facts and evidence of a department
    REVIEW_RETURNS = "review_returns"  # return or approve
    PROPOSE_SEAL = "propose_seal"
    CONFIRM_SEAL = "confirm_seal"
    LOCK_COUNTY = "lock_county"  # review, return, lock and unlock a county
    MANAGE_CAMPAIGNS = "manage_campaigns"
    READ_ASSESSMENTS = "read_assessments"
    RUN_ASSESSMENTS = "run_assessments"
    READ_PLANS = "read_plans"
    MAKE_PLANS = "make_plans"
    WORK_ON_TASKS = "work_on_tasks"  # finish and reopen the tasks of an adopted plan
    UNMASK = "unmask"  # see personal data in the clear, with a reason
    PUBLISH = "publish"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_AUDIT = "read_audit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far one permission goes: whole regions, single schools, single departments."""

    paths: tuple[str, ...] = ()
    schools: frozenset[int] = frozenset()
    departments: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.paths or self.schools or self.departments)

    def q(self, *, path: str, school: str = "", department: str = "") -> Q:
        """The rows within reach; the arguments are the lookups of a region's path, a school's and a

        department's number. A lookup that is not given reaches nothing by that way.
        """
        found = within(self.paths, path)
        if school and self.schools:
            found |= Q(**{f"{school}__in": self.schools})
        if department and self.departments:
            found |= Q(**{f"{department}__in": self.departments})
        return found

    def covers(
        self,
        *,
        region: Region | None = None,
        school: School | None = None,
        department: Department | None = None,
    ) -> bool:
        """Whether the region, the school or the department lies within reach."""
        if school is not None:
            return school.pk in self.schools or self._holds(school.county.path)
        if department is not None:
            return department.pk in self.departments or self._holds(department.region.path)
        return region is not None and self._holds(region.path)

    def still_holds(self, paths: Iterable[str] | None) -> bool:
        """Whether all these regions lie within reach; False for what was kept without any."""
        return paths is not None and all(self._holds(path) for path in paths)

    def _holds(self, path: str) -> bool:
        return any(path.startswith(each) for each in self.paths)


NOWHERE = Reach()


def within(paths: Iterable[str], field: str = "path") -> Q:
    """Whatever lies in one of the regions of these paths; ``field`` holds a region's path.

    Nothing where there are none. A range, not a prefix match, so that an index serves it on every
    database.
    """
    found = Q(pk__in=[])
    for path in paths:
        beyond = str(int(path) + 1).zfill(len(path))
        found |= Q(**{f"{field}__gte": path, f"{field}__lt": beyond})
    return found
