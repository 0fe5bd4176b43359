"""Where roles can be held: as administrators write it, and as the site finds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from junheng_web.accounts.models import User
from junheng_web.accounts.roles import Place, Role
from junheng_web.lib.doors import Permission
from junheng_web.territory.models import Department, Level, Region, School
from junheng_web.territory.queries import departments_in, regions_in, schools_in

MOST_OFFERED = 3000

Spot = Region | School | Department
"""A region, a school or a department."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThere(ValueError):
    """No role can be granted there: what is expected, and how to mend it."""

    expected: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.expected} {self.remedy}".strip()


def spoken(spot: Spot) -> str:
    """A place as it is written into a form or a workbook: its code and its name."""
    if isinstance(spot, Department):
        return f"{spot.region.code} {spot.name}"
    return f"{spot.code} {spot.name}"


def offered(user: User) -> list[str]:
    """The places that the user can grant roles in, for a list to choose from."""
    paths = user.reach(Permission.MANAGE_ACCOUNTS).paths
    found: list[Spot] = [
        *regions_in(paths)[:MOST_OFFERED],
        *departments_in(paths)[:MOST_OFFERED],
        *schools_in(paths)[:MOST_OFFERED],
    ]
    return [spoken(spot) for spot in found[:MOST_OFFERED]]


def find(user: User, role: Role, text: str) -> Spot:
    """The place that was written: a code, or a code and a name apart by a blank.

    Raises :class:`NotThere` unless it exists where the user manages accounts and the role can be held
    in it.
    """
    code, _blank, name = text.strip().partition(" ")
    paths = user.reach(Permission.MANAGE_ACCOUNTS).paths
    if role.place is Place.SCHOOL:
        return _only(
            schools_in(paths).filter(code=code),
            expected=_("须是您所辖区划内学校的学校标识码"),
            remedy=_("到“区划与机构”查学校标识码；学校还没有登记的，先登记。"),
        )
    if role.place is Place.DEPARTMENT:
        there = departments_in(paths).filter(region__code=code)
        return _only(
            [each for each in there if name.strip() in (each.name, each.kind)],
            expected=_("须是“区划代码 部门名称”，例如“532302 禄丰市财政局”"),
            remedy=_("到“区划与机构”查部门名称；部门还没有登记的，先登记。"),
        )
    levels = "、".join(str(Level(level).label) for level in role.levels)
    return _only(
        regions_in(paths).filter(code=code, level__in=role.levels),
        expected=_("须是您所辖区划的代码，级别是：%(levels)s") % {"levels": levels},
        remedy=_("到“区划与机构”查区划代码；上级区划的角色由上级账号管理员授予。"),
    )


def _only(found: Iterable[Spot], *, expected: str, remedy: str) -> Spot:
    spots = list(found)
    if len(spots) != 1:
        raise NotThere(expected=expected, remedy=remedy)
    return spots[0]
