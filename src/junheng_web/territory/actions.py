"""Changes of regions, schools and departments: each is written together with its audit row."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from junheng_web.audit.actions import By, record
from junheng_web.territory.models import STEP, Department, Level, Region, RegionCode, School
from junheng_web.territory.units import BY_KIND

FIRST = date(1980, 1, 1)


class NotPossible(ValueError):
    """What was asked for contradicts the tree; the message says why, in the user's words."""


@transaction.atomic
def add_region(
    *, code: str, name: str, level: str, parent: Region | None, by: By, since: date = FIRST
) -> Region:
    """Add a region under ``parent`` with the code it bears since a day."""
    region = Region.everything.create(level=level, parent=parent, path="", code=code, name=name)
    region.path = (parent.path if parent else "") + str(region.pk).zfill(STEP)
    region.save(update_fields=["path"])
    RegionCode.everything.create(region=region, code=code, name=name, since=since)
    record(
        "territory.add_region",
        by=by,
        subject=region,
        path=region.path,
        after={"code": code, "name": name},
    )
    return region


@transaction.atomic
def rename_region(*, region: Region, code: str, name: str, since: date, by: By) -> None:
    """Give a region another code or name from a day on; what it was called before stays on record.

    Raises :class:`NotPossible` where the day is not after the last change.
    """
    last = region.codes.order_by("since").last()
    if last is None or since <= last.since:
        raise NotPossible(f"变更日期须晚于上一次变更（{last.since if last else FIRST}）")
    before = {"code": region.code, "name": region.name}
    last.until = since
    last.save(update_fields=["until"])
    RegionCode.everything.create(region=region, code=code, name=name, since=since)
    region.code, region.name = code, name
    region.save(update_fields=["code", "name"])
    after = {"code": code, "name": name, "since": since.isoformat()}
    record(
        "territory.rename_region",
        by=by,
        subject=region,
        path=region.path,
        before=before,
        after=after,
    )


@transaction.atomic
def add_school(  # type: the word of the official form
    *,
    code: str,
    name: str,
    county: Region,
    type: str,  # noqa: A002 - the word of the form
    area_class: str,
    by: By,
) -> School:
    """Add a school to a county. Raises :class:`NotPossible` for a region that is no county."""
    if county.level != Level.COUNTY:
        raise NotPossible(f"{county.name}不是县级区划，学校须登记在县（市、区）")
    school = School.everything.create(
        code=code, name=name, county=county, type=type, area_class=area_class
    )
    record(
        "territory.add_school",
        by=by,
        subject=school,
        path=county.path,
        after={"code": code, "name": name},
    )
    return school


@transaction.atomic
def add_department(*, region: Region, kind: str, by: By) -> Department:
    """Add the department of a kind to a region."""
    name = f"{region.name}{BY_KIND[kind].name}"
    department = Department.everything.create(region=region, kind=kind, name=name)
    record(
        "territory.add_department",
        by=by,
        subject=department,
        path=region.path,
        after={"kind": kind},
    )
    return department
