"""The workbooks that are measured: one invented county of 300 schools, with and without its classes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from junheng.census.records import Census
from junheng.census.writing import write_workbook
from junheng.synthesis import LARGE, county

SEED = 2017


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One workbook and the county in it."""

    title: str
    path: Path
    census: Census


@cache
def samples(folder: Path) -> tuple[Sample, ...]:
    """The workbooks, written into ``folder``."""
    found = []
    for name, title, profile in (
        ("county.xlsx", "300 所学校", LARGE),
        ("county-classes.xlsx", "300 所学校，附班级名单", replace(LARGE, class_list=True)),
    ):
        census = county(SEED, profile)
        path = folder / name
        write_workbook(census, path)
        found.append(Sample(title=title, path=path, census=census))
    return tuple(found)
