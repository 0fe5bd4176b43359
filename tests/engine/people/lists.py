"""Lists of people, drawn and written, for the reference and for the engine to count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from junheng.census.microdata.lists import LISTS
from tests.unit.census.county_files import County, Row, write_csv

CODES = ("9990000001", "9990000002", "9990000003", "9990000009")
"""Three schools of the data set, and one that it does not have."""


def _maybe(*values: str) -> st.SearchStrategy[str]:
    """One of ``values``, the first of them most of the time, or seldom a blank."""
    return st.sampled_from([*values[:1] * 3, *values * 2, ""])


def _people(name: str, columns: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[list[Row]]:
    person = st.fixed_dictionaries(
        {
            "school_code": st.sampled_from(CODES),
            "stage": st.sampled_from(("primary", "primary", "junior", "senior")),
            **columns,
        }
    )
    listed = st.lists(person, min_size=1, max_size=120)
    return listed.map(
        lambda rows: [{"person_id": f"{name}{place}", **row} for place, row in enumerate(rows)]
    )


TEACHERS = _people(
    "T",
    {
        "degree": _maybe("bachelor", "associate", "master", "doctor", "below"),
        "subject": _maybe("语文", "体育", "体育与健康", "音乐", "美 术", "艺术", "ＰＥ", "Arts"),
        "backbone": _maybe("否", "是"),
        "certified": _maybe("是", "否"),
        "training_hours_5y": _maybe("360", "359.99", "400.5", "0"),
    },
)
PUPILS = _people(
    "P",
    {
        "grade": _maybe("一年级", "二年级"),
        "class_no": _maybe("1", "2", "3"),
        "boarding": _maybe("否", "是"),
        "migrant": _maybe("否", "是"),
        "in_catchment": _maybe("是", "否"),
    },
)


def large_class(size: int, stage: str) -> list[Row]:
    """Pupils of one class, more than hypothesis would draw."""
    return [
        {
            "person_id": f"L{stage}{place}",
            "school_code": CODES[0],
            "stage": stage,
            "grade": "三年级",
            "class_no": "9",
            "boarding": "否",
            "migrant": "否",
            "in_catchment": "是",
        }
        for place in range(size)
    ]


def written(county: County, folder: Path, **lists: list[dict[str, Any]]) -> Path:
    """The county and its lists as a folder of CSV files."""
    county.path = folder
    target = county.folder()
    for name, rows in lists.items():
        if rows:
            columns = [each.name for each in LISTS[name].columns if each.name in rows[0]]
            write_csv(target / f"{name}.csv", columns, rows)
    return target
