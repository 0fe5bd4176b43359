"""The regions, schools and departments of the demonstration."""

from __future__ import annotations

from datetime import date

from junheng.census.records import Census
from junheng.synthesis.prefecture import Prefecture
from junheng_web.audit.actions import SYSTEM
from junheng_web.territory.actions import add_department, add_region, add_school
from junheng_web.territory.models import Level, Region, School
from junheng_web.territory.units import UNITS


def build_regions(invented: Prefecture) -> tuple[Region, dict[str, Region]]:
    """The prefecture and its counties by code, under an invented province, with every department."""
    nation = Region.everything.filter(level=Level.NATION).first() or add_region(
        code="000000", name="全国", level=Level.NATION, parent=None, by=SYSTEM
    )
    province = add_region(
        code="990000", name="虚构省", level=Level.PROVINCE, parent=nation, by=SYSTEM
    )
    prefecture = add_region(
        code=invented.code,
        name=invented.name,
        level=Level.PREFECTURE,
        parent=province,
        by=SYSTEM,
    )
    counties = {}
    for each in invented.counties:
        county = add_region(
            code=each.code, name=each.name, level=Level.COUNTY, parent=prefecture, by=SYSTEM
        )
        for unit in UNITS:
            add_department(region=county, kind=unit.kind, by=SYSTEM)
        counties[each.code] = county
    return prefecture, counties


def keep_schools(county: Region, census: Census, *, on: date) -> None:
    """Register the schools that the census of a year has, and close those that it lacks."""
    known = {school.code: school for school in School.everything.filter(county=county)}
    there = {school.school_code for school in census.schools}
    for school in census.schools:
        if school.school_code not in known:
            add_school(
                code=school.school_code,
                name=school.name,
                county=county,
                type=school.type.value,
                area_class=school.area_class.value,
                by=SYSTEM,
            )
    gone = [code for code in known if code not in there]
    School.everything.filter(code__in=gone, closed__isnull=True).update(closed=on)
