"""The engine counts people, and merges what it counted, as the reference does, whatever is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.census.checks import class_rows
from junheng.census.microdata.reading import count
from junheng.census.microdata.reading import merged as merged_by_reference
from junheng.census.records import ClassRow, StageRow
from junheng.census.sources import opened
from junheng.engine.backends import Connection, connect
from junheng.engine.class_list import of_stages
from junheng.engine.people.counting import (
    PUPIL_FIGURES,
    TEACHER_FIGURES,
    counted_pupils,
    counted_teachers,
)
from junheng.engine.people.merging import merged
from junheng.engine.sources import open_folder
from junheng.model import Stage
from tests.engine.people.lists import CODES, PUPILS, TEACHERS, large_class, written
from tests.unit.census.county_files import County, Row, stage

few = settings(max_examples=10)  # each example counts a few hundred people in a dozen stages

Figures = dict[tuple[str, str], dict[str, int]]


@pytest.fixture(scope="module")
def duckdb() -> Iterator[Connection]:
    with connect() as connection:
        yield connection


def by_reference(folder: Path) -> Figures:
    counted = count(opened(folder).lists)
    return {(code, each.value): figures for (code, each), figures in counted.figures.items()}


def by_engine(connection: Connection, folder: Path) -> Figures:
    tables = open_folder(connection, folder)
    found: Figures = {}
    for people, counting, figures in (
        (tables.teachers, counted_teachers, TEACHER_FIGURES),
        (tables.pupils, counted_pupils, PUPIL_FIGURES),
    ):
        if people is None:
            continue
        for row in connection.arrow(counting(people)).to_pylist():
            given_ = {name: row[name] for name in figures if row[name] is not None}
            found.setdefault((row["school_code"], row["stage"]), {}).update(given_)
    return found


@few
@given(teachers=TEACHERS, pupils=PUPILS)
def test_every_figure_is_the_one_that_the_reference_counts(
    duckdb: Connection, teachers: list[Row], pupils: list[Row]
) -> None:
    with TemporaryDirectory() as name:
        folder = written(County(Path(name)), Path(name), teachers=teachers, pupils=pupils)
        assert by_engine(duckdb, folder) == by_reference(folder)


@pytest.mark.parametrize(
    ("stage_", "size", "over"),
    [("primary", 45, 0), ("primary", 46, 1), ("junior", 50, 0), ("junior", 51, 1)],
)
def test_a_class_counts_above_45_pupils_in_primary_and_above_50_in_junior_schools(
    duckdb: Connection, tmp_path: Path, stage_: str, size: int, over: int
) -> None:
    folder = written(County(tmp_path), tmp_path, pupils=large_class(size, stage_))

    figures = by_engine(duckdb, folder)[CODES[0], stage_]

    assert figures["largest_class"] == size
    assert figures["classes_over"] == over
    assert by_engine(duckdb, folder) == by_reference(folder)


def test_a_stage_without_a_standard_has_no_classes_over_it(
    duckdb: Connection, tmp_path: Path
) -> None:
    folder = written(County(tmp_path), tmp_path, pupils=large_class(60, "senior"))

    assert "classes_over" not in by_engine(duckdb, folder)[CODES[0], "senior"]


def test_a_person_without_school_or_stage_is_not_counted(
    duckdb: Connection, tmp_path: Path
) -> None:
    rows = large_class(3, "primary")
    rows[0]["school_code"] = ""
    rows[1]["stage"] = "幼儿园"
    folder = written(County(tmp_path), tmp_path, pupils=rows)

    assert by_engine(duckdb, folder)[CODES[0], "primary"]["pupils"] == 1


_CLASSES = st.lists(
    st.tuples(
        st.sampled_from(CODES[:3]),
        st.sampled_from(("primary", "junior", "senior")),
        st.sampled_from((0, 30, 45, 46, 50, 51)),
    ),
    max_size=12,
)


@few
@given(classes=_CLASSES, teachers=TEACHERS, pupils=PUPILS)
def test_what_is_counted_takes_the_place_of_what_was_written_classes_first_then_people(
    duckdb: Connection,
    classes: list[tuple[str, str, int]],
    teachers: list[Row],
    pupils: list[Row],
) -> None:
    with TemporaryDirectory() as name:
        county = County(Path(name))
        county.stages.append(stage(CODES[2], "senior", classes_over="", largest_class=""))
        county.classes = [
            {"school_code": code, "stage": kind, "grade": "一", "class_no": str(n), "pupils": size}
            for n, (code, kind, size) in enumerate(classes)
        ]
        folder = written(county, Path(name), teachers=teachers, pupils=pupils)

        tables = open_folder(duckdb, folder)
        assert tables.teachers is not None
        assert tables.pupils is not None
        result = merged(
            of_stages(tables.stages, tables.classes),
            counted_teachers(tables.teachers),
            counted_pupils(tables.pupils),
        )

        assert _rows(duckdb.arrow(result).to_pylist()) == _expected(county, folder)


def _expected(county: County, folder: Path) -> list[dict[str, Any]]:
    rows = [_stage_row(each) for each in county.stages]
    listed = [
        ClassRow(**{**each, "stage": Stage(each["stage"])})  # type: ignore[arg-type]
        for each in county.classes
    ]
    counted = count(opened(folder).lists)
    result = merged_by_reference(class_rows.merged(rows, listed), counted)
    return _rows([asdict(each) for each in result])


def _stage_row(row: Row) -> StageRow:
    figures = {
        name: int(value) if value else None
        for name, value in row.items()
        if name not in ("school_code", "stage")
    }
    return StageRow(school_code=row["school_code"], stage=Stage(row["stage"]), **figures)  # type: ignore[arg-type]


def _rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    without = [{name: value for name, value in row.items() if name != "row"} for row in rows]
    return sorted(without, key=lambda row: (row["school_code"], row["stage"]))
