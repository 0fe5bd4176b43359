"""Codes and names of institutions."""

from __future__ import annotations

import numpy as np

from junheng.model import SchoolType
from junheng.synthesis.nation.draws import Draws
from junheng.synthesis.nation.enrolment import POINT, RURAL, TOWN, URBAN, Schools
from junheng.synthesis.nation.groups import TYPES
from junheng.synthesis.nation.places import county_code, place_name

_KIND = {
    SchoolType.PRIMARY: "小学",
    SchoolType.JUNIOR: "初级中学",
    SchoolType.NINE_YEAR: "九年一贯制学校",
    SchoolType.TWELVE_YEAR: "十二年一贯制学校",
    SchoolType.COMPLETE_SECONDARY: "中学",
    SchoolType.TEACHING_POINT: "教学点",
    SchoolType.SPECIAL: "特殊教育学校",
    SchoolType.VOCATIONAL: "职业技术学校",
}
_PLACE = {URBAN: "路", TOWN: "镇", RURAL: "村"}


def county_codes(draws: Draws) -> list[str]:
    """The code of each county of the batch."""
    return [county_code(int(number)) for number in draws.numbers]


def school_codes(codes: list[str], schools: Schools) -> list[str]:
    """Ten digits: the county's code and the school's number in it."""
    pairs = zip(schools.county.tolist(), schools.number.tolist(), strict=True)
    return [f"{codes[county]}{number + 1:04d}" for county, number in pairs]


def school_names(draws: Draws, schools: Schools) -> list[str]:
    """Names that no two schools of a county share: each has a place of its own."""
    starts = (draws.numbers * 37)[schools.county] + schools.number
    return [
        f"{place_name(place)}{_PLACE[area]}{'民办' if private else ''}{_KIND[TYPES[kind]]}"
        for place, area, private, kind in zip(
            starts.tolist(),
            schools.area.tolist(),
            schools.private.tolist(),
            schools.type.tolist(),
            strict=True,
        )
    ]


def parents(schools: Schools, codes: list[str]) -> list[str | None]:
    """For teaching points the code of their central school: one of the county's primary schools."""
    primary = np.flatnonzero(
        (schools.type == TYPES.index(SchoolType.PRIMARY)) & (schools.area == TOWN)
    )
    found: list[str | None] = [None] * len(codes)
    first, last = (
        np.searchsorted(schools.county[primary], schools.county, side=s) for s in ("left", "right")
    )
    for place in np.flatnonzero(schools.type == POINT).tolist():
        centres = int(last[place] - first[place])
        if centres:
            found[place] = codes[primary[first[place] + schools.number[place] % centres]]
    return found
