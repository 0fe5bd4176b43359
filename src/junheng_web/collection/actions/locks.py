"""Rows locked for a change, always in one order: the round, then its returns, then the audit trail.

Whoever changes the state of a return holds its round, so that no return changes under a seal.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from junheng_web.accounts.models import User
from junheng_web.accounts.permissions import require
from junheng_web.audit.actions import By
from junheng_web.collection.models import Return, Round
from junheng_web.lib.doors import Permission
from junheng_web.territory.units import EDUCATION


def locked_round(pk: int) -> Round:
    """The round as it stands now, held until the transaction ends. Raises ``Round.DoesNotExist``."""
    return (
        Round.everything.select_for_update(of=("self",))
        .select_related("campaign", "county")
        .get(pk=pk)
    )


def locked_return(of: Return) -> Return:
    """The return as it stands now, its round held too. Raises ``Return.DoesNotExist``."""
    held = locked_round(of.round_id)
    found = (
        Return.everything.select_for_update(of=("self",))
        .select_related("school__county", "department__region")
        .get(pk=of.pk)
    )
    found.round = held
    return found


def person(by: By) -> User:
    """The person who acts. Raises ``PermissionDenied`` where there is none."""
    if by.user is None:
        raise PermissionDenied
    return by.user


def may_submit(of: Return) -> Permission:
    """The permission to submit this return: a school's by its head, a department's by its clerk."""
    return Permission.SUBMIT_SCHOOL if of.school_id is not None else Permission.FILL_FACTS


def on_behalf(of: Return, user: User) -> bool:
    """Whether the user acts here for others: for a school or department in which the user holds no role.

    The education department's figures are the county statistician's own work, as the role says.
    """
    reach = user.reach(may_submit(of))
    if of.department is not None and of.department.kind == EDUCATION:
        return not reach.covers(department=of.department)
    return of.school_id not in reach.schools and of.department_id not in reach.departments


def require_on(of: Return, permission: Permission, *, by: By) -> User:
    """The person, who holds the permission over the return. Raises ``PermissionDenied``."""
    user = person(by)
    if of.school is not None:
        require(user, permission, school=of.school)
    else:
        require(user, permission, department=of.department)
    return user
