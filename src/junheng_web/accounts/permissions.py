"""How far a user's roles reach. Checked on the server at every door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from junheng_web.lib.doors import NOWHERE, Permission, Reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from junheng_web.accounts.models import User
    from junheng_web.territory.models import Department, Region, School


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What is left of a user's rights when a program acts for the user: these permissions, and only

    within the region of ``path`` ("" for all that the user reaches).
    """

    permissions: frozenset[Permission]
    path: str = ""

    def place(self, path: str) -> str | None:
        """The part of the region of that path that is left; None if nothing is."""
        if path.startswith(self.path):
            return path
        return self.path if self.path.startswith(path) else None

    def holds(self, path: str) -> bool:
        """Whether a school or department in the region of that path is left."""
        return path.startswith(self.path)


WHOLE = Narrowed(permissions=frozenset(Permission))
"""Nothing is taken away: the user acts in person."""


def reach(user: User | AnonymousUser, permission: Permission) -> Reach:
    """How far the user may do this. Nowhere for the signed-out and the disabled."""
    if not user.is_authenticated or not user.is_active:
        return NOWHERE
    left = user.narrowed or WHOLE
    if permission not in left.permissions:
        return NOWHERE
    paths: list[str] = []
    schools: set[int] = set()
    departments: set[int] = set()
    for holding in user.holdings_now:
        if permission not in holding.role.permissions:
            continue
        if holding.region is not None:
            place = left.place(holding.region.path)
            if place is not None:
                paths.append(place)
        elif not left.holds(holding.path):
            continue
        elif holding.school_id is not None:
            schools.add(holding.school_id)
        elif holding.department_id is not None:
            departments.add(holding.department_id)
    return Reach(paths=tuple(paths), schools=frozenset(schools), departments=frozenset(departments))


def may(
    user: User | AnonymousUser,
    permission: Permission,
    *,
    region: Region | None = None,
    school: School | None = None,
    department: Department | None = None,
) -> bool:
    """Whether the user may do this there; without a place, whether anywhere at all."""
    found = reach(user, permission)
    if region is None and school is None and department is None:
        return bool(found)
    return found.covers(region=region, school=school, department=department)


def require(
    user: User | AnonymousUser,
    permission: Permission,
    *,
    region: Region | None = None,
    school: School | None = None,
    department: Department | None = None,
) -> None:
    """Raise ``PermissionDenied`` unless the user may do this there."""
    if not may(user, permission, region=region, school=school, department=department):
        raise PermissionDenied
