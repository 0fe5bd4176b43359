"""Whom something concerns: the people who hold a permission over returns, or over a county."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils import timezone

from junheng_web.accounts.models import Holding, User
from junheng_web.accounts.roles import ROLES
from junheng_web.collection.models import Return
from junheng_web.lib.doors import Permission
from junheng_web.territory.models import STEP, Region

FILLS = (Permission.FILL_SCHOOL, Permission.SUBMIT_SCHOOL, Permission.FILL_FACTS)


def holders(region: Region, *permissions: Permission) -> list[User]:
    """The people who hold one of these permissions in the region or in one above it."""
    above = [region.path[:end] for end in range(STEP, len(region.path) + 1, STEP)]
    return _users(Q(region__path__in=above), permissions)


def fillers(returns: Iterable[Return]) -> dict[int, list[User]]:
    """By the number of each return, the people of its own school or department who fill it in.

    Where a school or department has nobody of its own, its return has an empty list.
    """
    wanted = list(returns)
    found = _holdings(
        Q(school__in={each.school_id for each in wanted if each.school_id})
        | Q(department__in={each.department_id for each in wanted if each.department_id}),
        FILLS,
    )
    people: dict[tuple[int | None, int | None], list[User]] = {}
    for holding in found:
        people.setdefault((holding.school_id, holding.department_id), []).append(holding.user)
    return {each.pk: people.get((each.school_id, each.department_id), []) for each in wanted}


def everyone(people: Mapping[int, Iterable[User]]) -> list[User]:
    """All people of :func:`fillers`, once."""
    return list({user.pk: user for some in people.values() for user in some}.values())


def _users(where: Q, permissions: Iterable[Permission]) -> list[User]:
    return list({each.user_id: each.user for each in _holdings(where, permissions)}.values())


def _holdings(where: Q, permissions: Iterable[Permission]) -> Iterable[Holding]:
    wanted = set(permissions)
    keys = [role.key for role in ROLES if wanted & role.permissions]
    return (
        Holding.everything.in_force(timezone.localdate())
        .filter(where, role_key__in=keys, user__is_active=True)
        .select_related("user")
    )
