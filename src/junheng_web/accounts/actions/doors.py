"""What every change of an account asks first."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from junheng_web.accounts.models import User
from junheng_web.accounts.places import Spot
from junheng_web.accounts.queries import wholly_within
from junheng_web.accounts.roles import Place, Role
from junheng_web.audit.actions import By
from junheng_web.lib.doors import Permission
from junheng_web.territory.models import Department, Region, School


class NotPossible(ValueError):
    """What was asked for cannot be; the message says why, in the user's words."""


def administrator(by: By, person: User | None = None) -> User:
    """The administrator who acts. Raises ``PermissionDenied`` for anybody else, and for administrators

    who act on themselves.
    """
    user = by.user
    if user is None or not user.reach(Permission.MANAGE_ACCOUNTS):
        raise PermissionDenied
    if person is not None and person.pk == user.pk:
        raise PermissionDenied
    return user


def owner_of(by: By, person: User) -> User:
    """The administrator, if everything the person may do lies within reach.

    Raises :class:`NotPossible` where another administrator has to act.
    """
    user = administrator(by, person)
    if not wholly_within(user, person):
        raise NotPossible(
            _("这个账号在您的区划之外还有角色，请由上级账号管理员办理；您可以收回本区划的角色。")
        )
    return user


def check_grant(user: User, role: Role, spot: Spot) -> None:
    """Raise ``PermissionDenied`` unless the role can be held there and the user may grant it there."""
    reach = user.reach(Permission.MANAGE_ACCOUNTS)
    if isinstance(spot, School):
        fits, within = role.place is Place.SCHOOL, reach.covers(school=spot)
    elif isinstance(spot, Department):
        fits, within = role.place is Place.DEPARTMENT, reach.covers(department=spot)
    else:
        fits = role.place is Place.REGION and spot.level in role.levels
        within = reach.covers(region=spot)
    if not fits or not within:
        raise PermissionDenied


def place_fields(spot: Spot) -> dict[str, Region | School | Department]:
    """The field of a holding that the place belongs into."""
    if isinstance(spot, School):
        return {"school": spot}
    return {"department": spot} if isinstance(spot, Department) else {"region": spot}
