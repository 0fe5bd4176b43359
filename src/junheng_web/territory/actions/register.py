"""Registering many schools from a workbook, and all departments of a region: all or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng_web.audit.actions import By, record
from junheng_web.lib.doors import Permission
from junheng_web.territory.actions import NotPossible, add_department, add_school, rename_school
from junheng_web.territory.models import Department, Region, SchoolRegister
from junheng_web.territory.queries import counties_within, departments_in, registers_of
from junheng_web.territory.register import Reading, restored, stored
from junheng_web.territory.register_look import Look, What
from junheng_web.territory.units import UNITS

if TYPE_CHECKING:
    from junheng_web.accounts.models import User

MOST_COUNTIES = 60
"""Counties whose departments are added at once: more than any prefecture has."""


def _administrator(by: By) -> tuple[User, tuple[str, ...]]:
    """Who acts, and the regions they administer. Raises ``PermissionDenied`` without any."""
    user = by.user
    paths = user.reach(Permission.MANAGE_ACCOUNTS).paths if user is not None else ()
    if user is None or not paths:
        raise PermissionDenied
    return user, paths


@transaction.atomic
def keep(*, name: str, reading: Reading, by: By) -> SchoolRegister:
    """Keep lines until they are committed; those that the same administrator left before go."""
    user, paths = _administrator(by)
    SchoolRegister.everything.filter(uploaded_by=user, committed_at__isnull=True).delete()
    kept = SchoolRegister.everything.create(
        uploaded_by=user,
        name=name[:200],
        rows=stored(reading.lines),
        ignored=reading.ignored,
        reach=list(paths),
    )
    after = {"name": kept.name, "lines": len(kept.rows)}
    record("territory.upload_register", by=by, subject=kept, path=min(paths, key=len), after=after)
    return kept


@transaction.atomic
def commit(*, register: SchoolRegister, by: By) -> SchoolRegister:
    """Add and rename what the register asks for. Raises :class:`NotPossible` where it has defects

    by now, or was committed before.
    """
    user, paths = _administrator(by)
    found = registers_of(user).select_for_update().filter(pk=register.pk).first()
    if found is None:
        raise PermissionDenied
    if found.committed_at is not None:
        raise NotPossible(_("这份名册已经登记过了。"))
    look = Look(paths, restored(found.rows))
    if look.defects:
        raise NotPossible(_("名册里有错误，没有登记任何学校；请改好后重新上传。"))
    for each in look.of(What.ADD):
        add_school(
            code=each.code,
            name=each.name,
            county=each.county,
            type=each.type,
            area_class=each.area_class,
            by=by,
        )
    for each in look.of(What.RENAME):
        if each.school is not None:
            rename_school(school=each.school, name=each.name, by=by)
    found.added, found.renamed = len(look.of(What.ADD)), len(look.of(What.RENAME))
    found.rows, found.ignored, found.committed_at = [], [], timezone.now()
    found.save()
    record(
        "territory.import_schools",
        by=by,
        subject=found,
        path=min(paths, key=len),
        after={"added": found.added, "renamed": found.renamed},
    )
    return found


@transaction.atomic
def add_missing_departments(*, region: Region, by: By) -> Sequence[Department]:
    """Add every kind of department that a county lacks, or each county of a region.

    Those that answer for figures come first. Raises :class:`NotPossible` for a region without
    counties, or with too many at once.
    """
    counties = list(counties_within(region).order_by("code"))
    if not 0 < len(counties) <= MOST_COUNTIES:
        raise NotPossible(
            _("%(name)s有 %(number)s 个县（市、区）；请到州（市）或县的部门页登记。")
            % {"name": region.name, "number": len(counties)}
        )
    there = {(each.region_id, each.kind) for each in departments_in((region.path,))}
    units = sorted(UNITS, key=lambda unit: not unit.facts)
    return [
        add_department(region=county, kind=unit.kind, by=by)
        for county in counties
        for unit in units
        if (county.pk, unit.kind) not in there
    ]
