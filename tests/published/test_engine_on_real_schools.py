"""Real lists of schools through the engine: every district as the reference evaluator has it.

The lists name pupils and teachers only. Judged as they are, everything else is open. So that figures are
compared too, the teachers also stand in for quantities that the lists do not have.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from tests.engine import datasets
from tests.engine.agreement import disagreements
from tests.spec import drawing

from junheng.census.reading import read
from junheng.census.records import Census
from junheng.engine.backends import connect
from junheng.engine.results import judge
from junheng.engine.sources import open_folder

SHARED = Path(os.environ.get("JUNHENG_SHARED", Path(__file__).parents[2].parent / "shared"))
LISTS = {"malaysia": ("malaysia-2020.csv", 145), "alagoas": ("alagoas-2018.csv", 102)}
"""The file of each list, and how many districts it has."""

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def as_found(census: Census) -> Census:
    """The list as it is."""
    return census


def with_teachers_standing_in(census: Census) -> Census:
    """Every quantity made of the teachers, so that every indicator has a figure."""
    teachers = {row.school_code: row.teachers for row in census.stages}
    return replace(
        census,
        stages=tuple(
            replace(
                row,
                degree_associate=0,
                degree_bachelor=row.teachers,
                degree_master=0,
                degree_doctor=0,
                backbone=row.teachers,
                pe=row.teachers,
                music=0,
                art=0,
                arts=0,
            )
            for row in census.stages
        ),
        schools=tuple(
            replace(
                school,
                teaching_area_m2=_times(teachers.get(school.school_code), 70),
                indoor_sports_m2=0,
                sports_ground_m2=_times(teachers.get(school.school_code), 110),
                equipment_yuan=_times(teachers.get(school.school_code), 30_000),
                multimedia_rooms=teachers.get(school.school_code),
            )
            for school in census.schools
        ),
    )


def _times(number: int | None, factor: int) -> int | None:
    return None if number is None else number * factor


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("form", [as_found, with_teachers_standing_in])
def test_every_district_is_judged_as_by_the_reference(
    name: str, form: Callable[[Census], Census], tmp_path: Path
) -> None:
    file, districts = LISTS[name]
    source = SHARED / "data" / "schools" / file
    if not source.exists():
        pytest.skip(f"real data is not shipped: schools/{file} is not in {SHARED.name}")
    tables, _, _ = import_module(f"examples.{name}.run").mapped(source)
    import_module("examples.canonical").write_tables(tmp_path / "mapped", tables)
    census = form(read(tmp_path / "mapped").require())
    rules = drawing.ruleset()
    with connect() as connection:
        opened = open_folder(connection, datasets.write(census, tmp_path / "canonical"))
        judged = judge(connection, opened, rules)
        assert len(judged.counties) == districts
        assert disagreements(judged, census, rules) == []
