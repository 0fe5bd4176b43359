"""Changes of regions, schools and departments: each is written together with its audit row."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from junheng_web.audit.actions import By, record
from junheng_web.territory.models import STEP, Department, Level, Region, RegionCode, School
from junheng_web.territory.units import BY_KIND

FIRST = date(1980, 1, 1)


class NotPossible(ValueError):
    """What was asked for contradicts the tree; the message says why, in the user's words."""


def _check_code(code: str, *, since: date, region: Region | None = None) -> None:
    """Raise :class:`NotPossible` unless no other region bears the code on that day or later."""
    bearers = RegionCode.everything.filter(code=code).exclude(until__lte=since)
    if region is not None:
        bearers = bearers.exclude(region=region)
    other = bearers.select_related("region").first()
    if other is not None:
        raise NotPossible(
            _("代码 %(code)s 这一天已由%(name)s使用；核对代码和日期。")
            % {"code": code, "name": other.name}
        )


@transaction.atomic
def add_region(
    *, code: str, name: str, level: str, parent: Region | None, by: By, since: date = FIRST
) -> Region:
    """Add a region under ``parent`` with the code it bears since a day.

    Raises :class:`NotPossible` where another region bears the code.
    """
    _check_code(code, since=since)
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

    Raises :class:`NotPossible` where the day is not after the last change, or another region bears the
    code.
    """
    _check_code(code, since=since, region=region)
    last = region.codes.order_by("since").last()
    if last is None or since <= last.since:
        raise NotPossible(
            _("变更日期须晚于上一次变更（%(day)s）") % {"day": last.since if last else FIRST}
        )
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
    """Add a school to a county. Raises :class:`NotPossible` for a region that is no county, or a code

    that another school bears.
    """
    if county.level != Level.COUNTY:
        raise NotPossible(
            _("%(name)s不是县级区划，学校须登记在县（市、区）") % {"name": county.name}
        )
    other = School.everything.filter(code=code).first()
    if other is not None:
        raise NotPossible(
            _("学校标识码 %(code)s 已登记给%(name)s；核对标识码。")
            % {"code": code, "name": other.name}
        )
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
    """Add the department of a kind to a region. Raises :class:`NotPossible` for a second of the kind."""
    if Department.everything.filter(region=region, kind=kind).exists():
        raise NotPossible(
            _("%(region)s已经登记了%(unit)s。")
            % {"region": region.name, "unit": BY_KIND[kind].name}
        )
    with override("zh-hans"):  # a name that is kept, whatever language is spoken
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


@transaction.atomic
def rename_school(*, school: School, name: str, by: By) -> None:
    """Give a school another name; the trail keeps the old one."""
    before = school.name
    if name == before:
        return
    school.name = name
    school.save(update_fields=["name"])
    record(
        "territory.rename_school",
        by=by,
        subject=school,
        path=school.county.path,
        before={"name": before},
        after={"name": name},
    )


@transaction.atomic
def close_school(*, school: School, on: date, by: By) -> None:
    """End a school on a day; its data stays. Raises :class:`NotPossible` for one that is closed."""
    if school.closed is not None:
        raise NotPossible(_("%(name)s已经撤销。") % {"name": school.name})
    school.closed = on
    school.save(update_fields=["closed"])
    record(
        "territory.close_school",
        by=by,
        subject=school,
        path=school.county.path,
        after={"closed": on.isoformat()},
    )


@transaction.atomic
def rename_department(*, department: Department, name: str, by: By) -> None:
    """Give a department the name it goes by in its region."""
    before = department.name
    if name == before:
        return
    department.name = name
    department.save(update_fields=["name"])
    record(
        "territory.rename_department",
        by=by,
        subject=department,
        path=department.region.path,
        before={"name": before},
        after={"name": name},
    )
