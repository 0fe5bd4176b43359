"""How far a user's roles reach. Checked on the server at every door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from junheng_web.lib.doors import NOWHERE, Permission, Reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from junheng_web.accounts.models import User
    from junheng_web.territory.models import Department, Region, School


def reach(user: User | AnonymousUser, permission: Permission) -> Reach:
    """How far the user may do this. Nowhere for the signed-out and the disabled."""
    if not user.is_authenticated or not user.is_active:
        return NOWHERE
    paths: list[str] = []
    schools: set[int] = set()
    departments: set[int] = set()
    for holding in user.holdings_now:
        if permission not in holding.role.permissions:
            continue
        if holding.school_id is not None:
            schools.add(holding.school_id)
        elif holding.department_id is not None:
            departments.add(holding.department_id)
        elif holding.region is not None:
            paths.append(holding.region.path)
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
