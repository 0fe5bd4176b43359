"""Counties without a fault, spoilt in a few places drawn at random."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.unit.census.county_files import County, Row, school, stage

Plant = tuple[str, int, str, str]
"""A table, a row of it, a column and what is written there."""

_AMOUNT = ("", "0", "-1", "2.5", "abc", "651000", "651001", "100000", "400000.25", "nan", "20")
_COUNT = ("", "0", "1", "-1", "2.5", "abc", "20", "46", "51", "240", "300", "inf")
_FACTS = (
    "population", "quota_planned", "quota_allotted", "quota_rural", "migrant_eligible",
    "migrant_public", "migrant_purchased", "monitoring_math_level", "recognition_rate", "nonsense",
)  # fmt: skip
_SCHOOL_VALUES = {
    **dict.fromkeys(
        (
            "teaching_area_m2", "indoor_sports_m2", "sports_ground_m2", "other_sports_m2",
            "equipment_yuan", "public_fund_yuan", "training_fund_yuan",
        ),
        _AMOUNT,
    ),
    "multimedia_rooms": _COUNT,
    "name": ("示例一小", "示例一小（初中部）", "示例 二小", ""),
    "type": ("primary", "junior", "完全中学", "special", "teaching_point", "kindergarten", ""),
    "operator": ("10", "民办", "99", ""),
    "area_class": ("rural", "城区", "elsewhere", ""),
    "boarding": ("是", "maybe", ""),
    "parent_code": ("1", "2", "8"),
    "built_year": ("1700", "12", "1990.5", "3000", "1990"),
    "lon": ("31", "104.5", "200", "abc", "-5"),
    "lat": ("31", "104.5", "200", "abc", "-5"),
}  # fmt: skip
_STAGE_VALUES = {
    **dict.fromkeys(
        (
            "pupils", "grades", "classes", "largest_class", "classes_over", "boarders",
            "migrant_pupils", "teachers", "degree_bachelor", "degree_master", "backbone", "pe",
            "arts", "certified", "trained_360",
        ),
        _COUNT,
    ),
    "stage": ("primary", "junior", "senior", "kindergarten", ""),
    "school_code": ("1", "2", "8", ""),
}  # fmt: skip
_CLASS_VALUES = {
    "stage": ("junior", "senior", "kindergarten"),
    "school_code": ("2", "8"),
    "pupils": ("0", "46", "240", "-1", ""),
    "class_no": ("1", ""),
}
_ROOM_VALUES = {
    "school_code": ("2", "8"),
    "kind": ("美术", "dance", ""),
    "area_m2": ("", "19.9", "20", "1000", "1000.5", "-1"),
}
_COUNTY_VALUES = {
    "key": _FACTS,
    "value": ("", "0", "4", "5", "6", "2.5", "-1", "abc", "101", "5000"),
}
_ATTESTED_VALUES = {
    "clause": ("7.1", "8.3", "十", "10.2"),
    "conclusion": ("达标", "存在", "perhaps", ""),
}
_VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "schools": _SCHOOL_VALUES,
    "stages": _STAGE_VALUES,
    "classes": _CLASS_VALUES,
    "rooms": _ROOM_VALUES,
    "county": _COUNTY_VALUES,
    "attestations": _ATTESTED_VALUES,
}
_CODES = ("school_code", "parent_code")


def _plants() -> st.SearchStrategy[Plant]:
    cells = [
        (table, column, value)
        for table, columns in _VALUES.items()
        for column, values in columns.items()
        for value in values
    ]
    return st.tuples(st.sampled_from(cells), st.integers(0, 9)).map(
        lambda drawn: (drawn[0][0], drawn[1], drawn[0][1], drawn[0][2])
    )


PLANTS = st.lists(st.lists(_plants(), max_size=8), min_size=9, max_size=9)
"""What is spoilt in each of nine counties."""
TWICE = st.lists(st.sampled_from((*_VALUES, None)), min_size=9, max_size=9)
"""The table of each of the counties whose last row stands twice."""


def spoilt(number: int, plants: list[Plant], twice: str | None, folder: Path) -> County:
    """The county of that number, with codes of its own."""
    county = County(folder, **_sound(number))
    for table, row, column, value in plants:
        rows: list[Row] = getattr(county, table)
        told = _code(number, int(value)) if column in _CODES and value else value
        rows[row % len(rows)][column] = told
    if twice is not None:
        again: list[Row] = getattr(county, twice)
        again.append(dict(again[-1]))
    return county


def together(counties: list[County], folder: Path) -> County:
    """All counties in one data set."""
    tables: dict[str, Any] = {
        table: [row for county in counties for row in getattr(county, table)] for table in _VALUES
    }
    return County(folder, **tables)


def _code(county: int, number: int) -> str:
    return f"99900{county}000{number}"


def _sound(number: int) -> dict[str, list[Row]]:
    codes = [_code(number, each) for each in range(1, 6)]
    here = {"county_code": f"99990{number}"}
    schools = [
        school(codes[0], "示例一小", **here),
        school(codes[1], "示例二小", teaching_area_m2="3100", **here),
        school(codes[2], "示例九年制学校", "nine_year", teaching_area_m2="6000", **here),
        school(codes[3], "示例初中", "junior", sports_ground_m2="4200", **here),
        school(codes[4], "示例完全中学", "complete_secondary", equipment_yuan="1500000", **here),
    ]
    stages = [
        stage(codes[0]),
        stage(codes[1]),
        stage(codes[2]),
        stage(codes[2], "junior"),
        stage(codes[3], "junior"),
        stage(codes[4], "junior"),
        stage(codes[4], "senior", classes_over=""),
    ]
    classes = [
        {"school_code": codes[0], "stage": "primary", "grade": "一", "class_no": str(each),
         "pupils": "40"}
        for each in range(6)
    ]  # fmt: skip
    rooms = [{"school_code": codes[0], "kind": "music", "area_m2": "96"} for _ in range(2)]
    values = {"population": "90000", "quota_planned": "5", "quota_allotted": "5"}
    facts = [{**here, "key": key, "value": value} for key, value in values.items()]
    attested = [{**here, "clause": each, "conclusion": "met"} for each in ("8.4", "8.5")]
    return {
        "schools": schools,
        "stages": stages,
        "classes": classes,
        "rooms": rooms,
        "county": facts,
        "attestations": attested,
    }
