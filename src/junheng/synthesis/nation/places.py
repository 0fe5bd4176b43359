"""Codes and names of invented places.

Provinces are numbers that GB/T 2260 gives to none, nine counties make a prefecture, and every name of
a county says that it is invented. Coordinates lie in an uninhabited desert, a small field for each.
"""

from __future__ import annotations

import numpy as np

from junheng.synthesis.nation.draws import Floats, Whole

PROVINCES = (
    *range(16, 20), *range(24, 30), *range(38, 40), *range(47, 50), *range(55, 60),
    *range(66, 70), *range(72, 79),
)  # fmt: skip
"""31 numbers, none of them a province's."""
COUNTIES_IN_A_PREFECTURE = 9
MOST_COUNTIES = 99 * COUNTIES_IN_A_PREFECTURE * len(PROVINCES)
"""As many as there are codes."""

_FIRST = "青云石白松柳清龙金银大小上下新长平安永和"
_SECOND = "禾溪桥坪岭湾塘坝沟河山田林泉洞坡屯营堡寨"
_THIRD = ("", "东", "西", "南", "北", "中", "前", "后", "里", "外")
_COMBINED = len(_FIRST) * len(_SECOND)


def county_code(number: int) -> str:
    """The code of a county: province, prefecture, county. Neighbours make a prefecture."""
    prefecture, place = divmod(number, COUNTIES_IN_A_PREFECTURE)
    turn, province = divmod(prefecture, len(PROVINCES))
    return f"{PROVINCES[province]}{turn + 1:02d}{place + 1:02d}"


def county_name(number: int, kind: str) -> str:
    """The name of a county, as no other has it."""
    return f"{place_name(number * 7)}{kind}（虚构{number + 1:04d}）"


def place_name(number: int) -> str:
    """One of 4,000 names of places."""
    turn, place = divmod(number % (_COMBINED * len(_THIRD)), _COMBINED)
    return f"{_THIRD[turn]}{_FIRST[place % len(_FIRST)]}{_SECOND[place // len(_FIRST)]}"


_FIELDS = 54
_WEST, _SOUTH, _WIDTH, _HEIGHT = 78.0, 37.2, 0.2, 0.06


def coordinates(numbers: Whole, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude of schools of the counties ``numbers``: somewhere in their field."""
    column, line = numbers % _FIELDS, numbers // _FIELDS % _FIELDS
    lon = np.round(_WEST + _WIDTH * (column + east), 5)
    lat = np.round(_SOUTH + _HEIGHT * (line + north), 5)
    return lon, lat
