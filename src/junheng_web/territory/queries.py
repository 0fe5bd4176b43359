"""Reading the tree. Names of regions and schools are public; what belongs to them is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from junheng_web.lib.doors import Permission, within
from junheng_web.territory.models import (
    STEP,
    Department,
    Level,
    Region,
    RegionCode,
    School,
    SchoolRegister,
)

if TYPE_CHECKING:
    from junheng_web.accounts.models import User


def region_of_code(code: str, *, on: date) -> Region | None:
    """The region that bore this code on that day."""
    found = (
        RegionCode.everything.filter(code=code, since__lte=on)
        .filter(Q(until__isnull=True) | Q(until__gt=on))
        .select_related("region")
        .first()
    )
    return found.region if found else None


def name_on(region: Region, *, on: date) -> RegionCode | None:
    """The code and name of a region on a day."""
    return (
        region.codes.filter(since__lte=on).filter(Q(until__isnull=True) | Q(until__gt=on)).first()
    )


def regions() -> QuerySet[Region]:
    """All regions by code: their names are public."""
    return Region.everything.order_by("code")


def regions_within(region: Region, *, level: str = "") -> QuerySet[Region]:
    """The region itself and all below it, of one level if given, by code."""
    found = Region.everything.filter(within((region.path,)))
    return found.filter(level=level) if level else found


def counties_within(region: Region) -> QuerySet[Region]:
    """Its counties; a county is within itself."""
    return regions_within(region, level=Level.COUNTY).filter(abolished__isnull=True)


def ancestors(region: Region) -> QuerySet[Region]:
    """The regions above it, highest first."""
    paths = [region.path[:end] for end in range(STEP, len(region.path), STEP)]
    return Region.everything.filter(path__in=paths).order_by("path")


def schools_of(county: Region) -> QuerySet[School]:
    """The schools of a county that are open, by code."""
    return School.everything.filter(county=county, closed__isnull=True)


def departments_of(region: Region) -> QuerySet[Department]:
    """The departments of a region."""
    return Department.everything.filter(region=region)


def regions_in(paths: Iterable[str]) -> QuerySet[Region]:
    """The regions of these paths that are not abolished, and all below them, from the top."""
    return Region.everything.filter(within(paths), abolished__isnull=True).order_by("path")


def schools_in(paths: Iterable[str]) -> QuerySet[School]:
    """The open schools of the regions of these paths, by code."""
    found = School.everything.filter(within(paths, "county__path"), closed__isnull=True)
    return found.select_related("county")


def departments_in(paths: Iterable[str]) -> QuerySet[Department]:
    """The departments of the regions of these paths."""
    found = Department.everything.filter(within(paths, "region__path"))
    return found.select_related("region").order_by("region__code", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A region as it was on a day; ``depth`` is how far below the top."""

    pk: int
    code: str
    name: str
    level: str
    depth: int
    since: date
    until: date | None


def tree_on(day: date) -> list[Row]:
    """Every region that was there on a day, with the code and the name of that day, from the top."""
    borne = (
        RegionCode.everything.filter(since__lte=day)
        .filter(Q(until__isnull=True) | Q(until__gt=day))
        .filter(Q(region__abolished__isnull=True) | Q(region__abolished__gt=day))
        .select_related("region")
    )
    by_path = {each.region.path: each for each in borne}

    def place(path: str) -> list[str]:
        ends = range(STEP, len(path) + 1, STEP)
        return [by_path[path[:end]].code if path[:end] in by_path else path[:end] for end in ends]

    return [
        Row(
            pk=each.region_id,
            code=each.code,
            name=each.name,
            level=each.region.level,
            depth=len(path) // STEP - 1,
            since=each.since,
            until=each.until,
        )
        for path, each in sorted(by_path.items(), key=lambda pair: place(pair[0]))
    ]


def bearers_of(code: str) -> QuerySet[RegionCode]:
    """Which regions bore a code, and when."""
    return RegionCode.everything.filter(code=code).select_related("region").order_by("since")


def all_schools_in(paths: Iterable[str]) -> QuerySet[School]:
    """The schools of the regions of these paths, closed ones too, by code."""
    return schools_anywhere().filter(within(paths, "county__path"))


def schools_anywhere() -> QuerySet[School]:
    """Every school: names are public."""
    return School.everything.select_related("county")


def departments_anywhere() -> QuerySet[Department]:
    """Every department: names are public."""
    return Department.everything.select_related("region")


def counties_in(paths: Iterable[str]) -> QuerySet[Region]:
    """The counties in the regions of these paths that are not abolished, by code."""
    found = Region.everything.filter(within(paths), level=Level.COUNTY, abolished__isnull=True)
    return found.order_by("code")


def bearers_of_any(codes: Iterable[str]) -> QuerySet[RegionCode]:
    """Which regions bear or bore these codes, those that do so last."""
    found = RegionCode.everything.filter(code__in=set(codes))
    return found.select_related("region").order_by("since")


def schools_of_codes(codes: Iterable[str]) -> QuerySet[School]:
    """The schools that bear these codes, wherever they are, closed ones too."""
    return schools_anywhere().filter(code__in=set(codes))


def registers_of(user: User) -> QuerySet[SchoolRegister]:
    """The registers of schools that the user uploaded, of regions that the user still administers."""
    mine = SchoolRegister.everything.filter(uploaded_by=user)
    now = user.reach(Permission.MANAGE_ACCOUNTS)
    kept = [pk for pk, then in mine.values_list("pk", "reach") if now.still_holds(then)]
    return mine.filter(pk__in=kept)
