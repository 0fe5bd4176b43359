"""Where and when a school was built, as far as that can be true at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from junheng.census.checks.draft import Draft, plain
from junheng.census.defects import Defect
from junheng.census.records import Exact, School

EAST, NORTH = (73, 136), (3, 54)
EARLIEST = 1840


def check(draft: Draft) -> Iterator[Defect]:
    """Every school by itself."""
    latest = date.today().year + 1
    for school in draft.schools:
        yield from _position(draft, school)
        if school.built_year is not None and not EARLIEST <= school.built_year <= latest:
            yield draft.defect(
                "position.built_year",
                school,
                "built_year",
                f"建校年份 {school.built_year} 不可能",
                found=str(school.built_year),
                expected=f"{EARLIEST} 到 {latest}",
            )


def _position(draft: Draft, school: School) -> Iterator[Defect]:
    lon, lat = school.lon, school.lat
    if lon is not None and lat is not None:
        swapped = _within(lat, EAST) and _within(lon, NORTH)
        if swapped:
            yield draft.defect(
                "position.swapped",
                school,
                "lon",
                f"经度 {plain(lon)}、纬度 {plain(lat)}，像是填反了",
                found=f"{plain(lon)}, {plain(lat)}",
                remedy="把经度和纬度对调",
            )
            return
    for column, value, bounds in (("lon", lon, EAST), ("lat", lat, NORTH)):
        if value is not None and not _within(value, bounds):
            yield draft.defect(
                "position.abroad",
                school,
                column,
                f"{plain(value)} 度不在中国",
                found=plain(value),
                expected=f"{bounds[0]} 到 {bounds[1]} 度之间",
                remedy="按 WGS 84 十进制度填写，不知道就留空",
            )


def _within(value: Exact, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= value <= bounds[1]
